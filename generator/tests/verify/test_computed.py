"""What prose asks for is computed in lines of runs, under every seed, and what cannot be shown is found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from keyproof.course import SourcePage
from keyproof.finding import Finding
from keyproof.statement import Statement
from keyproof.verify import Pool
from keyproof.verify.job import Job, Result
from keyproof.verify.prove import verify_one, verify_pages
from keyproof.verify.stated import Compared

from .factory import code, exercise, option, place


def _value(expression: str, line: int = 60, *, spec: str = "", after: str = "") -> Statement:
    return Statement(
        sort="value", text=expression, place=place(line, 4), source=expression, source_place=place(line, 14),
        spec=spec, line=after, slot=place(line, 4),
    )  # fmt: skip


def _run(program: str, line: int = 61, *, name: str = "", **more: Any) -> Statement:
    return Statement(
        sort="run", text=program, place=place(line), source=program, source_place=place(line), line=name,
        slot=place(line - 1), **{"code": True, **more},
    )  # fmt: skip


def _page(pool: Pool, *said: Statement, seeds: int = 1, run: Any = None) -> Compared:
    page = SourcePage(path="course/try.md", setup=(code("import torch", 1),), statements=said)
    return verify_pages([page], run=run or pool.run, jobs=1, seeds=seeds)


def _texts(compared: Compared) -> list[str]:
    assert () == compared.findings
    return [one.text for one in sorted(compared.computed, key=lambda one: one.slot)]


@pytest.mark.parametrize(
    ("expression", "spec", "text"),
    [
        ("(4, 7)", "", "(4, 7)"),
        ("torch.zeros(4, 7).shape", "", "(4, 7)"),
        ("0.1 + 0.2", "", "0.30000000000000004"),
        ("1 / 3", ".3f", "0.333"),
        ("torch.tensor(0.25)", ".1%", "25.0%"),
        ("2 ** 20", ",", "1,048,576"),
        ("'<UNK> | `x`'", "", "<UNK> | `x`"),
        ("torch.tensor(3)", "", "3"),
        ("None", "", "None"),
    ],
)
def test_a_value_is_written_for_readers(pool: Pool, expression: str, spec: str, text: str) -> None:
    """Text without quotes, a size as a tuple, a number of torch as a number."""
    assert [text] == _texts(_page(pool, _value(expression, spec=spec)))


def test_a_page_is_gone_through_in_the_order_of_reading(pool: Pool) -> None:
    """Each value sees what stands above it."""
    said = (_run("x = 3\nprint('x')", 61), _value("x", 65), _run("x = 4", 71), _value("x", 75))

    assert ["x\n", "3", "", "4"] == _texts(_page(pool, *said))


def test_a_named_run_has_a_process_of_its_own(pool: Pool) -> None:
    """What goes on after it sees it; the page's own line does not, and is no slower for it."""
    said = (
        _run("x = 3", 61, name="train"),
        _run("x = 4", 71),
        _value("x", 75, after="train"),
        _value("x", 76),
    )
    jobs: list[Job] = []

    def counted(job: Job) -> Result:
        jobs.append(job)
        return pool.run(job)

    assert ["", "", "3", "4"] == _texts(_page(pool, *said, run=counted))
    assert ["train", "prose"] == [job.candidates[0].name for job in jobs]


def test_to_look_draws_no_random_number(pool: Pool) -> None:
    """A value put in above changes nothing beneath."""
    runs = _run("torch.manual_seed(1)"), _run("print(torch.rand(1).item())", 71)

    looking = _value("torch.rand(1) > 2", 65)

    assert _texts(_page(pool, *runs))[-1] == _texts(_page(pool, runs[0], looking, runs[1]))[-1]


def test_a_value_that_raises_leaves_the_others(pool: Pool) -> None:
    """One finding at the expression."""
    compared = _page(pool, _value("y", 60), _value("3", 62), _run("print(1)", 65))

    assert ["3", "1\n"] == [one.text for one in compared.computed]
    assert compared.findings == (
        Finding(
            rule="broken-program",
            place=place(60, 14),
            what="`y` has no value",
            actual="it raises `NameError: name 'y' is not defined` at `y`",
            hint="Mend it. What a run with a name has made is known where `after=` names that run.",
        ),
    )


def test_a_program_that_raises_ends_its_line(pool: Pool) -> None:
    """What stands beneath is not looked at; other lines are."""
    compared = _page(pool, _run("1 / 0"), _value("3", 65), _value("4", 66, after="a"))

    assert ["broken-program"] == [one.rule for one in compared.findings]
    assert ["false", "unreached", "true"] == [one.truth for one in compared.statements]
    assert ["", "4"] == [one.text for one in compared.computed]


def test_a_run_over_its_limit_is_told_where_it_was(pool: Pool) -> None:
    """At the program or the expression that did not end, with what can be done."""
    said = (_run("x = 1", 61, seconds=1), _run("while x:\n    pass", 71))
    compared = _page(pool, *said)

    assert [("timeout", place(71))] == [(one.rule, one.place) for one in compared.findings]
    assert compared.findings[0].hint.endswith("more time: `python run seconds=20`.")


def test_a_process_that_ends_itself_is_told_where_it_was(pool: Pool) -> None:
    """By the last mark that it printed."""
    compared = _page(pool, _value("1", 60), _value("__import__('os')._exit(0)", 61), _value("2", 62))

    assert [("crash", place(61, 4))] == [(one.rule, one.place) for one in compared.findings]


def test_a_value_that_is_luck(pool: Pool) -> None:
    """It changes with the seed: two of its values are told."""
    (found,) = _page(pool, _value("torch.rand(1)", spec=".2f"), seeds=3).findings

    assert found == Finding(
        rule="flaky",
        place=place(60, 4),
        what="`torch.rand(1)` changes with the random numbers",
        expected="the same under the seeds 0, 1 and 2",
        actual="seed 0: `0.50`\nseed 1: `0.76`",
        hint="Show something that does not hang on them, or set the seed in the program: "
        "`torch.manual_seed(0)`.",
    )


def test_a_run_that_sets_its_seed_is_no_luck(pool: Pool) -> None:
    """Whatever is computed of it."""
    said = (_run("torch.manual_seed(0)\nprint(torch.rand(1))"), _value("torch.rand(1)", 65, spec=".2f"))

    assert ["tensor([0.4963])\n", "0.77"] == _texts(_page(pool, *said, seeds=3))


def test_what_is_printed_is_luck_too(pool: Pool) -> None:
    """The line that differs is told; a hidden run may draw what it likes."""
    drawn = "print('a')\nprint(torch.rand(1).item() > .6)"
    (found,) = _page(pool, _run(drawn), seeds=2).findings

    assert ("flaky", "seed 0: `False`\nseed 1: `True`") == (found.rule, found.actual)
    assert () == _page(pool, _run(drawn, code=False), seeds=2).findings


def test_an_address_is_luck(pool: Pool) -> None:
    """Though it may be the same under every seed."""
    (found,) = _page(pool, _value("object()")).findings

    assert ("flaky", "`object()` holds an address in memory") == (found.rule, found.what)


def test_an_output_that_is_asserted_is_not_shown_twice(pool: Pool) -> None:
    """The author's own block stands there."""
    run = _run("print(3)")
    output = Statement(sort="output", text="3", place=place(70), source="print(3)", source_place=place(61))

    assert [""] == _texts(_page(pool, run, output))


def test_a_number_and_a_signature_see_the_line_that_they_stand_on(pool: Pool) -> None:
    """A named run's too."""
    said = (
        _run("def f(a, b=2): ...\nx = 3", 61, name="train"),
        replace(_value("x", 65, after="train"), sort="number", text="3", slot=None),
        Statement(sort="signature", text="f(a, b=2)", place=place(66), line="train"),
    )

    assert () == _page(pool, *said).findings


def test_values_of_an_exercise_see_its_program(pool: Pool) -> None:
    """They come with its verdict."""
    options = (option("4", 20),)
    one = exercise("predict", program="x = 3", answer="x", options=options, statements=(_value("x + 2"),))
    verdict = verify_one(one, run=pool.run, seeds=2)

    assert ((), ["5"]) == (verdict.findings, [some.text for some in verdict.computed])
    assert [("value", "5", True)] == [(some.sort, some.gave, some.computed) for some in verdict.statements]


def test_a_value_that_is_too_long_for_a_sentence(pool: Pool) -> None:
    """It belongs into the output of a program."""
    (found,) = _page(pool, _value("'x' * 3000")).findings

    assert ("output", "it is longer than 2000 characters") == (found.rule, found.actual)
