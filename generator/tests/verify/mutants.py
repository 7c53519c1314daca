"""Workers of which one defence was taken out, to see that the attack on it succeeds then."""

from __future__ import annotations

import shutil
from pathlib import Path

from keyproof.verify.pool import WORKER


def mutant(folder: Path, file: str, defence: str, instead: str) -> Path:
    """Copy the worker, replace a defence, and give the path of the copy's program."""
    copy = folder / "worker"
    shutil.copytree(WORKER.parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    text = (copy / file).read_text(encoding="utf-8")
    assert 1 == text.count(defence), f"the defence is no longer in {file}: {defence}"
    (copy / file).write_text(text.replace(defence, instead), encoding="utf-8")
    return copy / WORKER.name
