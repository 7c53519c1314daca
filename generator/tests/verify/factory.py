"""Exercises and jobs made by hand, so that these tests need no reader of Markdown."""

from __future__ import annotations

from typing import Any

from keyproof.exercise import Blank, Code, Exercise, Kind, Option
from keyproof.finding import Place
from keyproof.verify.job import Candidate, Job, Step

PATH = "course/try.md"
SETUP = "import torch\nfrom torch import nn\n"


def place(line: int, column: int = 1, length: int = 1) -> Place:
    return Place(path=PATH, line=line, column=column, length=length)


def code(source: str, line: int, column: int = 1) -> Code:
    return Code(source=source, place=place(line, column))


def blank(program: str, text: str, line: int) -> Blank:
    start = program.index(text)
    return Blank(text=text, start=start, end=start + len(text), place=place(line, 33, len(text)))


def option(text: str, line: int, *, sentence: bool = False, claim: str = "", **more: Any) -> Option:
    return Option(
        text=text if sentence else f"`{text}`",
        code=None if sentence else code(text, line, 8),
        claim=code(claim, line + 2) if claim else None,
        place=place(line, 7, len(text) + 2),
        **more,
    )


def exercise(kind: Kind, **more: Any) -> Exercise:
    """Make an exercise; the heading stands on line 1, the program by habit on 10, the check on 40."""
    for name, line in (("program", 10), ("check", 40), ("answer", 30)):
        if isinstance(more.get(name), str):
            more[name] = code(more[name], line)
    default = Code(source=SETUP, place=Place(path="keyproof:default-setup", line=1))
    setup = (default, *(code(source, 50) for source in more.pop("setup", ())))
    return Exercise(id="one", kind=kind, title="One", heading=2, place=place(1), setup=setup, **more)


def step(source: str, *, role: Any = "program", line: int = 10, path: str = PATH, **more: Any) -> Step:
    lines = tuple(range(line, line + source.count("\n") + 1))
    return Step(role=role, source=source, path=path, lines=lines, **more)


def job(*programs: str, check: str = "assert True", setup: str = SETUP, seconds: float | None = None) -> Job:
    """Make a job of one candidate for each program, all with the same check."""
    return Job(
        setup=(step(setup, role="setup", line=1),),
        candidates=tuple(
            Candidate(name=str(number), steps=(step(program), step(check, role="check", line=40)))
            for number, program in enumerate(programs)
        ),
        seconds=seconds,
    )
