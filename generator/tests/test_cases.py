"""Whole courses in, reports or pages out, compared byte for byte; UPDATE=1 rewrites what is expected."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import zlib
from pathlib import Path

import pytest

from keyproof.pipeline import Build, build
from keyproof.report import evidence_json
from keyproof.settings import Limits, Settings
from keyproof.verify import Memory

CASES = Path(__file__).parent / "cases"
PAYLOAD = re.compile(r'data-payload="([^"]+)"')
HASHED = re.compile(r"assets/keyproof/[0-9a-f]+/")
MACHINE = re.compile(r"^(## How it was run[^\n]*\n).*", re.MULTILINE | re.DOTALL)
RECORDED = ("errors.txt", "evidence.json", "payload.json")
UPDATE = os.environ.get("UPDATE") == "1"


def _build(case: Path, memory: Memory) -> Build:
    docs = case / "docs"
    settings = Settings(
        root=case,
        exercises=case / "exercises",
        docs=docs if docs.is_dir() else None,
        jobs=1,
        limits=Limits(seconds=3),
    )
    return build(settings, run=memory)


def _payloads(made: Build) -> list[object]:
    found = [match for page in made.pages for match in PAYLOAD.findall(page.text)]
    return [json.loads(zlib.decompress(base64.b64decode(data), -zlib.MAX_WBITS)) for data in found]


def _evidence(made: Build) -> str:
    """The evidence as published, without what differs from machine to machine."""
    document = json.loads(evidence_json(made.evidence))
    kept = {name: document[name] for name in ("counts", "exercises", "statements")}
    return json.dumps(kept, indent=1, ensure_ascii=False) + "\n"


def _page(text: str) -> str:
    # The widget's files are named by their contents; they have tests of their own.
    named = HASHED.sub("assets/keyproof/…/", text)
    return MACHINE.sub(r"\1…\n", named)


def _result(made: Build) -> dict[str, str]:
    """What a case folder records: evidence, and the report of a failing course or pages and payloads."""
    evidence = {"evidence.json": _evidence(made)}
    if made.proof.findings:
        return {**evidence, "errors.txt": made.proof.report + "\n"}
    pages = {f"pages/{page.path}": _page(page.text) for page in made.pages}
    payloads = json.dumps(_payloads(made), indent=1, ensure_ascii=False) + "\n"
    return {**evidence, **pages, "payload.json": payloads}


def _expected(case: Path) -> dict[str, str]:
    files = [*(case / name for name in RECORDED), *sorted((case / "pages").rglob("*.md"))]
    return {
        file.relative_to(case).as_posix(): file.read_text(encoding="utf-8") for file in files if file.exists()
    }


@pytest.mark.parametrize("name", sorted(folder.name for folder in CASES.iterdir() if folder.is_dir()))
def test_a_course_gives_exactly_what_is_recorded(name: str, memory: Memory) -> None:
    """Evidence, and the report of a failing course or the pages of a good one, to the last byte."""
    case = CASES / name
    actual = _result(_build(case, memory))
    if UPDATE:
        shutil.rmtree(case / "pages", ignore_errors=True)
        for old in RECORDED:
            (case / old).unlink(missing_ok=True)
        for path, text in actual.items():
            (case / path).parent.mkdir(parents=True, exist_ok=True)
            (case / path).write_text(text, encoding="utf-8")

    assert _expected(case) == actual
