"""What `# blank:` takes out of a program."""

from __future__ import annotations

import pytest

from .samples import exercise, fill


@pytest.mark.parametrize(
    ("program", "shown", "blanks"),
    [
        ("r = f(10, 20)   # blank: 20", "r = f(10, 20)", [("20", 10)]),
        ("r = f(2, x=True)  # blank: True, 2", "r = f(2, x=True)", [("2", 6), ("True", 11)]),
        ("r = f((1, 3), 3)  # blank: (1, 3)", "r = f((1, 3), 3)", [("(1, 3)", 6)]),
        ("r = f((1,3))  # blank: (1, 3)", "r = f((1,3))", [("(1,3)", 6)]),
        ("r = f(a, b)  # blank: `a, b`", "r = f(a, b)", [("a, b", 6)]),
        ("r = f(20, 20)  # blank: 20 (2nd)", "r = f(20, 20)", [("20", 10)]),
        (
            "r = f('a, b', \"c\")  # blank: 'a, b', \"c\"",
            "r = f('a, b', \"c\")",
            [("'a, b'", 6), ('"c"', 14)],
        ),
        ("r = x  # shape: (3,)  # blank: x", "r = x  # shape: (3,)", [("x", 4)]),
        ("r = x  # blank: x  # shape: (3,)", "r = x  # shape: (3,)", [("x", 4)]),
        ("r = '# blank: r'  # blank: r", "r = '# blank: r'", [("r", 0)]),
        ("r = f(\n    1,\n    2,  # blank: 2\n)", "r = f(\n    1,\n    2,\n)", [("2", 18)]),
        ("r = a[-1]  # blank: -1\ns = 2 #blank:2", "r = a[-1]\ns = 2", [("-1", 6), ("2", 14)]),
    ],
)
def test_blanks(program: str, shown: str, blanks: list[tuple[str, int]]) -> None:
    """Whole tokens are taken out, in the order of the program, and the comment is stripped."""
    made = exercise(fill(program, options="- `99`"))

    assert made.program is not None
    assert shown == made.program.source
    assert blanks == [(blank.text, blank.start) for blank in made.blanks]
    assert [blank.text for blank in made.blanks] == [
        made.program.source[blank.start : blank.end] for blank in made.blanks
    ]


def test_repairs() -> None:
    """Marked lines are counted inside the program, and the marks are stripped."""
    text = (
        "## T {#t .fix}\n\n```python\na = 1\nif a:\n    b = 2  # repair\n    # repair\n```\n\n"
        "- [x] `b = 3`\n- [ ] `b = 4`\n\n```python check\nassert b == 3\n```\n"
    )
    made = exercise(text)

    assert (3, 4) == made.repair
    assert "a = 1\nif a:\n    b = 2\n    " == (made.program and made.program.source)
