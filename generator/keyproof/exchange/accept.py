"""What our own reader says of a page before it is written: a question that it refuses does not come along.

In: questions, with ids. Out: those that make a page without faults, and notes on the others.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from keyproof.errors import SettingsError
from keyproof.exchange.markdown import heading
from keyproof.exchange.pages import page, part_ids
from keyproof.exchange.question import Chosen, Note, Option, Question
from keyproof.finding import Finding, errors
from keyproof.read import read_course
from keyproof.read.exercise import SLUG, slug
from keyproof.settings import Settings

LONGEST = 50
_PREFIX = re.compile(r"\(?(?P<letter>[A-Za-z])[.):]\s+(?=\S)")


def with_ids(questions: Sequence[Question], taken: Collection[str]) -> tuple[Question, ...]:
    """Give each question an id of its own: that of its file if it can be one, or one made of its title."""
    used = set(taken)
    named: list[Question] = []
    for question in questions:
        own = question.id if SLUG.fullmatch(question.id) else ""
        first = own or slug(heading(question.title))[:LONGEST].strip("-")
        number, fresh = 1, replace(question, id=first)
        while used & (names := {fresh.id, *part_ids(fresh)}):
            number += 1
            fresh = replace(question, id=f"{first}-{number}")
        used |= names
        named.append(fresh)
    return tuple(named)


def accepted(questions: Sequence[Question]) -> tuple[tuple[Question, ...], tuple[Note, ...]]:
    """Take the questions that our own reader finds nothing against; of others first what surrounds them.

    Raises:
        SettingsError: all together they make no page.
    """
    notes: list[Note] = []
    kept = [_without_letters(question) for question in questions]
    for step in (_bare, None):
        faults = _faults(kept)
        if not faults:
            break
        fresh: list[Question] = []
        for question in kept:
            found = faults.get(question.id)
            changed = question if found is None else step(question) if step else None
            if found is None or (changed and changed == question):
                fresh.append(question)
                continue
            what = "its feedback, hints and solution" if changed else "the question"
            notes.append(Note(place=question.place, about=_about(question), said=_left_out(what, found)))
            fresh += [changed] if changed else []
        kept = fresh
    else:
        # Nothing is written that our own reader refuses.
        for fault in _faults(kept).values():
            raise SettingsError(_no_page(fault))
    return tuple(kept), tuple(notes)


def _no_page(fault: Finding) -> str:
    return f"The questions make no page that can be read: {fault.what}. Split the file, and import its parts."


def _about(question: Question) -> str:
    return heading(question.title) or question.id


def _left_out(what: str, found: Finding) -> str:
    return f"left out: {what}, because it would be no exercise: {found.what}. {found.hint}".rstrip()


def _faults(questions: Sequence[Question]) -> dict[str, Finding]:
    """Read a page of these questions; give the first fault of each, by its id."""
    if not questions:
        return {}
    text = page(questions, "Imported")
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder) / "docs"
        docs.mkdir()
        (docs / "page.md").write_text(text, encoding="utf-8")
        course = read_course(Settings(root=Path(folder), docs=docs))
    found: dict[str, Finding] = {}
    for fault in errors(course.findings):
        found.setdefault(_whose(fault, text, [question.id for question in questions]), fault)
    return found


def _whose(fault: Finding, text: str, ids: Collection[str]) -> str:
    """Find the question that a fault belongs to: the last heading above it that names one.

    Raises:
        SettingsError: it belongs to the whole page, as its length does.
    """
    above = "\n".join(text.split("\n")[: fault.place.line])
    named = [name for name in re.findall(r"\{#([a-z0-9-]+) ", above) if name in ids]
    if not named:
        raise SettingsError(_no_page(fault))
    owner: str = named[-1]
    return owner


def _bare(question: Question) -> Question:
    task = question.task
    if isinstance(task, Chosen):
        task = replace(task, options=tuple(replace(option, feedback="") for option in task.options))
    return replace(question, task=task, solution="", hints=())


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
