"""Figures and tables are made by runs like any other, and what cannot be shown is a finding."""

from __future__ import annotations

import json
from typing import Any

import pytest

from keyproof.course import SourcePage
from keyproof.statement import Statement
from keyproof.verify import Pool
from keyproof.verify.job import Job, Result
from keyproof.verify.prove import verify_pages
from keyproof.verify.stated import Compared

from .factory import code, place


def _asked(sort: Any, source: str, line: int = 61, *, spec: str = "") -> Statement:
    return Statement(
        sort=sort, text=source, place=place(line - 1), source=source, source_place=place(line), spec=spec,
        slot=place(line - 1), alt="It falls.", caption="C",
    )  # fmt: skip


def _page(pool: Pool, *said: Statement, seeds: int = 1, run: Any = None) -> Compared:
    page = SourcePage(path="course/try.md", setup=(code("import torch", 1),), statements=said)
    return verify_pages([page], run=run or pool.run, jobs=1, seeds=seeds)


def _table(pool: Pool, source: str, spec: str = "") -> Any:
    compared = _page(pool, _asked("table", source, spec=spec))
    assert () == compared.findings
    return json.loads(compared.computed[0].text)


def test_a_figure_is_the_same_under_every_seed_and_looks_at_nothing_outside(pool: Pool) -> None:
    """So it can be kept: neither fonts of the machine nor the time are part of it."""
    results: list[Result] = []

    def noted(job: Job) -> Result:
        results.append(pool.run(job))
        return results[-1]

    asked = _asked("figure", "plt.plot([3, 1], label='loss')\nplt.legend()")
    compared = _page(pool, asked, seeds=2, run=noted)

    assert () == compared.findings
    assert [()] * 2 == [result.outside for result in results]
    (made,) = compared.computed
    assert ("figure", "It falls.", "C") == (made.sort, made.alt, made.caption)
    assert "<svg" in made.text and ">loss</text>" in made.text and "<dc:date>" not in made.text
    assert [("figure", "It falls.", True)] == [(s.sort, s.gave, s.computed) for s in compared.statements]


@pytest.mark.parametrize(
    ("source", "line", "actual"),
    [
        ("x = 1", 60, "it draws nothing"),
        ("plt.figure()", 60, "it draws nothing"),
        (
            "plt.plot([1])\nplt.figure()\nplt.plot([2])",
            60,
            "it draws 2 figures; `plt.subplots` puts several into one",
        ),
        ("x = 1\nplt.plot(y)", 62, "it raises `NameError: name 'y' is not defined` at `plt.plot(y)`"),
    ],
)
def test_a_figure_that_is_none(pool: Pool, source: str, line: int, actual: str) -> None:
    """Told where it is asked for, or at the line that fails."""
    (found,) = _page(pool, _asked("figure", source)).findings

    assert ("broken-program", "The figure cannot be drawn") == (found.rule, found.what)
    assert (line, actual) == (found.place.line, found.actual)


def test_a_figure_that_is_luck(pool: Pool) -> None:
    """What differs is not told: nobody could read it."""
    (found,) = _page(pool, _asked("figure", "plt.plot(torch.rand(3))"), seeds=2).findings

    assert ("flaky", "seed 0: `one figure`\nseed 1: `another figure`") == (found.rule, found.actual)


def test_where_matplotlib_is_missing_is_told_what_to_install(pool: Pool) -> None:
    """Not how an import failed."""
    hide = "import sys\nsys.modules['matplotlib'] = None"
    run = Statement(sort="run", text=hide, place=place(51), source=hide, source_place=place(51))
    (found,) = _page(pool, run, _asked("figure", "plt.plot([1])")).findings

    assert found.hint.startswith("Figures need matplotlib where the runs take place: `pip install ")


def test_no_other_run_imports_matplotlib(pool: Pool) -> None:
    """It takes longer than most answers."""
    asked = "'matplotlib' in __import__('sys').modules"
    one = Statement(
        sort="value", text=asked, place=place(70), source=asked, source_place=place(70), slot=place(70)
    )

    assert ["False"] == [made.text for made in _page(pool, one).computed]


def test_a_table_of_rows_or_of_columns(pool: Pool) -> None:
    """The same either way; numbers that are not whole are rounded."""
    expected = {"columns": ["epoch", "loss"], "rows": [["1", "0.50"], ["2", "0.25"]], "numbers": [True, True]}
    rows = "a = 0.5\n[{'epoch': 1, 'loss': a}, {'epoch': 2, 'loss': torch.tensor(0.25)}]"

    assert expected == _table(pool, rows, spec="2")
    assert expected == _table(pool, "{'epoch': [1, 2], 'loss': [0.5, 0.25]}", spec="2")


def test_other_cells_are_written_as_values_are(pool: Pool) -> None:
    """Text without quotes, a size as a tuple."""
    made = _table(pool, "[{'a': '<UNK>', 'b': torch.zeros(2).shape, 'c': True, 'd': 1 / 3}]")

    assert [["<UNK>", "(2,)", "True", "0.333"]] == made["rows"]
    assert [False, False, False, True] == made["numbers"]


@pytest.mark.parametrize(
    ("source", "actual"),
    [
        ("{'a': [1], 'b': [1, 2]}", "its columns have different lengths: `a` has 1, `b` has 2"),
        ("[{'a': 1}, {'b': 1}]", "its rows have different columns: row 2 has `b`, the first has `a`"),
        ("[]", "it has no rows"),
        ("{'a': []}", "it has no rows"),
        (
            "3",
            "its last expression gives int, not a list of rows (`[{'epoch': 1, 'loss': 0.5}]`) "
            "or a dict of columns (`{'epoch': [1]}`)",
        ),
    ],
)
def test_a_table_that_is_none(pool: Pool, source: str, actual: str) -> None:
    """Why is told."""
    (found,) = _page(pool, _asked("table", source)).findings

    assert ("broken-program", "The table cannot be made", actual) == (found.rule, found.what, found.actual)
