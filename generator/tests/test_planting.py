"""The verifier is put to the test: every wrong answer of the course, planted as the key, must be caught.

Each planting edits the author's Markdown as a mistaken author would, and the whole pipeline runs on it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise, zip_longest
from pathlib import Path

import pytest

from keyproof.course import Course
from keyproof.exercise import Blank, Code, Exercise, Option
from keyproof.finding import Finding
from keyproof.pipeline import prove
from keyproof.read import read_course
from keyproof.recall import Recall
from keyproof.rules import RULES
from keyproof.settings import CACHE, Settings
from keyproof.verify import Memory, Runner
from keyproof.verify.crew import hire
from keyproof.verify.job import Candidate, Job, Result, joined

from .conftest import REPOSITORY


@dataclass(frozen=True, kw_only=True)
class Planting:
    """One mistake: new texts for some lines of one file."""

    name: str
    exercise: str
    path: str
    lines: dict[int, str]
    at: int
    """Line at which the finding must stand; 0 where that is the run's to tell."""

    rules: frozenset[str]


def _settings(root: Path, *, seeds: int = 3) -> Settings:
    return Settings(root=root, exercises=root / "exercises", docs=root / "docs", jobs=2, seeds=seeds)


def _plantings(course: Course) -> Iterator[Planting]:
    kinds = {
        "choice": _tick,
        "fix": _tick,
        "fill": _swap_chip,
        "predict": _list_the_key,
        "order": _turn_round,
        "trace": _blur,
        "card": _deny,
        "write": _hand_in,
        "experiment": _exchange,
        "explain": _deny_points,
    }
    for exercise in course.exercises():
        lines = course.texts[exercise.place.path].split("\n")
        yield from kinds[exercise.kind](exercise, lines)


def _tick(exercise: Exercise, lines: list[str]) -> Iterator[Planting]:
    """Tick a wrong option instead of the right one, or with it where several may be ticked."""
    keyed = [option for option in exercise.options if option.keyed]
    for option in exercise.options:
        if option.keyed and not exercise.multiple:
            continue
        edited = {option.place.line: _ticked(lines, option, on=not option.keyed)}
        if not exercise.multiple:
            edited |= {key.place.line: _ticked(lines, key, on=False) for key in keyed}
        rules = {"ambiguous-key"} if option.keyed else {"wrong-key"}
        if option.keyed and len(keyed) == 1:
            rules = {"option-count"}
        yield _planting(exercise, option.place.line, edited, rules)


def _ticked(lines: list[str], option: Option, *, on: bool) -> str:
    line = lines[option.place.line - 1]
    old, new = ("[ ]", "[x]") if on else ("[x]", "[ ]")
    assert old in line
    return line.replace(old, new, 1)


def _swap_chip(exercise: Exercise, lines: list[str]) -> Iterator[Planting]:
    """Write another blank's key into the solved program, or a distractor that the real key then replaces."""
    for blank in exercise.blanks:
        planted = {other.text for other in exercise.blanks}
        for text in sorted(planted - {blank.text}):
            refilled = {blank.place.line: _refilled(exercise, blank, text, lines)}
            yield _planting(exercise, blank.place.line, refilled, {"wrong-key", "no-key"})
        for option in exercise.options:
            assert option.code
            # One chip may be listed for each blank; planted once, it is planted.
            if option.code.source in planted:
                continue
            planted.add(option.code.source)
            others = [other.text for other in exercise.blanks if other is not blank]
            # A key that another blank has too is in the bank already: listing it would double it.
            offered = (
                ""
                if blank.text in others
                else _replaced(lines, option.place.line, option.code.source, blank.text)
            )
            edited = {
                blank.place.line: _refilled(exercise, blank, option.code.source, lines),
                option.place.line: offered,
            }
            yield _planting(exercise, blank.place.line, edited, {"wrong-key", "no-key"})


def _refilled(exercise: Exercise, blank: Blank, text: str, lines: list[str]) -> str:
    assert exercise.program
    source = exercise.program.source
    line_start = source.rfind("\n", 0, blank.start) + 1
    first = lines[blank.place.line - 1]
    indent = len(first) - len(first.lstrip()) - (len(source[line_start:]) - len(source[line_start:].lstrip()))
    start, end = blank.start - line_start + indent, blank.end - line_start + indent
    assert blank.text == first[start:end]
    code, comment = first[:start] + text + first[end:].partition("# blank:")[0], []
    for one in exercise.blanks:
        if one.place.line == blank.place.line:
            moved = len(text) - len(blank.text) if one.start > blank.start else 0
            named = text if one is blank else one.text
            comment.append(named + _which(code, named, one.start - line_start + indent + moved))
    return f"{code}# blank: {', '.join(comment)}"


def _which(code: str, text: str, start: int) -> str:
    """Name the occurrence, as an author has to where the text stands on the line more than once."""
    places = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(text)}(?!\w)", code)]
    ordinals = ("1st", "2nd", "3rd", "4th")
    return f" ({ordinals[places.index(start)]})" if len(places) > 1 else ""


def _list_the_key(exercise: Exercise, lines: list[str]) -> Iterator[Planting]:
    """Offer the very value that the run gives as one of the wrong answers (a key is never written)."""
    for option in exercise.options:
        assert option.code
        edited = _replaced(lines, option.place.line, option.code.source, "@KEY@")
        yield _planting(exercise, option.place.line, {option.place.line: edited}, {"ambiguous-key"})


def _turn_round(exercise: Exercise, lines: list[str]) -> Iterator[Planting]:
    """Write a program backwards, as one who thinks that its pieces may come in any order."""
    assert exercise.program
    first = exercise.program.place.line
    pieces = [lines[first + begin - 2 : first + end - 1] for begin, end in exercise.pieces]
    apart = any(begin > end + 1 for (_, end), (begin, _) in pairwise(exercise.pieces))
    turned = ("\n\n" if apart else "\n").join("\n".join(piece) for piece in reversed(pieces)).split("\n")
    edited = dict(enumerate(turned, start=first))
    # Where it ends depends on the program: wherever that is, its author is sent there.
    yield _planting(exercise, 0, edited, {"broken-program", "wrong-key"})


def _blur(exercise: Exercise, lines: list[str]) -> Iterator[Planting]:
    """Allow so much that the numbers of a slip would be taken for right."""
    line = exercise.place.line
    bare = re.sub(r" tolerance=[^\s}]+", "", lines[line - 1])
    yield _planting(exercise, line, {line: bare.replace("}", " tolerance=100}")}, {"ambiguous-key"})


def _deny(exercise: Exercise, lines: list[str]) -> Iterator[Planting]:
    """Let each assertion of a card's claim say the opposite, as it would of a back that is wrong."""
    assert exercise.check
    yield from _denied(exercise, exercise.check, lines)


def _deny_points(exercise: Exercise, lines: list[str]) -> Iterator[Planting]:
    """The same, in the claim of each point of an explanation."""
    for point in exercise.options:
        if point.claim:
            yield from _denied(exercise, point.claim, lines)


def _denied(exercise: Exercise, claim: Code, lines: list[str]) -> Iterator[Planting]:
    first = claim.place.line
    for number in range(first, first + claim.source.count("\n") + 1):
        told = lines[number - 1].lstrip()
        if told.startswith("assert "):
            indent = lines[number - 1].removesuffix(told)
            denied = f"{indent}assert not ({told.removeprefix('assert ')})"
            yield _planting(exercise, first, {number: denied}, {"wrong-key"})


def _hand_in(exercise: Exercise, lines: list[str]) -> Iterator[Planting]:
    """Call each other solution the reference, and call the reference the starter or wrong."""
    assert exercise.write and exercise.program
    reference = exercise.write.reference
    for other in (exercise.program, *(one.code for one in exercise.write.wrong)):
        at = reference.place.line
        yield _planting(exercise, at, _put(reference, other, lines), {"wrong-key", "broken-program"})
        at = other.place.line
        yield _planting(exercise, at, _put(other, reference, lines), {"ambiguous-key"})


def _exchange(exercise: Exercise, lines: list[str]) -> Iterator[Planting]:
    """Call the solution the baseline, the baseline the solution, and ask for what both reach or neither."""
    assert exercise.experiment and exercise.program
    baseline, solution = exercise.program, exercise.experiment.solution
    same = {"duplicate-option"}
    yield _planting(exercise, solution.place.line, _put(solution, baseline, lines), same)
    changed = replace(solution, source=f"{solution.source}\npass")
    yield _planting(exercise, baseline.place.line, _put(baseline, changed, lines), {"baseline-reaches"})
    changed = replace(baseline, source=f"{baseline.source}\npass")
    yield _planting(exercise, solution.place.line, _put(solution, changed, lines), {"solution-misses"})
    heading, (compare, _) = exercise.place.line, exercise.experiment.target
    for sign, at, rules in ((-1, baseline, {"baseline-reaches"}), (1, solution, {"solution-misses"})):
        bound = sign * (1e9 if compare in (">=", ">") else -1e9)
        told = re.sub(r'target="[^"]*"', f'target="{compare} {bound}"', lines[heading - 1])
        yield _planting(exercise, at.place.line, {heading: told}, rules)
    told = re.sub(r"metric=\w+", "metric=never_set", lines[heading - 1])
    yield _planting(exercise, baseline.place.line, {heading: told}, {"no-metric"})


def _put(old: Code, new: Code, lines: list[str]) -> dict[int, str]:
    """Put code in the place of other code; what is longer goes onto its last line, so that no place moves."""
    size = old.source.count("\n") + 1
    first = lines[old.place.line - 1]
    indent = " " * (len(first) - len(first.lstrip()) if old.place.column > 1 else 0)
    texts = [indent + text for text in new.source.split("\n")]
    texts = [*texts[: size - 1], "\n".join(texts[size - 1 :])]
    texts += [""] * (size - len(texts))
    return {old.place.line + number: text for number, text in enumerate(texts)}


def _replaced(lines: list[str], number: int, old: str, new: str) -> str:
    line = lines[number - 1]
    assert f"`{old}`" in line
    return line.replace(f"`{old}`", f"`{new}`", 1)


def _planting(exercise: Exercise, at: int, lines: dict[int, str], rules: set[str]) -> Planting:
    path = exercise.place.path
    name = f"{exercise.id}:{at}"
    return Planting(
        name=name, exercise=exercise.id, path=path, lines=lines, at=at, rules=frozenset(rules)
    )


@pytest.fixture(scope="module", name="as_built")
def _as_built() -> Iterator[Runner]:
    """Runs the course as the build of its site does; what that build has run already comes from its cache."""
    with hire(replace(_settings(REPOSITORY), cache=str(REPOSITORY / CACHE)), say=print) as crew:
        yield Memory(crew.run)


def test_the_course_as_it_stands_has_no_finding(as_built: Runner) -> None:
    """Everything published is proven, and nothing is excused from verification."""
    # Under all seeds it is proven where its site is built.
    proof = prove(_settings(REPOSITORY, seeds=1), run=as_built)

    assert proof.report == ""
    assert len(proof.course.exercises()) >= 10
    assert [] == [exercise.id for exercise in proof.course.exercises() if exercise.unverified]


def test_every_wrong_answer_planted_as_the_key_is_caught_at_its_line(
    tmp_path: Path, memory: Memory, as_built: Runner
) -> None:
    """For every exercise and every option of the course: 100 % caught."""
    course = read_course(_settings(REPOSITORY))
    known: dict[str, Result] = {}
    verdicts = prove(_settings(REPOSITORY, seeds=1), run=_each_once(as_built, known)).verdicts
    run = _each_once(memory, known)
    keys = {id_: verdict.answers[0].label for id_, verdict in verdicts.items()}
    missed, planted = [], list(_plantings(course))
    for path, plantings in groupby(planted, key=lambda planting: planting.path):
        root = tmp_path / path.replace("/", "-")
        _copy_page(root, path)
        # Only what a planting changed is looked at again, as for an author who saves a page.
        recall = Recall()
        for sown in _rounds(plantings):
            moved = _plant(root / path, sown, keys)
            findings = prove(_settings(root, seeds=1), run=run, recall=recall).findings
            for planting in sown:
                if not any(_is_caught(planting, finding, moved) for finding in findings):
                    missed.append((planting.name, [(f.rule, str(f.place)) for f in findings]))

    assert [] == missed
    assert len(planted) >= 3 * len([one for one in course.exercises() if one.kind != "card"])


def _rounds(plantings: Iterable[Planting]) -> Iterator[tuple[Planting, ...]]:
    """One planting in each exercise of a page at a time: exercises are proven each for itself."""
    by_exercise = groupby(plantings, key=lambda planting: planting.exercise)
    for sown in zip_longest(*(list(own) for _, own in by_exercise)):
        yield tuple(one for one in sown if one)


def _each_once(run: Runner, known: dict[str, Result]) -> Runner:
    """Run each candidate once, in whichever job it comes: a planting changes an answer or two."""

    def ran(job: Job) -> Result:
        named = [(_name(job, candidate), candidate) for candidate in job.candidates]
        fresh = {name: candidate for name, candidate in named if name not in known}
        if fresh:
            result = run(replace(job, candidates=tuple(fresh.values())))
            if result.setup or result.outside:
                return run(job)
            for place, name in enumerate(fresh):
                only = slice(place, place + 1)
                known[name] = replace(
                    result,
                    outcomes=result.outcomes[only],
                    tensors=result.tensors[only],
                    idle=result.idle[only],
                )
        whole = joined([known[name] for name, _ in named])
        outcomes = zip(whole.outcomes, job.candidates, strict=True)
        return replace(whole, outcomes=tuple(replace(one, candidate=c.name) for one, c in outcomes))

    return ran


def _name(job: Job, candidate: Candidate) -> str:
    """Name a candidate by all that can change how it ends."""
    return replace(job, candidates=(replace(candidate, name=""),)).digest


def _copy_page(root: Path, path: str) -> None:
    """Make a course of one page, with the topic that it belongs to."""
    for folder in ("docs", "exercises"):
        (root / folder).mkdir(parents=True)
    (root / path).parent.mkdir(exist_ok=True)
    topic = (REPOSITORY / path).with_name("topic.yml")
    if topic.exists():
        shutil.copy(topic, root / path.rpartition("/")[0])


def test_every_kind_has_its_plantings(tmp_path: Path, memory: Memory) -> None:
    """Also of kinds that the course may not use: examples of the reference and of the rules."""
    text = (REPOSITORY / "docs" / "reference" / "format.md").read_text(encoding="utf-8")
    examples = re.findall(r"^````markdown\n(.*?)^````$", text, flags=re.MULTILINE | re.DOTALL)
    own = [one for one in examples if re.search(r"\{[^{}]*\.(?:order|trace|explain)\b", one)]
    own += [RULES[name].mended for name in ("source-check", "leakage")]
    roots = [tmp_path / name for name in ("whole", "planted")]
    for root in roots:
        (root / "docs").mkdir(parents=True)
        (root / "docs" / "own.md").write_text("\n".join(own), encoding="utf-8")
    whole, sown = (Settings(root=root, docs=root / "docs", jobs=2, seeds=1) for root in roots)
    course = read_course(whole)
    missed, planted = [], list(_plantings(course))
    for planting in planted:
        moved = _plant(sown.root / planting.path, (planting,), {planting.exercise: ""}, root=whole.root)
        findings = prove(sown, run=memory).findings
        if not any(_is_caught(planting, finding, moved) for finding in findings):
            missed.append((planting.name, [(f.rule, str(f.place)) for f in findings]))

    assert [] == missed
    assert {planting.exercise for planting in planted} == {one.id for one in course.exercises()}


def _is_caught(planting: Planting, finding: Finding, moved: dict[int, int]) -> bool:
    own = finding.exercise == planting.exercise
    # A program that was put in place of another fails on one of its own lines.
    lines = {moved[line] for line in (planting.at, *planting.lines) if line}
    return finding.rule in planting.rules and (finding.place.line in lines or (own and planting.at == 0))


def _plant(
    file: Path, sown: Iterable[Planting], keys: dict[str, str], *, root: Path = REPOSITORY
) -> dict[int, int]:
    """Write a page with its plantings; gives the new number of each line."""
    (path,) = {planting.path for planting in sown}
    lines = (root / path).read_text(encoding="utf-8").split("\n")
    for planting in sown:
        for number, text in planting.lines.items():
            lines[number - 1] = text.replace("@KEY@", keys[planting.exercise])
    file.write_text("\n".join(lines), encoding="utf-8")
    longer = accumulate((text.count("\n") for text in lines), initial=0)
    return {number: number + more for number, more in zip(range(1, len(lines) + 1), longer, strict=False)}
