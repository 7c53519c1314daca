"""What the report says of programs that pages run."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema

from keyproof.course import Course, SourcePage
from keyproof.parity import Parity, Tried
from keyproof.render.verification import verification_page
from keyproof.report import evidence_json, evidence_schema
from keyproof.settings import Settings
from tests.render.conversion import page
from tests.render.samples import at
from tests.report.samples import PATH, case, evidence

PARITY = Parity(
    runtime="Pyodide 1, torch <2>",
    digest="ab" * 32,
    programs=(
        Tried(place=at(3)),
        Tried(place=at(9), exercise="one", name="solution", refused="It prints `1 < 2`"),
    ),
)
COURSE = Course(
    topics=(), pages=(SourcePage(path=PATH, title="A page", blocks=()),), findings=(), texts={}
)


def _text(parity: Parity, language: str = "en") -> str:
    run = replace(evidence(case()), parity=parity)
    settings = Settings(root=Path("/project"), language=language)
    return verification_page(run, COURSE, settings=settings).text.split("\n---\n", 1)[1]


def test_the_report_counts_programs_and_tells_why_some_are_not_run() -> None:
    """Whoever misses a button finds the reason."""
    tree = page(_text(PARITY))
    rows = {row.one("th").text: row.all("td")[-1].text for row in tree.all("tr") if row.all("td")}

    assert ("2", "1") == (rows["Programs shown"], rows["… run in the page as in PyTorch"])
    assert "Pyodide 1, torch <2>" == rows["In the page"]
    (refused,) = [name for name in rows if name.endswith("one · solution")]
    assert "It prints `1 < 2`" == rows[refused]


def test_reasons_are_marked_as_english_elsewhere() -> None:
    """They are findings, which are for authors."""
    assert '<span lang="en">It prints `1 &lt; 2`</span>' in _text(PARITY, "de")


def test_a_site_that_runs_nothing_says_nothing_of_it() -> None:
    """And its document is as it ever was."""
    document = json.loads(evidence_json(evidence(case())))

    assert "Programs" not in _text(Parity())
    assert "in_page" not in document


def test_the_document_lists_every_program() -> None:
    """In the form that its schema gives it."""
    document = json.loads(evidence_json(replace(evidence(case()), parity=PARITY)))
    jsonschema.validate(document, json.loads(evidence_schema()))

    assert ["", "It prints `1 < 2`"] == [one["refused"] for one in document["in_page"]["programs"]]
    assert (1, "ab" * 32) == (document["in_page"]["offered"], document["in_page"]["digest"])
