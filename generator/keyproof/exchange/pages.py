"""Questions of others as a page of exercises in our own format.

In: questions with ids. Out: Markdown. What was never run says so, with a TODO that `keyproof check` reports.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from keyproof.exchange.markdown import fenced, heading, in_a_line, live, note, outside_code, paragraph, tame
from keyproof.exchange.question import (
    Blank,
    Blanks,
    Chosen,
    Matched,
    Option,
    Passage,
    Question,
    Recalled,
    Typed,
    Written,
)
from keyproof.render.phrase import to_markdown

TODO = "TODO"
_BEGINS_TAG = re.compile(r"<(?=[A-Za-z/!?])(?!https?://)")
LEVELS = ("easy", "medium", "hard")


def page(questions: Sequence[Question], title: str) -> str:
    """Write a page; a category is a heading above its questions."""
    categories = any(question.topic for question in questions)
    parts = [f"# {_without_tags(heading(title))}"]
    category = ""
    for question in questions:
        if question.topic != category:
            category = question.topic
            parts += [f"## {_without_tags(heading(category))}"] if category else []
        parts.append(exercise(question, level=3 if categories else 2))
    return "\n\n".join(parts) + "\n"


def exercise(question: Question, *, level: int = 2) -> str:
    """Write one question: an exercise, a set of them, or a passage."""
    return _WRITERS[type(question.task)](question, question.task, "#" * level)


def reason(question: Question) -> str:
    """Say why nothing is run: it came from elsewhere."""
    file = PurePosixPath(question.place.path).name.replace('"', "'")
    return f"{TODO}: prove it. It was imported from {file}:{question.place.line}, and nothing of it was run."


def _head(question: Question, marks: str, kind: str, *, excused: bool = True) -> str:
    unverified = f' unverified="{reason(question)}"' if excused else ""
    title = heading(question.title) or question.id
    level = "".join(f" .{tag}" for tag in question.tags if tag in LEVELS)
    return f"{marks} {title} {{#{question.id} {kind}{level}{unverified}}}"


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part.strip())


def _chosen(question: Question, task: Chosen, marks: str) -> str:
    kind = ".choice .multiple" if task.multiple else ".choice"
    kind += "" if task.shuffle else " shuffle=off"
    options = "\n".join(_option(option) for option in task.options)
    return _joined([_head(question, marks, kind), tame(question.stem), options, *_help(question)])


def _option(option: Option) -> str:
    box = "- [x]" if option.right else "- [ ]"
    text = option.text.strip()
    said = f"\n\n{indented(note(option.feedback))}\n" if option.feedback.strip() else ""
    body = tame(text).split("\n")
    if is_program(text):
        # The one language that an option of several lines can have; it is shown, and not run.
        opened = f"{body[0][:3]}python"
        return f"{box}\n{indented(chr(10).join([opened, *body[1:]]))}{said}"
    return f"{box} {_sentence(text)}{said}"


def is_program(text: str) -> bool:
    """Tell whether an option is one fence and no more: of all that has several lines, it alone keeps them."""
    blocks = tame(text.strip()).split("\n")
    return text.strip().startswith(("```", "~~~")) and blocks[-1].strip() in ("```", "~~~")


def _sentence(text: str) -> str:
    """Write an option in one line; a colon after code would begin a note."""
    if "```" in text or "~~~" in text:
        flat = paragraph(text)
    else:
        flat = in_a_line(tame(text)) if "\n" in text else live(text)
    if flat.startswith("`"):
        ticks = len(flat) - len(flat.lstrip("`"))
        end = flat.find("`" * ticks, ticks)
        rest = flat[end + ticks :] if end > 0 else ""
        if rest.lstrip().startswith(":"):
            return flat[: end + ticks] + rest.replace(":", "\\:", 1)
    return flat


def indented(text: str) -> str:
    """Indent a block by four spaces."""
    return "\n".join(f"    {line}" if line.strip() else "" for line in text.split("\n"))


def _help(question: Question) -> Iterable[str]:
    for hint in question.hints:
        yield f"??? hint\n{indented(tame(hint))}" if hint.strip() else ""
    if question.solution.strip():
        yield f"??? solution\n{indented(tame(question.solution))}"


def _card(question: Question, marks: str, back: str) -> str:
    # Without a word between them, a list and the next are one list on a page.
    more = [("Solution", question.solution), *(("Hint", hint) for hint in question.hints)]
    parts = (f"**{word}**\n\n{tame(text)}" for word, text in more if text.strip())
    back = _joined([back, *parts])
    head = _head(question, marks, ".card")
    return _joined([head, tame(question.stem), f"??? back\n{indented(back)}"])


def _typed(question: Question, task: Typed, marks: str) -> str:
    rows = [f"- {_known(option, task.off(option) if task.number else 0.0)}" for option in task.options]
    if task.other:
        rows.append(f"- Anything else: {paragraph(task.other)}")
    return _card(question, marks, "\n".join(rows))


def _known(option: Option, tolerance: float, *, typed: bool = True) -> str:
    answer = to_markdown(("", option.text)) if option.text else "nothing"
    answer = answer if typed else _sentence(option.text)
    answer = ("anything" if option.right else "anything else") if option.anything else answer
    near = f", give or take {tolerance:.15g}" if tolerance else ""
    said = f": {paragraph(option.feedback)}" if option.feedback.strip() else ""
    return f"{'' if option.right else 'not '}{answer}{near}{said}"


def _recalled(question: Question, task: Recalled, marks: str) -> str:
    return _card(question, marks, tame(task.back))


def _written(question: Question, task: Written, marks: str) -> str:
    points = "\n".join(f"- {_sentence(point)}" for point in task.points)
    points = points or f"- {TODO}: list what a good answer says, one point for each bullet."
    fresh = task.begin.strip() and task.begin.strip() not in question.stem
    begin = fenced(task.begin, "text") if fresh else ""
    model = _joined([tame(task.model), tame(question.solution)])
    model = model or f"{TODO}: write the answer to compare with."
    head = _head(question, marks, ".explain", excused=False)
    hints = [f"??? hint\n{indented(tame(hint))}" for hint in question.hints if hint.strip()]
    return _joined([head, tame(question.stem), begin, points, *hints, f"??? model\n{indented(model)}"])


def _matched(question: Question, _task: Matched, marks: str) -> str:
    return _set(question, marks, asked_of(question))


def _blanks(question: Question, task: Blanks, marks: str) -> str:
    asked = asked_of(question)
    if len(asked) > 1:
        return _set(question, marks, asked)
    if asked:
        return _chosen(question, asked[0][1], marks)
    rows = [f"{number}. {_in_words(blank)}" for number, blank in enumerate(task.blanks, start=1)]
    return _card(question, marks, "\n".join(rows))


def asked_of(question: Question) -> Sequence[tuple[str, Chosen]]:
    """Give the choices that a question becomes, each with what it asks; those of several are a set."""
    task = question.task
    if isinstance(task, Chosen):
        return [("", task)]
    if isinstance(task, Blanks) and all(blank.menu for blank in task.blanks):
        return [
            (f"What belongs at [{number}]?", Chosen(options=blank.options, multiple=blank.multiple))
            for number, blank in enumerate(task.blanks, start=1)
        ]
    if not isinstance(task, Matched):
        return []
    answers = list(dict.fromkeys([*(answer for _, answer in task.pairs), *task.extra]))
    return [
        (stem, Chosen(options=tuple(Option(text=text, right=text == answer) for text in answers)))
        for stem, answer in task.pairs
    ]


def _in_words(blank: Blank) -> str:
    told = (one for one in blank.options if one.right or not one.anything or one.feedback)
    return "; ".join(_known(option, option.tolerance or 0.0, typed=not blank.menu) for option in told)


def _set(question: Question, marks: str, asked: Sequence[tuple[str, Chosen]]) -> str:
    """Write a set: what is common to its exercises, then one for each part."""
    title = heading(question.title) or question.id
    parts = [f"{marks} {title} {{#{question.id} .set}}", _outside(question.stem)]
    for number, (stem, task) in enumerate(asked, start=1):
        part = Question(
            id=_part(question.id, number),
            title=heading(stem),
            # A heading that says all of it need not be said again.
            stem="" if heading(stem) == stem else stem,
            task=task,
            solution=question.solution if number == len(asked) else "",
            place=question.place,
        )
        parts.append(_chosen(part, task, f"{marks}#"))
    return _joined(parts)


def part_ids(question: Question) -> tuple[str, ...]:
    """Name the exercises of the set that a question becomes, if it becomes one."""
    parts = 0 if isinstance(question.task, Chosen) else len(asked_of(question))
    alone = isinstance(question.task, Blanks) and parts == 1
    return () if alone else tuple(_part(question.id, number) for number in range(1, parts + 1))


def _part(id_: str, number: int) -> str:
    return f"{id_}-part-{number}"


def _passage(question: Question, _task: Passage, marks: str) -> str:
    title = heading(question.title) or heading(question.stem) or question.id
    return _joined([f"{marks} {_without_tags(title)}", _outside(question.stem)])


def _outside(text: str) -> str:
    """Write text outside of exercises, where HTML works: an open element would take in all below it."""
    return _without_tags(tame(text))


def _without_tags(text: str) -> str:
    return outside_code(text, lambda words: _BEGINS_TAG.sub("&lt;", words))


_WRITERS: Mapping[type, Callable[[Question, Any, str], str]] = {
    Chosen: _chosen,
    Typed: _typed,
    Recalled: _recalled,
    Written: _written,
    Matched: _matched,
    Blanks: _blanks,
    Passage: _passage,
}
"""For each task what writes it."""
