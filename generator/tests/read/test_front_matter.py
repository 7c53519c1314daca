"""Front matter of a page of a topic."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from .samples import findings, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "---\nmode: try\ntitel: x\nattempts: 0\n---\n",
            [
                "4:11+1 unreadable: The value of `attempts` cannot be used / Write a whole number from 1 on, such as `attempts: 3`.",
                "3:1+5 unknown-name: `titel` is not a key of this file / Did you mean `title`?",
            ],
            id="an unknown key and an impossible value",
        ),
        pytest.param(
            "---\nminutes: 0\n---\n",
            [
                "2:10+1 unreadable: The value of `minutes` cannot be used / Write a whole number of minutes, such as `minutes: 10`.",
            ],
            id="a page that takes no time",
        ),
        pytest.param(
            "---\n- a\n---\n",
            [
                "2:1+3 unreadable: The front matter is not a mapping of keys to values / Write one `key: value` on each line.",
            ],
            id="a list",
        ),
        pytest.param(
            "---\njust text\n---\n",
            [
                "2:1+9 unreadable: The front matter is not a mapping of keys to values / Write one `key: value` on each line.",
            ],
            id="a sentence",
        ),
        pytest.param(
            "---\nmode: [\n---\n",
            [
                "2:8+1 unreadable: The front matter is not YAML: expected the node content, but found '<stream end>' / Write one `key: value` on each line, and put a value with a colon or a quote between quotes.",
            ],
            id="broken YAML",
        ),
        pytest.param(
            "---\ntitle: a: b\n---\n",
            [
                "2:9+1 unreadable: The front matter is not YAML: mapping values are not allowed here / Write one `key: value` on each line, and put a value with a colon or a quote between quotes.",
            ],
            id="a second colon",
        ),
        pytest.param(
            "---\n\ttitle: x\n---\n",
            [
                "2:1+1 unreadable: The front matter is not YAML: found character '\\t' that cannot start any token / Write one `key: value` on each line, and put a value with a colon or a quote between quotes.",
            ],
            id="a tab",
        ),
        pytest.param(
            "---\nmode: learn\nmode: try\n---\n",
            [
                "3:1+4 unreadable: `mode` stands here twice / Keep one of them.",
            ],
            id="a key written twice",
        ),
        pytest.param(
            "---\nmode: try\n\nx\n",
            [
                "1:1+3 unreadable: The front matter is never closed / Write `---` on a line of its own after it.",
            ],
            id="never closed",
        ),
        pytest.param(
            "---\nmode: learn\n---\nx\n",
            [
                "2:7+5 unknown-name: The front matter says `mode: learn`, but the file is named `try.md` / Write `mode: try`, or rename the file.",
            ],
            id="a mode that is not the file name",
        ),
        pytest.param(
            "---\ntitle: 3\n1: x\n---\n",
            [
                "2:8+1 unreadable: The value of `title` cannot be used / Write text, such as `title: Try it`.",
                "3:1+1 unknown-name: `1` is not a key of this file / Use one of `attempts`, `countdown`, `minutes`, `mode`, `title`, or remove it.",
            ],
            id="a number for a title and for a key",
        ),
        pytest.param(
            "---\n" + "[" * 3000 + "\n---\n",
            [
                "2:1+1 unreadable: The front matter is not YAML: it cannot be read / Write one `key: value` on each line, and put a value with a colon or a quote between quotes.",
            ],
            id="nested deeper than anybody can",
        ),
        pytest.param(
            "---\n---\n",
            [],
            id="nothing between the lines is fine",
        ),
        pytest.param(
            "---\n\nText.\n",
            [],
            id="a line at the top of the page is fine",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    """Each fault is reported with its rule, line, column, length, message and advice."""
    assert expected == findings(text, mode="try")


def test_a_page_knows_its_minutes() -> None:
    """They are part of the page, not only of its text."""
    page, found = read("---\nminutes: 25\n---\nx\n", mode="try")

    assert ([], 25) == (found, page.minutes)
