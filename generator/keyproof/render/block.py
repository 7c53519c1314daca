"""One exercise as it stands in a page, whole without JavaScript.

In: an `Exercise`, its `Verdict`, its number on the page, the site's words. Out: Markdown with our elements.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from keyproof.exercise import SELF_ASSESSED, UNGRADED, Exercise, Prose
from keyproof.program import NOTHING, Offers, is_tested, program_of, solution_of
from keyproof.render import own
from keyproof.render.catalogue import Words
from keyproof.render.highlight import program
from keyproof.render.interaction import Interaction
from keyproof.render.kinds import KINDS
from keyproof.render.languages import english
from keyproof.render.markup import escape, one_line
from keyproof.render.payload import Json, attribute, payload
from keyproof.render.phrase import Phrase, from_note, to_html
from keyproof.render.problems import Problems
from keyproof.render.prose import protect_title, protected
from keyproof.render.run import SPOILED, patient, run_place
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

    conducted: bool = False
    """Whether an element conducts the exercises of its page, and has to know their levels and objectives."""

    evidence: str = ""
    """Address of the page that shows what was run, from the page this stands on; empty for none."""

    problems: Problems | None = None
    """Writes the link for reporting a problem; None writes none."""

    offers: Offers = NOTHING
    """What readers may run in the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    interaction: Interaction
    stem: str
    program: str
    after: str
    help: str
    controls: str
    payload: dict[str, Json]


def exercise_block(exercise: Exercise, verdict: Verdict, *, position: Position, words: Words) -> str:
    """Write one proven exercise."""
    shown = _parts(exercise, verdict, words, position.offers)
    known = digest(exercise, verdict)
    meta = _meta(exercise, shown.interaction, position, words)
    proven = proof(exercise, verdict, words=words, evidence=position.evidence)
    if position.problems and (report := position.problems.link(exercise, known)):
        proven = f"{proven} · {report}"
    parts = [
        f'<div class="keyproof kp-{exercise.kind}"{_data(exercise, position, known)} markdown="1">',
        heading(exercise.heading, exercise.title, slug=exercise.id, searchable=position.searchable),
        one_line(f'<p class="kp-meta" data-search-exclude>{meta}</p>'),
        shown.stem,
        shown.program,
        shown.after,
        _answer(shown, known),
        shown.help,
        one_line(f'<p class="kp-proof" data-search-exclude>{proven}</p>'),
        "</div>",
    ]
    return "\n\n".join(part for part in parts if part)


def _data(exercise: Exercise, position: Position, known: str) -> str:
    told: dict[str, object] = {"id": exercise.id}
    if position.conducted:
        told |= {"level": exercise.level, "objective": exercise.objective, "countdown": exercise.countdown}
    if exercise.kind in UNGRADED:
        # It has no payload that could tell, or one that is read only when a program is to be run.
        told["digest"] = known
    return "".join(f' data-kp-{name}="{escape(str(value))}"' for name, value in told.items() if value)


def _answer(shown: _Parts, known: str) -> str:
    if shown.interaction.input == "none":
        return ""
    packed = attribute({**shown.payload, "digest": known})
    if shown.interaction.input == "own":
        widget = f'<keyproof-own data-payload="{packed}">{shown.controls}</keyproof-own>'
    else:
        widget = f'{shown.controls}<keyproof-exercise data-payload="{packed}"></keyproof-exercise>'
    return one_line(f'<div class="kp-answer" data-search-exclude>{widget}</div>')


def solved(exercise: Exercise, verdict: Verdict, *, words: Words) -> str:
    """Write what solves an exercise: the steps and the final answer, or the back of a card."""
    interaction = _parts(exercise, verdict, words, NOTHING).interaction
    if interaction.input == "none":
        return _prose(exercise.back)
    steps = _prose(exercise.solution)
    return "\n\n".join(part for part in (steps, _generated(exercise, interaction, words, NOTHING)) if part)


def digest(exercise: Exercise, verdict: Verdict) -> str:
    """Give the digest by which a reader's browser knows this very exercise, in whatever language."""
    return str(_parts(exercise, verdict, english(), NOTHING).payload["digest"])


def heading(level: int, title: str, *, slug: str, searchable: bool = True) -> str:
    """Write a heading with its anchor."""
    excluded = "" if searchable else " data-search-exclude"
    return f"{'#' * level} {protect_title(title)} {{ #{slug}{excluded} }}"


def ran(answers: int, holding: int, words: Words) -> str:
    """Say how many answers were run, and how many of them hold."""
    run, hold = words.text("answers-run", n=answers), words.text("answers-hold", n=holding)
    return words.text("run-and-hold", run=run, hold=hold)


def proof(exercise: Exercise, verdict: Verdict, *, words: Words, evidence: str = "") -> str:
    """Say how much was run to prove the key, or why nothing was; lead to what happened if it is shown."""
    # `2.13.0+cpu` names a build of torch; the device is told beside it.
    version = verdict.torch.partition("+")[0]
    said = KINDS[exercise.kind].proof
    told = said(exercise, verdict, words) if said else ran(verdict.runs, len(verdict.holding), words)
    reason = exercise.unverified or ("" if told else words.text("only-judged"))
    told = escape(words.text("not-checked") if reason else told)
    if evidence:
        told = f'<a href="{escape(evidence)}#{exercise.id}">{told}</a>'
    if reason:
        return words.markup("not-checked-because", told=told, reason=escape(reason))
    return words.markup("proven", told=told, version=version, device=verdict.device.upper())


# A page, the copies of a practice set, the evidence, and the next build of `serve` all ask for the same.
@lru_cache(maxsize=2048)
def _parts(exercise: Exercise, verdict: Verdict, words: Words, offers: Offers) -> _Parts:
    kind = KINDS[exercise.kind]
    interaction = kind.interaction(exercise, verdict, words)
    stem, after = _prose(exercise.before), _prose(exercise.after)
    beneath = kind.beneath(exercise, verdict, words) if kind.beneath else ""
    shown = _program(exercise, offers, beneath=beneath)
    help_ = _help(exercise, interaction, words, offers)
    controls = _controls(exercise, interaction, words, offers)
    seen = [protect_title(exercise.title), exercise.level, stem, shown, after, controls, help_]
    data = payload(exercise, interaction, seen=[*seen, exercise.unverified])
    return _Parts(
        interaction=interaction,
        stem=stem,
        program=shown,
        after=after,
        help=help_,
        controls=controls,
        payload=data,
    )


def _controls(exercise: Exercise, interaction: Interaction, words: Words, offers: Offers) -> str:
    if interaction.input != "own":
        return interaction.html
    graded = is_tested(exercise, offers)
    program = program_of(exercise)
    allowed = patient(offers, program, solution_of(exercise))
    run = run_place(program, allowed, field=True, graded=graded)
    judged = own.tested(words) if graded else own.ticked(exercise.kind, words)
    return f"{interaction.html}{run}{judged}"


def _meta(exercise: Exercise, interaction: Interaction, position: Position, words: Words) -> str:
    number = words.text("task", number=position.number, total=position.total) if position.total > 1 else ""
    parts = [part for part in (number, level_name(exercise, words), interaction.label) if part]
    return escape(" · ".join(parts))


def level_name(exercise: Exercise, words: Words) -> str:
    """Name how hard an exercise is, if its author says so."""
    return words.text(f"level-{exercise.level}") if exercise.level else ""


def _program(exercise: Exercise, offers: Offers, *, beneath: str) -> str:
    if exercise.program is None or not KINDS[exercise.kind].shows_program:
        return ""
    shown = program(exercise.program.source, blanks=exercise.blanks)
    if exercise.kind not in SELF_ASSESSED:
        shown += run_place(program_of(exercise), offers, late=exercise.kind in SPOILED)
    # A section, not a div: the site's search stops leaving out an element at the first closing
    # tag of the same name inside it.
    return one_line(f'<section class="kp-program" data-search-exclude>{shown}{beneath}</section>')


def _back(exercise: Exercise, words: Words) -> str:
    shown = _details("kp-back", _titled(words.text("card-back"), exercise.back, words), _prose(exercise.back))
    return f'<section class="kp-help" data-search-exclude markdown="1">\n\n{shown}\n\n</section>'


def _help(exercise: Exercise, interaction: Interaction, words: Words, offers: Offers) -> str:
    if interaction.input == "none":
        return _back(exercise, words)
    count = len(exercise.hints)
    numbered = [words.text("hint-of", number=number, total=count) for number in range(1, count + 1)]
    names = [words.text("hint")] if count == 1 else numbered
    hints = [
        _details("kp-hint", _titled(name, hint, words), _prose(hint))
        for name, hint in zip(names, exercise.hints, strict=True)
    ]
    slips = exercise.mistakes
    mistakes = (
        [_details("kp-mistakes", _titled(words.text("mistakes"), slips, words), _prose(slips))]
        if slips
        else []
    )
    solution = _details(
        "kp-solution",
        _titled(words.text(KINDS[exercise.kind].solution), exercise.solution, words),
        _prose(exercise.solution),
        _generated(exercise, interaction, words, offers),
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


def _generated(exercise: Exercise, interaction: Interaction, words: Words, offers: Offers) -> str:
    solution = solution_of(exercise)
    run = run_place(solution, offers, graded=is_tested(exercise, offers))
    if interaction.input == "own":
        return interaction.reveal.replace(own.SOLUTION, run)
    final = _labelled("final", words.text("final-answer"), interaction.final)
    quick = _labelled("quick", words.text("quick-check"), interaction.quick)
    parts = [one_line(final), interaction.solution, run, one_line(quick) if interaction.quick else ""]
    return "\n\n".join(part for part in parts if part)


def _labelled(style: str, label: str, text: Phrase) -> str:
    return f'<p class="kp-{style}"><strong>{escape(label)}</strong> {to_html(text)}</p>'


def _details(style: str, summary: str, *bodies: str) -> str:
    opened = f'<details class="{style}" markdown="1"><summary>{summary}</summary>'
    return "\n\n".join([opened, *(body for body in bodies if body), "</details>"])


def _titled(name: str, prose: Prose | None, words: Words) -> str:
    """Name a block and add the title its author gave it."""
    if not prose or not prose.title:
        return escape(name)
    return words.markup("titled", name=escape(name), title=to_html(from_note(prose.title)))


def _prose(prose: Prose | None) -> str:
    return protected(prose) if prose else ""
