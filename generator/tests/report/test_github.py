"""Findings as GitHub's workflow commands."""

from __future__ import annotations

from keyproof.report import FORMATS

from .samples import contents, finding

write = FORMATS["github"]


def test_a_finding_is_one_command_with_its_stretch_of_the_line() -> None:
    """File, line, both columns and the rule as properties; the message is all the rest."""
    found = finding(expected="`nn.RNN(10, 20)`", hint="Tick another.")

    expected = (
        "::error file=docs/a page.md,line=4,col=11,endColumn=21,title=wrong-key::"
        "The key does not hold%0Aexpected: `nn.RNN(10, 20)`%0Ado: Tick another.\n"
    )

    assert expected == write(contents(findings=(found,)))


def test_a_warning_is_a_warning() -> None:
    """What does not forbid publishing does not look as if it did."""
    assert write(contents(findings=(finding(severity="warning"),))).startswith("::warning file=")


def test_what_would_end_a_property_or_the_command_is_escaped() -> None:
    """Percent signs first; colons and commas in properties only; line ends everywhere."""
    found = finding(path="a:b,c%25.md", what="50 % of, a: b\r\n::error::forged", actual="x\n::set-output y")
    line = write(contents(findings=(found,)))

    assert 1 == line.count("\n")
    assert line.startswith("::error file=a%3Ab%2Cc%2525.md,line=4,")
    assert "::50 %25 of, a: b%0D%0A::error::forged%0Aactual: x%0A::set-output y\n" in line


def test_paths_are_relative_to_the_repository() -> None:
    """GitHub looks for the file from there, wherever the project lies in it."""
    assert "file=courses/rnn/docs/a page.md," in write(contents(findings=(finding(),), folder="courses/rnn/"))


def test_a_stretch_never_runs_over_the_end_of_its_line() -> None:
    """Characters are counted, so one outside the Basic Multilingual Plane is one."""
    line = "- [x] 🎲🎲 `nn.RNN(20)`"

    assert f"col=11,endColumn={len(line) + 1}," in write(contents(findings=(finding(length=99),)))


def test_a_proven_course_writes_nothing() -> None:
    """No command, no annotation."""
    assert "" == write(contents())
