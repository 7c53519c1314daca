"""Explanations, as they stand in a page: whole without a script, and plain about what was run."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

from keyproof.course import Course, SourcePage
from keyproof.evidence import Case, Circumstances
from keyproof.exercise import Exercise
from keyproof.render import gather_evidence
from keyproof.render.block import Position, digest, exercise_block
from keyproof.render.languages import english
from keyproof.settings import Limits, Settings
from keyproof.verdict import Verdict
from tests.render.conversion import convert
from tests.render.samples import PATH, explain


def _shown(exercise: Exercise, verdict: Verdict) -> str:
    position = Position(number=1, total=1)
    return convert(exercise_block(exercise, verdict, position=position, words=english()))


def _case(exercise: Exercise, verdict: Verdict) -> Case:
    page = SourcePage(path=PATH, topic="rnn-layer", mode="try", title="Try", blocks=(exercise,))
    (case,) = gather_evidence(
        Course(topics=(), pages=(page,), findings=(), texts={}),
        {exercise.id: verdict},
        findings=(),
        settings=Settings(root=Path("/project")),
        circumstances=Circumstances(seeds=(0,), limits=Limits()),
    ).cases
    return case


def _text(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def _unrun() -> tuple[Exercise, Verdict]:
    exercise, _ = explain()
    points = tuple(replace(point, claim=None) for point in exercise.options)
    return replace(exercise, options=points), Verdict(exercise=exercise.id)


def test_the_model_answer_and_the_points_stand_in_one_block_that_opens() -> None:
    """A reader without a script opens it, and ticks the boxes."""
    shown = _shown(*explain())
    solution = shown[shown.index('<details class="kp-solution">') :]
    inside = solution[: solution.index("</details>")]

    assert "Model answer" in inside
    assert "<strong>this</strong>" in inside
    assert inside.count('<input type="checkbox"') == 2
    assert "Two states , a < b ." in _text(inside)
    assert "<textarea" in shown[: shown.index('<details class="kp-solution">')]
    assert "I am done: I have compared mine with the model answer" in _text(shown)


def test_points_say_which_of_them_were_run() -> None:
    """And the line beneath says how many."""
    shown = _text(_shown(*explain()))

    assert "a < b . (proven by a run)" in shown
    assert "Nothing to run. (Not machine-checked)" in shown
    assert "Proven: 1 of 2 points (torch" in shown


def test_where_nothing_ran_the_page_says_so() -> None:
    """Once, and with the reason."""
    shown = _text(_shown(*_unrun()))

    assert 1 == shown.count("Not machine-checked")
    assert "Not machine-checked: an explanation in words, which only its reader can judge" in shown
    assert "Proven" not in shown


def test_a_changed_point_is_another_exercise() -> None:
    """Ticks belong to the points as they were."""
    exercise, verdict = explain()
    first, second = exercise.options
    changed = replace(exercise, options=(first, replace(second, text="Another one.")))

    assert digest(exercise, verdict) != digest(changed, verdict)


def test_evidence_tells_what_ran_from_what_could_not() -> None:
    """Its points are sentences; where no point was run the status says so, with the reason."""
    proven, unrun = _case(*explain()), _case(*_unrun())

    assert ("proven", "", [("Two states.", False, "holds")]) == (
        proven.status,
        proven.reason,
        [(told.label, told.code, told.state) for told in proven.answers],
    )
    assert ("unverified", "an explanation in words, which only its reader can judge", ()) == (
        unrun.status,
        unrun.reason,
        unrun.answers,
    )
