"""Is it Python? Nothing is run: the code is only compiled.

In: code with its place. Out: a `syntax` finding at the very column, or nothing.
"""

from __future__ import annotations

import ast
import warnings

from keyproof.exercise import Code
from keyproof.read.source import Source
from keyproof.trees import tree_of


def report_syntax(source: Source, code: Code, *, name: str, mode: str = "exec") -> bool:
    """Report code that Python cannot compile; return whether it can."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(code.source, code.place.path, mode, dont_inherit=True)
    except SyntaxError as error:
        _report(source, code, error, name=name)
        return False
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        source.report(
            "syntax",
            code.place,
            f"The {name} cannot be compiled: {error or type(error).__name__}",
            hint="Make the code shorter and less deeply nested.",
        )
        return False
    return True


def asserts(code: Code) -> bool:
    """Tell whether some `assert` stands in code that compiles."""
    return any(isinstance(node, ast.Assert) for node in ast.walk(tree_of(code.source)))


def _report(source: Source, code: Code, error: SyntaxError, *, name: str) -> None:
    rows = code.source.split("\n")
    line = min(max(error.lineno or 1, 1), len(rows))
    column = max(error.offset or 1, 1)
    same_line = error.end_lineno == error.lineno and error.end_offset is not None
    length = (error.end_offset or 0) - column if same_line else 1
    column = min(column, len(rows[line - 1]) + 1)
    source.report(
        "syntax",
        source.within(code, line, column, length),
        f"The {name} is not Python: {error.msg}",
        hint="Correct the code; it has to run as it stands.",
    )
