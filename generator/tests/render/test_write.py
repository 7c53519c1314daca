"""Programs to write, as they stand in a page: whole without a script."""

from __future__ import annotations

import base64
import html
import json
import re
import zlib

from keyproof.render.block import Position, digest, exercise_block
from keyproof.render.languages import english
from tests.render.conversion import convert
from tests.render.samples import write


def _block() -> str:
    exercise, verdict = write()
    return exercise_block(exercise, verdict, position=Position(number=1, total=1), words=english())


def _text(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def test_task_starter_and_tests_are_in_the_page() -> None:
    """A reader without a script has all of it, and a field with the starter to write in."""
    shown = convert(_block())

    assert "assert make().hidden_size == 20" in _text(shown)
    field = re.search(r"<textarea[^>]*>(.*?)</textarea>", shown, re.DOTALL)
    assert field and "def make():\n    ..." == html.unescape(field[1])
    assert "I am done: my program passes the tests" in _text(shown)
    assert "keyproof-exercise" not in shown


def test_the_solutions_stand_in_one_block_that_opens() -> None:
    """The reference, and each wrong one with what the run showed and its author's note."""
    shown = convert(_block())
    solution = shown[shown.index('<details class="kp-solution">') :]
    inside = _text(solution[: solution.index("</details>")])

    assert "Inputs first." in inside
    assert "return nn.RNN(10, 20)" in inside
    assert "return nn.RNN(20, 10)" in inside
    assert "make().hidden_size == 20 does not hold: make().hidden_size is 10." in inside
    assert "The input comes first." in inside
    assert shown.count('<details class="kp-solution">') == 1


def test_whatever_runs_programs_finds_them_as_text() -> None:
    """The payload has setup, starter and tests, and the digest of the page."""
    exercise, verdict = write()
    packed = re.search(r'<keyproof-own data-payload="([^"]+)"', _block())
    assert packed
    data = json.loads(zlib.decompress(base64.b64decode(packed[1]), -zlib.MAX_WBITS))

    assert {"setup", "program", "tests"} == set(data["runnable"])
    assert "def make():\n    ..." == data["runnable"]["program"]
    assert digest(exercise, verdict) == data["digest"]
    assert f'data-kp-digest="{data["digest"]}"' in _block()
