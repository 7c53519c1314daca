"""What a run shows about a course, gathered from the stages' records.

In: `Course`, verdicts and findings. Out: `Evidence`, with what happened in the words that readers get.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from keyproof import __version__
from keyproof.course import Course, SourcePage
from keyproof.evidence import Case, Circumstances, Evidence, Status, There, Told
from keyproof.exercise import Exercise
from keyproof.finding import Finding, errors
from keyproof.render.block import digest
from keyproof.render.catalogue import Words
from keyproof.render.kinds import KINDS
from keyproof.render.languages import words_of
from keyproof.render.phrase import to_markdown
from keyproof.render.places import page_path
from keyproof.settings import Settings
from keyproof.verdict import Elsewhere, Verdict


def gather_evidence(
    course: Course,
    verdicts: Mapping[str, Verdict],
    *,
    findings: Sequence[Finding],
    settings: Settings,
    circumstances: Circumstances,
) -> Evidence:
    """Bring everything together that a stranger needs to judge the course."""
    ran = [verdict for verdict in verdicts.values() if verdict.runs]
    sources = [(page, exercise) for page in course.pages for exercise in page.exercises()]
    shares = _shares([exercise for _, exercise in sources], findings)
    seen: set[str] = set()
    cases: list[Case] = []
    for (page, exercise), found in zip(sources, shares, strict=True):
        # Verdicts are by id: of two exercises with one id the first has it.
        verdict = None if exercise.id in seen else verdicts.get(exercise.id)
        seen.add(exercise.id)
        cases.append(_case(exercise, page, verdict, found, settings))
    return Evidence(
        keyproof=__version__,
        python=_each(verdict.python for verdict in ran),
        torch=_each(verdict.torch for verdict in ran),
        devices=_each(device for verdict in ran for device in _devices(verdict)),
        circumstances=circumstances,
        cases=tuple(sorted(cases, key=lambda case: (case.place, case.id))),
        findings=tuple(findings),
    )


def _case(
    exercise: Exercise,
    page: SourcePage,
    verdict: Verdict | None,
    found: tuple[Finding, ...],
    settings: Settings,
) -> Case:
    if exercise.unverified and verdict is None:
        verdict = Verdict(exercise=exercise.id)
    reason = exercise.unverified
    if exercise.kind == "explain" and verdict and not verdict.runs:
        reason = words_of(settings).text("only-judged")
    status: Status = "unverified" if reason else "proven"
    if errors(found) or verdict is None:
        status = "unproven"
    return Case(
        id=exercise.id,
        kind=exercise.kind,
        level=exercise.level,
        title=exercise.title,
        place=exercise.place,
        topic=page.topic,
        page=page_path(page, settings),
        digest=digest(exercise, verdict) if verdict and status != "unproven" else "",
        status=status,
        reason=reason,
        answers=_answers(exercise, verdict, words_of(settings)) if verdict else (),
        findings=found,
    )


def _answers(exercise: Exercise, verdict: Verdict, words: Words) -> tuple[Told, ...]:
    # Only a `choice` offers sentences, in the order of its options; the one answer of a card is its title,
    # and those of an `explain` are points.
    sentences = [option.code is None for option in exercise.options] if exercise.kind == "choice" else []
    sentences += [True] * len(verdict.answers) if exercise.kind in ("card", "explain") else []
    kind = KINDS[exercise.kind]
    told = kind.told(exercise, verdict, words)
    labels = kind.labels(exercise, verdict, words) if kind.labels else ()
    sentences += [True] * len(labels)
    elsewhere = [_there(exercise, verdict, other, words) for other in verdict.elsewhere]
    return tuple(
        Told(
            label=labels[index] if labels else answer.label,
            code=not (index < len(sentences) and sentences[index]),
            keyed=answer.keyed,
            state=answer.outcome.state,
            told=to_markdown(text),
            measured=verdict.measured[index] if verdict.measured else (),
            elsewhere=tuple(there[index] for there in elsewhere if there),
        )
        for index, (answer, text) in enumerate(zip(verdict.answers, told, strict=True))
    )


def _there(exercise: Exercise, verdict: Verdict, other: Elsewhere, words: Words) -> list[There]:
    """Tell what each answer did on another device; nothing where it came to other answers there."""
    if len(other.answers) != len(verdict.answers):
        return []
    told = KINDS[exercise.kind].told(exercise, replace(verdict, answers=other.answers), words)
    return [
        There(device=other.device, state=answer.outcome.state, told=to_markdown(text))
        for answer, text in zip(other.answers, told, strict=True)
    ]


def _shares(exercises: Sequence[Exercise], findings: Sequence[Finding]) -> list[tuple[Finding, ...]]:
    """Give each exercise its findings; of several with one id, the one they stand nearest to has them."""
    by_id: dict[str, list[int]] = {}
    headings: dict[tuple[str, int], list[int]] = {}
    for index, exercise in enumerate(exercises):
        by_id.setdefault(exercise.id, []).append(index)
        headings.setdefault((exercise.place.path, exercise.place.line), []).append(index)
    shares: list[list[Finding]] = [[] for _ in exercises]
    for finding in findings:
        # A fault of the heading may be found before it is known whose heading it is.
        among = by_id.get(finding.exercise) or headings.get((finding.place.path, finding.place.line))
        if among:
            shares[_nearest(finding, among, exercises)].append(finding)
    return [tuple(share) for share in shares]


def _nearest(finding: Finding, among: Sequence[int], exercises: Sequence[Exercise]) -> int:
    above = [index for index in among if exercises[index].place.path == finding.place.path]
    above = [index for index in above if exercises[index].place.line <= finding.place.line]
    return max(above, key=lambda index: exercises[index].place.line, default=among[0])


def _devices(verdict: Verdict) -> tuple[str, ...]:
    return (verdict.device, *(other.device for other in verdict.elsewhere))


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))
