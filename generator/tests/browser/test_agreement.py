"""Programs of a few lines: what is printed, raised and warned of is the same."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.browser.both import ours, outcome, real

HERE = Path(__file__).parent
CASES = [
    case
    for file in sorted((HERE / "cases").glob("*.txt"))
    for case in file.read_text(encoding="utf-8").strip().split("\n\n")
]


def showing(case: str) -> str:
    """Print the value of a case that is an expression, as a notebook would."""
    try:
        ast.parse(case, mode="eval")
    except SyntaxError:
        return case
    return case if case.startswith("print(") else f"print({case})"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.splitlines()[0][:60])
def test_a_case_ends_the_same_way(case: str) -> None:
    """Text, digits, errors and warnings, to the last character."""
    assert outcome(real, showing(case)) == outcome(ours, showing(case))
