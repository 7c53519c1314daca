"""Experiments, as they stand in a page: with the numbers that were measured."""

from __future__ import annotations

import html
import re

from keyproof.render.block import Position, exercise_block
from keyproof.render.experiment import told
from keyproof.render.languages import english
from keyproof.render.phrase import to_markdown
from tests.render.conversion import convert
from tests.render.samples import experiment


def _shown() -> str:
    exercise, verdict = experiment()
    block = exercise_block(exercise, verdict, position=Position(number=1, total=1), words=english())
    return convert(block)


def _rows(markup: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", markup, re.DOTALL)
    cells = [re.findall(r"<t[hd].*?</t[hd]>", row) for row in rows]
    return [[html.unescape(re.sub("<[^>]+>", "", cell)) for cell in row] for row in cells]


def test_the_baseline_stands_there_with_its_numbers_and_the_target() -> None:
    """Median, least and most as they were computed; nothing of the solution is told yet."""
    shown = _shown()
    before = shown[: shown.index("<keyproof-own")]

    assert [["accuracy", "median", "least", "most"], ["baseline", "0.5", "0.5", "0.8996"]] == _rows(before)
    assert "accuracy &gt;= 0.9" in before
    assert "in each of 5 runs" in before
    assert "0.95" not in before


def test_a_number_is_never_rounded_onto_the_target() -> None:
    """0.8996 misses 0.9: three digits would say that it does not."""
    assert "0.8996" in _shown()


def test_the_solution_has_its_numbers_and_those_of_the_control() -> None:
    """And what the control means, in words."""
    shown = _shown()
    solution = shown[shown.index('<details class="kp-solution">') :]

    assert ["solution", "0.95", "0.95", "0.95"] in _rows(solution)
    assert ["solution, labels shuffled", "0.5", "0.4", "0.5"] in _rows(solution)
    assert "so it learns from them" in solution


def test_what_runs_first_can_be_opened() -> None:
    """A reader who runs the program elsewhere has all of it."""
    assert "y_train" in _shown()[: _shown().index('class="kp-own"')]


def test_the_evidence_says_it_in_words() -> None:
    """For each program, with the number of runs."""
    exercise, verdict = experiment()

    assert "In 5 runs the median of `accuracy` is `0.95`, from `0.95` to `0.95`." == to_markdown(
        told(exercise, verdict, english())[1]
    )
