"""What is gathered about a run: every exercise with its answers, in the words that readers get."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from keyproof.course import Course, SourcePage
from keyproof.evidence import Case, Circumstances, Evidence
from keyproof.exercise import Exercise
from keyproof.finding import Finding, Place
from keyproof.render import gather_evidence
from keyproof.render.block import Position, exercise_block
from keyproof.render.kinds import KINDS
from keyproof.render.languages import english
from keyproof.render.phrase import to_markdown
from keyproof.settings import Limits, Settings
from keyproof.verdict import Elsewhere, Verdict
from tests.render.samples import ALL, PATH, at, choice, claims, fill

WORDS = english()

SETTINGS = Settings(root=Path("/project"))


def _gather(
    *exercises: Exercise, verdicts: dict[str, Verdict], findings: tuple[Finding, ...] = ()
) -> Evidence:
    source = SourcePage(path=PATH, topic="rnn-layer", mode="try", title="Try", blocks=exercises)
    course = Course(topics=(), pages=(source,), findings=(), texts={})
    return gather_evidence(
        course,
        verdicts,
        findings=findings,
        settings=SETTINGS,
        circumstances=Circumstances(seeds=(0,), limits=Limits()),
    )


def _one(sample: tuple[Exercise, Verdict], *findings: Finding) -> Case:
    (case,) = _gather(sample[0], verdicts={sample[0].id: sample[1]}, findings=findings).cases
    return case


def _finding(rule: str = "wrong-key", *, line: int = 1, **fields: str) -> Finding:
    return Finding(rule=rule, place=at(line), what="What", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("sample", ALL)
def test_every_answer_is_told_as_the_page_tells_it(sample: Callable[[], tuple[Exercise, Verdict]]) -> None:
    """In the verdict's order; a typed answer that is none of those listed is no candidate."""
    exercise, judged = sample()
    case = _one((exercise, judged))
    shown = KINDS[exercise.kind].interaction(exercise, judged, WORDS)
    texts = {to_markdown(text) for text in (*shown.outcomes, *(told for _, told in shown.known))}

    assert [(a.label, a.keyed, a.outcome.state) for a in judged.answers] == [
        (told.label, told.keyed, told.state) for told in case.answers
    ]
    assert {told.told for told in case.answers} <= texts
    assert judged.runs == len(case.answers)


@pytest.mark.parametrize("sample", ALL)
def test_the_digest_is_the_one_in_the_page(sample: Callable[[], tuple[Exercise, Verdict]]) -> None:
    """So that a page can be held against the evidence for it."""
    exercise, judged = sample()
    block = exercise_block(exercise, judged, position=Position(number=1, total=1), words=WORDS)
    packed = block.partition('data-payload="')[2].partition('"')[0]
    payload = json.loads(zlib.decompress(base64.b64decode(packed), -zlib.MAX_WBITS))

    assert payload["digest"] == _one((exercise, judged)).digest


def test_an_error_makes_an_exercise_unproven_and_a_warning_does_not() -> None:
    """What its answers did is told all the same; a digest has only what is published."""
    id_ = choice()[0].id
    wrong = _one(choice(), _finding(exercise=id_))
    warned = _one(choice(), _finding("tell", exercise=id_, severity="warning"))

    assert ("unproven", "", 4) == (wrong.status, wrong.digest, len(wrong.answers))
    assert "proven" == warned.status
    assert ["wrong-key"] == [finding.rule for finding in wrong.findings]


def test_an_exercise_that_was_not_run_is_never_proven() -> None:
    """Without a verdict it is unproven; with a reason it is unverified and has a digest."""
    exercise = choice()[0]
    excused = replace(exercise, unverified="Taste.", check=None, program=None)

    assert "unproven" == _gather(exercise, verdicts={}).cases[0].status
    case = _gather(excused, verdicts={}).cases[0]
    assert ("unverified", "Taste.", (), 12) == (case.status, case.reason, case.answers, len(case.digest))


def test_of_two_exercises_with_one_id_each_has_its_own_findings() -> None:
    """The verdict belongs to the first; the finding to the one it stands in."""
    first, judged = choice()
    second = replace(first, place=at(50))
    cases = _gather(
        replace(first, place=at(10)),
        second,
        verdicts={first.id: judged},
        findings=(_finding("duplicate-id", line=50, exercise=first.id),),
    ).cases

    assert [("proven", 4, 0), ("unproven", 0, 1)] == [
        (case.status, len(case.answers), len(case.findings)) for case in cases
    ]


def test_a_fault_of_a_heading_is_its_exercise_s() -> None:
    """Also when it was found before the exercise was known; a fault elsewhere in the file is not."""
    exercise, judged = choice()
    exercise = replace(exercise, place=at(10))
    found = [_finding("unknown-name", line=line) for line in (10, 11)]
    made = [_gather(exercise, verdicts={exercise.id: judged}, findings=(fault,)) for fault in found]

    assert ["unproven", "proven"] == [one.cases[0].status for one in made]


def test_what_happened_on_another_device_stands_beside_each_answer() -> None:
    """In the words of a reader, and the device among those of the run."""
    exercise, judged = choice()
    refuted = replace(judged.answers[0].outcome, state="refuted")
    there = (replace(judged.answers[0], outcome=refuted), *judged.answers[1:])
    judged = replace(judged, elsewhere=(Elsewhere(device="cuda", answers=there),))
    made = _gather(exercise, verdicts={exercise.id: judged})
    first, *others = made.cases[0].answers

    assert ("cpu", "cuda") == made.devices
    assert [("cuda", "refuted")] == [(one.device, one.state) for one in first.elsewhere]
    assert first.told != first.elsewhere[0].told
    assert [(one.state, one.told) for one in others] == [
        (one.elsewhere[0].state, one.elsewhere[0].told) for one in others
    ]


def test_a_device_on_which_nothing_came_of_it_tells_nothing() -> None:
    """The setup failed there, which is a finding."""
    exercise, judged = choice()
    judged = replace(judged, elsewhere=(Elsewhere(device="cuda", answers=()),))

    assert {()} == {told.elsewhere for told in _one((exercise, judged)).answers}


def test_labels_that_are_sentences_are_told_from_code() -> None:
    """The page shows code as code."""
    assert {False} == {told.code for told in _one(claims()).answers}
    assert {True} == {told.code for told in (*_one(choice()).answers, *_one(fill()).answers)}


def test_versions_are_named_once_and_states_are_counted() -> None:
    """What was never run names no version; every state has its number."""
    samples = [sample() for sample in ALL]
    verdicts = {judged.exercise: replace(judged, python="3.11.7") for _, judged in samples}
    verdicts["gone"] = Verdict(exercise="gone", torch="1.0", python="2.7")
    made = _gather(*(exercise for exercise, _ in samples), verdicts=verdicts)
    total = sum(judged.runs for _, judged in samples)

    assert (("3.11.7",), ("cpu",), 1) == (made.python, made.devices, len(made.torch))
    assert total == sum(made.states.values())
    assert {"holds", "refuted", "timeout", "crash", "memory", "output"} == {*made.states}


def test_cases_are_in_the_order_of_their_places() -> None:
    """Whatever the order in which pages were read."""
    exercise = choice()[0]
    later = replace(exercise, id="later", place=Place(path=PATH, line=9))
    made = _gather(later, exercise, verdicts={})

    assert [exercise.id, "later"] == [case.id for case in made.cases]
