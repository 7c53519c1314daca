"""The page that shows what was run: for each exercise one row, its answers behind a summary.

In: `Evidence`. Out: a `Page` of plain HTML that needs no script, and says everything in words.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import reduce
from itertools import groupby
from urllib.parse import quote

from keyproof.course import Course
from keyproof.evidence import Case, Evidence, Told
from keyproof.page import Page
from keyproof.render.block import ran
from keyproof.render.catalogue import Words
from keyproof.render.languages import told_in, words_of
from keyproof.render.loading import loading
from keyproof.render.markup import escape, inline, one_line
from keyproof.render.parity import refused, totals
from keyproof.render.phrase import from_note, to_html
from keyproof.render.places import upwards, way_to
from keyproof.render.prose import protect
from keyproof.report import SCHEMA
from keyproof.settings import Limits, Settings
from keyproof.statement import Checked

PATH = "verification.md"
"""Where the page stands, relative to the docs folder."""

DOCUMENT = "verification.json"
"""Name of the same evidence for programs, at the top of the site."""

SHOWN = 40
"""Answers of one exercise that are shown beside those that hold; the document has all."""


def verification_page(evidence: Evidence, course: Course, *, settings: Settings) -> Page:
    """Write totals, a table for each page, what was not run and why, and how everything was run."""
    words = words_of(settings)
    titles = {topic.slug: topic.title for topic in course.topics}
    names = {page.path: page.title for page in course.pages}
    run = [case for case in evidence.cases if case.status != "unverified"]
    left = [case for case in evidence.cases if case.status == "unverified"]
    parts = [_head(words), _totals(evidence, words)]
    for number, (path, cases) in enumerate(groupby(run, key=lambda case: case.place.path), start=1):
        group = list(cases)
        title = " · ".join(part for part in (titles.get(group[0].topic, ""), names[path]) if part)
        link = f"[{_linkable(title)}]({quote(group[0].page)})"
        parts.append(f"## {link} {{ #_page{number} data-search-exclude }}")
        parts.append(_table(group, settings, words))
    if left:
        parts += [f"## {words.text('not-checked')} {{ #_unverified }}", _unverified(left, settings, words)]
    if evidence.statements:
        parts += [f"## {words.text('report-said')} {{ #_said }}", _statements(evidence.statements, words)]
    if rows := refused(evidence.parity, words):
        head = _columns(words.text("report-where"), words.text("report-reason"))
        name = words.text("report-not-offered")
        parts += [f"## {name} {{ #_in-page }}", _box(f"{head}<tbody>{rows}</tbody>", label=name)]
    parts += [f"## {words.text('report-how')} {{ #_how }}", _how(evidence, settings, words)]
    parts.append(loading("\n".join(parts), PATH, settings=settings, words=words))
    return Page(path=PATH, source="", title=words.text("report-title"), text="\n\n".join(parts) + "\n")


def _head(words: Words) -> str:
    title = words.text("report-title")
    front = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\nsearch:\n  exclude: true\n---"
    about = f"{words.text('report-about')} {words.text('report-warning')}"
    return f"{front}\n\n# {title}\n\n{about}"


def _totals(evidence: Evidence, words: Words) -> str:
    rows = {
        "report-exercises": len(evidence.cases),
        "report-proven": evidence.count("proven"),
        "report-findings": evidence.count("unproven"),
        "report-unchecked": evidence.count("unverified"),
        "report-answers-run": sum(evidence.states.values()),
        **{f"were-{state}": count for state, count in evidence.states.items()},
        "report-statements": len(evidence.statements),
        **{f"are-{truth}": count for truth, count in evidence.truths.items()},
        "report-computed": sum(statement.computed for statement in evidence.statements),
        **totals(evidence.parity),
    }
    # What did not happen is not worth a row, but that nothing was left out is.
    kept = ("report-exercises", "report-proven", "report-unchecked", "report-answers-run")
    shown = {words.text(name): count for name, count in rows.items() if count or name in kept}
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{words.number(count)}</td></tr>'
        for name, count in shown.items()
    )
    return _box(f"<tbody>{body}</tbody>", label=words.text("report-totals"))


def _table(cases: Sequence[Case], settings: Settings, words: Words) -> str:
    head = _columns(words.text("report-exercise"), words.text("report-what-ran"))
    rows = "".join(_row(case, settings, words) for case in cases)
    return _box(f"{head}<tbody>{rows}</tbody>", label=words.text("report-exercises"))


def _columns(*names: str) -> str:
    cells = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    return f"<thead><tr>{cells}</tr></thead>"


def _row(case: Case, settings: Settings, words: Words) -> str:
    told = f"<p>{escape(_result(case, words))}</p>{_answers(case.answers, words)}"
    name = _name(case, settings, words)
    return f'<tr id="{escape(case.id)}">{name}<td data-search-exclude>{told}</td></tr>'


def _name(case: Case, settings: Settings, words: Words) -> str:
    link = f"{way_to(case.page, PATH, settings)}#{case.id}"
    level = words.text(f"level-{case.level}") if case.level else ""
    where = f"<bdi>{escape(case.place.path)}:{case.place.line}</bdi>"
    facts = " · ".join(part for part in (words.text(f"kind-{case.kind}"), level, where) if part)
    return (
        f'<th scope="row"><a href="{escape(link)}">{inline(case.title)}</a>'
        f'<span class="kp-facts">{facts}</span></th>'
    )


def _result(case: Case, words: Words) -> str:
    if case.status == "proven":
        return words.text("report-is-proven", told=ran(len(case.answers), case.holding, words))
    rules = ", ".join(dict.fromkeys(finding.rule for finding in case.findings))
    return words.text("report-not-proven", rules=rules) if rules else words.text("report-not-run")


def _answers(answers: Sequence[Told], words: Words) -> str:
    if not answers:
        return ""
    others = [answer for answer in answers if answer.state != "holds"][:SHOWN]
    shown = [answer for answer in answers if answer.state == "holds" or answer in others]
    rows = "".join(f"<li>{_answer(answer, words)}</li>" for answer in shown)
    if left := len(answers) - len(shown):
        rows += f"<li>{words.markup('report-left', n=left, document=DOCUMENT)}</li>"
    name = escape(words.text("report-answers"))
    return f'<details class="kp-runs"><summary>{name}</summary><ul>{rows}</ul></details>'


def _answer(answer: Told, words: Words) -> str:
    label = escape(answer.label)
    named = f"<code>{label}</code>" if answer.code else f"<q>{label}</q>"
    state = escape(words.text(f"state-{answer.state}"))
    ended = words.markup("report-key" if answer.keyed else "report-answer", answer=named, state=state)
    told = words.markup("sentences", first=ended, second=to_html(from_note(answer.told)))
    for there in answer.elsewhere:
        state = escape(words.text(f"state-{there.state}"))
        on_device = words.markup("report-elsewhere", device=escape(there.device.upper()), state=state)
        told = words.markup("sentences", first=told, second=on_device)
    return told


def _unverified(cases: Sequence[Case], settings: Settings, words: Words) -> str:
    head = _columns(words.text("report-exercise"), words.text("report-reason"))
    rows = "".join(
        f'<tr id="{escape(case.id)}">{_name(case, settings, words)}<td>{escape(case.reason)}</td></tr>'
        for case in cases
    )
    return _box(f"{head}<tbody>{rows}</tbody>", label=words.text("not-checked"))


def _statements(statements: Sequence[Checked], words: Words) -> str:
    head = _columns(words.text("report-where"), words.text("report-stated"), words.text("report-gave"))
    rows = "".join(f"<tr>{_statement(statement, words)}</tr>" for statement in statements)
    return _box(f"{head}<tbody>{rows}</tbody>", label=words.text("report-said"))


def _statement(statement: Checked, words: Words) -> str:
    where = f"<bdi>{escape(statement.place.path)}:{statement.place.line}</bdi>"
    exercise = f"<bdi>{escape(statement.exercise)}</bdi>" if statement.exercise else ""
    facts = " · ".join(part for part in (escape(words.text(f"said-{statement.sort}")), exercise) if part)
    gave = f"<code>{escape(statement.gave)}</code>" if statement.gave else ""
    # That it is so goes without saying.
    ended = "" if statement.truth == "true" else f"<p>{escape(words.text(f'is-{statement.truth}'))}</p>"
    return (
        f'<th scope="row">{where}<span class="kp-facts">{facts}</span></th>'
        f"<td data-search-exclude><code>{escape(statement.said)}</code></td>"
        f"<td data-search-exclude>{ended}{gave}</td>"
    )


def _how(evidence: Evidence, settings: Settings, words: Words) -> str:
    protections = evidence.circumstances.protections
    top, ran_with = upwards(PATH, settings), evidence.parity.runtime
    facts = {
        "Keyproof": _as_written(evidence.keyproof),
        "Python": _as_written(*evidence.python),
        "torch": _as_written(*evidence.torch),
        **({words.text("report-in-page"): _as_written(ran_with)} if ran_with else {}),
        words.text("report-devices"): _as_written(*(device.upper() for device in evidence.devices)),
        words.text("report-seeds"): _as_written(*map(str, evidence.circumstances.seeds)),
        words.text("report-limits"): escape(_limits(evidence.circumstances.limits, words)),
        words.text("report-protections"): _protections(protections.present, words),
        words.text("report-unprotected"): _protections(protections.missing, words),
    }
    none = escape(words.text("report-none"))
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{text or none}</td></tr>'
        for name, text in facts.items()
    )
    links = words.markup(
        "report-document",
        document=f'<a href="{top}{DOCUMENT}">{DOCUMENT}</a>',
        schema=f'<a href="{top}{SCHEMA}">{escape(words.text("report-schema"))}</a>',
    )
    return f"{_box(f'<tbody>{rows}</tbody>', label=words.text('report-how'))}\n\n<p>{links}</p>"


def _as_written(*values: str) -> str:
    """Show versions and numbers from left to right, whatever the words beside them do."""
    return f'<bdi dir="ltr">{escape(", ".join(values))}</bdi>' if values else ""


def _protections(protections: Sequence[str], words: Words) -> str:
    told = [escape(told_in(words, text, among="protected-")) or _english(text) for text in protections]
    return reduce(lambda one, other: words.markup("list-apart", first=one, next=other), told or [""])


def _english(text: str) -> str:
    return f'<span lang="en">{escape(text)}</span>'


def _limits(limits: Limits, words: Words) -> str:
    return words.text(
        "report-limit-list",
        seconds=f"{limits.seconds:g}",
        memory=limits.memory_mb,
        output=limits.output_kb,
        processes=limits.processes,
        file=limits.file_mb,
    )


def _box(table: str, *, label: str) -> str:
    """Let a table that is too wide scroll inside its own box, by keyboard too."""
    attributes = f'class="kp-evidence" tabindex="0" role="region" aria-label="{escape(label)}"'
    # Themes put a table without a class into a box of their own, by script.
    return one_line(f'<div {attributes}><table class="kp-table">{table}</table></div>')


def _linkable(text: str) -> str:
    return protect(text).replace("[", "&#91;").replace("]", "&#93;")
