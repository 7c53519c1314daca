"""A build as a plain folder: a complete docs folder that any Markdown site engine can take.

In: a `Build`. Out: the author's docs with the course's pages and assets in them; nothing else is touched.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from keyproof.errors import SettingsError
from keyproof.pipeline import Build
from keyproof.publish.reports import expect_writable
from keyproof.settings import Settings

MANIFEST = ".keyproof-pages"
"""File that marks a folder as ours; without it a folder that holds anything is never replaced."""


def write_pages(build: Build, settings: Settings, *, to: Path) -> int:
    """Write docs, pages and assets into the folder `to`, replacing an earlier one of ours whole.

    The folder is made beside its final place and moved there at the end, so a run that is cut off
    leaves the last good one as it was.

    Returns:
        How many files were written.

    Raises:
        SettingsError: `to` holds something that Keyproof did not write, or lies inside the sources.
    """
    refuse_what_is_not_ours(settings, to)
    fresh = None
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{to.name}-", dir=to.parent))
        count = _fill(fresh, build, settings)
        fresh.chmod(0o755)
        _swap(fresh, to)
    except OSError as error:
        raise SettingsError(f"Cannot write pages to {to}: {error.strerror or error}.") from error
    finally:
        if fresh:
            shutil.rmtree(fresh, ignore_errors=True)
    return count


def refuse_what_is_not_ours(settings: Settings, to: Path) -> None:
    """Raise SettingsError if pages cannot be written to a folder, as far as that shows before a run."""
    sources = [source.resolve() for source in (settings.docs, settings.exercises) if source]
    target = to.resolve()
    for source in sources:
        if target == source or source in target.parents or target in source.parents:
            raise SettingsError(f"Cannot write pages to {to}: it overlaps the sources in {source}.")
    if to.exists() and not to.is_dir():
        raise SettingsError(f"Cannot write pages to {to}: it is a file.")
    expect_writable(to)
    if to.is_dir() and any(to.iterdir()) and not (to / MANIFEST).exists():
        raise SettingsError(
            f"Cannot write pages to {to}: the folder holds files that Keyproof did not write. "
            "Name an empty or a new folder."
        )


def _fill(folder: Path, build: Build, settings: Settings) -> int:
    made = {page.path: page.text.encode() for page in build.pages}
    made |= {asset.path: asset.content for asset in build.assets}
    copied = {path: None for path in _other_docs(settings.docs) if path not in made}
    for path, content in {**copied, **made}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if content is None and settings.docs:
            shutil.copyfile(settings.docs / path, target)
        elif content is not None:
            target.write_bytes(content)
    (folder / MANIFEST).write_text("Written by `keyproof pages`; the next run replaces this folder.\n")
    return len(made) + len(copied)


def _other_docs(docs: Path | None) -> Iterator[str]:
    if docs:
        for path in sorted(docs.rglob("*")):
            if path.is_file():
                yield path.relative_to(docs).as_posix()


def _swap(fresh: Path, to: Path) -> None:
    old = fresh.with_name(f"{fresh.name}-old")
    if to.exists():
        to.rename(old)
    fresh.rename(to)
    shutil.rmtree(old, ignore_errors=True)
