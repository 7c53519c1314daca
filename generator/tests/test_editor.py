"""`keyproof editor`: what an editor is told is what reading, checking and `keyproof new` do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from keyproof.cli import main
from keyproof.editor import FINDING, own_files, shared_files
from keyproof.exercise import Kind
from keyproof.proof import Proof
from keyproof.read.source import Source
from keyproof.read.topic import read_topic
from keyproof.scaffold import KINDS

from .conftest import REPOSITORY

USAGE = 2
TOPIC = (REPOSITORY / "exercises" / "rnn-layer" / "topic.yml").read_text(encoding="utf-8")


def _own(name: str) -> dict[str, Any]:
    return dict(json.loads(own_files()[name]))


@pytest.mark.parametrize(
    "text",
    [TOPIC, "title: A\n", "title: ''\n", "order: 1\n", "title: A\nordre: 1\n", "title: A\nminutes: -1\n",
     "title: A\ntags: rnn\n", "title: A\nobjectives: [shapes]\n", "title: A\norder: first\n"],
)  # fmt: skip
def test_the_schema_of_a_topic_takes_what_reading_takes(text: str) -> None:
    """A key or a value is underlined in the editor exactly if the check would report it."""
    source = Source(path="topic.yml", text=text)
    read_topic(source, slug="topic")
    schema = jsonschema.Draft202012Validator(_own("keyproof.topic.schema.json"))

    assert bool(source.findings) == bool([*schema.iter_errors(yaml.safe_load(text))])


@pytest.mark.parametrize(
    ("text", "fits"),
    [("mode: try\nattempts: 2\n", True), ("mode: tri\n", False), ("attempts: 0\n", False), ("x: 1\n", False)],
)
def test_the_schema_of_front_matter_knows_the_modes(text: str, fits: bool) -> None:
    """Names of modes and keys are those of the reader."""
    schema = jsonschema.Draft202012Validator(_own("keyproof.page.schema.json"))
    assert fits == schema.is_valid(yaml.safe_load(text))


def _expanded(snippet: Mapping[str, Any]) -> str:
    """Give what an editor inserts: defaults in place of tab stops, escaped characters as they are."""
    text = re.sub(r"\$\{\d+:([^}]*)\}|\$0", lambda stop: stop[1] or "", "\n".join(snippet["body"]))
    return re.sub(r"\\([\\$}])", r"\1", text)


def test_snippets_are_proven_as_they_are_inserted(prove_page: Callable[[str], Proof]) -> None:
    """There is one of every kind, with its own id, and all of them hold."""
    snippets = _own("keyproof.code-snippets")
    proof = prove_page("\n\n".join(map(_expanded, snippets.values())))

    assert "" == proof.report
    assert {f"kp-{kind}" for kind in KINDS} == {snippet["prefix"] for snippet in snippets.values()}
    assert set(get_args(Kind)) == {exercise.kind for exercise in proof.course.exercises()}


def test_the_problem_matcher_finds_every_finding(prove_page: Callable[[str], Proof]) -> None:
    """Errors and warnings alike, with place, rule and severity, and no other line of the report."""
    proof = prove_page(
        "## Sizes {#sizes .choice}\n\nWhich?\n\n- [x] `nn.RNN(2, 1)`\n- [ ] `nn.RNN(1, 2)`\n\n"
        "```python check\nassert answer.hidden_size == 2\nanswer(torch.randn(3, 1))\n```\n\n"
        "??? hint\n    It is `nn.RNN(2, 1)`.\n"
    )
    found = [match for line in proof.report.split("\n") if (match := re.match(FINDING, line))]

    told = [(m[1], int(m[2]), int(m[3]), m[4], m[5] or "error") for m in found]
    expected = [(f.place.path, f.place.line, f.place.column, f.rule, f.severity) for f in proof.findings]
    assert expected == told
    assert {"error", "warning"} == {finding.severity for finding in proof.findings}
    (task,) = json.loads(shared_files("exercises", ".vscode")["tasks.json"])["tasks"]
    assert FINDING == task["problemMatcher"]["pattern"]["regexp"]


def test_what_an_author_has_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings are not touched, and what to add to them is printed; our own files are written anew."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / ".vscode"
    folder.mkdir()
    (folder / "settings.json").write_text('{"editor.rulers": [80]}')
    (folder / "keyproof.code-snippets").write_text("old")
    made = CliRunner().invoke(main, ["editor"])

    assert 0 == made.exit_code
    assert '{"editor.rulers": [80]}' == (folder / "settings.json").read_text()
    assert '"yaml.schemas"' in made.output
    assert {*own_files(), "tasks.json", "settings.json"} == {file.name for file in folder.iterdir()}
    assert "old" != (folder / "keyproof.code-snippets").read_text()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """One sentence, and exit 2."""
    (tmp_path / "file").write_text("")
    refused = CliRunner().invoke(main, ["editor", str(tmp_path / "file" / "inside")])
    assert USAGE == refused.exit_code
    assert "Cannot write to" in refused.output
