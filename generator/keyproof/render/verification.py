"""The page that shows what was run: for each exercise one row, its answers behind a summary.

In: `Evidence`. Out: a `Page` of plain HTML that needs no script, and says everything in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from urllib.parse import quote

from keyproof.errors import SettingsError
from keyproof.evidence import Case, Evidence, Told
from keyproof.exercise import Course
from keyproof.page import Page
from keyproof.render.assets import asset_folder
from keyproof.render.block import ran
from keyproof.render.markup import escape, inline, one_line
from keyproof.render.phrase import from_note, to_html
from keyproof.render.places import upwards, way_to
from keyproof.render.prose import protect
from keyproof.report import SCHEMA
from keyproof.settings import Settings
from keyproof.verdict import State

PATH = "verification.md"
"""Where the page stands, relative to the docs folder."""

DOCUMENT = "verification.json"
"""Name of the same evidence for programs, at the top of the site."""

TITLE = "What was verified"

SHOWN = 40
"""Answers of one exercise that are shown beside those that hold; the document has all."""

STATES: dict[State, str] = {
    "holds": "holds",
    "refuted": "refuted",
    "timeout": "did not end in time",
    "crash": "crashed",
    "memory": "needed too much memory",
    "output": "printed too much",
}
"""How a run ended, in words."""

WERE: dict[State, str] = {**STATES, "holds": "hold", "refuted": "are refuted"}
"""The same of several answers."""

_HEAD = f"""\
---
title: {TITLE}
search:
  exclude: true
---

# {TITLE}

Every answer that a reader of these pages can give was run before they were published.
Here is what each of them did. **This page tells which answers are right**: they stand behind the
word *Answers*."""


def verification_page(evidence: Evidence, course: Course, *, settings: Settings) -> Page:
    """Write totals, a table for each page, what was not run and why, and how everything was run."""
    titles = {topic.slug: topic.title for topic in course.topics}
    names = {page.path: page.title for page in course.pages}
    run = [case for case in evidence.cases if case.status != "unverified"]
    left = [case for case in evidence.cases if case.status == "unverified"]
    parts = [_HEAD, _totals(evidence)]
    for number, (path, cases) in enumerate(groupby(run, key=lambda case: case.place.path), start=1):
        group = list(cases)
        title = " · ".join(part for part in (titles.get(group[0].topic, ""), names[path]) if part)
        link = f"[{_linkable(title)}]({quote(group[0].page)})"
        parts.append(f"## {link} {{ #_page{number} data-search-exclude }}")
        parts.append(_table(group, settings))
    if left:
        parts += ["## Not machine-checked { #_unverified }", _unverified(left, settings)]
    parts += ["## How it was run { #_how }", _how(evidence, settings), _style(settings)]
    return Page(path=PATH, source="", title=TITLE, text="\n\n".join(parts) + "\n")


def refuse_taken_names(pages: Sequence[Page], settings: Settings) -> None:
    """Stop before the report would take the place of something that an author wrote.

    Raises:
        SettingsError: the docs or the course have a page or a file of one of our names.
    """
    names = (PATH, "verification/index.md", "verification/README.md", DOCUMENT, SCHEMA)
    pages_there = {page.path: page.source for page in pages}
    for name in names:
        there = pages_there.get(name, "")
        if not there and settings.docs is not None and (settings.docs / name).exists():
            there = name
        if there:
            raise SettingsError(
                f"{there} stands where the report of the verification goes. "
                "Rename it, or leave the report out with `report: false` or --no-report."
            )


def _totals(evidence: Evidence) -> str:
    states = [(f"… {WERE[state]}", count) for state, count in evidence.states.items()]
    rows = [
        ("Exercises", len(evidence.cases)),
        ("Exercises proven", evidence.count("proven")),
        ("Exercises with findings", evidence.count("unproven")),
        ("Exercises not machine-checked", evidence.count("unverified")),
        ("Answers run", sum(evidence.states.values())),
        *states,
    ]
    # What did not happen is not worth a row, but that nothing was left out is.
    kept = ("Exercises", "Exercises proven", "Exercises not machine-checked", "Answers run")
    shown = [(name, count) for name, count in rows if count or name in kept]
    body = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{count}</td></tr>' for name, count in shown)
    return _box(f"<tbody>{body}</tbody>", label="Totals")


def _table(cases: Sequence[Case], settings: Settings) -> str:
    head = '<thead><tr><th scope="col">Exercise</th><th scope="col">What was run</th></tr></thead>'
    rows = "".join(_row(case, settings) for case in cases)
    return _box(f"{head}<tbody>{rows}</tbody>", label="Exercises")


def _row(case: Case, settings: Settings) -> str:
    told = f"<p>{escape(_result(case))}</p>{_answers(case.answers)}"
    return f'<tr id="{escape(case.id)}">{_name(case, settings)}<td data-search-exclude>{told}</td></tr>'


def _name(case: Case, settings: Settings) -> str:
    link = f"{way_to(case.page, PATH, settings)}#{case.id}"
    where = f"{case.place.path}:{case.place.line}"
    facts = " · ".join(part for part in (case.kind, case.level, where) if part)
    return (
        f'<th scope="row"><a href="{escape(link)}">{inline(case.title)}</a>'
        f'<span class="kp-facts">{escape(facts)}</span></th>'
    )


def _result(case: Case) -> str:
    if case.status == "proven":
        return f"Proven: {ran(len(case.answers), case.holding)}."
    rules = ", ".join(dict.fromkeys(finding.rule for finding in case.findings))
    return f"Not proven: {rules}." if rules else "Not proven: it was not run."


def _answers(answers: Sequence[Told]) -> str:
    if not answers:
        return ""
    others = [answer for answer in answers if answer.state != "holds"][:SHOWN]
    shown = [answer for answer in answers if answer.state == "holds" or answer in others]
    rows = "".join(f"<li>{_answer(answer)}</li>" for answer in shown)
    if left := len(answers) - len(shown):
        rows += f"<li>{left} more in {DOCUMENT}</li>"
    return f'<details class="kp-runs"><summary>Answers</summary><ul>{rows}</ul></details>'


def _answer(answer: Told) -> str:
    label = escape(answer.label)
    named = f"<code>{label}</code>" if answer.code else f"<q>{label}</q>"
    key = "the key, " if answer.keyed else ""
    return f"{named}: {key}{STATES[answer.state]}. {to_html(from_note(answer.told))}"


def _unverified(cases: Sequence[Case], settings: Settings) -> str:
    head = '<thead><tr><th scope="col">Exercise</th><th scope="col">Reason</th></tr></thead>'
    rows = "".join(
        f'<tr id="{escape(case.id)}">{_name(case, settings)}<td>{escape(case.reason)}</td></tr>'
        for case in cases
    )
    return _box(f"{head}<tbody>{rows}</tbody>", label="Not machine-checked")


def _how(evidence: Evidence, settings: Settings) -> str:
    limits, protections = evidence.circumstances.limits, evidence.circumstances.protections
    top = upwards(PATH, settings)
    facts = {
        "Keyproof": evidence.keyproof,
        "Python": ", ".join(evidence.python),
        "torch": ", ".join(evidence.torch),
        "Devices": ", ".join(device.upper() for device in evidence.devices),
        "Seeds": ", ".join(map(str, evidence.circumstances.seeds)),
        "One answer may use": f"{limits.seconds:g} s, {limits.memory_mb} MiB on top of torch, "
        f"{limits.output_kb} KiB of printed text, {limits.processes} processes, "
        f"files of {limits.file_mb} MiB",
        "Protections in force": "; ".join(protections.present),
        "Protections missing": "; ".join(protections.missing),
    }
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(text or "none")}</td></tr>'
        for name, text in facts.items()
    )
    links = (
        f'<p>The same for programs: <a href="{top}{DOCUMENT}">{DOCUMENT}</a>, with '
        f'<a href="{top}{SCHEMA}">its schema</a>.</p>'
    )
    return f"{_box(f'<tbody>{rows}</tbody>', label='How it was run')}\n\n{links}"


def _box(table: str, *, label: str) -> str:
    """Let a table that is too wide scroll inside its own box, by keyboard too."""
    attributes = f'class="kp-evidence" tabindex="0" role="region" aria-label="{escape(label)}"'
    # Themes put a table without a class into a box of their own, by script.
    return one_line(f'<div {attributes}><table class="kp-table">{table}</table></div>')


def _style(settings: Settings) -> str:
    address = f"{upwards(PATH, settings)}{asset_folder()}/verification.css"
    return f'<div class="kp-assets"><link rel="stylesheet" href="{address}"></div>'


def _linkable(text: str) -> str:
    return protect(text).replace("[", "&#91;").replace("]", "&#93;")
