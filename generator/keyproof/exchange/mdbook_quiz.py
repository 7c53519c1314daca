"""Questions from mdbook-quiz: TOML, as https://github.com/cognitive-engineering-lab/mdbook-quiz describes it.

In: a file's text. Out: `Found`.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from keyproof.exchange.markdown import fenced
from keyproof.exchange.question import Chosen, Found, Option, Question, Recalled, Task, Typed, Written
from keyproof.exchange.reading import Reading, Told, decoded
from keyproof.exchange.texts import in_markdown
from keyproof.finding import Place

_AT = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
_DIGITS = re.compile(r"(?<![\w\"'])[+-]?\d[\d_]*(?=\s*(?:[,\]}#\n]|\Z))")
_HEADER = re.compile(r"[ \t]*\[\[[ \t]*questions[ \t]*\]\]")
KEYS = frozenset({"id", "type", "prompt", "answer", "context", "multipart", "promptExplanation"})
TYPES = "`ShortAnswer`, `MultipleChoice` or `Tracing`"

Table = Mapping[str, Any]


class _UnfitError(Exception):
    """A question that is not what it says it is; its text says why."""


def read(path: str, raw: bytes) -> Found:
    """Read a quiz."""
    reading = decoded(path, raw)
    text = reading.text
    if reading.findings:
        return reading.found()
    try:
        quiz = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        end = text.rstrip().count("\n") + 1
        place = reading.place(int(at[1]), int(at[2])) if at and at[1] else reading.place(end)
        reading.mistake(place, f"This is not TOML: {_AT.sub('', str(error)).strip()}", "Mend it there.")
        return reading.found()
    except ValueError as error:
        # A number too long for Python, of which TOML's own error knows nothing.
        place = _longest_number(reading)
        reading.mistake(place, f"This cannot be read: {error}", "Write a shorter one, or put it in quotes.")
        return reading.found()
    questions = quiz.get("questions")
    if not isinstance(questions, list) or not questions:
        reading.mistake(
            reading.place(1), "There are no questions", "Write each below a line `[[questions]]`."
        )
        return reading.found()
    lines = _lines(text)
    parts = quiz.get("multipart") if isinstance(quiz.get("multipart"), dict) else {}
    for number, table in enumerate(questions):
        place = reading.place(lines[number] if number < len(lines) else 1)
        _read(reading, table, place, parts or {})
    return reading.found()


def _longest_number(reading: Reading) -> Place:
    """Find the first number that has more digits than Python reads."""
    most = sys.get_int_max_str_digits()
    found = next((one for one in _DIGITS.finditer(reading.text) if len(one[0].replace("_", "")) > most), None)
    return reading.at(found.start()) if found else reading.place(1)


def _lines(text: str) -> list[int]:
    """Find the line of each `[[questions]]`, outside of strings of several lines."""
    found: list[int] = []
    closing = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not closing and _HEADER.match(line):
            found.append(number)
        at = 0
        while at < len(line):
            mark = closing or min(
                (m for m in ('"""', "'''") if m in line[at:]), key=line[at:].find, default=""
            )
            if not mark or (start := line.find(mark, at)) < 0:
                break
            closing, at = ("" if closing else mark), start + 3
    return found


def _read(reading: Reading, table: Any, place: Place, parts: Table) -> None:
    if not isinstance(table, dict):
        reading.mistake(place, "This question is not a table", "Write it below a line `[[questions]]`.")
        return
    for key in sorted(table.keys() - KEYS):
        reading.mistake(place, f"`{key}` is not a key of a question", f"There are {', '.join(sorted(KEYS))}.")
    kind = table.get("type")
    maker = _MAKERS.get(kind) if isinstance(kind, str) else None
    if maker is None:
        reading.mistake(place, f"`{kind}` is not a type of question", f"Write {TYPES}.")
        return
    try:
        stem, task = maker(_table(table, "prompt"), _table(table, "answer"))
        context = _text(table, "context", "")
        part = table.get("multipart")
        if part is not None:
            stem = f"{_text(parts, str(part))}\n\n{stem}"
    except _UnfitError as error:
        reading.mistake(place, str(error), "See the schema in the documentation of mdbook-quiz.")
        return
    about = str(table.get("id", "")) or f"question on line {place.line}"
    if table.get("promptExplanation"):
        reading.left_out(place, about, "promptExplanation", "our pages ask for no reasons with an answer")
    if isinstance(task, Typed | Recalled):
        reading.changed(
            place, about, f"{kind} is a card", "what is typed can be judged only by a run of Python"
        )
    made = Question(id="", title=stem, stem=stem, task=task, solution=context, place=place)
    reading.questions.append(in_markdown(made, Told(reading, place, about)))


def _short_answer(prompt: Table, answer: Table) -> tuple[str, Task]:
    right = [_text(answer, "answer"), *_texts(answer, "alternatives")]
    form = _text(prompt, "response", "short")
    if form not in ("short", "long", "code"):
        raise _UnfitError(f"`{form}` is not a form of response")
    if form == "short":
        options = tuple(Option(text=text, right=True) for text in right)
        return _text(prompt, "prompt"), Typed(options=options, case=False)
    return _text(prompt, "prompt"), Written(model="\n\n".join(right), code=form == "code")


def _multiple_choice(prompt: Table, answer: Table) -> tuple[str, Task]:
    given = answer.get("answer")
    right = _texts(answer, "answer") if isinstance(given, list) else [_text(answer, "answer")]
    if not right:
        raise _UnfitError("`answer.answer` is empty")
    wrong = _texts(prompt, "distractors", needed=True)
    options = [Option(text=text, right=False) for text in wrong]
    index = prompt.get("answerIndex")
    if index is not None and (not isinstance(index, int) or not 0 <= index <= len(wrong)):
        raise _UnfitError(f"`prompt.answerIndex` is {index}, and there are {len(wrong)} distractors")
    at = 0 if index is None else index
    options[at:at] = [Option(text=text, right=True) for text in right]
    if prompt.get("sortAnswers"):
        options.sort(key=lambda option: option.text)
    fixed = index is not None or bool(prompt.get("sortAnswers"))
    task = Chosen(options=tuple(options), multiple=isinstance(given, list), shuffle=not fixed)
    return _text(prompt, "prompt"), task


def _tracing(prompt: Table, answer: Table) -> tuple[str, Task]:
    program = _text(prompt, "program").strip("\n")
    if not isinstance(compiles := answer.get("doesCompile"), bool):
        raise _UnfitError("`answer.doesCompile` is missing")
    stem = f"Does this program compile? If so, what does it print?\n\n{fenced(program, 'rust')}"
    line = answer.get("lineNumber")
    if not compiles:
        return stem, Recalled(back="It does not compile" + (f": see line {line}." if line else "."))
    printed = _text(answer, "stdout", "").strip("\n")
    back = f"It compiles and prints:\n\n{fenced(printed, 'text')}" if printed else "It compiles."
    return stem, Recalled(back=back)


def _table(table: Table, key: str) -> Table:
    found = table.get(key)
    if not isinstance(found, dict):
        raise _UnfitError(f"`{key}` is missing" if found is None else f"`{key}` is not a table")
    return found


def _text(table: Table, key: str, otherwise: str | None = None) -> str:
    found = table.get(key, otherwise)
    if not isinstance(found, str):
        raise _UnfitError(f"`{key}` is missing" if found is None else f"`{key}` is not a text")
    return found.strip("\n")


def _texts(table: Table, key: str, *, needed: bool = False) -> list[str]:
    found = table.get(key, [] if not needed else None)
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise _UnfitError(f"`{key}` is missing" if found is None else f"`{key}` is not a list of texts")
    return [str(one).strip("\n") for one in found]


_MAKERS: Mapping[str, Callable[[Table, Table], tuple[str, Task]]] = {
    "ShortAnswer": _short_answer,
    "MultipleChoice": _multiple_choice,
    "Tracing": _tracing,
}
"""For each type what reads its prompt and its answer."""
