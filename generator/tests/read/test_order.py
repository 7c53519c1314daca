"""What an `order` needs, and how its program is taken into pieces."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from keyproof.read.order import read_pieces

from .samples import exercise, findings

PAGE = "## T {{#t .order{keys}}}\n\n```python\n{program}\n```\n\n```python check\nassert d\n```\n{rest}"


def _page(program: str, *, keys: str = "", rest: str = "") -> str:
    return PAGE.format(program=program, keys=keys, rest=rest)


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("a = 1\nb = 2", ["a = 1", "b = 2"]),
        ("# one\n# more\na = 1\nb = 2  # two\n# end", ["# one\n# more\na = 1", "b = 2  # two\n# end"]),
        ("for a in b:\n    c\n\n    d\ne = 1", ["for a in b:\n    c\n\n    d", "e = 1"]),
        (
            "@a\ndef f():\n    pass\nb = (\n    1,\n\n    2,\n)",
            ["@a\ndef f():\n    pass", "b = (\n    1,\n\n    2,\n)"],
        ),
        ("a = 1; b = 2\nc = 3", ["a = 1; b = 2", "c = 3"]),
        ("\na = 1\nb = 2\n", ["a = 1", "b = 2"]),
        ("a = 1\nb = 2\n\nc = 3", ["a = 1\nb = 2", "c = 3"]),
        ("a = 1\n\n# two\n\n# more\nb = 2\nc = 3", ["a = 1", "# two\n\n# more\nb = 2\nc = 3"]),
    ],
)
def test_pieces(program: str, expected: list[str]) -> None:
    """A statement with its body and with the comments above it; blank lines between statements make groups."""
    lines = program.split("\n")

    assert expected == ["\n".join(lines[first - 1 : last]).rstrip() for first, last in read_pieces(program)]


def test_an_order() -> None:
    """The pieces are told by their lines, and the program stays as it is written."""
    one = exercise(_page("a = 1\nb = 2\nd = 3"))

    assert ("order", ((1, 1), (2, 2), (3, 3))) == (one.kind, one.pieces)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            _page("d = 1"),
            [
                "4:1+5 option-count: This program is one piece, so there is nothing to put in order / Write more statements. Blank lines divide them into groups, which are moved as a whole."
            ],
            id="one piece",
        ),
        pytest.param(
            _page("\n".join(f"d = {n}" for n in range(8))),
            [
                "4:1+5 option-count: This program has 8 pieces, and at most 7 can be put in order / Group them: with blank lines between some of them, the groups are what a reader moves."
            ],
            id="eight pieces",
        ),
        pytest.param(
            _page("a = 1  # repair\nd = 1", keys=" shufle=on"),
            [
                "1:17+9 unknown-name: `shufle` is not a key that this kind of exercise knows / Use one of `attempts`, `countdown`, `objective`, `seconds`, `unverified`, or remove it.",
                "4:8+8 unknown-name: `# repair` means nothing in an exercise of kind `order` / Remove the comment, or make this an exercise of kind `fix`.",
            ],
            id="a key and a comment of other kinds",
        ),
        pytest.param(
            "## T {#t .order}\n\n```python\na = 1\nb =\n```\n",
            [
                "1:1+16 unverified: This exercise has no check, so nothing can be proven / Add a ```python check fence with assertions that only a right order passes.",
                "5:4+1 syntax: The program is not Python: invalid syntax / Correct the code; it has to run as it stands.",
            ],
            id="no check, no Python",
        ),
        pytest.param(
            "## T {#t .ordr}\n\ntext\n",
            ["1:10+5 unknown-name: `.ordr` is not a kind of exercise / Did you mean `.order`?"],
            id="a near name",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    """Every fault with its place and what to do."""
    found = findings(text)

    assert expected == found[: len(expected)]
