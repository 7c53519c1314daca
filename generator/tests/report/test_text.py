"""The look of a report."""

from __future__ import annotations

from keyproof.finding import Finding, Place
from keyproof.report import report


def _finding(line: int, column: int, length: int, **fields: str) -> Finding:
    place = Place(path="a.md", line=line, column=column, length=length)
    return Finding(**{"rule": "wrong-key", "place": place, "what": "The key does not hold", **fields})


def test_a_finding_shows_its_line_with_a_caret_and_what_to_do() -> None:
    """Place, source line, caret as long as the stretch, then expected, actual and what to do."""
    text = "# A\n- [x] `nn.RNN(20)`\n"
    finding = _finding(2, 8, 10, expected="`nn.RNN(10, 20)`", actual="TypeError", hint="Tick another.")

    expected = (
        "a.md:2:8: wrong-key: The key does not hold\n"
        "     2 | - [x] `nn.RNN(20)`\n"
        "       |        ^^^^^^^^^^\n"
        "  expected: `nn.RNN(10, 20)`\n"
        "  actual:   TypeError\n"
        "  do:       Tick another."
    )

    assert expected == report([finding], {"a.md": text})


def test_a_warning_says_that_it_is_one() -> None:
    """It does not stop anything, so it must not look as if it did."""
    printed = report([_finding(2, 8, 10, severity="warning")], {})

    assert "a.md:2:8: wrong-key (warning): The key does not hold" == printed


def test_findings_are_sorted_by_place_whatever_their_order() -> None:
    """Two runs print the same report."""
    first, second = _finding(1, 1, 1), _finding(2, 1, 1)

    assert report([first, second], {}) == report([second, first], {})
    assert report([second, first], {}).index("a.md:1:1") < report([second, first], {}).index("a.md:2:1")


def test_the_caret_stands_under_its_character_after_tabs_and_never_passes_the_line() -> None:
    """Tabs are repeated before the caret; a stretch that runs over the line's end is cut."""
    printed = report([_finding(1, 3, 99)], {"a.md": "\t\tabc\n"})

    assert "     1 | \t\tabc\n       | \t\t^^^" == "\n".join(printed.split("\n")[1:3])


def test_a_line_separator_character_does_not_shift_the_line_numbers() -> None:
    """Only newlines count as line ends, as in editors."""
    printed = report([_finding(2, 1, 1)], {"a.md": "one\u2028still one\ntwo\n"})

    assert "     2 | two" in printed


def test_several_lines_of_a_value_are_indented_under_the_first() -> None:
    """A traceback stays readable."""
    printed = report([_finding(1, 1, 1, actual="one\ntwo")], {})

    assert printed.endswith("  actual:   one\n            two")
