"""Questions from mkdocs-quiz: `<quiz>` in Markdown, as https://ewels.github.io/mkdocs-quiz/ describes it.

In: a page's text. Out: `Found`. What stands around the quizzes is not taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from keyproof.exchange.question import Blank, Blanks, Chosen, Found, Option, Question, Task
from keyproof.exchange.reading import Reading, Told, decoded
from keyproof.exchange.texts import in_markdown
from keyproof.finding import Place

_OPEN, _CLOSE = "<quiz>", "</quiz>"
_MARK = re.compile(r"(?<!`)<quiz>|</quiz>(?!`)")
_OLD = re.compile(r"<\?/?quiz\?>")
_ANSWER = re.compile(r"^[-*]\s*\[(?P<mark>[xX ]?)\]\s*(?P<text>.*)$")
_NEARLY = re.compile(r"^[-*]\s*\[(?P<mark>[^\]]{1,2})\]\s+\S")
_BEGINS = re.compile(r"^(?:[-*+]\s|\d+[.)]\s|>|`{3,}|~{3,}|#{1,6}\s|-{3,}|\*{3,}|_{3,}|!!!|\?\?\?)")
"""What begins something of its own, and is no second line of an answer."""

_QUOTE = re.compile(r"^\s*>\s?(?P<text>.*)$")
_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})")
_GAP = re.compile(r"\[\[(?P<answer>[^\]]+)\]\]")
_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,})\s*$")


@dataclass(slots=True, kw_only=True)
class _Quiz:
    """A quiz that is not closed yet."""

    opened: int
    """The line on which it begins."""

    lines: list[str] = field(default_factory=list)
    """What stands in it, from that line on."""

    def upto(self, number: int, text: str) -> list[str]:
        """Take in what stands on a line; what stands behind `<quiz>` begins at no margin of its own."""
        self.lines.append(text.strip() if number == self.opened else text.rstrip())
        return self.lines


def read(path: str, raw: bytes) -> Found:
    """Read the quizzes of a page."""
    reading = decoded(path, raw)
    lines = reading.text.split("\n")
    quiz, closing = None, ""
    for number, line in enumerate(lines, start=1):
        fence = _FENCE.match(line)
        if fence and quiz is None and (not closing or fence[1].startswith(closing)):
            closing = "" if closing else fence[1]
        elif not closing:
            quiz = _line(reading, number, line, quiz)
    if quiz is not None:
        place = _place(reading, quiz.opened, lines[quiz.opened - 1])
        reading.mistake(place, "This quiz is never closed", f"Write `{_CLOSE}` on a line of its own.")
    if not reading.questions and not reading.findings:
        reading.left_out(reading.place(1), "the page", "all of it", "there is no quiz on it")
    return reading.found()


def _line(reading: Reading, number: int, line: str, quiz: _Quiz | None) -> _Quiz | None:
    """Look at a line, in which quizzes may end and begin; give the one that is open behind it."""
    place, at = _place(reading, number, line), 0
    for mark in _MARK.finditer(line):
        if quiz is not None and mark[0] == _OPEN:
            reading.mistake(place, "A quiz begins inside a quiz", "Close the first.")
        elif quiz is not None:
            _quiz(reading, quiz.upto(number, line[at : mark.start()]), quiz.opened)
            quiz = None
        elif mark[0] == _OPEN:
            quiz = _Quiz(opened=number)
        elif line.strip() == _CLOSE:
            reading.mistake(place, "This closes no quiz", f"Write `{_OPEN}` where it begins, or remove it.")
        at = mark.end()
    if quiz is None and _OLD.search(line):
        what = "This is the syntax of mkdocs-quiz before 1.0"
        reading.mistake(place, what, "Run `mkdocs-quiz migrate` first.")
    if quiz is not None:
        quiz.upto(number, line[at:])
    return quiz


def _place(reading: Reading, number: int, line: str) -> Place:
    return reading.place(number, len(line) - len(line.lstrip()) + 1, max(1, len(line.strip())))


def _quiz(reading: Reading, written: list[str], opened: int) -> None:
    place = _at(reading, opened)
    margin = min((len(line) - len(line.lstrip()) for line in written[1:] if line.strip()), default=0)
    lines = [written[0], *(line[margin:] for line in written[1:])]
    at = _first_answer(lines)
    if at is not None:
        stem, task, solution = _choice(reading, lines, at, opened)
    elif _GAP.search("\n".join(lines)):
        stem, task, solution = _blanks(lines)
    else:
        reading.mistake(
            place, "This quiz has no answers", "Write `- [x] right`, `- [ ] wrong` or `[[blank]]`."
        )
        return
    if not stem.strip():
        reading.mistake(place, "This quiz asks nothing", "Write the question above its answers.")
        return
    if isinstance(task, Chosen) and not any(option.right for option in task.options):
        reading.mistake(place, "No answer of this quiz is right", "Tick what is right: `- [x]`.")
        return
    about = f"quiz on line {opened}"
    if isinstance(task, Blanks):
        reading.changed(
            place, about, "the blanks are a card", "what is typed can be judged only by a run of Python"
        )
    made = Question(id="", title=stem, stem=stem, task=task, solution=solution, place=place)
    reading.questions.append(in_markdown(made, Told(reading, place, about)))


def _first_answer(lines: list[str]) -> int | None:
    closing = ""
    for index, line in enumerate(lines):
        fence = _FENCE.match(line)
        if fence and (not closing or fence[1].startswith(closing)):
            closing = "" if closing else fence[1]
        elif not closing and (_ANSWER.match(line.strip()) or _NEARLY.match(line.strip())):
            return index
    return None


def _choice(reading: Reading, lines: list[str], at: int, opened: int) -> tuple[str, Task, str]:
    options: list[Option] = []
    index = at
    while index < len(lines):
        answer = _ANSWER.match(lines[index].strip())
        if answer is None:
            if nearly := _NEARLY.match(lines[index].strip()):
                what = f"`[{nearly['mark']}]` is not a box"
                reading.mistake(_at(reading, opened + index), what, "Write `[x]` or `[ ]`.")
            elif lines[index].strip() or not _more(lines, index):
                break
            index += 1
            continue
        end = _end_of_text(lines, index)
        text = " ".join([answer["text"].strip(), *(line.strip() for line in lines[index + 1 : end])])
        index = end
        said: list[str] = []
        while index < len(lines) and (quote := _QUOTE.match(lines[index])):
            said.append(quote["text"])
            index += 1
        right = answer["mark"].lower() == "x"
        options.append(Option(text=text.strip(), right=right, feedback="\n".join(said).strip()))
    _no_more(reading, lines[index:], opened + index)
    multiple = sum(option.right for option in options) > 1
    task = Chosen(options=tuple(options), multiple=multiple)
    return _trimmed(lines[:at]), task, _trimmed(lines[index:])


def _end_of_text(lines: list[str], index: int) -> int:
    """Find where an answer ends: what is indented below its bullet belongs to it, as in any list."""
    margin = len(lines[index]) - len(lines[index].lstrip())
    end = index + 1
    while end < len(lines) and _goes_on(lines[end], margin):
        end += 1
    return end


def _goes_on(line: str, margin: int) -> bool:
    inside = len(line) - len(line.lstrip()) > margin
    return bool(line.strip()) and inside and not _BEGINS.match(line.strip())


def _at(reading: Reading, number: int) -> Place:
    return _place(reading, number, reading.line(number))


def _no_more(reading: Reading, rest: list[str], first: int) -> None:
    """Find answers behind other text: they would be lost in the solution."""
    fenced = False
    for number, line in enumerate(rest, start=first):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if not fenced and _ANSWER.match(line.strip()):
            what = "Other text stands between this answer and those above"
            hint = "Write one below the other, and indent what belongs to one of them."
            reading.mistake(_at(reading, number), what, hint)


def _more(lines: list[str], index: int) -> bool:
    """Tell whether only blank lines stand before the next answer."""
    rest = (line for line in lines[index:] if line.strip())
    following = next(rest, "").strip()
    return bool(_ANSWER.match(following) or _NEARLY.match(following))


def _blanks(lines: list[str]) -> tuple[str, Task, str]:
    rule = next((index for index, line in enumerate(lines) if _RULE.match(line)), len(lines))
    stem, answers = _trimmed(lines[:rule]), list[str]()

    def number(gap: re.Match[str]) -> str:
        answers.append(gap["answer"].strip())
        return f"____ [{len(answers)}]"

    stem = _GAP.sub(number, stem)
    blanks = tuple(Blank(options=(Option(text=answer, right=True),)) for answer in answers)
    return stem, Blanks(blanks=blanks), _trimmed(lines[rule + 1 :])


def _trimmed(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n").rstrip()
