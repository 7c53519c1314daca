"""Reports and evidence of `keyproof check`, as a CI job uses them: in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Xml

import jsonschema
import pytest

from keyproof.report import FORMATS, evidence_schema
from keyproof.rules import RULES

GOOD = RULES["wrong-key"].mended
BAD = RULES["wrong-key"].fails


def _check(*arguments: str, root: Path) -> subprocess.CompletedProcess[str]:
    cache = [] if "--no-cache" in arguments else ["--cache", os.environ["KEYPROOF_TEST_CACHE"]]
    command = [sys.executable, "-m", "keyproof", "check", "--root", str(root), *cache, *arguments]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    return subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120
    )


@pytest.fixture(scope="module", autouse=True)
def _shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Outcomes of these few answers, shared: what is tested here is how they are written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KEYPROOF_TEST_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    """A project with a fault, in a folder of a repository."""
    docs = tmp_path / "course" / "docs"
    docs.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (docs / "page.md").write_text(BAD, encoding="utf-8")
    return tmp_path / "course"


@pytest.mark.parametrize("form", [name for name in FORMATS if name != "text"])
def test_standard_output_holds_the_document_alone(form: str, project: Path) -> None:
    """The summary goes to standard error; the exit code does not depend on the format."""
    done = _check("--format", form, root=project)

    assert 1 == done.returncode
    assert done.stderr.startswith("1 exercise, 2 answers")
    assert ": 1 finding\n" in done.stderr
    assert "wrong-key" in done.stdout
    assert "1 exercise, 2 answers" not in done.stdout


def test_documents_are_what_their_readers_take(project: Path) -> None:
    """Commands, XML, JSON; places count from the repository's root where the format asks for that."""
    written = (_check("--format", form, root=project).stdout for form in ("github", "junit", "sarif"))
    github, junit, sarif = written
    where = json.loads(sarif)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    case = Xml.fromstring(junit).find("testsuite/testcase")

    assert github.startswith("::error file=course/docs/page.md,line=6,col=")
    assert github.count("\n") == 1
    assert ("course/docs/page.md", 6) == (where["artifactLocation"]["uri"], where["region"]["startLine"])
    assert case is not None
    assert ("course/docs/page.md", "1") == (case.get("file"), case.get("line"))


def test_a_report_can_be_written_to_a_file(project: Path) -> None:
    """Its folder is made; nothing is left on standard output, and nothing half-written beside it."""
    file = project / "out" / "report.xml"
    to_file = _check("--format", "junit", "--output", str(file), root=project)
    to_stdout = _check("--format", "junit", root=project)

    assert (1, "") == (to_file.returncode, to_file.stdout)
    assert to_stdout.stdout == file.read_text(encoding="utf-8")
    assert ["report.xml"] == [path.name for path in file.parent.iterdir()]


def test_a_file_that_cannot_be_written_is_a_usage_error(project: Path) -> None:
    """Exit code 2 and the reason."""
    done = _check("--output", str(project / "docs" / "page.md" / "report"), root=project)

    assert 2 == done.returncode
    assert "Cannot write" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_runs_give_the_same_evidence(project: Path) -> None:
    """To the last byte, run afresh and from the cache: it holds no time and nobody's folders."""
    (project / "docs" / "page.md").write_text(GOOD, encoding="utf-8")
    files = [project / name for name in ("one.json", "two.json", "three.json")]
    codes = [
        _check("--evidence", str(file), *options, root=project).returncode
        for file, options in zip(files, (["--no-cache"], [], []), strict=True)
    ]
    texts = [file.read_text(encoding="utf-8") for file in files]

    assert [0, 0, 0] == codes
    assert texts[0] == texts[1] == texts[2]
    assert str(project.parent) not in texts[0]
    jsonschema.validate(json.loads(texts[0]), json.loads(evidence_schema()))


def test_evidence_tells_what_every_answer_did(project: Path) -> None:
    """Also of a course with findings, and beside a report in any format."""
    file = project / "evidence.json"
    done = _check("--evidence", str(file), root=project)
    document = json.loads(file.read_text(encoding="utf-8"))
    exercise = document["exercises"][0]

    assert 1 == done.returncode
    assert ("build", "unproven", "") == (exercise["id"], exercise["status"], exercise["digest"])
    assert [("nn.RNN(10, 20)", False, "holds"), ("nn.RNN(20, 10)", True, "refuted")] == [
        (answer["label"], answer["keyed"], answer["state"]) for answer in exercise["answers"]
    ]
    assert "`answer.input_size` is `20`." in exercise["answers"][1]["told"]
    assert ["wrong-key"] == [finding["rule"] for finding in document["findings"]]


def test_shards_hold_each_exercise_once(project: Path) -> None:
    """The evidence of a shard is about its own exercises."""
    (project / "docs" / "more.md").write_text(
        "\n".join(GOOD.replace("#build", f"#build-{letter}") for letter in "abcd"), encoding="utf-8"
    )
    runs = [_check("--format", "json", "--shard", part, root=project) for part in ("1/2", "2/2")]
    parts = [json.loads(run.stdout) for run in runs]
    ids = [exercise["id"] for part in parts for exercise in part["exercises"]]

    assert ["build", "build-a", "build-b", "build-c", "build-d"] == sorted(ids)
    assert all(exercise["answers"] for part in parts for exercise in part["exercises"])
