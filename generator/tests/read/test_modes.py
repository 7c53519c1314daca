"""Keys that tie an exercise to its topic's objectives and to the mode of its page."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

from pathlib import Path

import pytest

from .samples import findings, read
from .test_course import told, write

EXERCISE = '## T {{#{0} .choice unverified="why" {1}}}\n\n- [x] One\n- [ ] Two\n'
TOPIC = "title: T\nobjectives:\n  shapes: Tell shapes.\n  sizes: Choose sizes.\n"


def course(tmp_path: Path, keys: str, *, topic: str = TOPIC, file: str = "exercises/t/test.md") -> list[str]:
    """Read a course with one exercise, and return its findings."""
    made = write(tmp_path, {"exercises/t/topic.yml": topic, file: EXERCISE.format("one", keys)})
    return told(made)


def test_an_objective_of_the_topic(tmp_path: Path) -> None:
    """An exercise names one of its topic's objectives by slug."""
    made = write(
        tmp_path,
        {"exercises/t/topic.yml": TOPIC, "exercises/t/try.md": EXERCISE.format("one", "objective=shapes")},
    )

    assert [] == told(made)
    assert ["shapes"] == [exercise.objective for exercise in made.exercises()]


@pytest.mark.parametrize(
    ("keys", "topic", "file", "expected"),
    [
        pytest.param(
            "objective=shape",
            TOPIC,
            "exercises/t/try.md",
            "exercises/t/try.md:1:37+15 unknown-name: `shape` is not an objective of this topic / Did you mean `shapes`?",
            id="a near name",
        ),
        pytest.param(
            "objective=",
            TOPIC,
            "exercises/t/try.md",
            "exercises/t/try.md:1:37+10 unreadable: `objective` has no value / Write the slug of an objective, such as `objective=shapes`.",
            id="no name",
        ),
        pytest.param(
            "objective=shapes",
            "title: T\n",
            "exercises/t/try.md",
            "exercises/t/try.md:1:37+16 unknown-name: `objective` names one of its topic's objectives, and here are none / Remove it, or list `objectives` in the topic's `topic.yml`.",
            id="a topic without any",
        ),
        pytest.param(
            "objective=shapes",
            TOPIC,
            "docs/page.md",
            "docs/page.md:1:37+16 unknown-name: `objective` names one of its topic's objectives, and here are none / Remove it, or list `objectives` in the topic's `topic.yml`.",
            id="a page of the docs",
        ),
        pytest.param(
            "countdown=90",
            TOPIC,
            "exercises/t/test.md",
            "exercises/t/test.md:1:37+12 unknown-name: `countdown` means something on a page of mode `challenge` only / Remove it.",
            id="a countdown elsewhere",
        ),
        pytest.param(
            "countdown=1m",
            TOPIC,
            "exercises/t/challenge.md",
            "exercises/t/challenge.md:1:37+12 unreadable: `countdown` cannot be `1m` / Write whole seconds from 1 to 3600, such as `countdown=90`.",
            id="a countdown that is no number",
        ),
    ],
)
def test_findings(keys: str, topic: str, file: str, expected: str, tmp_path: Path) -> None:
    """Whatever cannot be meant is reported where it stands, with the near name."""
    assert [expected] == course(tmp_path, keys, topic=topic, file=file)


def test_a_broken_topic_costs_one_finding(tmp_path: Path) -> None:
    """Where the objectives cannot be read, none of those named is called unknown."""
    assert [
        "exercises/t/topic.yml:1:1+7 unknown-name: `objctiv` is not a key of this file / Did you mean `objectives`?"
    ] == course(tmp_path, "objective=shapes", topic="objctiv: {}\ntitle: T\n")


@pytest.mark.parametrize(
    ("front", "keys", "expected"),
    [
        ("", "", (2, 120)),
        ("---\ncountdown: 45\n---\n", "", (2, 45)),
        ("---\ncountdown: 45\nattempts: 1\n---\n", "countdown=60 attempts=4", (4, 60)),
        ("---\nattempts: 1\n---\n", "", (1, 120)),
    ],
)
def test_a_challenge_has_a_countdown(front: str, keys: str, expected: tuple[int, int]) -> None:
    """Two attempts and two minutes a problem, unless the page or the heading says otherwise."""
    page, found = read(front + EXERCISE.format("one", keys), mode="challenge")

    assert [] == found
    assert [expected] == [(exercise.attempts, exercise.countdown) for exercise in page.exercises()]


def test_front_matter_of_a_challenge() -> None:
    """A countdown in the front matter is a number of seconds, and belongs to a challenge."""
    front = "---\ncountdown: {0}\n---\n"

    assert [
        "2:12+4 unreadable: The value of `countdown` cannot be used / Write whole seconds from 1 to 3600, such as `countdown: 90`."
    ] == findings(front.format("9999"), mode="challenge")
    assert [
        "2:12+2 unknown-name: `countdown` means something on a page of mode `challenge` only / Remove it."
    ] == findings(front.format("90"), mode="try")


@pytest.mark.parametrize("mode", ["test", "challenge"])
def test_a_series_holds_no_set(mode: str) -> None:
    """A page that shows its exercises one by one cannot show a set within as well."""
    text = "## S {#s .set}\n\n#" + EXERCISE.format("one", "")

    assert [
        f"1:1+14 unknown-name: A set cannot stand on a page of mode `{mode}`, which is a series itself / Take the heading of the set away."
    ] == findings(text, mode=mode)
    assert [] == findings(text, mode="practice")
