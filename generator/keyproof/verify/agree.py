"""Holds what the runtime of pages does against what PyTorch does, program by program.

In: a course, and two ways to run a program. Out: a `Parity`: what pages may offer to run, and findings.

Both sides run `browser/run_program.py`: PyTorch in a sandboxed worker, the page's in the site's own files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import zip_longest

from keyproof.course import Course
from keyproof.exercise import Exercise
from keyproof.finding import Finding, Place
from keyproof.parity import Parity, Tried
from keyproof.program import Offers, Program, program_of, programs_of_page, solution_of
from keyproof.runtime.files import DRIVER
from keyproof.statement import Computed
from keyproof.trees import value_of
from keyproof.verify.in_page import SECONDS, Ended, InPage
from keyproof.verify.job import Candidate, Job, Role, Runner, Step
from keyproof.verify.wording import code

RULE = "not-in-page"

LONG = 1500
"""Characters of an error that are compared: what a worker tells of a value is cut behind them."""

END = "(it ends here)"
"""Stands for a line that is not there."""

PATIENCE = 3.0
"""Seconds after which a program takes long: on a slow machine it would not end within a page's limit."""

MISSING = "NotInBrowserError"
"""What our package raises where PyTorch has something that it has not."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""What workers replace in everything that a program has printed; see `worker/values.py`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A program at its place."""

    program: Program
    """It."""

    tried: Tried
    """Where it stands, and what it is there."""


class Comparison:
    """Begins to run the programs of a course as pages do; PyTorch has its turn later."""

    def __init__(self, course: Course, *, run: Runner, in_page: InPage, jobs: int) -> None:
        self._run = run
        self._jobs = jobs
        self._in_page = in_page
        self._placed = list(_programs(course))
        self._driver = in_page.files.contents[DRIVER].decode() if self._placed else ""
        self._there: dict[Program, Future[Ended]] = {}
        for placed in self._placed:
            if placed.program not in self._there:
                self._there[placed.program] = in_page.run(placed.program)

    def parity(self, computed: Iterable[Computed]) -> Parity:
        """Compare, once it is known what pages show that their programs print."""
        if not self._placed:
            return Parity()
        shown = {one.slot: one.text for one in computed if one.sort == "run" and one.text}
        with ThreadPoolExecutor(max_workers=max(1, self._jobs)) as executor:
            real = dict(zip(self._there, executor.map(self._in_torch, self._there), strict=True))
        judged = [
            _judged(placed, real[placed.program], self._there[placed.program].result(), shown)
            for placed in self._placed
        ]
        judged = _with_what_they_refuse(judged)
        files = self._in_page.files
        refused = frozenset(one.program for one, found in judged if found)
        return Parity(
            runtime=files.name,
            digest=files.digest,
            programs=tuple(sorted((one.tried for one, _ in judged), key=lambda tried: tried.place)),
            offers=Offers(folder=files.folder, size=files.size, long=self._long(), refused=refused),
            findings=tuple(found for _, found in judged if found),
        )

    def _long(self) -> frozenset[Program]:
        ended = {program: there.result() for program, there in self._there.items()}
        return frozenset(program for program, one in ended.items() if one.seconds > PATIENCE)

    def _in_torch(self, program: Program) -> Ended:
        parts = {"setup": program.setup, "before": program.before, "tests": program.tests}
        around = ", ".join(f"{name}={text!r}" for name, text in parts.items())
        write = "write=__import__('sys').stdout.write"
        ask = f'__import__("json").dumps([told["ended"], told["error"][:{LONG}], told["line"]])'
        steps = (
            _step("program", self._driver),
            _step("program", f"told = run({program.source!r}, {around}, {write})"),
            replace(_step("answer", ask), mode="value"),
        )
        job = Job(setup=(), candidates=(Candidate(name="in PyTorch", steps=steps),), seconds=SECONDS)
        outcome = self._run(job).outcomes[0]
        if outcome.state != "holds":
            return Ended(ended="lost", error=outcome.detail or outcome.state)
        ended, error, line = json.loads(value_of(outcome.value))
        return Ended(stdout=outcome.stdout, ended=ended, error=error, line=line)


def _step(role: Role, source: str) -> Step:
    return Step(role=role, source=source, path=DRIVER, lines=tuple(range(1, source.count("\n") + 2)))


def _programs(course: Course) -> Iterator[Placed]:
    for page in course.pages:
        for slot, program in programs_of_page(page):
            yield Placed(program=program, tried=Tried(place=slot))
        for exercise in page.exercises():
            for name, program, place in _parts(exercise):
                yield Placed(program=program, tried=Tried(place=place, exercise=exercise.id, name=name))


def _parts(exercise: Exercise) -> Iterator[tuple[str, Program, Place]]:
    own, solution = program_of(exercise), solution_of(exercise)
    if own and exercise.program:
        yield "program", own, exercise.program.place
    if solution:
        written = exercise.write.reference if exercise.write else exercise.program
        written = exercise.experiment.solution if exercise.experiment else written
        yield "solution", solution, written.place if written else exercise.place
    for number, wrong in enumerate(exercise.write.wrong if exercise.write and solution else (), start=1):
        assert solution is not None
        program = replace(solution, source=wrong.code.source.rstrip("\n"))
        yield f"wrong solution {number}", program, wrong.code.place


Judged = tuple[Placed, Finding | None]


def _judged(placed: Placed, real: Ended, there: Ended, shown: dict[Place, str]) -> Judged:
    finding = _finding(placed, real, there) or _not_as_shown(placed, real, shown)
    refused = finding.what if finding else ""
    return replace(placed, tried=replace(placed.tried, refused=refused)), finding


def _finding(placed: Placed, real: Ended, there: Ended) -> Finding | None:
    if real.ended == "lost":
        return _warning(placed, "It is not known what this program does in PyTorch", actual=real.error)
    if there.ended == "lost":
        return _warning(
            placed,
            "This program takes too long, or too much, for a page",
            actual=there.error,
            hint="Let it do less: fewer examples, fewer rounds, a smaller layer.",
        )
    if MISSING in there.error:
        return _warning(
            placed,
            "This program uses something that the runtime of pages has not got",
            actual=there.error,
            hint="Use something else, or leave it as it is: readers see it without a button to run it.",
        )
    lines = _lines(real), _lines(replace(there, stdout=_cleaned(there.stdout), error=there.error[:LONG]))
    if lines[0] == lines[1] and real.ended == there.ended:
        return None
    if lines[0] == lines[1]:
        lines = [real.ended], [there.ended]
    expected, actual = _first_difference(*lines)
    return _warning(
        placed,
        "This program does something else in the page than in PyTorch",
        expected=f"PyTorch: {code(expected)}",
        actual=f"the page: {code(actual)}",
        hint="Show fewer digits, or another seed; or leave it: readers see it without a button to run it.",
    )


def _not_as_shown(placed: Placed, real: Ended, shown: dict[Place, str]) -> Finding | None:
    """Refuse what a page shows another output of: it goes on from more than what is run before it."""
    text = "" if placed.tried.exercise else shown.get(placed.tried.place, "")
    if not text or text == real.stdout:
        return None
    expected, actual = _first_difference(text.split("\n"), real.stdout.split("\n"))
    return _warning(
        placed,
        "Run by itself, this program prints something else than the page shows",
        expected=f"shown: {code(expected)}",
        actual=f"by itself: {code(actual)}",
        hint="Seed its random numbers with `torch.manual_seed`, or make in it what it needs.",
    )


def _with_what_they_refuse(judged: list[Judged]) -> list[Judged]:
    """Refuse what stands or falls with another, until there is no more of it.

    A program is offered wherever it stands or nowhere; and of an exercise with tests all or nothing, since
    these would judge a solution otherwise in the page.
    """
    while True:
        why = {tie: found for one, found in reversed(judged) if found for tie in _ties(one)}
        spread = [(one, found) if found else _refused_too(one, why) for one, found in judged]
        if spread == judged:
            return judged
        judged = spread


def _ties(one: Placed) -> tuple[Program | str, ...]:
    own = one.tried.exercise
    return (one.program, own) if own and one.program.tests else (one.program,)


def _refused_too(one: Placed, why: dict[Program | str, Finding]) -> Judged:
    also = next((why[tie] for tie in _ties(one) if tie in why), None)
    if also is None:
        return one, None
    tried = one.tried
    found = replace(also, place=tried.place, exercise=tried.exercise)
    if also.exercise != tried.exercise or not tried.exercise:
        what = f"The same program stands at {also.place.path}:{also.place.line} and is not offered there"
        found = replace(found, what=what, hint="Change what is told of it there.")
    return replace(one, tried=replace(tried, refused=found.what)), found


def _warning(
    placed: Placed, what: str, *, expected: str = "", actual: str = "", hint: str = ""
) -> Finding:
    return Finding(
        rule=RULE, place=placed.tried.place, what=what, expected=expected, actual=actual, hint=hint,
        exercise=placed.tried.exercise, severity="warning",
    )  # fmt: skip


def _first_difference(one: Sequence[str], other: Sequence[str]) -> tuple[str, str]:
    pairs = zip_longest(one, other, fillvalue=END)
    return next((first, second) for first, second in pairs if first != second)


def _lines(ended: Ended) -> list[str]:
    """Give all that is compared, line by line."""
    printed = ended.stdout.split("\n") if ended.stdout else []
    # What ends in a line feed has no further line behind it.
    printed = printed[:-1] if printed and not printed[-1] else printed
    return [*printed, *(ended.error.split("\n") if ended.error else [END])]


def _cleaned(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)
