"""Hand-made contents: a run with a finding of each sort, and what lies around it."""

from __future__ import annotations

from dataclasses import replace

from keyproof.evidence import Case, Circumstances, Evidence, Protections, There, Told
from keyproof.finding import Finding, Place
from keyproof.report import Contents
from keyproof.settings import Limits
from keyproof.statement import Checked

PATH = "docs/a page.md"
TEXT = "# 🎲 `x`\n\n## One {#one .choice}\n- [x] 🎲🎲 `nn.RNN(20)`\n"


STATEMENTS = (
    Checked(
        sort="comment",
        place=Place(path=PATH, line=3, column=20, length=9),
        said="(4, 7, 3)",
        gave="(batch, seq_len, input_size) = (4, 7, 3)",
        truth="true",
        exercise="one",
    ),
    Checked(sort="number", place=Place(path=PATH, line=9, column=8), said="640", gave="650", truth="false"),
    Checked(sort="output", place=Place(path=PATH, line=12), said="<a>\nb", gave="", truth="unreached"),
)


THERE = There(device="cuda", state="refuted", told="`x` does not hold.")


def finding(line: int = 4, column: int = 11, length: int = 10, **fields: str) -> Finding:
    place = Place(path=fields.pop("path", PATH), line=line, column=column, length=length)
    values = {"rule": "wrong-key", "what": "The key does not hold", "exercise": "one", **fields}
    return Finding(place=place, **values)  # type: ignore[arg-type]


def case(id_: str = "one", *findings: Finding, **fields: object) -> Case:
    made = Case(
        id=id_,
        kind="choice",
        level="easy",
        title="One",
        place=Place(path=PATH, line=3),
        topic="",
        page="a page.md",
        digest="" if findings else "0123456789ab",
        status="unproven" if findings else "proven",
        reason="",
        answers=(
            Told(
                label="20",
                code=True,
                keyed=True,
                state="holds",
                told="Right. `x` holds.",
                elsewhere=(THERE,),
            ),
            Told(label="No", code=False, keyed=False, state="refuted", told="Not true: `x < y` fails."),
        ),
        findings=findings,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def evidence(*cases: Case, findings: tuple[Finding, ...] = ()) -> Evidence:
    return Evidence(
        keyproof="0.1.0",
        python=("3.11.7",),
        torch=("2.13.0",),
        devices=("cpu",),
        circumstances=Circumstances(
            seeds=(0,), limits=Limits(), protections=Protections(present=("limits",), missing=("a sandbox",))
        ),
        cases=cases,
        statements=STATEMENTS,
        findings=findings,
    )


def contents(*cases: Case, findings: tuple[Finding, ...] = (), folder: str = "") -> Contents:
    return Contents(
        findings=findings,
        gather=lambda: evidence(*cases, findings=findings),
        texts={PATH: TEXT},
        summary="1 exercise, 2 answers run: 1 finding",
        folder=folder,
    )
