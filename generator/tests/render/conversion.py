"""The site's own Markdown conversion, and a reader of the HTML that comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

import markdown

EXTENSIONS = [
    "attr_list",
    "md_in_html",
    "admonition",
    "tables",
    "toc",
    "pymdownx.superfences",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
]
VOID = {"input", "link", "br", "img", "hr"}


def convert(text: str) -> str:
    return markdown.markdown(text, extensions=EXTENSIONS, extension_configs={"toc": {"permalink": True}})


@dataclass
class Node:
    """One element with what is inside it, text included."""

    tag: str
    attrs: dict[str, str]
    inside: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.inside)

    @property
    def classes(self) -> list[str]:
        return self.attrs.get("class", "").split()

    def all(self, name: str) -> list[Node]:
        """Elements below with this tag, or with this class when the name begins with a dot."""
        found: list[Node] = []
        for part in self.inside:
            if isinstance(part, Node):
                wanted = name[1:] in part.classes if name.startswith(".") else part.tag == name
                found += [part] if wanted else []
                found += part.all(name)
        return found

    def one(self, name: str) -> Node:
        (found,) = self.all(name)
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack = [Node("root", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].inside.append(node)
        if tag not in VOID:
            self.stack.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.stack[-1].tag, f"</{tag}> closes <{self.stack[-1].tag}>"
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        self.stack[-1].inside.append(data)


def parse(html: str) -> Node:
    """Read HTML strictly: every element is closed by its own tag."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.stack) == 1, f"<{reader.stack[-1].tag}> is never closed"
    return reader.stack[0]


def page(text: str) -> Node:
    """Convert Markdown as the site does and read the result."""
    return parse(convert(text))
