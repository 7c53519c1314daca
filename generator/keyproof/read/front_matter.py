"""Front matter of a page: the YAML between `---` lines at its top.

In: a file. Out: its text, its values, and the line where the page itself begins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import yaml
from pydantic import ConfigDict, Field

from keyproof.finding import Place
from keyproof.read.near import suggestion
from keyproof.read.source import Source
from keyproof.read.values import LONGEST
from keyproof.read.yaml_text import Stretch, Strict, node_place, read_yaml, value_node
from keyproof.topic import MODES

CHALLENGE = "challenge"
"""The mode whose exercises have a countdown, and two attempts unless the author says otherwise."""

ONE_BY_ONE = frozenset({CHALLENGE, "test"})
"""Modes whose whole page is one series of exercises."""

_COUNTDOWN = 120
_ATTEMPTS = {CHALLENGE: 2}


class TopicPage(Strict):
    """Front matter of a page of a Keyproof course."""

    mode: str = Field(
        "",
        description="the name of the file without `.md`, such as `mode: try`",
        json_schema_extra={"enum": [*MODES]},
    )
    title: str = Field("", description="text, such as `title: Try it`")
    attempts: int | None = Field(None, ge=1, description="a whole number from 1 on, such as `attempts: 3`")
    countdown: int | None = Field(
        None, ge=1, le=LONGEST, description="whole seconds from 1 to 3600, such as `countdown: 90`"
    )
    minutes: int = Field(0, ge=1, description="a whole number of minutes, such as `minutes: 10`")


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

    countdown: int = 0
    """Seconds for each exercise of a challenge; 0 on any other page."""

    minutes: int = 0
    """About how long the page takes; 0 if that is not said."""


def read_front_matter(source: Source, *, mode: str) -> FrontMatter:
    """Read the front matter; `mode` is the stem of a topic's page, empty for the docs."""
    plain = FrontMatter(attempts=_ATTEMPTS.get(mode, 3), countdown=_COUNTDOWN if mode == CHALLENGE else 0)
    if source.lines[0].rstrip() != "---":
        return plain
    closing = (n for n, line in enumerate(source.lines) if n and line.rstrip() in ("---", "..."))
    end = next(closing, None)
    if end is None:
        _report_open(source)
        return plain
    text = "\n".join(source.lines[1:end])
    plain = replace(plain, text=text, end=end + 1)
    stretch = Stretch(name="The front matter", text=text, line=2)
    model: type[TopicPage] | type[_DocsPage] = TopicPage if mode else _DocsPage
    page, node = read_yaml(source, stretch, model)
    if page is None:
        return plain
    told = replace(plain, title=page.title, attempts=page.attempts or plain.attempts)
    if isinstance(page, TopicPage):
        _report_keys(source, stretch, node, page, mode=mode)
        countdown = page.countdown or plain.countdown if mode == CHALLENGE else 0
        told = replace(told, countdown=countdown, minutes=page.minutes)
    return told


def _report_keys(
    source: Source, stretch: Stretch, node: yaml.Node | None, page: TopicPage, *, mode: str
) -> None:
    """Report what does not fit the page's mode."""
    value = value_node(node, "mode")
    if page.mode and page.mode != mode:
        place = node_place(source, stretch, value) if value else source.place(2)
        _report_mode(source, place, page.mode, mode)
    value = value_node(node, "countdown")
    if page.countdown is not None and mode != CHALLENGE:
        source.report(
            "unknown-name",
            node_place(source, stretch, value) if value else source.place(2),
            "`countdown` means something on a page of mode `challenge` only",
            hint="Remove it.",
        )


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
