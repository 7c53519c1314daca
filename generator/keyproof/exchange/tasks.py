"""How each kind of exercise is answered outside of our pages.

In: an exercise and its verdict. Out: a `Task`; a new kind is a new row of the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import zip_longest

from keyproof.exchange.markdown import as_written
from keyproof.exchange.question import (
    Cell,
    Cells,
    Chosen,
    Gaps,
    Option,
    Ordered,
    Recalled,
    Task,
    Typed,
    Written,
)
from keyproof.exercise import Exercise, Kind
from keyproof.exercise import Option as Offered
from keyproof.render.block import solved
from keyproof.render.catalogue import Words
from keyproof.render.choices import laid_out
from keyproof.render.kinds import KINDS
from keyproof.render.order import starting_order, texts
from keyproof.render.phrase import Phrase, to_markdown
from keyproof.render.shuffled import page_order
from keyproof.trace import Trace
from keyproof.verdict import Verdict

WRONG_ORDERS = 4
"""Wrong orders that are kept, each with an outcome of its own: for forms that can only offer some."""

_MARK = re.compile(r"[\\`*_\[\]<>&]")
"""What may begin something in a line of Markdown."""

SHAPES = ("({})", "[{}]", "torch.Size([{}])", "{}")
"""Ways in which a reader may type a shape on our pages."""


def _choice(exercise: Exercise, verdict: Verdict, words: Words) -> Task:
    # Outcomes and options both stand as on the page, whose order gives nothing away.
    told = KINDS[exercise.kind].interaction(exercise, verdict, words).outcomes
    _, options = laid_out(exercise)
    return Chosen(
        options=tuple(
            Option(text=_offered(option), right=option.keyed, feedback=_escaped(said))
            for option, said in zip(options, told, strict=True)
        ),
        multiple=exercise.multiple,
        shuffle=exercise.shuffle,
    )


def _offered(option: Offered) -> str:
    if option.text:
        return as_written(option.text)
    return f"```python\n{option.code.source.rstrip() if option.code else ''}\n```"


def _fill(exercise: Exercise, verdict: Verdict, words: Words) -> Task:
    # As on the page: the verdict's bank begins with the keys.
    interaction = KINDS["fill"].interaction(exercise, verdict, words)
    return Gaps(
        program=exercise.program.source if exercise.program else "",
        spans=tuple((blank.start, blank.end) for blank in exercise.blanks),
        bank=interaction.bank,
        right=interaction.key,
        told=tuple(map(_escaped, interaction.outcomes)),
    )


def _predict(exercise: Exercise, verdict: Verdict, words: Words) -> Task:
    told = _told(exercise, verdict, words)
    right = next(answer for answer in verdict.answers if answer.keyed)
    if not exercise.typed and len(verdict.answers) > 1:
        # The key is the first of the verdict's: in page order it gives nothing away.
        order = page_order(exercise.id, len(verdict.choices))
        return Chosen(
            options=tuple(
                Option(
                    text=to_markdown(("", verdict.choices[index])),
                    right=verdict.answers[index].keyed,
                    feedback=told[index],
                )
                for index in order
            ),
            shuffle=exercise.shuffle,
        )
    known = [
        Option(text=text, right=answer.keyed, feedback=said)
        for answer, said in zip(verdict.answers, told, strict=True)
        for text in _typed(answer.outcome.value if answer.keyed else answer.label, right.outcome.form)
    ]
    interaction = KINDS["predict"].interaction(exercise, verdict, words)
    return Typed(
        options=tuple(sorted(known, key=lambda option: not option.right)),
        other=_escaped(interaction.outcomes[-1]),
        number=right.outcome.form == "number",
        tolerance=exercise.tolerance,
    )


def _typed(value: str, form: str) -> tuple[str, ...]:
    """Give every way to type a value: of a shape there are several, and none is worse."""
    if form != "shape" or not value.startswith("("):
        return (value,)
    sizes = [size.strip() for size in value.strip("()").split(",") if size.strip()]
    written = [way.format(gap.join(sizes)) for way in SHAPES for gap in (", ", ",")]
    return tuple(dict.fromkeys([value, *written]))


def _order(exercise: Exercise, verdict: Verdict, words: Words) -> Task:
    start = starting_order(exercise, verdict)
    place = {piece: index for index, piece in enumerate(start)}
    pieces, told = texts(exercise), _told(exercise, verdict, words)
    right = [tuple(place[piece] for piece in verdict.orders[index]) for index in verdict.holding]
    wrong: dict[str, tuple[int, ...]] = {}
    for index, order in enumerate(verdict.orders):
        rest = [piece for piece in range(len(pieces)) if piece not in order]
        if index not in verdict.holding:
            wrong.setdefault(told[index], tuple(place[piece] for piece in (*order, *rest)))
    return Ordered(
        pieces=tuple(pieces[piece] for piece in start),
        right=tuple(right),
        wrong=tuple((order, said) for said, order in list(wrong.items())[:WRONG_ORDERS]),
        praise=told[verdict.holding[0]],
    )


def _trace(exercise: Exercise, verdict: Verdict, words: Words) -> Task:
    trace, right = exercise.trace or Trace(), verdict.unrolled[0]
    rows = []
    for number, moment in enumerate(right.moments, start=1):
        step = words.text("trace-step", number=number)
        # As many digits as single precision has.
        cells = tuple(
            Cell(
                name=words.text("trace-cell", step=step, cell=f"{part}[{index}]"),
                value=float(f"{value:.9g}"),
            )
            for part in trace.parts
            for index, value in enumerate(moment.total if part == "sum" else moment.after)
        )
        given = ", ".join(f"{value:.7g}" for value in moment.x)
        rows.append((f"{step} `x = [{given}]`", cells))
    return Cells(rows=tuple(rows), tolerance=trace.tolerance)


def _card(exercise: Exercise, verdict: Verdict, words: Words) -> Task:
    return Recalled(back=solved(exercise, verdict, words=words))


def _program(exercise: Exercise, verdict: Verdict, words: Words) -> Task:
    begin = exercise.program.source if exercise.program else ""
    return Written(model=solved(exercise, verdict, words=words), begin=begin, code=True)


def _explain(exercise: Exercise, verdict: Verdict, words: Words) -> Task:
    points = tuple(as_written(point.text) for point in exercise.options)
    return Written(model=solved(exercise, verdict, words=words), points=points)


def _told(exercise: Exercise, verdict: Verdict, words: Words) -> tuple[str, ...]:
    phrases: tuple[Phrase, ...] = KINDS[exercise.kind].told(exercise, verdict, words)
    return tuple(_escaped(phrase) for phrase in phrases)


def _escaped(phrase: Phrase) -> str:
    """Write a phrase as Markdown: its words are no marks of lists, emphasis or HTML."""
    words = (_MARK.sub(r"\\\g<0>", text) for text in phrase[::2])
    turns = zip_longest(words, phrase[1::2], fillvalue="")
    return to_markdown(tuple(piece for turn in turns for piece in turn)[: len(phrase)])


TASKS: Mapping[Kind, Callable[[Exercise, Verdict, Words], Task]] = {
    "fill": _fill,
    "choice": _choice,
    "predict": _predict,
    "fix": _choice,
    "order": _order,
    "trace": _trace,
    "card": _card,
    "write": _program,
    "experiment": _program,
    "explain": _explain,
}
"""For each kind what makes its task."""
