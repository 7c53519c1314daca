"""Our course without the plugin: what `keyproof pages` writes, and how another engine builds it.

In: a folder. Out: a project in it that any engine for `mkdocs.yml` can build.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
SITE_URL = "!ENV SITE_URL"


def write_project(project: Path) -> None:
    """Let `keyproof pages` write the docs of a project."""
    command = [sys.executable, "-m", "keyproof", "pages", str(project / "docs"), "--root", str(ROOT)]
    command += ["--runtime", "keyproof-torch", "--pyodide", str(ROOT / "generator/node_modules/pyodide")]
    written = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert written.returncode == 0, written.stdout + written.stderr


def build_with(engine: str, project: Path, *, site_url: str) -> None:
    """Build the project with our own site's settings but the plugin, into a folder of the engine's name."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert SITE_URL in text
    settings = yaml.safe_load(text.replace(SITE_URL, "none"))
    settings["plugins"] = [one for one in settings["plugins"] if "keyproof" not in one]
    settings |= {"site_url": site_url, "site_dir": engine}
    for extension in settings["markdown_extensions"]:
        if "pymdownx.snippets" in extension:
            extension["pymdownx.snippets"]["base_path"] = [str(ROOT)]
    file = project / "mkdocs.yml"
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")
    command = [sys.executable, "-m", engine, "build", "--strict", "--config-file", str(file)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert built.returncode == 0, built.stdout + built.stderr
