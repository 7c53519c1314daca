"""Where a reader can run a program: an empty element beneath it, which a script fills with buttons.

In: a program, and what may be run in pages. Out: HTML on one line; nothing where the program is not offered.
"""

from __future__ import annotations

import re
from dataclasses import replace

from keyproof.program import Offers, Program
from keyproof.render.markup import escape, one_line

SPOILED = frozenset({"predict", "trace", "choice"})
"""Kinds whose program gives the answer away: it waits until they have ended, or their solution is open."""


_SETUP = re.compile(r'(<keyproof-run) data-setup="([^"]*)"')


def run_place(
    program: Program | None,
    offers: Offers,
    *,
    late: bool = False,
    field: bool = False,
    graded: bool = False,
) -> str:
    """Write the element.

    Args:
        program: what stands right above it, with what runs around it.
        offers: what may be run.
        late: whether it waits until the exercise has ended.
        field: whether the reader writes the program, in the field above.
        graded: whether its tests decide something.
    """
    if program is None or not offers.has(program):
        return ""
    around = {"setup": program.setup, "before": program.before, "tests": program.tests}
    told = "".join(f' data-{name}="{escape(text)}"' for name, text in around.items() if text)
    flags = {"long": program in offers.long, "late": late, "field": field, "graded": graded}
    told += "".join(f" data-{name}" for name, flag in flags.items() if flag)
    return one_line(f'<div class="kp-run"><keyproof-run{told}></keyproof-run></div>')


def patient(offers: Offers, begun: Program | None, solution: Program | None) -> Offers:
    """Let what a reader writes take as long as the solution: what stands there at first may be a line."""
    if begun is None or solution not in offers.long:
        return offers
    return replace(offers, long=offers.long | {begun})


def gathered(text: str) -> tuple[str, str]:
    """Put the hidden setups of a page into one place: most of its programs have the same, and pages are long.

    Returns:
        the page, in which each element names its setup by number, and the setups as HTML.
    """
    setups: dict[str, int] = {}

    def refer(found: re.Match[str]) -> str:
        return f'{found[1]} data-setup="{setups.setdefault(found[2], len(setups))}"'

    text = _SETUP.sub(refer, text)
    kept = (f'<i hidden data-kp-setup="{number}" data-code="{code}"></i>' for code, number in setups.items())
    return text, "".join(kept)
