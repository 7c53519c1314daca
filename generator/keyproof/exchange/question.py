"""A question as every form of exchange knows it, between those that read one and those that write another.

In: nothing, these are records. Out: nothing; all prose in them is Markdown.
"""

from __future__ import annotations

from dataclasses import dataclass

from keyproof.finding import Finding, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer that is on offer, or that somebody may type."""

    text: str
    """The answer: Markdown where it is chosen, plain text where it is typed."""

    right: bool
    """Whether it is right."""

    feedback: str = ""
    """What is said to whoever gives it."""

    tolerance: float | None = None
    """How far off a number may be that is taken for this one; None where its question says it for all."""

    anything: bool = False
    """Whether it stands for whatever else is typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Answers to choose from. Of several right ones any is enough, unless all of them are asked for."""

    options: tuple[Option, ...]
    """The answers."""

    multiple: bool = False
    """Whether several are chosen, and all the right ones have to be."""

    shuffle: bool = True
    """Whether they may change places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """A program with gaps and chips that fit into them."""

    program: str
    """The program, solved."""

    spans: tuple[tuple[int, int], ...]
    """Where each gap begins and ends in it."""

    bank: tuple[str, ...]
    """The chips."""

    right: tuple[int, ...]
    """The chips that are right, one for each gap; what is proven has no others that pass."""

    told: tuple[str, ...]
    """What is said to every choice of chips, the last gap changing fastest."""

    def said(self, chips: tuple[int, ...]) -> str:
        """Give what is said to a choice of chips."""
        index = 0
        for chip in chips:
            index = index * len(self.bank) + chip
        return self.told[index]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """An answer that is typed, as text or as a number."""

    options: tuple[Option, ...]
    """Answers that are known, the right ones first."""

    other: str = ""
    """What is said to any other."""

    number: bool = False
    """Whether a number is asked for."""

    tolerance: float = 0.0
    """Greatest difference at which a number is right."""

    case: bool = True
    """Whether capital letters have to be right."""

    def off(self, option: Option) -> float:
        """Give how far off a number may be: by itself, or as any that is right."""
        if option.tolerance is not None:
            return option.tolerance
        return self.tolerance if option.right else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One number of a computation that is gone through by hand."""

    name: str
    """Where it belongs, in words."""

    value: float
    """The number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Numbers to be filled in, row by row."""

    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    """What each row is about, as Markdown, and its numbers."""

    tolerance: float
    """Greatest difference at which a number is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """Pieces of a program that are put in order."""

    pieces: tuple[str, ...]
    """The pieces, as they are shown at first."""

    right: tuple[tuple[int, ...], ...]
    """Orders that are right; the author's own first."""

    wrong: tuple[tuple[tuple[int, ...], str], ...]
    """Orders that are not right, each for another reason, and what is said to them."""

    praise: str
    """What is said to a right order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An answer in somebody's own words, or a program: only a person can judge it."""

    model: str = ""
    """What it is compared with."""

    begin: str = ""
    """What stands in the field at first."""

    code: bool = False
    """Whether it is a program."""

    points: tuple[str, ...] = ()
    """What a good answer says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """Something to know by heart."""

    back: str
    """What is on the back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Things that belong together."""

    pairs: tuple[tuple[str, str], ...]
    """What is asked, and what belongs to it."""

    extra: tuple[str, ...] = ()
    """Answers that belong to nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A gap in a text."""

    options: tuple[Option, ...]
    """What is known to belong there, or not to."""

    menu: bool = False
    """Whether these are all there is to choose from."""

    multiple: bool = False
    """Whether several are chosen, and all the right ones have to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blanks:
    """A text with gaps; it stands in the stem, its gaps numbered from 1: `[1]`."""

    blanks: tuple[Blank, ...]
    """The gaps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Nothing to answer: text that stands among questions."""


Task = Chosen | Gaps | Typed | Cells | Ordered | Written | Recalled | Matched | Blanks | Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, whatever form it came in."""

    id: str
    """Its name for good."""

    title: str
    """Its heading; plain text with `code spans`."""

    stem: str
    """What is asked."""

    task: Task
    """How it is answered."""

    hints: tuple[str, ...] = ()
    """Hints, in the order they are given."""

    solution: str = ""
    """What is shown to whoever has answered."""

    place: Place
    """Where it stands in the file it was read from."""

    topic: str = ""
    """The topic's title, or the category."""

    tags: tuple[str, ...] = ()
    """Kind, level, objective."""

    countdown: int = 0
    """Seconds for it; 0 for as long as one likes."""

    attempts: int = 0
    """How often it may be tried; 0 where nobody said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that did not come through, or came through as something else."""

    place: Place
    """Where it stands in the file it was read from."""

    about: str
    """Id of the question, or what it is."""

    said: str
    """What became of it, and why."""

    def __str__(self) -> str:
        return f"{self.place}: {self.about}: {self.said}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a file of another program holds."""

    questions: tuple[Question, ...]
    """Its questions; an id that the file does not give is empty."""

    notes: tuple[Note, ...] = ()
    """What could not be taken as it is."""

    findings: tuple[Finding, ...] = ()
    """Mistakes of the file; nothing is taken of a file that has some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Questions that go out together."""

    questions: tuple[Question, ...]
    """The questions, in the order of reading."""

    title: str = ""
    """What they are called together; empty where the topics' own titles are enough."""

    hint: str = "Hint"
    """What a hint is called, in the language of the course."""

    changed: int = 0
    """When the last of them was changed, in seconds: later bundles of one course have later ones."""
