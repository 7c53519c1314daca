"""What a run gave, as readers see it in prose.

In: a `Computed`. Out: Markdown, or HTML on one line, that shows it as it is in any engine.
"""

from __future__ import annotations

import json

from keyproof.render.catalogue import Words
from keyproof.render.figure import figure
from keyproof.render.markup import escape, fence_of, inline, one_line
from keyproof.render.stepper import stepper
from keyproof.statement import Computed


def shown(computed: Computed, words: Words, *, run: str = "") -> str:
    """Write what stands in the place of a code span or of a fence; `run` stands beneath its program."""
    if computed.sort == "value":
        return _value(computed.text)
    program = _fence(computed.code, "python") if computed.code else ""
    if computed.sort == "figure":
        made = figure(computed.text, alt=computed.alt, caption=inline(computed.caption))
    elif computed.sort == "table":
        made = _table(computed)
    elif computed.unrolled:
        made = stepper(computed.unrolled, digits=computed.digits, words=words)
    else:
        printed = computed.text.strip("\n")
        made = _fence(printed, "text") if printed.strip() else ""
    return "\n\n".join(part for part in (program, run if program else "", made) if part)


def _table(computed: Computed) -> str:
    """Write a table that scrolls inside its own box, by keyboard too."""
    made = json.loads(computed.text)
    kinds = [' class="kp-number"' if number else "" for number in made["numbers"]]
    names = zip(made["columns"], kinds, strict=True)
    head = "".join(f'<th scope="col"{kind}>{escape(name)}</th>' for name, kind in names)
    rows = "".join(
        f"<tr>{''.join(f'<td{kind}>{escape(cell)}</td>' for cell, kind in zip(row, kinds, strict=True))}</tr>"
        for row in made["rows"]
    )
    caption = f"<caption>{inline(computed.caption)}</caption>" if computed.caption else ""
    label = escape(computed.caption or ", ".join(made["columns"]))
    box = f'<div class="kp-computed" tabindex="0" role="region" aria-label="{label}">'
    # Themes put a table without a class into a box of their own, by script.
    table = f'<table class="kp-table">{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return one_line(f"{box}{table}</div>")


def _value(text: str) -> str:
    # A code span could hold neither a backtick nor, in a table, a bar: so it is an element whose content is
    # references wherever Markdown could see syntax.
    inside = "".join(char if char.isalnum() or char == " " else f"&#{ord(char)};" for char in _one_line(text))
    return f'<code class="kp-value" dir="auto">{inside}</code>'


def _one_line(text: str) -> str:
    return " ".join(text.split()) or " "


def _fence(text: str, language: str) -> str:
    marker = fence_of(text)
    return f"{marker}{language}\n{text}\n{marker}"
