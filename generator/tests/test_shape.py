"""The limits of size that keep the code readable, held by a test."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "keyproof"
FILE_LIMIT, FUNCTION_LIMIT, PLUGIN_LIMIT = 300, 40, 150


def _lines_without_docstring(function: ast.FunctionDef) -> int:
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def _name(file: Path) -> str:
    """Several files are called `fill.py`."""
    return file.relative_to(PACKAGE).as_posix()


def _functions(file: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_no_file_is_longer_than_300_lines() -> None:
    """A longer file is split by noun."""
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.js"), *PACKAGE.rglob("*.css")]
    long = {_name(file): n for file in files if (n := len(file.read_text().splitlines())) > FILE_LIMIT}

    assert files
    assert {} == long


def test_the_host_stays_thin() -> None:
    """What a plugin of another site engine would need too does not stand in MkDocs' one."""
    plugin = PACKAGE / "publish" / "mkdocs_plugin.py"

    assert len(plugin.read_text().splitlines()) < PLUGIN_LIMIT


def test_no_function_is_longer_than_40_lines() -> None:
    """Docstrings do not count."""
    sizes = {
        f"{_name(file)}:{function.lineno}:{function.name}": _lines_without_docstring(function)
        for file in PACKAGE.rglob("*.py")
        for function in _functions(file)
    }

    assert {} == {name: size for name, size in sizes.items() if size > FUNCTION_LIMIT}


def test_every_module_says_what_it_is() -> None:
    """The docstring gives the role, what comes in and what goes out."""
    trees = {_name(file): ast.parse(file.read_text()) for file in PACKAGE.rglob("*.py")}
    silent = [name for name, tree in trees.items() if not ast.get_docstring(tree)]

    assert [] == silent
