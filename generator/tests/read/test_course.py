"""The whole course: every fault of every file, in one run."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

from pathlib import Path

import pytest

from keyproof.course import Course
from keyproof.errors import SettingsError
from keyproof.read import read_course
from keyproof.settings import Settings

from .samples import line

EXERCISE = '## T {{#{0} .choice unverified="why"}}\n\n- [x] One\n- [ ] Two\n'


def write(root: Path, files: dict[str, str | bytes]) -> Course:
    """Write files and read them as a course."""
    for name in ("exercises", "docs"):
        (root / name).mkdir(exist_ok=True)
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_course(Settings(root=root, exercises=root / "exercises", docs=root / "docs"))


def told(course: Course) -> list[str]:
    return [f"{finding.place.path}:{line(finding)}" for finding in course.findings]


def test_a_broken_file_hides_no_other(tmp_path: Path) -> None:
    """One unreadable file costs one finding; all others are read."""
    course = write(
        tmp_path,
        {
            "exercises/a/topic.yml": "title: A\n",
            "exercises/a/learn.md": b"# L\r\n\r\nna\xefve",
            "exercises/a/review.md": "",
            "exercises/a/metrics.md": b"a\0b",
            "exercises/a/test.md": b"x" * 5_000_000,
            "exercises/a/try.md": EXERCISE.format("one"),
            "docs/wide.md": EXERCISE.format("two").encode("utf-16"),
            "docs/image.md": b"\xff\xd8 no text, none of ours",
        },
    )

    assert [
        "docs/wide.md:1:1+1 unreadable: This file is not text in UTF-8 / Save the file as UTF-8.",
        "exercises/a/learn.md:3:3+1 unreadable: This file is not text in UTF-8 / Save the file as UTF-8.",
        "exercises/a/metrics.md:1:1+1 unreadable: This file holds a NUL character, so it is not text in UTF-8 "
        "/ Save the file as UTF-8.",
        "exercises/a/review.md:1:1+1 unreadable: This file is empty / Write something, or delete it.",
        "exercises/a/test.md:1:1+1 unreadable: This file is too large (5.0 MB; 1 MB is the most) "
        "/ Split it into several files.",
    ] == told(course)
    assert ["one"] == [exercise.id for exercise in course.exercises()]


def test_ids_are_unique_in_the_course(tmp_path: Path) -> None:
    """The second place is reported and names the first; sets count too."""
    course = write(
        tmp_path,
        {
            "docs/a.md": "\ufeff" + EXERCISE.format("one"),
            "exercises/a/topic.yml": "title: A\n",
            "exercises/a/practice.md": "# S {#one .set}\n\n" + EXERCISE.format("two"),
            "exercises/a/try.md": EXERCISE.format("two"),
        },
    )

    hint = "Give one of the two another id; ids are unique in the whole course."
    assert [
        f"exercises/a/practice.md:1:1+15 duplicate-id: The id `one` is taken by docs/a.md:1:1 / {hint}",
        "exercises/a/try.md:1:1+36 duplicate-id: The id `two` is taken by exercises/a/practice.md:3:1 "
        f"/ {hint}",
    ] == told(course)
    assert ["one", "two"] == [finding.exercise for finding in course.findings]


def test_topics_and_their_setup(tmp_path: Path) -> None:
    """`topic.yml` gives the topic, and code that runs before that of the page."""
    course = write(
        tmp_path,
        {
            "exercises/b/topic.yml": "title: B\norder: 1\nobjectives:\n  one: Do one.\nsetup: |\n  b = 1\n  c = 2\n",
            "exercises/b/practice.md": "```python setup\nd = 3\n```\n\n" + EXERCISE.format("one"),
            "exercises/a/topic.yml": "title: A\norder: 2\nprerequisites: [b]\nsetup: 'a = 1'\n",
        },
    )

    assert [] == told(course)
    assert ["b", "a"] == [topic.slug for topic in course.topics]
    assert [
        ("keyproof:default-setup:1:1", "import torch\nfrom torch import nn\n"),
        ("exercises/b/topic.yml:6:3", "b = 1\nc = 2"),
        ("exercises/b/practice.md:2:1", "d = 3"),
    ] == [(str(code.place), code.source) for code in course.exercises()[0].setup]
    assert [("exercises/b/practice.md", "b", "practice", "Practice")] == [
        (page.path, page.topic, page.mode, page.title) for page in course.pages
    ]


def test_faults_of_topics(tmp_path: Path) -> None:
    """Keys, values, names of files and prerequisites are checked at their places."""
    course = write(
        tmp_path,
        {
            "exercises/a/topic.yml": "titel: A\nminutes: -3\ntags: [x, 1]\nsetup: |\n  a =\n",
            "exercises/b/try.md": EXERCISE.format("one"),
            "exercises/c/topic.yml": "title: C\nprerequisites:\n  - bb\nsetup: |\n  import math\n  a =\n",
            "exercises/c/Try.md": EXERCISE.format("two"),
            "exercises/c/README.md": "# About this folder\n",
            "exercises/c/deep/try.md": EXERCISE.format("three"),
            "exercises/d/topic.yml": "title: [\n",
            "exercises/d/notes.txt": "none of ours",
            "exercises/e/topic.yaml": "title: E\n",
            "exercises/e/try.md": EXERCISE.format("five"),
            "exercises/loose.md": EXERCISE.format("four"),
        },
    )

    move = "Move the file to `exercises/TOPIC/MODE.md`, such as `exercises/rnn-layer/try.md`."
    assert [
        "exercises/a/topic.yml:1:1+1 unreadable: `title` is missing / Write the topic's title, such as "
        "`title: The RNN layer`.",
        "exercises/a/topic.yml:1:1+5 unknown-name: `titel` is not a key of this file / Did you mean `title`?",
        "exercises/a/topic.yml:2:10+2 unreadable: The value of `minutes` cannot be used / Write a whole number "
        "of minutes, such as `minutes: 10`.",
        "exercises/a/topic.yml:3:11+1 unreadable: The value of `tags` cannot be used / Write a list of words, "
        "such as `tags: [pytorch, rnn]`.",
        "exercises/b/topic.yml:1:1+1 unreadable: The topic `b` has no `topic.yml` / Write a file `topic.yml` "
        "with at least `title:` in the topic's folder.",
        "exercises/c/Try.md:1:1+1 unknown-name: `Try.md` is not the name of a page of a topic "
        "/ Did you mean `try`?",
        f"exercises/c/deep/try.md:1:1+1 unknown-name: A page of a topic stands in the topic's folder itself / {move}",
        "exercises/c/topic.yml:3:5+2 unknown-name: `bb` is not a topic of this course / Did you mean `b`?",
        "exercises/c/topic.yml:6:6+1 syntax: The setup is not Python: invalid syntax / Correct the code; it has "
        "to run as it stands.",
        "exercises/d/topic.yml:2:1+1 unreadable: `topic.yml` is not YAML: expected the node content, but found "
        "'<stream end>' / Write one `key: value` on each line, and put a value with a colon or a quote between "
        "quotes.",
        "exercises/e/topic.yml:1:1+1 unreadable: The topic `e` has no `topic.yml` / Rename `topic.yaml` to "
        "`topic.yml`.",
        f"exercises/loose.md:1:1+1 unknown-name: A page of exercises stands in the folder of a topic / {move}",
    ] == told(course)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (EXERCISE.format("one"), True),
        ("# S {#s .set}\n\n#" + EXERCISE.format("one"), True),
        ("```keyproof-exhibit\ncourse: x\n```\n", True),
        ("~~~~ keyproof-exhibit\ncourse: x\n~~~~\n", True),
        ("# Title\n\n## API {#api .lead}\n", False),
        ("Text.\n", False),
        ("", False),
    ],
)
def test_only_pages_of_ours_are_kept(tmp_path: Path, text: str, *, kept: bool) -> None:
    """Other pages of the docs are left to the site."""
    course = write(tmp_path, {"docs/deep/page.md": text})

    assert [] == told(course)
    assert (["docs/deep/page.md"] if kept else []) == [page.path for page in course.pages]


@pytest.mark.parametrize(
    "text",
    ["## T {#t .chioce}\n", "##T {#t .fill}\n", "T {#t .fill}\n---\n", "# T {.easy}\n", "## T {#t .fill\n",
     "## T {attempts=3}\n", "```keyproof-exibit\n```\n", "## T {#t\t.fill}\r## U\r"],
)  # fmt: skip
def test_the_quick_look_misses_nothing(tmp_path: Path, text: str) -> None:
    """A page whose only exercise is misspelt is looked at too."""
    assert told(write(tmp_path, {"docs/page.md": text}))


def test_a_missing_folder_stops_the_run(tmp_path: Path) -> None:
    """A path that does not exist is a mistake in the settings, not in a file."""
    with pytest.raises(SettingsError, match="The folder of `docs` does not exist"):
        read_course(Settings(root=tmp_path, docs=tmp_path / "docs"))
