"""A forward call of a recurrent layer for readers: its stages, its weights, and every step of time.

In: an `Unrolled`, decimals, the site's words. Out: HTML on one line, whole without JavaScript.

A step is written like an addition by hand: a column for each unit, a row for each part, the sum beneath.
`stepper-element.js` shows these very rows one step at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from keyproof.render.catalogue import Words
from keyproof.render.markup import escape, one_line
from keyproof.unrolled import Moment, Unrolled, Vector

LEVELS = 4
"""Strengths of colour on either side of zero; `stepper.css` has a class for each."""


def stepper(told: Unrolled, *, digits: int, words: Words) -> str:
    """Write a forward call."""
    view = _View(told=told, digits=digits, words=words)
    proven = f'<p class="kp-note">{escape(words.text("stepper-proven", n=digits))}</p>'
    parts = [view.stages(), view.weights(), view.legend(), view.first(), view.steps(), proven]
    return one_line(f'<div class="kp-stepper" data-search-exclude>{"".join(parts)}</div>')


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """What all parts of the picture need to know."""

    told: Unrolled
    digits: int
    words: Words

    def stages(self) -> str:
        """List what the numbers go through, with their shapes and the values they take over all steps."""
        items = "".join(
            f"<li><span>{_math(math)} {self._say(name)}</span> {_code(shape)} {_code(values)}</li>"
            for math, name, shape, values in self._stages()
        )
        return f'<p class="kp-title">{self._say("stepper-stages")}</p><ol class="kp-stages">{items}</ol>'

    def _stages(self) -> Iterator[tuple[str, str, str, str]]:
        told, moments = self.told, self.told.moments
        units = len(told.start)
        each = _shape([units])
        yield "x", "stage-input", _shape(told.input_shape), self._range(self._all("x"))
        columns = {"from_input": len(moments[0].x), "from_state": units}
        for part, math in self._parts("t", "t-1"):
            width = columns.get(part)
            shape = f"{_shape([units, width])} @ {_shape([width])}" if width else each
            yield math, f"stage-{part.replace('_', '-')}", shape, self._range(self._all(part))
        yield "=", "stage-sum", each, self._range(self._all("total"))
        yield f"h<sub>t</sub> = {told.activation}(…)", "stage-state", each, self._range(self._all("after"))
        if told.layer == "RNN":
            yield "output", "stage-output", _shape(told.output_shape), self._range(self._all("after"))
        yield "h_n", "stage-last", _shape(told.state_shape), self._range([moments[-1].after])

    def weights(self) -> str:
        """Show the two matrices, a row for each unit."""
        title = self._said("stepper-weights")
        tables = "".join(
            _scrolling(
                f'<table class="kp-matrix" dir="ltr"><caption>{_math(name)} '
                f"{_code(_shape([len(rows), len(rows[0])]))}</caption>"
                f"<tbody>{''.join(self._row(row) for row in rows)}</tbody></table>",
                title,
            )
            for name, rows in (("W<sub>ih</sub>", self.told.w_ih), ("W<sub>hh</sub>", self.told.w_hh))
        )
        return f'<p class="kp-title">{escape(title)}</p><div class="kp-matrices">{tables}</div>'

    def legend(self) -> str:
        """Say what the colours mean, with the numbers at the ends of the scale."""
        end = self._greatest()
        chips = "".join(self._chip("span", value) for value in (-end, 0.0, end))
        return f'<p class="kp-legend">{_vector(chips)} {self._say("stepper-legend")}</p>'

    def first(self) -> str:
        """Show the first step alone, where a script will show any: so nothing moves when it comes."""
        shown = _scrolling(_table([self._moment(1, self.told.moments[0])]), self._said("stepper-one"))
        return f'<keyproof-stepper><div class="kp-steps"></div>{shown}</keyproof-stepper>'

    def steps(self) -> str:
        """Show every step, one under the other."""
        title = self._said("stepper-all")
        bodies = [self._moment(number, one) for number, one in enumerate(self.told.moments, start=1)]
        shown = _scrolling(_table(bodies), title)
        return f'<details class="kp-all" open><summary>{escape(title)}</summary>{shown}</details>'

    def _moment(self, number: int, one: Moment) -> str:
        units = len(self.told.start)
        name = escape(self.words.text("stepper-step", number=str(number)))
        chips = "".join(self._chip("span", value) for value in one.x)
        total = f"<bdi>{self._say('stepper-sum')}</bdi>"
        rows = [
            f'<tr><th scope="rowgroup" colspan="{units + 1}" dir="auto">{name}</th></tr>',
            f'<tr>{_head(f"x<sub>{number}</sub>")}<td colspan="{units}">{_vector(chips)}</td></tr>',
            self._units(),
            self._row(one.before, f"h<sub>{number - 1}</sub>", "kp-before"),
            *(self._row(getattr(one, part), math) for part, math in self._parts(number, number - 1)),
            self._row(one.total, f"= {total}", "kp-total"),
            self._row(one.after, f"{self.told.activation}({total}) = h<sub>{number}</sub>", "kp-after"),
        ]
        return f"<tbody>{''.join(rows)}</tbody>"

    def _units(self) -> str:
        heads = "".join(
            f'<th scope="col" dir="auto">{escape(self.words.text("stepper-unit", number=str(unit)))}</th>'
            for unit in range(1, len(self.told.start) + 1)
        )
        return f'<tr class="kp-units"><td></td>{heads}</tr>'

    def _row(self, values: Vector, head: str = "", name: str = "") -> str:
        cells = "".join(self._chip("td", value) for value in values)
        opened = f'<tr class="{name}">' if name else "<tr>"
        return f"{opened}{_head(head) if head else ''}{cells}</tr>"

    def _chip(self, tag: str, value: float) -> str:
        return f'<{tag} class="kp-heat{self._level(value)}">{self._number(value)}</{tag}>'

    def _level(self, value: float) -> int:
        """Choose the strength of a number's colour; what is shown as zero has none."""
        if not float(self._number(value)):
            return 0
        # By the root, as most numbers of a layer are small beside the greatest.
        strength = min(LEVELS, 1 + int(sqrt(abs(value) / self._greatest()) * LEVELS))
        return strength if value > 0 else -strength

    def _greatest(self) -> float:
        """Give the distance from zero where the scale ends, one for the whole picture."""
        rows = [*self.told.w_ih, *self.told.w_hh]
        for part in ("x", "before", *_PARTS, "total", "after"):
            rows += self._all(part)
        return max((abs(value) for row in rows for value in row), default=0.0) or 1.0

    def _all(self, part: str) -> list[Vector]:
        return [getattr(one, part) for one in self.told.moments]

    def _parts(self, now: str | int, before: str | int) -> list[tuple[str, str]]:
        """Name what is summed up in a step, and how it is written."""
        known = {part: math.format(now=now, before=before) for part, math in _PARTS.items()}
        return [(part, math) for part, math in known.items() if self.told.bias or not part.startswith("b_")]

    def _range(self, rows: Iterable[Vector]) -> str:
        values = [value for row in rows for value in row]
        return f"{self._number(min(values))} … {self._number(max(values))}"

    def _number(self, value: float) -> str:
        # No minus before what is rounded to zero; the minus that code has, so that a number can be copied.
        return f"{round(value, self.digits) + 0.0:.{self.digits}f}"

    def _said(self, name: str) -> str:
        return self.words.text(name)

    def _say(self, name: str) -> str:
        return escape(self._said(name))


_PARTS = {
    "from_input": "W<sub>ih</sub> x<sub>{now}</sub>",
    "b_ih": "+ b<sub>ih</sub>",
    "from_state": "+ W<sub>hh</sub> h<sub>{before}</sub>",
    "b_hh": "+ b<sub>hh</sub>",
}
"""What is summed up, in the order that it is shown in; how it is written at a step, and the step before."""


def _table(bodies: Sequence[str]) -> str:
    return f'<table class="kp-addition" dir="ltr">{"".join(bodies)}</table>'


def _vector(chips: str) -> str:
    return f'<span class="kp-vector" dir="ltr">{chips}</span>'


def _head(math: str) -> str:
    return f'<th scope="row">{math}</th>'


def _math(math: str) -> str:
    # Formulas go from left to right in every language.
    return f'<bdi class="kp-math" dir="ltr">{math}</bdi>'


def _code(text: str) -> str:
    return f'<code dir="ltr">{escape(text)}</code>'


def _shape(sizes: Sequence[int]) -> str:
    return str(tuple(sizes))


def _scrolling(table: str, label: str) -> str:
    """Let something wide scroll in a box of its own, which the keyboard can reach."""
    return f'<div class="kp-scroll" tabindex="0" role="group" aria-label="{escape(label)}">{table}</div>'
