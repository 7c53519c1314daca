"""What an author wrote about a whole topic, as a record: made by `read`, used by `render`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from keyproof.finding import Place

MODES = (
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
)
"""Names of the pages of a topic, in the order of the chooser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A folder of the course and its `topic.yml`."""

    slug: str
    """Name of the folder."""

    title: str
    """Title shown in the header and in the navigation."""

    order: int = 0
    """Place among the topics; equal orders sort by slug."""

    minutes: int = 0
    """About how long the topic takes; 0 shows nothing."""

    tags: tuple[str, ...] = ()
    """Short labels shown in the header."""

    api: tuple[str, ...] = ()
    """Dotted names the topic is about, such as `torch.nn.RNN`."""

    objectives: Mapping[str, str]
    """What a reader can do afterwards: slug to sentence."""

    prerequisites: tuple[str, ...] = ()
    """Slugs of topics that come before."""

    place: Place
    """Where `topic.yml` begins."""
