"""HTML that survives the site's Markdown untouched.

In: plain text, inline Markdown, or markup made here. Out: HTML on one line, in which nothing
looks like Markdown, an attribute list or a template to any engine or plugin.
"""

from __future__ import annotations

import html
import re

from markdown_it import MarkdownIt

# Line separators and tabs are written as references because engines fold, expand or split at them;
# braces because attribute lists and template plugins look for them in the page's source.
_REFERENCES = {ord(char): f"&#{ord(char)};" for char in "{}\n\t\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"}

_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def escape(text: str) -> str:
    """Escape plain text for the content of an element or a quoted attribute."""
    return html.escape(text, quote=True)


def one_line(markup: str) -> str:
    """Write markup on one line, with references for whatever a page engine would act on."""
    return markup.translate(_REFERENCES)


def inline(text: str) -> str:
    """Render inline Markdown; HTML in it is shown as written."""
    rendered: str = _MARKDOWN.renderInline(re.sub(r"\s*\n\s*", " ", text.strip()))
    return rendered


def plain(text: str) -> str:
    """Reduce inline Markdown to its text, for what shows no marks: titles of windows, names in lists."""
    return "".join(inline_pieces(text))


def inline_pieces(text: str) -> tuple[str, ...]:
    """Reduce inline Markdown to plain text and code by turns, beginning with text."""
    pieces = [""]
    for token in _MARKDOWN.parseInline(text.strip())[0].children or []:
        if token.type == "code_inline":
            pieces += [token.content, ""]
        elif token.type in ("softbreak", "hardbreak"):
            pieces[-1] += " "
        else:
            pieces[-1] += token.content
    return tuple(pieces[:-1] if len(pieces) > 1 and not pieces[-1] else pieces)


def fence_of(text: str) -> str:
    """Give the backticks of a fence that nothing in a text closes."""
    marker = "```"
    while marker in text:
        marker += "`"
    return marker
