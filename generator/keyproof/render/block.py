"""One exercise as it stands in a page, whole without JavaScript.

In: an `Exercise`, its `Verdict` and its number on the page. Out: Markdown with our elements in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from keyproof.exercise import Exercise, Prose
from keyproof.render.highlight import program
from keyproof.render.interaction import Interaction
from keyproof.render.kinds import KINDS
from keyproof.render.markup import escape, one_line
from keyproof.render.payload import Json, attribute, payload
from keyproof.render.phrase import from_note, to_html
from keyproof.render.prose import protect, protect_title
from keyproof.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where an exercise stands among those it is counted with."""

    number: int
    """Its number, from 1."""

    total: int
    """How many there are."""

    searchable: bool = True
    """Whether the site's search may list it here; false for copies of a practice set."""

    evidence: str = ""
    """Address of the page that shows what was run, from the page this stands on; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    interaction: Interaction
    stem: str
    program: str
    after: str
    help: str
    payload: dict[str, Json]


def exercise_block(exercise: Exercise, verdict: Verdict, *, position: Position) -> str:
    """Write one proven exercise."""
    shown = _parts(exercise, verdict)
    packed = attribute(shown.payload)
    answer = f'{shown.interaction.html}<keyproof-exercise data-payload="{packed}"></keyproof-exercise>'
    meta = _meta(exercise, shown.interaction, position)
    proven = proof(exercise, verdict, evidence=position.evidence)
    parts = [
        f'<div class="keyproof kp-{exercise.kind}" data-kp-id="{exercise.id}" markdown="1">',
        heading(exercise.heading, exercise.title, slug=exercise.id, searchable=position.searchable),
        one_line(f'<p class="kp-meta" data-search-exclude>{meta}</p>'),
        shown.stem,
        shown.program,
        shown.after,
        one_line(f'<div class="kp-answer" data-search-exclude>{answer}</div>'),
        shown.help,
        one_line(f'<p class="kp-proof" data-search-exclude>{proven}</p>'),
        "</div>",
    ]
    return "\n\n".join(part for part in parts if part)


def digest(exercise: Exercise, verdict: Verdict) -> str:
    """Give the digest by which a reader's browser knows this very exercise."""
    return str(_parts(exercise, verdict).payload["digest"])


def heading(level: int, title: str, *, slug: str, searchable: bool = True) -> str:
    """Write a heading with its anchor."""
    excluded = "" if searchable else " data-search-exclude"
    return f"{'#' * level} {protect_title(title)} {{ #{slug}{excluded} }}"


def ran(answers: int, holding: int) -> str:
    """Say how many answers were run, and how many of them hold."""
    run = "1 answer run" if answers == 1 else f"{answers} answers run"
    return f"{run}, {holding} {'holds' if holding == 1 else 'hold'}"


def proof(exercise: Exercise, verdict: Verdict, *, evidence: str = "") -> str:
    """Say how much was run to prove the key, or why nothing was; lead to what happened if it is shown."""
    # `2.13.0+cpu` names a build of torch; the device is told beside it.
    version = verdict.torch.partition("+")[0]
    lead, told = "Proven: ", ran(verdict.runs, len(verdict.holding))
    rest = f" (torch {version}, {verdict.device.upper()})."
    if exercise.unverified:
        lead, told, rest = "", "Not machine-checked", f": {exercise.unverified}"
    if evidence:
        told = f'<a href="{escape(evidence)}#{exercise.id}">{told}</a>'
    return f"{lead}{told}{escape(rest)}"


# A page, the copies of a practice set, the evidence, and the next build of `serve` all ask for the same.
@lru_cache(maxsize=1024)
def _parts(exercise: Exercise, verdict: Verdict) -> _Parts:
    kind = KINDS[exercise.kind]
    interaction = kind.interaction(exercise, verdict)
    stem, after = _prose(exercise.before), _prose(exercise.after)
    shown = _program(exercise, failure=kind.failure(exercise, verdict) if kind.failure else "")
    help_ = _help(exercise, interaction)
    seen = [protect_title(exercise.title), exercise.level, stem, shown, after, interaction.html, help_]
    data = payload(exercise, interaction, seen=[*seen, exercise.unverified])
    return _Parts(interaction=interaction, stem=stem, program=shown, after=after, help=help_, payload=data)


def _meta(exercise: Exercise, interaction: Interaction, position: Position) -> str:
    number = f"Task {position.number} of {position.total}" if position.total > 1 else ""
    parts = [part for part in (number, exercise.level, interaction.label) if part]
    return escape(" · ".join(parts))


def _program(exercise: Exercise, *, failure: str) -> str:
    if exercise.program is None:
        return ""
    shown = program(exercise.program.source, blanks=exercise.blanks)
    # A section, not a div: the site's search stops leaving out an element at the first closing
    # tag of the same name inside it.
    return one_line(f'<section class="kp-program" data-search-exclude>{shown}{failure}</section>')


def _help(exercise: Exercise, interaction: Interaction) -> str:
    count = len(exercise.hints)
    names = ["Hint"] if count == 1 else [f"Hint {number} of {count}" for number in range(1, count + 1)]
    hints = [
        _details("kp-hint", _titled(name, hint), _prose(hint))
        for name, hint in zip(names, exercise.hints, strict=True)
    ]
    mistakes = (
        [_details("kp-mistakes", _titled("Common mistakes", exercise.mistakes), _prose(exercise.mistakes))]
        if exercise.mistakes
        else []
    )
    solution = _details(
        "kp-solution",
        _titled("Solution", exercise.solution),
        _prose(exercise.solution),
        _generated(interaction),
    )
    return "\n\n".join(
        [
            '<section class="kp-help" data-search-exclude markdown="1">',
            *hints,
            *mistakes,
            solution,
            "</section>",
        ]
    )


def _generated(interaction: Interaction) -> str:
    final = f'<p class="kp-final"><strong>Final answer:</strong> {to_html(interaction.final)}</p>'
    quick = f'<p class="kp-quick"><strong>Quick check:</strong> {to_html(interaction.quick)}</p>'
    return "\n\n".join([one_line(final), *([one_line(quick)] if interaction.quick else [])])


def _details(style: str, summary: str, *bodies: str) -> str:
    opened = f'<details class="{style}" markdown="1"><summary>{summary}</summary>'
    return "\n\n".join([opened, *(body for body in bodies if body), "</details>"])


def _titled(name: str, prose: Prose | None) -> str:
    """Name a block and add the title its author gave it."""
    return f"{name}: {to_html(from_note(prose.title))}" if prose and prose.title else name


def _prose(prose: Prose | None) -> str:
    return protect(prose.text).strip("\n") if prose else ""
