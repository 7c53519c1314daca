"""Reports and evidence as files, for whatever reads them after the run.

In: a `Proof` and settings. Out: what a format is made of, and documents written whole or not at all.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from keyproof.errors import SettingsError
from keyproof.pipeline import evidence_of
from keyproof.proof import Proof
from keyproof.publish.repository import folder_in_repository
from keyproof.report import Contents
from keyproof.settings import Settings


def contents_of(proof: Proof, settings: Settings, *, seconds: float | None = None) -> Contents:
    """Put together what every format is made of; `seconds` is how long the run took."""
    return Contents(
        findings=proof.findings,
        gather=lambda: evidence_of(proof, settings),
        texts=proof.course.texts,
        summary=proof.told(seconds=seconds),
        left_out=proof.left_out,
        folder=folder_in_repository(settings.root),
    )


def expect_writable(path: Path) -> None:
    """Say before a run that its result cannot be written, as far as that shows: a run may take long.

    Raises:
        SettingsError: it will not be possible.
    """
    above = next(folder for folder in path.absolute().parents if folder.exists())
    if not above.is_dir():
        raise SettingsError(f"Cannot write {path}: {above} is a file.")
    if not os.access(above, os.W_OK | os.X_OK):
        raise SettingsError(f"Cannot write {path}: nothing may be written to {above}.")


def write_document(document: str | bytes, path: Path) -> None:
    """Write a document through a file beside it, so that nobody reads half of it.

    Raises:
        SettingsError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        fresh = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(document.encode("utf-8", "replace") if isinstance(document, str) else document)
            fresh.chmod(0o644)
            fresh.replace(path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                fresh.unlink()
    except OSError as error:
        raise SettingsError(f"Cannot write {path}: {error.strerror}.") from error
