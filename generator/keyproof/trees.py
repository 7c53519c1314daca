"""Python sources as syntax trees, one after another.

In: the text of a program, an expression or a literal. Out: its tree, or its value.

Python 3.11 up to 3.11.7 raises `SystemError: AST constructor recursion depth mismatch` now and then
where two threads make trees at the same time (https://github.com/python/cpython/issues/106905), and
exercises are judged in threads.
"""

from __future__ import annotations

import ast
from threading import Lock
from typing import Any

_ONE_AT_A_TIME = Lock()


def tree_of(source: str) -> ast.Module:
    """Parse a program.

    Raises:
        SyntaxError: it is none.
    """
    with _ONE_AT_A_TIME:
        return ast.parse(source)


def expression_of(source: str) -> ast.Expression:
    """Parse an expression.

    Raises:
        SyntaxError: it is none.
    """
    with _ONE_AT_A_TIME:
        return ast.parse(source, mode="eval")


def value_of(source: str) -> Any:
    """Give the value of a literal, such as a list of numbers.

    Raises:
        SyntaxError, ValueError: it is none.
    """
    return ast.literal_eval(expression_of(source.lstrip(" \t")))
