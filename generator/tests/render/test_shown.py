"""What a run gave is shown as it is, whatever Markdown or HTML would make of it."""

from __future__ import annotations

from typing import Any

import pytest

from keyproof.exercise import SLOT, Prose, Slot
from keyproof.finding import Place
from keyproof.render.languages import english
from keyproof.render.prose import protected, written
from keyproof.render.shown import shown
from keyproof.statement import Computed

HERE = Place(path="page.md", line=3, column=4)


def _computed(sort: Any, text: str, code: str = "") -> Computed:
    return Computed(slot=HERE, sort=sort, code=code, text=text)


def test_a_value_is_code() -> None:
    """It reads from left to right unless it is text of another direction."""
    assert '<code class="kp-value" dir="auto">640</code>' == shown(_computed("value", "640"), english())


@pytest.mark.parametrize("mark", list("|`*_<>&{}[]\\#~\"'-.:"))
def test_a_value_holds_nothing_that_an_engine_could_act_on(mark: str) -> None:
    """Each such character is a reference, in a table and in a sentence."""
    assert f">a&#{ord(mark)};b</code>" in shown(_computed("value", f"a{mark}b"), english())


@pytest.mark.parametrize(("text", "inside"), [("a\n  b", "a b"), ("", " ")])
def test_a_value_stands_on_one_line(text: str, inside: str) -> None:
    """However the run wrote it."""
    assert f">{inside}</code>" in shown(_computed("value", text), english())


def test_a_program_and_what_it_printed() -> None:
    """Two fences, whose marks are longer than any inside."""
    assert "````python\nprint('```')\n````\n\n````text\n```\n````" == shown(
        _computed("run", "```\n", "print('```')"), english()
    )


@pytest.mark.parametrize(
    ("printed", "code", "expected"),
    [("", "x = 1", "```python\nx = 1\n```"), (" \n", "x = 1", "```python\nx = 1\n```"), ("", "", "")],
)
def test_what_there_is_not_is_not_shown(printed: str, code: str, expected: str) -> None:
    """No empty block for a program that prints nothing, and nothing for a hidden one."""
    assert expected == shown(_computed("run", printed, code), english())


def _prose(text: str, filled: str | None) -> Prose:
    slot = Slot(place=HERE, written="`{python} x`", filled=filled)
    return Prose(text=text, place=HERE, slots=(slot,))


def test_prose_is_protected_and_what_fills_it_is_not() -> None:
    """Inside our elements an author's `<` is text, and our own element is an element."""
    prose = _prose(f"A <b> of {SLOT}.", "<code>3</code>")

    assert "A &lt;b> of <code>3</code>." == protected(prose)
    assert "A <b> of <code>3</code>." == written(prose)


def test_where_nothing_was_computed_stands_what_the_author_wrote() -> None:
    """A finding tells why."""
    assert "It is `{python} x`." == written(_prose(f"It is {SLOT}.", None))


def test_a_table_scrolls_in_its_own_box() -> None:
    """By keyboard too; numbers stand under each other, and nothing in a cell is markup."""
    made = _computed("table", '{"columns": ["a|", "b"], "rows": [["<UNK>", "1"]], "numbers": [false, true]}')

    assert shown(made, english()) == (
        '<div class="kp-computed" tabindex="0" role="region" aria-label="a|, b"><table class="kp-table">'
        '<thead><tr><th scope="col">a|</th><th scope="col" class="kp-number">b</th></tr></thead>'
        '<tbody><tr><td>&lt;UNK&gt;</td><td class="kp-number">1</td></tr></tbody></table></div>'
    )
