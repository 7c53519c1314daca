"""The distribution: it stands alone, it says that it isn't PyTorch, and it is light."""

from __future__ import annotations

import ast
import io
import runpy
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.browser.both import ours

FOLDER = Path(str(ours.__file__)).parent
LIMIT = 6_300_000 // 50
"""Bytes: a fiftieth of what Pyodide is, packed."""


def test_nothing_but_the_standard_library_is_imported() -> None:
    """Pyodide brings that, and a page loads our JavaScript; what is of the package is imported relatively."""
    foreign = {
        f"{file.relative_to(FOLDER)}: {name}"
        for file in FOLDER.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name in _absolute(node)
        if name.split(".")[0] not in {*sys.stdlib_module_names, "keyproof_products"}
    }

    assert set() == foreign


def _absolute(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return [node.module or ""]
    return []


def test_its_version_tells_it_from_pytorch() -> None:
    """A reader who prints the version sees what runs."""
    assert ours.__version__.endswith("+browser")


def test_the_distribution_has_another_name_than_pytorch() -> None:
    """Whoever installs it must not find that it took PyTorch's place."""
    project = tomllib.loads((FOLDER.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["name"] == "keyproof-torch"
    assert project["dependencies"] == []


def test_the_package_is_light() -> None:
    """A page loads it after megabytes of Pyodide: it must not be felt."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in FOLDER.rglob("*.py"):
            archive.write(file, f"torch/{file.relative_to(FOLDER)}")

    assert len(packed.getvalue()) < LIMIT


@pytest.mark.parametrize(
    ("pyodide", "built"),
    [
        ('case "$1" in xbuildenv) echo 0.34;; build) : > "$4/by-pyodide.whl";; esac', "by-pyodide"),
        ('case "$1" in xbuildenv) exit 1;; esac', "by-pip"),
        ('test "$1" = xbuildenv', "by-pip"),
        ("", "by-pip"),
    ],
    ids=["an environment", "none yet", "none told", "no such command"],
)
def test_the_wheel_is_built_by_pyodide_where_there_is_an_environment(
    pyodide: str, built: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By `pyodide build` then, and by pip otherwise; from a copy without what was built before."""
    tool: Any = runpy.run_path(str(FOLDER.parents[2] / "runtime-tools" / "__main__.py"))
    stand_in = tmp_path / "bin" / "pyodide"
    stand_in.parent.mkdir()
    if pyodide:
        stand_in.write_text(f"#!/bin/sh\n{pyodide}\n")
        stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", str(stand_in.parent))
    globals_, name = tool["_build"].__globals__, "by-pip.whl"
    monkeypatch.setitem(globals_, "pip", lambda *given: Path(given[3], name).touch())
    (into := tmp_path / "into").mkdir()

    tool["_build"](into, tmp_path)

    assert [f"{built}.whl"] == [file.name for file in into.iterdir()]
    assert (tmp_path / "sources" / "torch" / "__init__.py").is_file()
    assert not (tmp_path / "sources" / "built").exists()
