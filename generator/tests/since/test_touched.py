"""What a change touches: never less than what it may change, and said to the letter."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from keyproof.pipeline import check, evidence_of
from keyproof.verify import Memory, Shard

from .project import ALL, FILES, Project, exercise, project

Change = Callable[[Project], None]
ONE, TRY, PRACTICE = "exercises/one/topic.yml", "exercises/one/try.md", "exercises/one/practice.md"
IN_ONE = {"one-a", "one-b", "one-c", "one-d"}


def _second(one: Project) -> None:
    one.edit(TRY, "#one-b .choice .easy", "#one-b .choice .hard")


def _renamed(one: Project) -> None:
    one.git("mv", TRY, "exercises/one/challenge.md")


def _moved(one: Project) -> None:
    text = FILES["exercises/two/try.md"]
    one.write("exercises/two/try.md", text.replace(exercise("two-b"), ""))
    one.write("exercises/one/challenge.md", exercise("two-b"))


def _newcomer(one: Project) -> None:
    one.write("exercises/three/topic.yml", "title: Three\nsetup: base = 1\n")
    one.write("exercises/three/try.md", exercise("three-a"))


CHANGES: dict[str, tuple[Change, set[str]]] = {
    "nothing": (lambda one: one.write(TRY, FILES[TRY]), set()),
    "an exercise's own text": (_second, {"one-b"}),
    "its check": (lambda one: one.edit(TRY, "== 2 * base", "== base + base"), {"one-a"}),
    "lines put in above": (lambda one: one.edit(TRY, "# Try\n", "# Try\n\nSome more words.\n"), set()),
    "the ends of lines": (lambda one: one.write(TRY, FILES[TRY].replace("\n", "\r\n")), set()),
    "a setup of the page": (lambda one: one.edit(PRACTICE, "base + 1", "base + 2"), {"one-c", "one-d"}),
    "front matter": (lambda one: one.write(TRY, f"---\nattempts: 1\n---\n{FILES[TRY]}"), {"one-a", "one-b"}),
    "a setup of the topic": (lambda one: one.edit(ONE, "base = 3", "base = 4"), IN_ONE),
    "what the topic is about": (lambda one: one.write(ONE, f"{FILES[ONE]}api: [torch.nn.RNN]\n"), IN_ONE),
    "a topic.yml that is gone": (lambda one: (one.root / ONE).unlink(), IN_ONE),
    "a page that is gone": (lambda one: (one.root / TRY).unlink(), set()),
    "a page with another name": (_renamed, {"one-a", "one-b"}),
    "an exercise on another page": (_moved, {"two-b"}),
    "a new topic": (_newcomer, {"three-a"}),
    "an exercise and its double": (
        lambda one: one.write("docs/more.md", exercise("two-a")), {"two-a"},
    ),
    "prose of a page": (lambda one: one.edit("docs/page.md", "`7`", "`8`"), set()),
    "a page without exercises": (lambda one: one.write("docs/plain.md", "# Other\n"), set()),
    "what an editor keeps": (lambda one: one.write(".vscode/settings.json", "{}"), set()),
    "a picture": (lambda one: one.write("docs/picture.png", "x"), set()),
    "the menu of the site": (lambda one: one.edit("mkdocs.yml", "[a.md]", "[a.md, b.md]"), set()),
    "an option of the plugin": (lambda one: one.edit("mkdocs.yml", "seeds: 2", "seeds: 3"), set(ALL)),
    "a site that cannot be read": (lambda one: one.write("mkdocs.yml", "a: [\n"), set(ALL)),
    "what is installed": (lambda one: one.write("requirements.txt", "torch==2.6\n"), set(ALL)),
    "a module": (lambda one: one.write("tool/part.py", "VALUE = 2\n"), set(ALL)),
    "a module that is gone": (lambda one: (one.root / "tool/part.py").unlink(), set(ALL)),
    "data that is new": (lambda one: one.write("data/numbers.csv", "1\n"), set(ALL)),
    "a licence, and a program of that name": (lambda one: one.write("license.py", "1\n"), set(ALL)),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_touches(name: str, tmp_path: Path, memory: Memory) -> None:
    """Committed or not, staged or not, what is run is what the change may reach; the rest is counted."""
    one = project(tmp_path)
    change, expected = CHANGES[name]
    change(one)

    proof = one.checked(memory)
    assert expected == set(proof.verdicts)
    one.commit()
    committed = one.checked(memory, since="HEAD~1")
    assert (set(proof.verdicts), proof.findings) == (set(committed.verdicts), committed.findings)
    assert f"{len(expected)} of " in proof.summary
    assert set() == set(one.checked(memory).verdicts)


def test_prose_of_a_changed_page_is_run(tmp_path: Path, memory: Memory) -> None:
    """It belongs to the page and to no exercise; of other pages it is left out, and that is said."""
    one = project(tmp_path)
    assert "Not verified, being as they were at HEAD: 7 exercises and the prose of 1 page." == (
        one.checked(memory).left_out
    )
    one.edit("docs/page.md", "`7`", "`8`")
    proof = one.checked(memory)

    assert ["false-number"] == [finding.rule for finding in proof.findings]
    assert "Not verified, being as they were at HEAD: 7 exercises." == proof.left_out


def test_nothing_unseen_is_called_proven(tmp_path: Path, memory: Memory) -> None:
    """The summary speaks of what was run; why all of it was, if all was."""
    one = project(tmp_path)
    assert one.checked(memory).summary.startswith("0 of 7 exercises verified (7 not touched since HEAD), 0 ")
    assert one.checked(memory).summary.endswith(": nothing to prove")
    _second(one)
    assert one.checked(memory).summary.endswith(": all of these proven")
    one.write("requirements.txt", "torch==2.6\n")
    why = "7 of 7 exercises verified (requirements.txt has changed since HEAD and may touch all)"
    assert one.checked(memory).summary.startswith(why)


def test_reading_still_finds_what_is_wrong_elsewhere(tmp_path: Path, memory: Memory) -> None:
    """A broken topic and a double id were there before: they are errors, and evidence holds them."""
    one = project(tmp_path)
    one.write("docs/more.md", exercise("two-a"))
    one.write("exercises/two/topic.yml", "title: [\n")
    one.commit()
    proof = one.checked(memory)

    assert set() == set(proof.verdicts)
    assert {"duplicate-id", "unreadable"} == {finding.rule for finding in proof.findings}
    evidence = evidence_of(proof, one.settings)
    assert evidence.changed_since
    assert {("two-a", "unproven")} == {(case.id, case.status) for case in evidence.cases}
    assert sorted(ALL - {"two-a"}) == sorted(one.id for one in evidence.changed_since.left_out)


def test_a_project_in_a_folder_of_its_repository(tmp_path: Path, memory: Memory) -> None:
    """Paths are those of the project; what changes beside it may touch it as well."""
    one = project(tmp_path, folder="courses/first one")
    _second(one)
    assert {"one-b"} == set(one.checked(memory).verdicts)
    (tmp_path / "shared.py").write_text("")
    proof = one.checked(memory)
    assert set(ALL) == set(proof.verdicts)
    assert "(../../shared.py has changed" in proof.summary


def test_what_the_run_writes_is_no_change(tmp_path: Path, memory: Memory) -> None:
    """A report that lies in the repository, and what Git ignores."""
    one = project(tmp_path)
    one.write("report.xml", "<a/>")
    one.write(".gitignore", "ignored\n")
    one.write("ignored/part.py", "")
    assert set(ALL) == set(one.checked(memory).verdicts)
    assert set() == set(one.checked(memory, written=(one.root / "report.xml",)).verdicts)


def test_shards_share_what_is_touched(tmp_path: Path, memory: Memory) -> None:
    """Evenly, each finding once, and what is left out once."""
    one = project(tmp_path)
    one.edit(ONE, "base = 3", "base = 4")
    one.edit(PRACTICE, "`2 * base`", "`3 * base`")
    whole = one.checked(memory)
    shards = [one.checked(memory, shard=Shard(index=index, count=2)) for index in (1, 2)]

    assert [2, 2] == [len(proof.verdicts) for proof in shards]
    assert whole.findings
    assert Counter(whole.findings) == Counter(found for proof in shards for found in proof.findings)
    left = [evidence_of(proof, one.settings).changed_since for proof in shards]
    ids = [out.id for since in left if since for out in since.left_out]
    assert sorted(ALL - IN_ONE) == sorted(ids)


def test_a_course_on_show_is_run_when_its_folder_changes(tmp_path: Path, memory: Memory) -> None:
    """And touches nothing else; a fault in what it shows is found then."""
    one = project(tmp_path)
    one.write("shown/exercises/topic/topic.yml", "title: Topic\nsetup: base = 1\n")
    one.write("shown/exercises/topic/try.md", exercise("shown-a", right="3 * base"))
    one.write("docs/show.md", "# Show\n\n```keyproof-exhibit\ncourse: shown\n```\n")
    inner = check(one.settings, run=memory.run)
    assert ["exhibit"] == [finding.rule for finding in inner.findings]
    one.write("shown/errors.txt", "Another report\n")
    one.commit()
    one.git("mv", "docs/plain.md", "docs/other.md")
    assert () == one.checked(memory).findings
    one.write("shown/errors.txt", "Another one\n")

    proof = one.checked(memory)
    assert (["exhibit"], set()) == ([finding.rule for finding in proof.findings], set(proof.verdicts))


def _any_change(one: Project, chance: random.Random) -> None:
    """Change anything: lines of any file of the course go, come twice, or get other numbers."""
    for _ in range(chance.randint(1, 3)):
        path = chance.choice([path for path in FILES if path.startswith(("exercises/", "docs/"))])
        if not (one.root / path).exists():
            continue
        lines = (one.root / path).read_text(encoding="utf-8").split("\n")
        at = chance.randrange(len(lines))
        how = chance.randrange(6)
        if how == 0:
            (one.root / path).unlink()
            continue
        if how == 1:
            del lines[at]
        elif how == 2:
            lines.insert(
                at, chance.choice(["", "Words.", lines[at], "```", "```python setup\nbase = 9\n```"])
            )
        else:
            lines = [line.replace(*chance.choice([("base", "2"), ("2", "3"), ("one", "two"), ("= 3", "= 5")]))
                     if chance.random() < 0.3 else line for line in lines]  # fmt: skip
        one.write(path, "\n".join(lines))


@pytest.mark.parametrize("seed", range(12))
def test_a_selection_is_never_too_small(seed: int, tmp_path: Path, memory: Memory) -> None:
    """Whatever is changed: each finding that a whole run has and the run before had not is found."""
    chance = random.Random(seed)
    one = project(tmp_path)
    before = check(one.settings, run=memory.run)
    known = {id_: verdict.answers for id_, verdict in before.verdicts.items()}
    _any_change(one, chance)
    whole, some = check(one.settings, run=memory.run), one.checked(memory)

    assert () == before.findings
    assert Counter(whole.findings) == Counter(some.findings)
    for id_, verdict in whole.verdicts.items():
        assert id_ in some.verdicts or known.get(id_) == verdict.answers
        assert verdict == some.verdicts.get(id_, verdict)
