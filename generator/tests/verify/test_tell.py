"""Signs that give a key away are warnings, and only where they do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from keyproof.exercise import Exercise, Prose
from keyproof.finding import Finding
from keyproof.verdict import Answer, Outcome, Verdict
from keyproof.verify.tell import at_least, giveaways, longest

from .factory import blank, exercise, option, place

KEY = "batch_first=True"


def _prose(text: str, line: int = 60) -> Prose:
    return Prose(text=text, place=place(line, 5))


def _choice(key: str = KEY, wrong: str = "bidirectional=True", **more: Any) -> Exercise:
    return exercise("choice", options=(option(key, 20, keyed=True), option(wrong, 21)), **more)


def _told(one: Exercise) -> list[str]:
    return [
        f"{found.place.line}:{found.place.column} {found.what}"
        for found in giveaways(one, Verdict(exercise="one"))
    ]


def test_a_hint_that_names_the_key() -> None:
    """A warning at the very words."""
    one = _choice(hints=(_prose("Look.\nIt is `batch_first=True`, of course."),))

    assert list(giveaways(one, Verdict(exercise="one"))) == [
        Finding(
            rule="tell",
            place=place(61, 12, 16),
            what="The hint names the key: `batch_first=True`",
            hint="Say how to find it. Or name a wrong answer too, if the words are needed.",
            exercise="one",
            severity="warning",
        )
    ]


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        (KEY, "Neither batch_first=True nor bidirectional=True?", []),
        (KEY, "Not batch_first=Trueish.", []),
        ("20", "The state has 20 numbers.", []),
        ("20", "It is `20`.", ["60:12 The hint names the key: `20`"]),
        ("bias", "Think of the bias.", []),
        ("bias", "Think of `bias`.", ["60:15 The hint names the key: `bias`"]),
        ("True", "Is it true or `False`?", []),
        ("a\nb", "a\nb", []),
    ],
)
def test_words_of_a_hint(key: str, text: str, told: list[str]) -> None:
    """Numbers and names are telling only if they are set as code; a wrong answer beside it hides the key."""
    assert told == _told(_choice(key, hints=(_prose(text),)))


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        (KEY, "What does `batch_first=True` do?", ["60:16 The stem names the key: `batch_first=True`"]),
        ("20", "Keep a state of `20`.", []),
        ("inputs", "Here `inputs` is given.", []),
    ],
)
def test_words_of_a_stem(key: str, text: str, told: list[str]) -> None:
    """It may say which number is wanted, and name its variables."""
    assert told == _told(_choice(key, before=_prose(text)))


def test_the_computed_key_of_a_prediction() -> None:
    """It is known only from the run."""
    one = exercise("predict", program="x", options=(option("(2, 3)", 20),), hints=(_prose("So (3, 2)."),))
    outcome = Outcome(candidate="run", state="holds", value="(3, 2)")
    verdict = Verdict(exercise="one", answers=(Answer(label="(3, 2)", outcome=outcome, keyed=True),))

    assert [place(60, 8, 6)] == [found.place for found in giveaways(one, verdict)]


def test_the_keys_of_a_fill() -> None:
    """Each blank has one."""
    program = "rnn = nn.RNN(10, num_layers=2)"
    one = exercise(
        "fill",
        program=program,
        blanks=(blank(program, "num_layers=2", 10),),
        options=(option("bias=2", 20),),
        hints=(_prose("Use num_layers=2."),),
    )

    assert ["60:9 The hint names the key: `num_layers=2`"] == _told(one)


def _course(telling: int, others: int) -> list[Exercise]:
    long = [_choice("a much longer answer", "short") for _ in range(telling)]
    even = [_choice("short", "other") for _ in range(others)]
    return [replace(one, id=f"id-{number}") for number, one in enumerate([*long, *even])]


def test_a_course_whose_longest_answers_are_its_keys() -> None:
    """Ten of ten by chance: one in a thousand. It belongs to the course and points at the first case."""
    assert list(longest(_course(10, 0))) == [
        Finding(
            rule="tell",
            place=place(20, 7, 22),
            what="The longest answer is the key in 10 of 10 exercises: "
            "a reader who always takes it does well",
            actual="it is so in `id-0`, `id-1`, `id-2`, `id-3` and 6 more",
            hint="Say more in wrong answers, or less in right ones, until length tells nothing.",
            severity="warning",
        )
    ]


@pytest.mark.parametrize(("telling", "others", "told"), [(9, 0, 0), (9, 1, 0), (10, 1, 1), (5, 6, 0)])
def test_a_habit_is_told_from_chance(telling: int, others: int, told: int) -> None:
    """Ten choices at least, and odds below one in a hundred."""
    assert told == len(list(longest(_course(telling, others))))


def test_what_does_not_count_among_the_choices() -> None:
    """Predictions, several keys, several blanks: none has one written key among written answers."""
    several = [replace(one, multiple=True) for one in _course(20, 0)]
    predicted = [exercise("predict", program="x", options=(option("1", 20),)) for _ in range(20)]

    assert [] == list(longest([*several, *predicted, *_course(9, 0)]))


def test_chances_of_several_events() -> None:
    """Against numbers worked out by hand."""
    assert 1.0 == at_least(0, [0.5, 0.5])
    assert 0.75 == at_least(1, [0.5, 0.5])
    assert 0.125 == at_least(2, [0.25, 0.5])
    assert 0 == at_least(1, [])
