"""The whole program in one function: read -> verify -> render.

In: settings and a runner of jobs. Out: the pages and assets to publish, and every finding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from keyproof.course import Course, Exhibit
from keyproof.evidence import Evidence
from keyproof.exercise import Exercise
from keyproof.finding import Finding, Place
from keyproof.page import Asset, Page
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
from keyproof.statement import Computed
from keyproof.verify import (
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
) -> Build:
    """Read the course, run every answer, and make the pages.

    Args:
        settings: where things are and what a candidate may use.
        run: runs one job, usually `verify.Pool(settings).run`.
        progress: told how far it is.
        recall: what the build before has left, for a quick look at a change.
    """
    recall = recall or Recall()
    recall.begin()
    proof = prove(settings, run=run, progress=progress, recall=recall)
    proof, exhibits = _with_exhibits(settings, proof, run=run, recall=recall)
    pages = render_pages(
        proof.course, proof.verdicts, findings=proof.findings, settings=settings, exhibits=exhibits
    )
    evidence = evidence_of(proof, settings)
    shown, documents = additions(proof.course, evidence, pages=pages, settings=settings)
    assets = (*render_assets(words_of(settings)), *render_pictures(proof.course, settings), *documents)
    return Build(proof=proof, pages=(*pages, *shown), assets=assets, evidence=evidence)


def check(
    settings: Settings,
    *,
    run: Runner,
    shard: Shard | None = None,
    progress: Progress = SILENT,
) -> Proof:
    """Find all that `build` finds, without making pages; of a shard, what is its own.

    Together the shards of a course find what one run finds, each thing once: a fault of an exercise is
    reported by the exercise's shard, and one that belongs to no exercise by the first.
    """
    proof = prove(settings, run=run, shard=shard, progress=progress)
    if shard and not shard.is_first:
        return proof
    return _with_exhibits(settings, proof, run=run, recall=Recall())[0]


def prove(
    settings: Settings,
    *,
    run: Runner,
    shard: Shard | None = None,
    progress: Progress = SILENT,
    recall: Recall | None = None,
) -> Proof:
    """Read the course and run every answer, without making pages or looking at exhibits."""
    recall = recall or Recall()
    course = read_course(settings, recall=recall)
    runnable = _runnable(course, shard)
    progress.begin(len(runnable))
    # Verdicts are by id, so the second of two exercises with one id is judged in a round of its own.
    firsts = {exercise.id: exercise for exercise in reversed(runnable)}
    others = [exercise for exercise in runnable if exercise is not firsts[exercise.id]]
    on = devices(settings)
    tried = partial(verify, run=run, jobs=settings.jobs, seeds=settings.seeds, on=on, progress=progress)
    under = (settings.seeds, *on)
    verdicts = verify_changed(list(reversed(firsts.values())), tried, recall=recall, under=under)
    judged = [*verdicts.values(), *(tried([one])[one.id] for one in others)]
    found = [*course.findings, *(fault for verdict in judged for fault in verdict.findings)]
    found += of_course(course, verdicts, recall=recall)
    statements = [one for verdict in judged for one in verdict.statements]
    confined = {combination for verdict in judged for combination in verdict.confined}
    computed: tuple[Computed, ...] = ()
    if shard is None or shard.is_first:
        said = verify_pages(course.pages, run=run, jobs=settings.jobs, seeds=settings.seeds, on=on)
        found += said.findings
        statements += said.statements
        computed = said.computed
        confined |= {*said.confined}
    return Proof(
        course=filled(course, verdicts, computed, words_of(settings)),
        verdicts=verdicts,
        findings=tuple(in_order(_own(found, course, shard))),
        statements=tuple(sorted(statements, key=lambda one: one.place)),
        shard=shard,
        confined=tuple(sorted(confined)),
        sandbox=sandbox_told(settings, confined),
    )


def _runnable(course: Course, shard: Shard | None) -> list[Exercise]:
    ids = {exercise.id for exercise in course.exercises()}
    own = shard.own(ids) if shard else ids
    not_python = {finding.exercise for finding in course.findings if finding.rule == "syntax"}
    return [exercise for exercise in course.exercises() if exercise.id in own - not_python]


def _own(found: Iterable[Finding], course: Course, shard: Shard | None) -> list[Finding]:
    if shard is None:
        return list(found)
    ids = {exercise.id for exercise in course.exercises()}
    own = shard.own(ids)
    return [one for one in found if one.exercise in own or (shard.is_first and one.exercise not in ids)]


def evidence_of(proof: Proof, settings: Settings) -> Evidence:
    """Gather what the run shows; of a shard, what is its own."""
    whole = gather_evidence(
        proof.course,
        proof.verdicts,
        findings=proof.findings,
        settings=settings,
        circumstances=circumstances(settings, proof.confined),
    )
    whole = replace(whole, statements=proof.statements)
    if proof.shard is None:
        return whole
    own = proof.shard.own(case.id for case in whole.cases)
    return replace(whole, cases=tuple(case for case in whole.cases if case.id in own))


def _with_exhibits(
    settings: Settings, proof: Proof, *, run: Runner, recall: Recall
) -> tuple[Proof, dict[str, dict[str, str]]]:
    exhibits, changed = _exhibits(proof.course, settings, run=run, recall=recall)
    return replace(proof, findings=tuple(in_order([*proof.findings, *changed]))), exhibits


def _exhibits(
    course: Course, settings: Settings, *, run: Runner, recall: Recall
) -> tuple[dict[str, dict[str, str]], list[Finding]]:
    """Prove the courses on show that must fail; a report other than the expected one is a finding."""
    shown: dict[str, dict[str, str]] = {}
    changed: list[Finding] = []
    for exhibit in course.exhibits():
        if exhibit.course in shown:
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
