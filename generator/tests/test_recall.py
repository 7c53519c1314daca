"""A build may use what the one before has left; it makes the same of it, with less work."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from keyproof.pipeline import build
from keyproof.read import course
from keyproof.recall import Recall, Same
from keyproof.rules import RULES
from keyproof.settings import Settings
from keyproof.verify import Job, Pool, Result
from keyproof.verify.job import Runner

GOOD = RULES["wrong-key"].mended


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    for number in (1, 2):
        folder = tmp_path / "exercises" / f"topic-{number}"
        folder.mkdir(parents=True)
        (folder / "topic.yml").write_text(f"title: Topic {number}\n")
        text = "\n".join(f"#{line}" if line.startswith("#") else line for line in GOOD.split("\n"))
        (folder / "try.md").write_text("# Try it\n\n" + text.replace("{#", f"{{#of-{number}-", 1))
    return tmp_path


def _counting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    read: list[str] = []
    whole = course.read_page

    def noting(source, **more):  # type: ignore[no-untyped-def]
        read.append(source.path)
        return whole(source, **more)

    monkeypatch.setattr(course, "read_page", noting)
    return read


def test_only_the_page_that_changed_is_read_and_run_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest is as it was, and so are its verdicts."""
    read, ran = _counting(monkeypatch), []
    settings, recall = Settings(root=project, exercises=project / "exercises"), Recall()
    with Pool(settings) as pool:

        def run(job: Job) -> Result:
            ran.append(job.setup[-1].path + job.candidates[0].steps[-1].path)
            return pool.run(job)

        build(settings, run=run, recall=recall)
        read.clear(), ran.clear()
        build(settings, run=run, recall=recall)

        assert ([], []) == (read, ran)

        page = project / "exercises" / "topic-2" / "try.md"
        page.write_text(page.read_text() + "\nMore.\n")
        recalled = build(settings, run=run, recall=recall)
        path = "exercises/topic-2/try.md"

        assert [path] == read
        assert {True} == {path in one for one in ran}
        assert _fresh(settings, pool.run) == [page.text for page in recalled.pages]


def test_faults_of_a_page_are_told_again(project: Path) -> None:
    """Recalling a page recalls what stands against it."""
    page = project / "exercises" / "topic-1" / "try.md"
    page.write_text(page.read_text().replace(".choice", ".chioce").replace(".fill", ".fil"))
    settings, recall = Settings(root=project, exercises=project / "exercises", seeds=1), Recall()
    with Pool(settings) as pool:
        first, second = (build(settings, run=pool.run, recall=recall).proof for _ in range(2))

    assert first.findings
    assert first.findings == second.findings


def test_an_exercise_has_its_seeds_run_at_the_same_time(project: Path) -> None:
    """Whoever edits one exercise waits for one run of it, not for one after another."""
    together = threading.Barrier(2)
    settings = Settings(root=project, exercises=project / "exercises" / "none", jobs=2, seeds=3)
    (project / "exercises" / "none").mkdir()
    (project / "exercises" / "topic-1").rename(project / "exercises" / "none" / "topic-1")
    with Pool(settings) as pool:

        def run(job: Job) -> Result:
            if job.seed:
                together.wait(timeout=120)
            return pool.run(job)

        proof = build(settings, run=run).proof

    assert () == proof.findings


def test_what_a_build_did_not_ask_for_is_forgotten() -> None:
    """What is kept does not grow with the hours somebody writes."""
    recall, thing = Recall(), object()
    recall.keep("a", Same(thing), value=1)
    recall.begin()
    kept = recall.find("a", Same(thing))
    recall.begin()
    recall.begin()

    assert (1, None) == (kept, recall.find("a", Same(thing)))


def test_equal_things_are_not_the_same() -> None:
    """Two exercises that look alike have each its own verdict."""
    recall = Recall()
    recall.keep(Same([1]), value=1)

    assert recall.find(Same([1])) is None


def _fresh(settings: Settings, run: Runner) -> list[str]:
    return [page.text for page in build(settings, run=run).pages]
