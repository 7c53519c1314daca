"""Fields for the numbers of a trace, what is given, and what each slip is told."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from keyproof.render.block import Position, exercise_block
from keyproof.render.languages import english, languages, words_of
from keyproof.render.phrase import to_markdown
from keyproof.render.trace import exact, interaction, told
from keyproof.settings import Settings
from keyproof.verdict import Outcome
from keyproof.verify.unrolled import SLIPS
from tests.render.conversion import convert
from tests.render.samples import answer, trace


def _shown() -> str:
    exercise, judged = trace()
    block = exercise_block(exercise, judged, position=Position(number=1, total=1), words=english())
    return convert(block)


def test_a_field_for_each_number() -> None:
    """Each says which number it is; what is given stands above, as the run gave it."""
    shown = _shown()

    assert ["Step 1, sum", "Step 1, h"] == re.findall(r'<input[^>]* aria-label="([^"]+)"', shown)
    for given in ("[[0.5]]", "[[2]]", "[0.1]", "[0.2]", "h = tanh(W_ih x + b_ih + W_hh h + b_hh)", "x = [1]"):
        assert f"<code>{given}</code>" in shown
    assert "A number is right if it is off by 0.005 at most." in shown


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.1, "0.1"), (0.12345, "0.12345"), (0.3745401, "0.3745401"), (1234567.75, "1234567.8"),
     (4e-05, "0.00004"), (-0.5, "-0.5"), (0.0, "0"), (1000.0, "1000")],
)  # fmt: skip
def test_what_a_reader_computes_with_is_not_rounded(value: float, text: str) -> None:
    """As many digits as a number of 32 bits has, and no more."""
    assert f"[{text}]" == exact((value,))


def test_the_solution_has_every_part() -> None:
    """A table, complete without a script; no number of it stands outside of the solution."""
    before, solution = _shown().split('class="kp-worked"')

    assert ["[0.5]", "[0.1]", "[0]", "[0.2]", "[0.8]", "[0.664]"] == re.findall(
        r"<td><code>(.*?)</code>", solution
    )
    assert "0.664" not in before.split("kp-solution")[0]


def test_the_payload_has_the_numbers_of_each_slip() -> None:
    """In the order of the fields; the last outcome is for any other numbers."""
    made = interaction(*trace(), english())

    assert (((0.8,), (0.664037,)), ((0.6,), (0.53705,))) == made.cells
    assert ["Right. `nn.RNN` gives these numbers too.", "That is what comes out without `b_hh`."] == [
        to_markdown(text) for text in made.outcomes[:2]
    ]
    assert len(made.cells) + 1 == len(made.outcomes)


@pytest.mark.parametrize("language", languages())
def test_every_slip_has_words(language: str) -> None:
    """In every language, and with what it is about."""
    exercise, judged = trace()
    words = words_of(Settings(root=Path(), language=language))
    for slip in SLIPS:
        answers = (judged.answers[0], answer(slip, Outcome(candidate=slip, state="refuted")))
        given = replace(judged, answers=answers)
        text = to_markdown(told(exercise, given, words)[1])
        assert text
        assert "{" not in text
