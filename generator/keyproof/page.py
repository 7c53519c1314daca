"""What is published: made by `render`, written by `publish`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One Markdown page for a site generator."""

    path: str
    """Where it goes, relative to the docs folder: `rnn-layer/try.md`."""

    source: str
    """The author's file it was made from, relative to the project's root."""

    title: str
    """Title for the navigation."""

    text: str
    """Markdown with front matter; widgets are raw HTML on single lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One static file for the site."""

    path: str
    """Where it goes, relative to the site: `assets/keyproof/3fa9c1d2/keyproof.js`."""

    content: bytes
    """Its bytes."""
