"""Times, and what is made of them: medians, ratios and tables.

In: things to do. Out: seconds, interleaved so that a busy machine is busy for all of them; Markdown.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Seconds = Mapping[str, Sequence[float]]
"""For each contender its time in each round."""


@dataclass(slots=True, kw_only=True)
class Table:
    """One answer, as it is printed."""

    title: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def markdown(self) -> str:
        """Write the table with aligned columns."""
        lines = [self.head, *self.rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.head))]
        rule = tuple("-" * width for width in widths)
        text = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
                for line in (self.head, rule, *self.rows)]  # fmt: skip
        return "\n".join([f"## {self.title}", "", *text, "", *(f"{note}\n" for note in self.notes)])


def timed(action: Callable[[], object]) -> float:
    """Give the seconds that something takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def interleaved(contenders: Mapping[str, Callable[[], float]], *, rounds: int) -> dict[str, list[float]]:
    """Let each contender measure itself once a round."""
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, contender in contenders.items():
            seconds[name].append(contender())
    return seconds


def ratio(seconds: Seconds, slow: str, fast: str) -> float:
    """Give the median over the rounds of how many times longer one took than the other."""
    return statistics.median(s / f for s, f in zip(seconds[slow], seconds[fast], strict=True))


def spread(values: Sequence[float], *, scale: float = 1.0, digits: int = 1) -> str:
    """Write the median and the range of some values."""
    low, middle, high = (scale * value for value in (min(values), statistics.median(values), max(values)))
    return f"{middle:,.{digits}f} ({low:,.{digits}f} to {high:,.{digits}f})"


def verdict(*, met: bool) -> str:
    """Say whether a bar is met."""
    return "met" if met else "**not met**"
