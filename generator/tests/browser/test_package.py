"""The distribution: it stands alone, it says that it isn't PyTorch, and it is light."""

from __future__ import annotations

import ast
import io
import sys
import tomllib
import zipfile
from pathlib import Path

from tests.browser.both import ours

FOLDER = Path(str(ours.__file__)).parent
LIMIT = 100_000


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
