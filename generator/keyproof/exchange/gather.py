"""What goes out: a proven exercise as a question.

In: a `Proof` and the words of the course. Out: `Question`s, with every recorded outcome as the feedback of
its answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from keyproof.course import SourcePage
from keyproof.exchange.markdown import as_written, fenced
from keyproof.exchange.question import Question
from keyproof.exchange.tasks import TASKS
from keyproof.exercise import Exercise, Prose
from keyproof.finding import Finding
from keyproof.proof import Proof
from keyproof.render.block import solved
from keyproof.render.catalogue import Words
from keyproof.render.experiment import runs, target
from keyproof.render.fix import failure_text
from keyproof.render.kinds import KINDS
from keyproof.render.markup import escape
from keyproof.render.prose import protected
from keyproof.render.trace import given
from keyproof.verdict import Verdict

OWN_PROGRAM = frozenset({"fill", "order"})
"""Kinds whose program is what is asked for."""


def gather(proof: Proof, words: Words, *, topic: str = "") -> tuple[Question, ...]:
    """Make questions of all exercises, or of those of one topic, in the order of reading."""
    titles = {one.slug: one.title for one in proof.course.topics}
    made: list[Question] = []
    for page in pages_of(proof, topic):
        for exercise in page.exercises():
            verdict = proof.verdicts.get(exercise.id) or Verdict(exercise=exercise.id)
            about = titles.get(page.topic) or page.title or PurePosixPath(page.path).stem
            made.append(_question(exercise, verdict, words, topic=about, mode=page.mode))
    return tuple(made)


def pages_of(proof: Proof, topic: str) -> Iterator[SourcePage]:
    """Give the pages of a topic, or all of them, in the order of the course."""
    order = [one.slug for one in proof.course.topics]
    pages = sorted(
        proof.course.pages, key=lambda page: order.index(page.topic) if page.topic in order else len(order)
    )
    return (page for page in pages if not topic or page.topic == topic)


def against(proof: Proof, topic: str) -> tuple[Finding, ...]:
    """Give the findings that forbid an export: all errors, or those in the files of one topic."""
    if not topic:
        return proof.errors
    folders = {PurePosixPath(page.path).parent for page in pages_of(proof, topic)}
    return tuple(one for one in proof.errors if PurePosixPath(one.place.path).parent in folders)


def _question(exercise: Exercise, verdict: Verdict, words: Words, *, topic: str, mode: str) -> Question:
    make = TASKS[exercise.kind]
    tags = (exercise.kind, exercise.level, exercise.objective, mode)
    excused = "" if verdict.runs else "not-machine-checked"
    return Question(
        id=exercise.id,
        title=as_written(exercise.title),
        stem=_joined(_stem(exercise, verdict, words)),
        task=make(exercise, verdict, words),
        hints=tuple(_hint(hint) for hint in exercise.hints),
        solution="" if exercise.kind == "card" else _solution(exercise, verdict, words),
        place=exercise.place,
        topic=topic,
        tags=tuple(tag for tag in (*tags, excused) if tag),
        countdown=exercise.countdown,
        attempts=exercise.attempts,
    )


def _stem(exercise: Exercise, verdict: Verdict, words: Words) -> Iterable[str]:
    yield _prose(exercise.before)
    if exercise.kind in ("write", "experiment"):
        setup = "\n".join(code.source for code in exercise.setup)
        yield f"{words.text('runs-first')}\n\n{fenced(setup)}" if setup else ""
    if exercise.program and exercise.kind not in OWN_PROGRAM and KINDS[exercise.kind].shows_program:
        yield fenced(exercise.program.source)
    yield from _beneath(exercise, verdict, words)
    yield _prose(exercise.after)


def _beneath(exercise: Exercise, verdict: Verdict, words: Words) -> Iterable[str]:
    if exercise.kind == "fix":
        failure = failure_text(exercise, verdict)
        yield fenced(failure, "text") if failure else ""
    if exercise.kind == "write" and exercise.check:
        yield f"{words.text('tests')}\n\n{fenced(exercise.check.source)}"
    if exercise.kind == "trace":
        yield given(verdict.unrolled[0], words)
    if exercise.experiment:
        asked = f"<code>{escape(target(exercise.experiment))}</code>"
        yield words.markup("target", target=asked, runs=runs(exercise.experiment, words))


def _solution(exercise: Exercise, verdict: Verdict, words: Words) -> str:
    slips = _prose(exercise.mistakes)
    mistakes = f"**{words.text('mistakes')}**\n\n{slips}" if slips else ""
    return _joined([solved(exercise, verdict, words=words), mistakes])


def _hint(hint: Prose) -> str:
    return _joined([f"**{hint.title}**" if hint.title else "", protected(hint)])


def _prose(prose: Prose | None) -> str:
    return protected(prose) if prose else ""


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)
