"""One exercise: heading and nodes -> `Exercise`.

In: a heading with a kind class and what stands under it. Out: the record; it is made even
when parts are missing, so that one run finds every fault and a page can show them in place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from markdown_it.tree import SyntaxTreeNode

from keyproof.exercise import Code, Exercise, Kind, Level
from keyproof.finding import Place
from keyproof.glance import KINDS
from keyproof.read.attributes import Attribute
from keyproof.read.draft import Draft, read_draft, stem
from keyproof.read.headings import LEVELS, Heading
from keyproof.read.kinds import KINDS as ROWS
from keyproof.read.kinds import KindRow
from keyproof.read.near import nearest, suggestion
from keyproof.read.needs import compiled
from keyproof.read.options import read_options
from keyproof.read.source import Source
from keyproof.read.statements import read_statements
from keyproof.read.surroundings import Surroundings
from keyproof.read.values import COMMON_KEYS, Values, read_values
from keyproof.trace import Trace

SLUG = re.compile(r"[a-z0-9][a-z0-9-]*$")


def read_exercise(
    source: Source, heading: Heading, nodes: list[SyntaxTreeNode], *, around: Surroundings
) -> Exercise:
    """Read everything under a heading; faults are noted with the exercise's id."""
    ident = identify(heading)
    with source.belonging_to(ident):
        report_id(source, heading, example=ident)
        kind = cast(Kind, heading.kind)
        row = ROWS[kind]
        _report_classes(source, heading, row)
        values = read_values(source, heading, (COMMON_KEYS | row.keys) - row.without, around=around)
        draft = Draft(
            source=source,
            place=heading.place,
            roles=row.fences,
            kind=kind,
            boxes=row.boxes,
            offers=row.offers,
            values=values,
        )
        read_draft(draft, nodes, looks=row.looks)
        exercise = row.finish(draft, _generic(draft, heading, row, values, around=around))
        shown = (exercise.before, exercise.after, *exercise.hints, exercise.solution, exercise.mistakes)
        said = read_statements(source, nodes, [*shown, exercise.back], inside=True)
        exercise = replace(exercise, statements=said)
        _report_excuse(draft, exercise)
        return exercise


def identify(heading: Heading) -> str:
    """Return the author's id, or the one that is offered where it is missing."""
    return heading.id or slug(heading.title)


def slug(title: str) -> str:
    """Return a slug made of a title: what is offered where an id is missing."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    return "-".join(words) or "exercise"


def report_id(source: Source, heading: Heading, *, example: str) -> None:
    """Report an id that is missing, doubled or not a slug."""
    ids = [part for part in heading.attributes if part.sort == "id"]
    if not ids:
        source.report(
            "missing-id",
            heading.place,
            "This heading has no id",
            hint=f"Give it one that never changes: `{{#{example} …}}`.",
        )
    for part in ids[:1]:
        if not SLUG.match(part.name):
            source.report(
                "missing-id",
                part.place,
                f"`#{part.name}` is not a usable id",
                hint="Use lower-case letters, digits and hyphens, such as "
                f"`#{slug(part.name.replace('_', ' '))}`.",
            )
    for part in ids[1:]:
        source.report("unknown-name", part.place, "This is a second id", hint="Keep one id.")


def _generic(
    draft: Draft, heading: Heading, row: KindRow, values: Values, *, around: Surroundings
) -> Exercise:
    """Fill in what all kinds have; the kind adds the rest."""
    levels = heading.classes(LEVELS)
    own = tuple(fence.code for fence in draft.fences.get("setup", ()))
    for code in own:
        compiled(draft, code, "setup")
    options = (
        read_options(draft.source, draft.options, boxes=row.boxes, claims=row.claims, listed=draft.listed)
        if draft.options
        else ()
    )
    return Exercise(
        id=identify(heading),
        kind=cast(Kind, draft.kind),
        level=cast(Level, levels[0].name if levels else ""),
        objective=values.objective,
        title=heading.title,
        heading=heading.level,
        place=heading.place,
        setup=(*around.setup, *own),
        before=stem(draft, draft.before),
        after=stem(draft, draft.after),
        options=options,
        multiple=_has(heading, row, "multiple"),
        typed=_has(heading, row, "typed"),
        raises=values.raises,
        tolerance=values.tolerance or 0.0,
        trace=_trace(values) if draft.kind == "trace" else None,
        hints=tuple(draft.hints),
        solution=draft.solution,
        mistakes=draft.mistakes,
        back=draft.back,
        attempts=values.attempts,
        countdown=values.countdown,
        shuffle=values.shuffle,
        seconds=values.seconds,
        unverified=values.unverified,
    )


def _trace(values: Values) -> Trace:
    usual = Trace()
    return Trace(
        layer=values.layer or usual.layer,
        given=values.input or usual.given,
        state=values.state,
        parts=values.cells or usual.parts,
        tolerance=usual.tolerance if values.tolerance is None else values.tolerance,
    )


def _has(heading: Heading, row: KindRow, name: str) -> bool:
    return name in row.classes and bool(heading.classes(frozenset({name})))


def _report_classes(source: Source, heading: Heading, row: KindRow) -> None:
    seen: dict[str, Attribute] = {}
    meant = not heading.classes(KINDS)
    for part in heading.attributes:
        near = nearest(part.name.lstrip("."), KINDS, cutoff=0.8)
        if meant and heading.kind in (near, *part.name.split(".")):
            # Reported with the heading, where it was taken for the kind.
            meant = False
            continue
        if part.sort == "word":
            names: Mapping[str, None] = dict.fromkeys([*KINDS, *LEVELS, *row.classes])
            mark = "." if part.name in names else ""
            hint = f"Did you mean `.{part.name}`?" if mark else "Write `.class`, `key=value` or `#id`."
            source.report("unknown-name", part.place, f"`{part.name}` is not an attribute", hint=hint)
        if part.sort != "class":
            continue
        group = "kind" if part.name in KINDS else "level" if part.name in LEVELS else part.name
        if group in seen:
            _report_second(source, part, group, seen[group].name)
        elif group not in ("kind", "level") and part.name not in row.classes:
            known = KINDS | LEVELS | row.classes
            source.report(
                "unknown-name",
                part.place,
                f"`.{part.name}` is not a class that this kind of exercise knows",
                hint=suggestion(part.name, known, mark="."),
            )
        seen.setdefault(group, part)


def _report_second(source: Source, part: Attribute, group: str, first: str) -> None:
    what = (
        f"`.{part.name}` is a second {group}, after `.{first}`"
        if part.name != first
        else f"`.{part.name}` stands here twice"
    )
    source.report("unknown-name", part.place, what, hint="Keep one of them.")


def _report_excuse(draft: Draft, exercise: Exercise) -> None:
    """Report an excuse where there is something to run."""
    place: Place | None = next(
        (code.place for code in (exercise.program, exercise.check, *_claims(exercise)) if code), None
    )
    if exercise.unverified and place is not None:
        draft.source.report(
            "unverified",
            place,
            "This exercise is excused from verification, but here is code that can be run",
            hint="Remove `unverified=` from the heading, or remove the code.",
        )


def _claims(exercise: Exercise) -> list[Code]:
    return [option.claim for option in exercise.options if option.claim is not None]
