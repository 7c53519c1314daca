"""Prose as HTML that other programs take: plain elements, well-formed as XML, nothing of our own pages.

In: Markdown. Out: HTML, and what of it could not come along.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from keyproof.exchange.question import Chosen, Gaps, Option, Question

_MARKDOWN = MarkdownIt("commonmark").enable("table")

KEPT = frozenset(
    {"p", "br", "hr", "pre", "code", "em", "strong", "b", "i", "sub", "sup", "kbd", "small", "span", "div"}
    | {"ul", "ol", "li", "dl", "dt", "dd", "blockquote", "a", "img"}
    | {"table", "caption", "thead", "tbody", "tr", "th", "td"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)
EMPTY = frozenset({"br", "hr", "img"})
DROPPED = {"svg": "a figure", "script": "a script", "style": "a style", "keyproof-stepper": "a stepper"}
"""Elements that go with all that is in them, and what they are called."""

ATTRIBUTES = frozenset({"href", "src", "alt", "title", "colspan", "rowspan", "scope", "lang", "dir"})
_NOT_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PARAGRAPH = ("<p>", "</p>")


def to_html(markdown: str) -> str:
    """Write prose as HTML of a few plain elements; each is closed, so that it is XML too."""
    return _cleaned(markdown).text


def to_inline(markdown: str) -> str:
    """Write one paragraph without its element; anything longer keeps its elements."""
    text = to_html(markdown)
    inner = text.removeprefix(PARAGRAPH[0]).removesuffix(PARAGRAPH[1])
    return inner if text.startswith(PARAGRAPH[0]) and PARAGRAPH[0] not in inner else text


def to_plain(markdown: str) -> str:
    """Reduce prose to what is read: for titles."""
    cleaner = _Cleaner(tags=frozenset())
    cleaner.feed(_MARKDOWN.render(markdown))
    cleaner.close()
    return " ".join(html.unescape("".join(cleaner.parts)).split())


def escape(text: str) -> str:
    """Write plain text as HTML."""
    return html.escape(visible(text), quote=True)


def visible(text: str) -> str:
    """Make characters visible that no XML may hold."""
    return _NOT_XML.sub("\ufffd", text)


def code(text: str) -> str:
    """Write code that stands in a line."""
    return f"<code>{escape(text)}</code>"


def block(text: str) -> str:
    """Write code of several lines."""
    return f"<pre><code>{escape(text.rstrip())}</code></pre>"


def lost(question: Question) -> tuple[str, ...]:
    """Name what of a question's prose no form but our pages can show."""
    found = (name for prose in _prose(question) for name in _cleaned(prose).lost)
    return tuple(dict.fromkeys(found))


def _prose(question: Question) -> Iterable[str]:
    yield from (question.stem, question.solution, *question.hints)
    task = question.task
    options: tuple[Option, ...] = task.options if isinstance(task, Chosen) else ()
    yield from (option.text for option in options)
    yield from task.told if isinstance(task, Gaps) else ()


def _cleaned(markdown: str) -> _Cleaner:
    cleaner = _Cleaner(tags=KEPT)
    cleaner.feed(_MARKDOWN.render(markdown))
    cleaner.close()
    cleaner.end()
    return cleaner


class _Cleaner(HTMLParser):
    """Takes HTML in and keeps what is plain."""

    def __init__(self, *, tags: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.lost: list[str] = []
        self._tags = tags
        self._open: list[str] = []
        self._inside: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self.parts).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._inside or tag in DROPPED:
            if tag in DROPPED:
                self.lost += [] if self._inside else [DROPPED[tag]]
                self._inside.append(tag)
            return
        if tag not in self._tags:
            return
        known = {name: value or "" for name, value in attrs if name in ATTRIBUTES}
        if tag == "img":
            known.setdefault("alt", "")
            if not known.get("src", "").startswith(("http://", "https://", "data:")):
                self.lost.append(f"the picture {known.get('src', '')}")
                self.parts.append(escape(known["alt"]))
                return
        written = "".join(f' {name}="{escape(value)}"' for name, value in sorted(known.items()))
        self.parts.append(f"<{tag}{written} />" if tag in EMPTY else f"<{tag}{written}>")
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside:
            if tag == self._inside[-1]:
                self._inside.pop()
            return
        if tag in self._open:
            # Whatever was left open inside is closed with it.
            while (last := self._open.pop()) != tag:
                self.parts.append(f"</{last}>")
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.parts.append(escape(data))

    def end(self) -> None:
        """Close what is still open."""
        while self._open:
            self.parts.append(f"</{self._open.pop()}>")
