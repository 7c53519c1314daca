"""The whole program in one function: read -> verify -> render.

In: settings and a runner of jobs. Out: the pages and assets to publish, and every finding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from keyproof.course import Course, Exhibit
from keyproof.evidence import ChangedSince, Evidence, LeftOut
from keyproof.exercise import Exercise
from keyproof.finding import Finding, Place
from keyproof.page import Asset, Page
from keyproof.parity import NONE
from keyproof.progress import SILENT, Progress
from keyproof.proof import Proof
from keyproof.read import read_course
from keyproof.recall import Recall
from keyproof.render import (
    additions,
    filled,
    gather_evidence,
    render_assets,
    render_pages,
    render_pictures,
    words_of,
)
from keyproof.report import in_order, report
from keyproof.settings import Settings
from keyproof.since import Since, scope_of
from keyproof.verdict import Verdict
from keyproof.verify import (
    WHOLE,
    Comparison,
    InPage,
    Part,
    Runner,
    Shard,
    devices,
    of_course,
    verify,
    verify_changed,
    verify_pages,
)
from keyproof.verify.circumstances import circumstances, sandbox_told

EXPECTED = "errors.txt"
"""File in an exhibit's folder that holds the report its course must give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A proof and what can be published of it."""

    proof: Proof
    """The course, its verdicts and findings."""

    pages: tuple[Page, ...]
    """Pages for a site generator; an exercise with findings shows them in its place."""

    assets: tuple[Asset, ...]
    """Static files that the pages need."""

    evidence: Evidence
    """What the run shows, for somebody else to judge."""


def build(
    settings: Settings,
    *,
    run: Runner,
    progress: Progress = SILENT,
    recall: Recall | None = None,
    in_page: InPage | None = None,
) -> Build:
    """Read the course, run every answer, and make the pages.

    Args:
        settings: where things are and what a candidate may use.
        run: runs one job, usually `verify.Pool(settings).run`.
        progress: told how far it is.
        recall: what the build before has left, for a quick look at a change.
        in_page: runs programs as pages do; without it they offer to run none.
    """
    recall = recall or Recall()
    recall.begin()
    proof = prove(settings, run=run, progress=progress, recall=recall, in_page=in_page)
    proof, exhibits = _with_exhibits(settings, proof, run=run, recall=recall)
    evidence = evidence_of(proof, settings)
    if proof.is_empty and not proof.course.topics:
        # A site that has nothing of ours yet stays as it is, byte for byte.
        return Build(proof=proof, pages=(), assets=(), evidence=evidence)
    offers = proof.offers
    pages = render_pages(
        proof.course, proof.verdicts,
        findings=proof.findings, settings=settings, exhibits=exhibits, offers=offers,
    )  # fmt: skip
    shown, documents = additions(proof.course, evidence, pages=pages, settings=settings, offers=offers)
    assets = (*render_assets(words_of(settings)), *render_pictures(proof.course, settings), *documents)
    if in_page and proof.parity.offered:
        files = in_page.files
        assets += tuple(
            Asset(path=f"{files.folder}/{name}", content=data) for name, data in files.contents.items()
        )
    return Build(proof=proof, pages=(*pages, *shown), assets=assets, evidence=evidence)


def check(
    settings: Settings,
    *,
    run: Runner,
    shard: Shard | None = None,
    since: Since | None = None,
    progress: Progress = SILENT,
) -> Proof:
    """Find all that `build` finds, without making pages; of a shard or of a change, what is its own.

    Together the shards of a course find what one run finds, each thing once: a fault of an exercise is
    reported by the exercise's shard, and one that belongs to no exercise by the first. What a change does not
    touch is read and not run.
    """
    proof = prove(settings, run=run, shard=shard, since=since, progress=progress)
    return _with_exhibits(settings, proof, run=run, recall=Recall())[0]


def prove(  # noqa: PLR0913 each is a fact about the run
    settings: Settings,
    *,
    run: Runner,
    shard: Shard | None = None,
    since: Since | None = None,
    progress: Progress = SILENT,
    recall: Recall | None = None,
    in_page: InPage | None = None,
) -> Proof:
    """Read the course and run every answer, without making pages or looking at exhibits."""
    recall = recall or Recall()
    course = read_course(settings, recall=recall)
    # Pyodide is slow, and has a process of its own: it begins before all others.
    compared = Comparison(course, run=run, in_page=in_page, jobs=settings.jobs) if in_page else None
    scope = scope_of(course, settings, since, recall=recall) if since else None
    part = Part(shard=shard, scope=scope) if shard or scope else WHOLE
    on = devices(settings)
    tried = partial(verify, run=run, jobs=settings.jobs, seeds=settings.seeds, on=on, progress=progress)
    runnable = _runnable(course, part)
    progress.begin(len(runnable))
    verdicts, others = _verdicts(runnable, tried, recall=recall, under=(settings.seeds, *on))
    judged = [*verdicts.values(), *others]
    found = [*course.findings, *(fault for verdict in judged for fault in verdict.findings)]
    found += of_course(course, verdicts, recall=recall)
    said = verify_pages(part.pages(course.pages), run=run, jobs=settings.jobs, seeds=settings.seeds, on=on)
    found += said.findings
    statements = [*said.statements, *(one for verdict in judged for one in verdict.statements)]
    confined = {*said.confined, *(combination for verdict in judged for combination in verdict.confined)}
    parity = compared.parity(said.computed) if compared else NONE
    found += parity.findings
    return Proof(
        parity=parity,
        course=filled(course, verdicts, said.computed, words_of(settings), offers=parity.offers),
        verdicts=verdicts,
        findings=tuple(in_order(part.findings(found, _ids(course)))),
        statements=tuple(sorted(statements, key=lambda one: one.place)),
        part=part,
        confined=tuple(sorted(confined)),
        sandbox=sandbox_told(settings, confined),
    )


def _verdicts(
    runnable: Sequence[Exercise],
    tried: Callable[[Sequence[Exercise]], dict[str, Verdict]],
    *,
    recall: Recall,
    under: tuple[object, ...],
) -> tuple[dict[str, Verdict], list[Verdict]]:
    """Run them all; verdicts are by id, so the second of two exercises with one id is judged by itself."""
    firsts = {exercise.id: exercise for exercise in reversed(runnable)}
    others = [exercise for exercise in runnable if exercise is not firsts[exercise.id]]
    verdicts = verify_changed(list(reversed(firsts.values())), tried, recall=recall, under=under)
    return verdicts, [tried([one])[one.id] for one in others]


def _ids(course: Course) -> frozenset[str]:
    return frozenset(exercise.id for exercise in course.exercises())


def _runnable(course: Course, part: Part) -> list[Exercise]:
    not_python = {finding.exercise for finding in course.findings if finding.rule == "syntax"}
    run = part.runs(_ids(course)) - not_python
    return [exercise for exercise in course.exercises() if exercise.id in run]


def evidence_of(proof: Proof, settings: Settings) -> Evidence:
    """Gather what the run shows; of a part of the course, what is its own."""
    whole = gather_evidence(
        proof.course,
        proof.verdicts,
        findings=proof.findings,
        settings=settings,
        circumstances=circumstances(settings, proof.confined),
    )
    own = proof.part.own(_ids(proof.course))
    cases = tuple(case for case in whole.cases if case.id in own)
    whole = replace(whole, statements=proof.statements, cases=cases, parity=proof.parity)
    scope = proof.part.scope
    if scope is None:
        return whole
    # What reading alone shows to be wrong is told, though it was not run.
    told = {case.id for case in cases if case.id in scope.exercises or case.findings}
    left = tuple(LeftOut(id=case.id, place=case.place) for case in cases if case.id not in told)
    since = ChangedSince(revision=scope.since, commit=scope.commit, cause=scope.cause, left_out=left)
    return replace(whole, cases=tuple(case for case in cases if case.id in told), changed_since=since)


def _with_exhibits(
    settings: Settings, proof: Proof, *, run: Runner, recall: Recall
) -> tuple[Proof, dict[str, dict[str, str]]]:
    exhibits, changed = _exhibits(proof.course, settings, part=proof.part, run=run, recall=recall)
    return replace(proof, findings=tuple(in_order([*proof.findings, *changed]))), exhibits


def _exhibits(
    course: Course, settings: Settings, *, part: Part, run: Runner, recall: Recall
) -> tuple[dict[str, dict[str, str]], list[Finding]]:
    """Prove the courses on show that must fail; a report other than the expected one is a finding."""
    shown: dict[str, dict[str, str]] = {}
    changed: list[Finding] = []
    for exhibit in course.exhibits():
        if exhibit.course in shown or not part.shows(exhibit.course):
            continue
        folder = settings.root / exhibit.course
        if not (folder / EXPECTED).is_file():
            changed.append(_missing(exhibit))
            continue
        inner = replace(settings, root=folder, exercises=folder / "exercises", docs=None)
        proof = prove(inner, run=run, recall=recall)
        shown[exhibit.course] = _reports(proof)
        expected = (folder / EXPECTED).read_text(encoding="utf-8")
        changed += _difference(f"{exhibit.course}/{EXPECTED}", expected, proof.report + "\n")
    return shown, changed


def _reports(proof: Proof) -> dict[str, str]:
    ids = {finding.exercise for finding in proof.findings} - {""}
    texts = proof.course.texts
    by_exercise = {id_: report([f for f in proof.findings if f.exercise == id_], texts) for id_ in ids}
    return {"": proof.report, **by_exercise}


def _missing(exhibit: Exhibit) -> Finding:
    return Finding(
        rule="exhibit",
        place=exhibit.place,
        what=f"The folder `{exhibit.course}` holds no course on show",
        expected=f"a folder with `exercises/` and `{EXPECTED}`, given from the project's root",
        hint="Mend the path after `course:`.",
    )


def _difference(path: str, expected: str, actual: str) -> list[Finding]:
    if expected == actual:
        return []
    pairs = zip([*expected.split("\n"), ""], [*actual.split("\n"), ""], strict=False)
    line, (wanted, found) = next((i, pair) for i, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    return [
        Finding(
            rule="exhibit",
            place=Place(path=path, line=line, length=max(1, len(wanted))),
            what="The course on show no longer gives the report that was recorded",
            expected=wanted,
            actual=found,
            hint=f"Look at what changed; if the new report is right, write it into `{Path(path).name}`.",
        )
    ]
