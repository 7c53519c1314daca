"""Highlighting keeps every character of a program and cuts blanks anywhere."""

from __future__ import annotations

import pytest

from keyproof.exercise import Blank
from keyproof.render.highlight import highlight, program
from tests.render.conversion import parse
from tests.render.samples import at, blank


def _cut(source: str, *blanks: Blank) -> str:
    expected, end = "", 0
    for number, part in sorted(enumerate(blanks), key=lambda pair: pair[1].start):
        expected += source[end : part.start] + f"[{number + 1}]"
        end = part.end
    return expected + source[end:]


def _between(source: str, text: str) -> Blank:
    start = source.index(text)
    return Blank(text=text, start=start, end=start + len(text), place=at())


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("x = nn.RNN(10, 20)", ["20"]),
        ("x = 'a long <UNK> string'", ["<UNK>"]),
        ("x = f'{a!r} and {b}'", ["{b}"]),
        ("x = a + b * c", ["a + b"]),
        ("x = 1", ["x"]),
        ("x = 1", ["x", "= 1"]),
        ("for x in y:\n    z = x\n\n    w = {'a': 1}", ["z = x", "{'a': 1}"]),
        ("'''doc\nstring'''\nx = 1", ["c\nstr"]),
        ("é = '🔥🔥' # \u2028 naïve", ["🔥'"]),
        ("x = a[1:2]", ["1", "2"]),
        ("\tx = 1\r\ny = 2", ["y"]),
        ("\n\nx = 1", ["1"]),
        ("x = (", ["("]),
        ("a < b & c > d", ["<"]),
    ],
)
def test_no_character_is_lost(source: str, texts: list[str]) -> None:
    """The text of the page is the program with the blanks' texts replaced by their numbers."""
    blanks = [_between(source, text) for text in texts]

    made = highlight(source, blanks=blanks)

    assert _cut(source, *blanks) == parse(made).text
    assert "\n" not in made
    assert not set("{}\t\u2028") & set(made)


def test_blanks_out_of_order_keep_their_numbers() -> None:
    """A blank's number is its place in the record, wherever it stands."""
    source = "x = f(1, 2)"
    blanks = [blank(source, "2"), blank(source, "1")]

    assert "x = f([2], [1])" == parse(highlight(source, blanks=blanks)).text


def test_a_blank_is_a_span_of_its_own() -> None:
    """The widget finds it by class and number; it is never inside a coloured span."""
    source = "x = 'abc'"
    made = parse(highlight(source, blanks=[blank(source, "b")]))

    assert ["n", "o", "s1", "kp-blank", "s1"] == [node.attrs["class"] for node in made.all("span")]
    assert "0" == made.one(".kp-blank").attrs["data-blank"]


def test_a_program_is_marked_up_like_the_sites_own() -> None:
    """The theme colours what stands in `.highlight pre code`."""
    made = program("x = 1\n")

    expected = (
        '<div class="highlight"><pre><code><span class="n">x</span> <span class="o">=</span> '
        '<span class="mi">1</span></code></pre></div>'
    )
    assert expected == made
