"""The whole program in one function: read -> verify -> render.

In: settings and a runner of jobs. Out: the pages and assets to publish, and every finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from keyproof.exercise import Course
from keyproof.finding import Finding
from keyproof.page import Asset, Page
from keyproof.read import read_course
from keyproof.render import render_assets, render_pages
from keyproof.settings import Settings
from keyproof.verdict import Verdict
from keyproof.verify import Runner, verify


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What one run made."""

    course: Course
    """What was read."""

    verdicts: Mapping[str, Verdict]
    """Judgement on each exercise that could be run, by id."""

    findings: tuple[Finding, ...]
    """Every fault of every stage, sorted by place. Empty means: all proven."""

    pages: tuple[Page, ...]
    """Pages to publish; a page with findings shows them in the exercises' places."""

    assets: tuple[Asset, ...]
    """Static files the pages need."""
