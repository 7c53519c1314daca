"""`trace`: the numbers of a forward call, to be filled in step by step.

In: exercise and verdict, with the layer's own numbers and those of usual slips. Out: an `Interaction`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from decimal import Decimal

from keyproof.exercise import Exercise
from keyproof.render.catalogue import Words
from keyproof.render.interaction import Interaction
from keyproof.render.markup import escape, one_line
from keyproof.render.phrase import Phrase, code, plain
from keyproof.trace import Part, Trace
from keyproof.unrolled import Moment, Unrolled, Vector
from keyproof.verdict import Verdict

SHOWN, KEPT = 4, 6
"""Decimals of a result on the page, and of one in the payload."""

_SLIPS = {
    "no-b-hh": ("slip-without", {"part": "b_hh"}),
    "no-b-ih": ("slip-without", {"part": "b_ih"}),
    "no-bias": ("slip-without", {"part": "b_ih + b_hh"}),
    "no-state": ("slip-without", {"part": "W_hh h"}),
    "no-activation": ("slip-no-activation", {}),
    "other-activation": ("slip-other-activation", {}),
    "input-activated": ("slip-parts", {}),
    "parts-activated": ("slip-parts", {}),
    "first-state": ("slip-old-state", {}),
    "older-state": ("slip-old-state", {}),
    "previous-input": ("slip-other-input", {}),
    "next-input": ("slip-other-input", {}),
    "state-transposed": ("slip-transposed", {"matrix": "W_hh"}),
    "input-transposed": ("slip-transposed", {"matrix": "W_ih"}),
}
"""What is said to each slip: a message, and what goes into its places."""


def interaction(exercise: Exercise, verdict: Verdict, words: Words) -> Interaction:
    """Lay out a field for each number, and the given numbers above them."""
    trace, right = exercise.trace or Trace(), verdict.unrolled[0]
    formula = _formula(right)
    return Interaction(
        input="late",
        label=words.text("trace"),
        html=given(right, words) + _fields(trace, right, words),
        outcomes=(*told(exercise, verdict, words), words.phrase("trace-other", formula=code(formula))),
        final=words.phrase("trace-final", value=code(vector(right.moments[-1].after))),
        solution=one_line(_worked(right, words)),
        quick=words.phrase("trace-proof", layer=code(f"nn.{right.layer}")),
        tolerance=trace.tolerance,
        cells=tuple(_cells(trace, one) for one in verdict.unrolled),
    )


def told(_exercise: Exercise, verdict: Verdict, words: Words) -> tuple[Phrase, ...]:
    """Say to the right numbers that they are, and to those of each slip what it is."""
    if not verdict.unrolled:
        return ()
    right = verdict.unrolled[0]
    made = words.phrase("trace-right", layer=code(f"nn.{right.layer}"))
    return (
        words.sentences(plain(words.text("right")), made),
        *(_slip(answer.label, right, words) for answer in verdict.answers[1:]),
    )


def vector(values: Vector) -> str:
    """Write a vector as code."""
    return f"[{', '.join(map(_number, values))}]"


def _slip(name: str, right: Unrolled, words: Words) -> Phrase:
    message, parts = _SLIPS[name]
    other = "relu" if right.activation == "tanh" else "tanh"
    known = {**parts, "activation": right.activation, "other": other}
    return words.phrase(message, **{place: code(text) for place, text in known.items()})


def _number(value: float) -> str:
    return f"{round(value, SHOWN) + 0.0:g}"


def exact(values: Vector) -> str:
    """Write numbers that a reader computes with: the shortest texts that are the same in 32 bits."""
    return f"[{', '.join(map(_shortest, values))}]"


def _shortest(value: float) -> str:
    bits = struct.pack("f", value)
    texts = (f"{value:.{digits}g}" for digits in range(1, 10))
    found = next((text for text in texts if struct.pack("f", float(text)) == bits), repr(value))
    return f"{Decimal(found):f}"


def _formula(right: Unrolled) -> str:
    biases = ("b_ih + ", " + b_hh") if right.bias else ("", "")
    return f"h = {right.activation}(W_ih x + {biases[0]}W_hh h{biases[1]})"


def _cells(trace: Trace, one: Unrolled) -> tuple[tuple[float, ...], ...]:
    return tuple(
        tuple(round(value, KEPT) for value in _values(moment, part))
        for moment in one.moments
        for part in trace.parts
    )


def _values(moment: Moment, part: Part) -> Vector:
    return moment.total if part == "sum" else moment.after


def given(right: Unrolled, words: Words) -> str:
    """Ask for the numbers, and show those that they are computed from."""
    rows = [("W_ih", _matrix(right.w_ih)), ("W_hh", _matrix(right.w_hh))]
    if right.bias:
        rows[1:1] = [("b_ih", exact(right.moments[0].b_ih))]
        rows.append(("b_hh", exact(right.moments[0].b_hh)))
    rows.append(("h_0", exact(right.start)))
    body = "".join(f"<dt><code>{name}</code></dt><dd><code>{value}</code></dd>" for name, value in rows)
    ask = words.markup("trace-ask", formula=f"<code>{escape(_formula(right))}</code>")
    return f'<p class="kp-ask">{ask}</p><dl class="kp-given">{body}</dl>'


def _matrix(rows: Iterable[Vector]) -> str:
    return f"[{', '.join(exact(row) for row in rows)}]"


def _fields(trace: Trace, right: Unrolled, words: Words) -> str:
    allowed = escape(words.text("trace-tolerance", tolerance=f"{trace.tolerance:g}"))
    moments = "".join(
        _moment(trace, moment, number, words) for number, moment in enumerate(right.moments, start=1)
    )
    return f'{moments}<p class="kp-ask">{allowed}</p>'


def _moment(trace: Trace, moment: Moment, number: int, words: Words) -> str:
    step = words.text("trace-step", number=number)
    rows = "".join(_row(part, len(moment.after), step, words) for part in trace.parts)
    legend = f"<b>{escape(step)}</b> <code>x = {exact(moment.x)}</code>"
    return f'<fieldset class="kp-moment"><legend>{legend}</legend>{rows}</fieldset>'


def _row(part: Part, size: int, step: str, words: Words) -> str:
    names = [part] if size == 1 else [f"{part}[{index}]" for index in range(size)]
    fields = "".join(
        f'<label class="kp-cell"><code>{name}</code> '
        f'<input type="text" inputmode="text" autocomplete="off" spellcheck="false" '
        f'aria-label="{escape(words.text("trace-cell", step=step, cell=name))}"></label>'
        for name in names
    )
    return f'<p class="kp-cells">{fields}</p>'


def _worked(right: Unrolled, words: Words) -> str:
    """Write every part of every step as a table."""
    names = [
        "W_ih x",
        *(["b_ih"] if right.bias else []),
        "W_hh h",
        *(["b_hh"] if right.bias else []),
        "sum",
        "h",
    ]
    head = "".join(f'<th scope="col"><code>{name}</code></th>' for name in names)
    step = escape(words.text("trace-steps"))
    rows = "".join(
        f'<tr><th scope="row">{number}</th>'
        + "".join(f"<td><code>{vector(values)}</code></td>" for values in _parts(moment, bias=right.bias))
        + "</tr>"
        for number, moment in enumerate(right.moments, start=1)
    )
    name = escape(words.text("trace-worked"))
    table = f'<table><thead><tr><th scope="col">{step}</th>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<div class="kp-worked" tabindex="0" role="group" aria-label="{name}">{table}</div>'


def _parts(moment: Moment, *, bias: bool) -> Sequence[Vector]:
    inputs = (moment.from_input, *((moment.b_ih,) if bias else ()))
    states = (moment.from_state, *((moment.b_hh,) if bias else ()))
    return (*inputs, *states, moment.total, moment.after)
