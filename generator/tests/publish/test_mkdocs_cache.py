"""A second `mkdocs build` takes what the first one kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from keyproof.rules import RULES

GOOD = RULES["wrong-key"].mended
CONFIG = "site_name: Tried out\ntheme: {{name: material, font: false}}\nplugins: [search, {plugin}]\n"
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
WITHOUT_WORKERS = """
import sys
from mkdocs.__main__ import cli
from keyproof.verify import pool

def refuse(*_):
    raise pool.WorkerError("a worker would be started")

pool.Worker = refuse
try:
    cli(["build", "--site-dir", "warm"])
except SystemExit as end:
    print("torch imported here:", "torch" in sys.modules)
    sys.exit(end.code)
"""
"""The command `mkdocs build` where no worker can start."""


def _project(folder: Path, plugin: str = "keyproof") -> Path:
    (folder / "mkdocs.yml").write_text(CONFIG.format(plugin=plugin))
    (folder / "exercises").mkdir()
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text(f"# Home\n\n{GOOD}", encoding="utf-8")
    return folder


def _run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=120
    )


def _pages(folder: Path) -> dict[str, bytes]:
    # sitemap.xml.gz holds the second in which it was packed.
    files = (p for p in folder.rglob("*") if p.is_file() and p.suffix != ".gz")
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


def test_a_second_build_starts_no_worker_and_makes_the_same_site(tmp_path: Path) -> None:
    """Nor is torch imported by MkDocs itself; every file is the same byte for byte."""
    project = _project(tmp_path)
    cold = _run("-m", "mkdocs", "build", "--strict", "--site-dir", "cold", folder=project)

    warm = _run("-c", WITHOUT_WORKERS, folder=project)

    assert (0, 0) == (cold.returncode, warm.returncode), cold.stderr + warm.stderr
    assert "2 answers run (" in cold.stderr
    assert "2 answers, 2 from the cache (" in warm.stderr
    assert "torch imported here: False\n" == warm.stdout
    assert _pages(project / "cold") == _pages(project / "warm")
    assert list((project / ".cache" / "keyproof").glob("??/*.json"))


def test_without_the_cache_a_build_needs_workers(tmp_path: Path) -> None:
    """`cache: false` keeps nothing."""
    project = _project(tmp_path, "keyproof: {cache: false}")
    cold = _run("-m", "mkdocs", "build", folder=project)

    again = _run("-c", WITHOUT_WORKERS, folder=project)

    assert (0, 1) == (cold.returncode, again.returncode), cold.stderr
    assert "a worker would be started" in again.stderr
    assert not (project / ".cache").exists()


def test_the_cache_may_lie_elsewhere(tmp_path: Path) -> None:
    """Relative to `mkdocs.yml`, wherever MkDocs is called."""
    project = _project(tmp_path, "keyproof: {cache: kept/here}")
    (tmp_path / "inner").mkdir()

    done = _run("-m", "mkdocs", "build", "-f", "../mkdocs.yml", folder=tmp_path / "inner")

    assert 0 == done.returncode, done.stderr
    assert list((project / "kept" / "here").glob("??/*.json"))
