"""Colours of a report on a terminal: what is looked for first stands out, the rest stands back.

In: a piece of text and what it is. Out: the text, with colours where they are wanted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import click

Part = Literal["place", "error", "warning", "caret", "gutter", "label", "good"]

# Of the eight colours that every terminal has, those that can be read on black and on white.
_STYLES: Mapping[Part, Mapping[str, Any]] = {
    "place": {"bold": True},
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "magenta", "bold": True},
    "caret": {"fg": "red"},
    "gutter": {"dim": True},
    "label": {"fg": "cyan"},
    "good": {"fg": "green", "bold": True},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """Colours, or none."""

    on: bool = False
    """Whether there are colours."""

    def __call__(self, part: Part, text: str) -> str:
        """Colour a piece of text."""
        return click.style(text, **_STYLES[part]) if self.on and text else text


PLAIN = Paint()
"""No colours: for pipes, files and pages."""
