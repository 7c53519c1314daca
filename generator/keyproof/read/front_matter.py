"""Front matter of a page: the YAML between `---` lines at its top.

In: a file. Out: its text, its values, and the line where the page itself begins.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ConfigDict, Field

from keyproof.finding import Place
from keyproof.read.near import suggestion
from keyproof.read.source import Source
from keyproof.read.yaml_text import Stretch, Strict, node_place, read_yaml, value_node

MODES = frozenset(
    {
        "learn",
        "why",
        "deep",
        "trace",
        "try",
        "challenge",
        "experiment",
        "review",
        "metrics",
        "test",
        "practice",
    }
)
"""Names of the pages of a topic."""


class _TopicPage(Strict):
    mode: str = Field("", description="the name of the file without `.md`, such as `mode: try`")
    title: str = Field("", description="text, such as `title: Try it`")
    attempts: int = Field(3, ge=1, description="a whole number from 1 on, such as `attempts: 3`")


class _DocsPage(Strict):
    # A page of the docs may hold whatever the site's own plugins read.
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    title: str = Field("", description="text, such as `title: Try it`")
    attempts: int = Field(3, ge=1, description="a whole number from 1 on, such as `attempts: 3`")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What stands above a page."""

    text: str = ""
    """The YAML, verbatim, without the `---` lines."""

    end: int = 0
    """Number of lines it takes, the `---` lines included."""

    title: str = ""
    """Title of the page."""

    attempts: int = 3
    """How often a reader may try the exercises of the page."""


def read_front_matter(source: Source, *, mode: str) -> FrontMatter:
    """Read the front matter; `mode` is the stem of a topic's page, empty for the docs."""
    if source.lines[0].rstrip() != "---":
        return FrontMatter()
    closing = (n for n, line in enumerate(source.lines) if n and line.rstrip() in ("---", "..."))
    end = next(closing, None)
    if end is None:
        _report_open(source)
        return FrontMatter()
    text = "\n".join(source.lines[1:end])
    stretch = Stretch(name="The front matter", text=text, line=2)
    model: type[_TopicPage] | type[_DocsPage] = _TopicPage if mode else _DocsPage
    page, node = read_yaml(source, stretch, model)
    if page is None:
        return FrontMatter(text=text, end=end + 1)
    if isinstance(page, _TopicPage) and page.mode and page.mode != mode:
        value = value_node(node, "mode")
        place = node_place(source, stretch, value) if value else source.place(2)
        _report_mode(source, place, page.mode, mode)
    return FrontMatter(text=text, end=end + 1, title=page.title, attempts=page.attempts)


def report_unknown_mode(source: Source, mode: str) -> None:
    """Report a file of a topic that is named after no mode."""
    source.report(
        "unknown-name",
        source.place(1),
        f"`{mode}.md` is not the name of a page of a topic",
        hint=suggestion(mode, MODES),
    )


def _report_open(source: Source) -> None:
    if len(source.lines) > 1 and ":" in source.lines[1]:
        source.report(
            "unreadable",
            source.place(1, 1, 3),
            "The front matter is never closed",
            hint="Write `---` on a line of its own after it.",
        )


def _report_mode(source: Source, place: Place, written: str, mode: str) -> None:
    source.report(
        "unknown-name",
        place,
        f"The front matter says `mode: {written}`, but the file is named `{mode}.md`",
        hint=f"Write `mode: {mode}`, or rename the file.",
    )
