"""What our own reader says of a page before it is written: a question that it refuses does not come along.

In: questions, with ids. Out: those that make a page without faults, and notes on the others.
"""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from keyproof.errors import SettingsError
from keyproof.exchange.markdown import heading
from keyproof.exchange.pages import asked_of, is_program, page, part_ids
from keyproof.exchange.question import Chosen, Note, Option, Passage, Question, Recalled
from keyproof.exercise import Exercise
from keyproof.finding import errors
from keyproof.read import read_course
from keyproof.read.exercise import SLUG
from keyproof.settings import Settings

LONGEST = 50
DIGITS = 8
_BELOW = "below-all-that-was-imported"
"""A card below the questions while they are read: they may take nothing of it."""
_OPEN = (
    "It is read as other exercises or options than it has. "
    "Close what its text opens, such as a fence or a comment."
)
_PREFIX = re.compile(r"\(?(?P<letter>[A-Za-z])[.):]\s+(?=\S)")


def with_ids(questions: Sequence[Question], taken: Collection[str]) -> tuple[Question, ...]:
    """Give each question an id of its own: that of its file if it can be one, or one made of its title."""
    used = set(taken)
    named: list[Question] = []
    for question in questions:
        first = question.id if SLUG.fullmatch(question.id) else _id(question)
        number, fresh = 1, replace(question, id=first)
        while used & (names := {fresh.id, *part_ids(fresh)}):
            number += 1
            fresh = replace(question, id=f"{first}-{number}")
        used |= names
        named.append(fresh)
    return tuple(named)


def _id(question: Question) -> str:
    """Make an id of a title; where our letters cannot hold it, a number made of its text tells it apart.

    Such a number stays the same wherever the question stands in its bank.
    """
    title = heading(question.title)
    plain = "".join(
        char for char in unicodedata.normalize("NFD", title.casefold()) if not unicodedata.combining(char)
    )
    words = re.findall(r"[a-z0-9]+", plain)
    first = "-".join(words)[:LONGEST].strip("-")
    if not any(char.isalpha() and not char.isascii() for char in plain):
        return first or "exercise"
    number = sha256(f"{title}\n{question.stem}".encode()).hexdigest()[:DIGITS]
    return f"{first or 'question'}-{number}"


def accepted(questions: Sequence[Question]) -> tuple[tuple[Question, ...], tuple[Note, ...]]:
    """Take the questions that our own reader reads as they are; of others first what surrounds them.

    Raises:
        SettingsError: all together they make no page.
    """
    notes: list[Note] = []
    kept = [_without_letters(question) for question in questions]
    for step in (_bare, _nothing):
        if not (fault := _fault(kept)):
            break
        faults = _faults(kept, fault)
        fresh: list[Question] = []
        for question in kept:
            fault = faults.get(question.id, "")
            changed = step(question) if fault else question
            if fault and changed != question:
                what = "its feedback, hints and solution" if changed else "the question"
                notes.append(Note(place=question.place, about=_about(question), said=_left_out(what, fault)))
            fresh += [changed] if changed else []
        kept = fresh
    else:
        # Nothing is written that our own reader refuses.
        if fault := _fault(kept):
            what = f"The questions make no page that can be read: {fault}"
            raise SettingsError(f"{what} Split the file, and import its parts.")
    for question in kept:
        about = _about(question)
        notes += (Note(place=question.place, about=about, said=said) for said in _shortened(question))
    return tuple(kept), tuple(notes)


def _shortened(question: Question) -> Iterable[str]:
    """Say what stands on the page in fewer lines, or in fewer words, than in its file."""
    title = heading(question.title, most=len(question.title) + 1)
    if question.title not in question.stem and heading(question.title) != title:
        yield f"changed: the title is cut, because a heading has 70 characters: {title}"
    texts = [option.text.strip() for _, task in asked_of(question) for option in task.options]
    if any("\n" in text and not is_program(text) for text in texts):
        yield "changed: an option of several lines stands in one, because ours are one line or one program"


def _about(question: Question) -> str:
    return heading(question.title) or question.id


def _left_out(what: str, fault: str) -> str:
    return f"left out: {what}, because it would be no exercise: {fault}"


def _faults(questions: Sequence[Question], fault: str) -> dict[str, str]:
    """Say of each question that cannot be read what is wrong with it, by its id.

    A half that can be read is done with, so few faults cost few readings, and many cost each question some.
    """
    if not fault or len(questions) == 1:
        return {question.id: fault for question in questions if fault}
    half = len(questions) // 2
    halves = (questions[:half], questions[half:])
    return {name: said for part in halves for name, said in _faults(part, _fault(part)).items()}


def _fault(questions: Sequence[Question]) -> str:
    """Read a page of these questions, and say the first thing that is wrong with it."""
    if not questions:
        return ""
    last = Question(id=_BELOW, title=_BELOW, stem="", task=Recalled(back=_BELOW), place=questions[0].place)
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder) / "docs"
        docs.mkdir()
        (docs / "page.md").write_text(page([*questions, last], "Imported"), encoding="utf-8")
        course = read_course(Settings(root=Path(folder), docs=docs))
    read, found = course.exercises(), next(iter(errors(course.findings)), None)
    expected = [part for one in (*questions, last) for part in _expected(one)]
    same = expected == [_read_back(one) for one in read] and read[-1].back
    whole = same and same.text == _BELOW
    # A page that is too long has no exercises, but a finding that says so.
    if not whole and (read or not found):
        return _OPEN
    return f"{found.what}. {found.hint}".rstrip() if found else ""


def _expected(question: Question) -> Sequence[tuple[str, tuple[bool, ...]]]:
    """Name the exercises that a question is to be read as, with the keys of their options."""
    if isinstance(question.task, Passage):
        return ()
    keys = [tuple(option.right for option in task.options) for _, task in asked_of(question)]
    return list(zip(part_ids(question) or (question.id,), keys or [()], strict=True))


def _read_back(exercise: Exercise) -> tuple[str, tuple[bool, ...]]:
    choice = exercise.kind == "choice"
    return exercise.id, tuple(option.keyed for option in exercise.options) if choice else ()


def _bare(question: Question) -> Question:
    task = question.task
    if isinstance(task, Chosen):
        task = replace(task, options=tuple(replace(option, feedback="") for option in task.options))
    return replace(question, task=task, solution="", hints=())


def _nothing(_question: Question) -> None:
    """Take nothing of it."""


def _without_letters(question: Question) -> Question:
    """Take letters off options that all begin with their own: ours change places."""
    task = question.task
    if not isinstance(task, Chosen):
        return question
    found = [_PREFIX.match(option.text) for option in task.options]
    letters = [match["letter"].upper() for match in found if match]
    if letters != [chr(ord("A") + index) for index in range(len(task.options))]:
        return question
    options: Iterable[Option] = (
        replace(option, text=option.text[match.end() :])
        for option, match in zip(task.options, found, strict=True)
        if match
    )
    return replace(question, task=replace(task, options=tuple(options)))
