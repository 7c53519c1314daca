"""What exercises share that only their reader can judge: a place to write in, and a tick of their own.

In: an exercise and what it asks for. Out: HTML that is whole without a script, and an `Interaction`.
"""

from __future__ import annotations

from collections.abc import Mapping

from keyproof.exercise import Exercise, Kind
from keyproof.render.catalogue import Words
from keyproof.render.highlight import program
from keyproof.render.interaction import Interaction
from keyproof.render.markup import escape, one_line

FEWEST, MOST = 6, 24
"""Lines of a field, whatever stands in it at first."""


def interaction(  # noqa: PLR0913 each is a part of the page
    exercise: Exercise,
    words: Words,
    *,
    field: str,
    begin: str = "",
    reveal: str = "",
    runnable: Mapping[str, str] | None = None,
) -> Interaction:
    """Lay out a field and a tick; `begin` stands in the field, which holds code if something can be run.

    The ids of messages follow the kind: `write` names it, and `done-write` is what its reader ticks.
    """
    lines = min(MOST, max(FEWEST, begin.count("\n") + 3))
    # Readers of Arabic write their words from the right, and their programs from the left.
    typing = 'dir="ltr" class="kp-code"' if runnable else 'dir="auto"'
    still = 'spellcheck="false" autocapitalize="off" autocomplete="off"' if runnable else ""
    area = f'<textarea rows="{lines}" {typing} {still}>{escape(begin)}</textarea>'
    first = _setup(exercise, words) if runnable else ""
    html = f'{first}<label class="kp-own">{escape(field)} {area}</label>'
    return Interaction(
        input="own",
        label=words.text(exercise.kind),
        html=html,
        reveal=reveal,
        runnable=runnable or {},
    )


def ticked(kind: Kind, words: Words) -> str:
    """Write the box by which readers call their answer done."""
    done = escape(words.text(f"done-{kind}"))
    return (
        f'<label class="kp-done"><input type="checkbox" autocomplete="off"> <span>{done}</span></label>'
        f'<p class="kp-self">{escape(words.text("own-note"))} <span class="kp-kept" role="status"></span></p>'
    )


def tested(words: Words) -> str:
    """Write what stands there where tests in the page decide."""
    note, solved = escape(words.text("tested-note")), escape(words.text("tested-solved"))
    return (
        f'<p class="kp-self"><span class="kp-unsolved">{note}</span>'
        f'<strong class="kp-solved kp-right" hidden>{solved}</strong> '
        f'<span class="kp-kept" role="status"></span></p>'
    )


def _setup(exercise: Exercise, words: Words) -> str:
    """Show what is hidden elsewhere: who runs a program away from the page needs all of it."""
    source = "\n".join(code.source for code in exercise.setup)
    name = escape(words.text("runs-first"))
    return f'<details class="kp-first"><summary>{name}</summary>{program(source)}</details>' if source else ""


SOLUTION = "<keyproof-run></keyproof-run>"
"""Stands in a solution where its program can be run."""


def part(title: str, source: str, *, after: str = "") -> str:
    """Show a program under a name of its own."""
    return one_line(f'<p class="kp-part">{escape(title)}</p>{program(source)}{after}')
