"""One exercise as it stands in a page, whole without JavaScript.

In: an `Exercise`, its `Verdict` and its number on the page. Out: Markdown with our elements in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from keyproof.exercise import Exercise, Prose
from keyproof.render.highlight import program
from keyproof.render.interaction import Interaction
from keyproof.render.kinds import KINDS
from keyproof.render.markup import escape, one_line
from keyproof.render.payload import attribute, payload
from keyproof.render.phrase import to_html
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


def exercise_block(exercise: Exercise, verdict: Verdict, *, position: Position) -> str:
    """Write one proven exercise."""
    kind = KINDS[exercise.kind]
    interaction = kind.interaction(exercise, verdict)
    stem = _prose(exercise.before)
    shown = _program(exercise, failure=kind.failure(exercise, verdict) if kind.failure else "")
    rest = [_prose(exercise.after)]
    help_ = _help(exercise, interaction)
    seen = [protect_title(exercise.title), exercise.level, stem, shown, *rest, interaction.html, help_]
    packed = attribute(payload(exercise, interaction, seen=[*seen, exercise.unverified]))
    answer = f'{interaction.html}<keyproof-exercise data-payload="{packed}"></keyproof-exercise>'
    parts = [
        f'<div class="keyproof kp-{exercise.kind}" data-kp-id="{exercise.id}" markdown="1">',
        heading(exercise.heading, exercise.title, slug=exercise.id, searchable=position.searchable),
        one_line(f'<p class="kp-meta" data-search-exclude>{_meta(exercise, interaction, position)}</p>'),
        stem,
        shown,
        *rest,
        one_line(f'<div class="kp-answer" data-search-exclude>{answer}</div>'),
        help_,
        one_line(f'<p class="kp-proof" data-search-exclude>{escape(proof(exercise, verdict))}</p>'),
        "</div>",
    ]
    return "\n\n".join(part for part in parts if part)


def heading(level: int, title: str, *, slug: str, searchable: bool = True) -> str:
    """Write a heading with its anchor."""
    excluded = "" if searchable else " data-search-exclude"
    return f"{'#' * level} {protect_title(title)} {{ #{slug}{excluded} }}"


def proof(exercise: Exercise, verdict: Verdict) -> str:
    """Say how much was run to prove the key, or why nothing was."""
    if exercise.unverified:
        return f"Not machine-checked: {exercise.unverified}"
    runs, holding = verdict.runs, len(verdict.holding)
    answers = "1 answer run" if runs == 1 else f"{runs} answers run"
    holds = "1 holds" if holding == 1 else f"{holding} hold"
    # `2.13.0+cpu` names a build of torch; the device is told beside it.
    version = verdict.torch.partition("+")[0]
    return f"Proven: {answers}, {holds} (torch {version}, {verdict.device.upper()})."


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
        _details("kp-hint", name, _prose(hint)) for name, hint in zip(names, exercise.hints, strict=True)
    ]
    mistakes = (
        [_details("kp-mistakes", "Common mistakes", _prose(exercise.mistakes))] if exercise.mistakes else []
    )
    solution = _details("kp-solution", "Solution", _prose(exercise.solution), _generated(interaction))
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


def _prose(prose: Prose | None) -> str:
    return protect(prose.text).strip("\n") if prose else ""
