"""What a run gave, as readers see it in prose.

In: a `Computed`. Out: Markdown, or HTML on one line, that shows it as it is in any engine.
"""

from __future__ import annotations

from keyproof.statement import Computed


def shown(computed: Computed) -> str:
    """Write what stands in the place of a code span or of a fence."""
    if computed.sort == "value":
        return _value(computed.text)
    printed = computed.text.strip("\n")
    return "\n\n".join(
        part
        for part in (
            _fence(computed.code, "python") if computed.code else "",
            _fence(printed, "text") if printed.strip() else "",
        )
        if part
    )


def _value(text: str) -> str:
    # A code span could hold neither a backtick nor, in a table, a bar: so it is an element whose content is
    # references wherever Markdown could see syntax.
    inside = "".join(char if char.isalnum() or char == " " else f"&#{ord(char)};" for char in _one_line(text))
    return f'<code class="kp-value" dir="auto">{inside}</code>'


def _one_line(text: str) -> str:
    return " ".join(text.split()) or " "


def _fence(text: str, language: str) -> str:
    marker = "```"
    while marker in text:
        marker += "`"
    return f"{marker}{language}\n{text}\n{marker}"
