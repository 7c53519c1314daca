"""HTML as Markdown, and what of it our pages cannot show.

In: HTML of an editor. Out: Markdown; a word on everything that is lost or shown as something else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bs4.element import Tag
from markdownify import ATX, MarkdownConverter

from keyproof.exchange.in_line import formula, lowered, raised
from keyproof.exchange.told import LONGEST, NOT_THERE, PACKED, Teller, named
from keyproof.render.markup import fence_of

_BASE: Any = MarkdownConverter
"""Its types know less than its documentation says to override."""

_WEB = ("http://", "https://")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~\n]|$)")
"""One that Markdown would take off."""

_ENTITY = re.compile(r"&(?=#?\w+;)")
_BEGINNING = re.compile(
    r"^(?P<space>[ \t]*)(?P<number>\d*)"
    r"(?P<mark>(?<!\d)(?:#{1,6}(?=\s|$)|[-+](?=\s|--|$)|>|!!!|\{)|(?<=\d)[.)](?=\s|$))",
    re.MULTILINE,
)
_OTHERS = re.compile(r"^(?P<space>[ \t]*)(?P<mark>\?(?=\?\?)|=(?===)|~(?=~~))", re.MULTILINE)
"""The same, where no backslash would be taken off."""

TEXT_ONLY = "our pages show text, pictures and links"


def unmarked(text: str) -> str:
    """Write text so that Markdown shows it as it is: marks of lines, links and entities are none."""
    text = _BEGINNING.sub(r"\g<space>\g<number>\\\g<mark>", _ENTITY.sub("&amp;", text))
    text = _OTHERS.sub(lambda found: f"{found['space']}&#{ord(found['mark'])};", text)
    return text.replace("](", "]\\(")


_GONE = {"script": "a script", "style": "", "svg": "a drawing", "canvas": "a drawing", "input": "a field",
         "select": "a field", "textarea": "a field", "button": "a button", "map": ""}  # fmt: skip
"""Elements that go with all that is in them, and what they are called."""

_MEDIA = frozenset({"iframe", "video", "audio", "object", "embed", "applet"})
_LOOKS: Mapping[str, tuple[str, str]] = {
    "u": ("what is underlined or marked is emphasised", "our pages have neither"),
    "del": ("what is struck out stands between `~~`", "our pages strike nothing out"),
}
_COLOUR = re.compile(r"(?:^|[;\s])(?:background-)?color\s*:\s*([^;]+)", re.I)
_BLACK = frozenset({"black", "#000", "#000000", "rgb(0,0,0)", "white", "#fff", "#ffffff", "rgb(255,255,255)",
                    "inherit", "initial", "windowtext", "transparent", "currentcolor"})  # fmt: skip
"""Colours that editors leave in a text and nobody sees."""

_SAME = {"ins": "u", "mark": "u", "s": "del", "strike": "del"}


def _bare(name: str) -> str:
    """Take the prefix off an element's name, and give those one name that mean the same."""
    name = name.lower().rsplit(":", 1)[-1]
    return _SAME.get(name, name)


class Converter(_BASE):  # type: ignore[misc]
    """Turns HTML into Markdown, and says what is lost on the way."""

    def __init__(self, tell: Teller) -> None:
        super().__init__(heading_style=ATX, bullets="-")
        self.tell = tell

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Write text that Markdown shows as it is."""
        made: str = super().escape(_BACKSLASH.sub(r"\\\\", text), parent_tags)
        made = unmarked(made)
        # In a cell, braces at the end would be its attributes.
        return re.sub(r"(?<!\\)[|{]", r"\\\g<0>", made) if parent_tags & {"td", "th"} else made

    def get_conv_fn(self, tag_name: str) -> Any:
        """Find what converts an element."""
        name = _bare(tag_name)
        own = "gone" if name in _GONE else "media" if name in _MEDIA else "look" if name in _LOOKS else ""
        return getattr(self, f"show_{own}") if own else super().get_conv_fn(name)

    def show_gone(self, el: Tag, _text: str, parent_tags: set[str]) -> str:
        """Leave an element out, with all that is in it."""
        del parent_tags
        if what := _GONE[_bare(el.name)]:
            self.tell.left_out(what, TEXT_ONLY)
        return ""

    def show_media(self, el: Tag, _text: str, parent_tags: set[str]) -> str:
        """Name what is played, or link to it."""
        del parent_tags
        within = el.find(["source", "embed", "param"], src=True)
        source = str(el.get("src") or el.get("data") or (within and within.get("src")) or "")
        if source.startswith(_WEB):
            self.tell.changed(f"the {el.name} {source[:LONGEST]} is a link", TEXT_ONLY)
            return f" <{source}> "
        self.tell.left_out(f"the {el.name} {named(source)}".rstrip(), TEXT_ONLY)
        return f" ({el.name}{f': {named(source)}' if source else ''}) "

    def show_look(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Emphasise, or strike out by signs."""
        name = _bare(el.name)
        if text.strip() and "_noformat" not in parent_tags:
            self.tell.changed(*_LOOKS[name])
        shown = self.convert_em if name == "u" else self.convert_del
        made: str = shown(el, text, parent_tags)
        return made

    def convert_span(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Take the colour off; black is none."""
        del parent_tags
        colours = [*_COLOUR.findall(str(el.get("style") or "")), str(el.get("color") or "black")]
        if text.strip() and any(colour.replace(" ", "").lower() not in _BLACK for colour in colours):
            self.tell.changed("coloured text has no colour", "our pages have none")
        return text

    convert_font = convert_span

    def convert_sup(self, _el: Tag, text: str, parent_tags: set[str]) -> str:
        """Raise text."""
        return self._script(raised(text), "^", parent_tags) if text.strip() else ""

    def convert_sub(self, _el: Tag, text: str, parent_tags: set[str]) -> str:
        """Lower text."""
        return self._script(lowered(text), "_", parent_tags) if text.strip() else ""

    def _script(self, made: str, mark: str, parent_tags: set[str]) -> str:
        if not made.startswith(mark):
            return made
        what = "what is raised stands behind `^`" if mark == "^" else "what is lowered stands behind `_`"
        self.tell.changed(what, "Unicode has digits and signs of that kind only")
        return made if "_noformat" in parent_tags else f"\\{made}" if mark == "_" else made

    def convert_math(self, el: Tag, _text: str, parent_tags: set[str]) -> str:
        """Write a formula in one line."""
        self.tell.changed("a formula is written in one line", "our pages set none")
        made = formula(el)
        return made if "_noformat" in parent_tags else self.escape(made, parent_tags)

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Fence a program by more backticks than stand in it."""
        made: str = super().convert_pre(el, text, parent_tags)
        marker = fence_of(text)
        return made if not text else f"\n\n{marker}{made.strip(chr(10))[3:-3]}{marker}\n\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write a cell."""
        if any(str(el.get(name, "1")) != "1" for name in ("rowspan", "colspan")):
            what = "cells of a table that reach over several stand alone"
            self.tell.changed(what, "our tables have none that do")
        made: str = super().convert_td(el, text, parent_tags)
        return made

    convert_th = convert_td

    def convert_hN(self, n: int, _el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802 it overrides
        """Write a heading as bold text, since an exercise has none of its own."""
        del n
        inner = " ".join(text.split()).replace("**", "")
        return inner if "_inline" in parent_tags or not inner else f"\n\n**{inner}**\n\n"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write an item whose text begins where Python-Markdown asks for it: behind four characters."""
        first, *rest = super().convert_li(el, text, parent_tags).strip("\n").split("\n")
        if not first:
            return "\n"
        mark, _, words = first.partition(" ")
        indent = max(0, 3 - len(mark)) * " "
        return "\n".join([f"{mark:<3} {words}", *(f"{indent}{line}" if line else "" for line in rest), ""])

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Show a picture of the web, in a heading or a table too; name any other."""
        source = str(el.get("src") or "")
        if not source.startswith(_WEB):
            inside = source.startswith("data:") or named(source) in self.tell.packed
            because = "it is packed into the file" if inside else NOT_THERE
            self.tell.left_out(f"the picture {named(source)}", because)
            return f"({self.escape(str(el.get('alt') or '') or named(source), parent_tags)})"
        self.tell.changed(f"the picture {source[:LONGEST]} comes from there", NOT_THERE)
        made: str = super().convert_img(el, text, parent_tags - {"_inline"})
        return made

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Link to the web; other addresses lead nowhere from our pages."""
        address = str(el.get("href") or "")
        if not address or address.startswith((*_WEB, "mailto:")):
            made: str = super().convert_a(el, text, parent_tags)
            return made
        where = "a file that is no page of ours" if address.startswith(PACKED) else "no page of ours"
        self.tell.left_out(f"the link {named(address)}", f"it leads to {where}")
        return text
