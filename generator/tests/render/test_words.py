"""Feedback, word for word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from keyproof.render.known import EVERYWHERE, is_clear, seen
from keyproof.render.languages import english
from keyproof.render.phrase import to_html
from keyproof.render.words import Tone, bare_feedback, feedback, quick_check
from keyproof.verdict import Assertion, Outcome, State
from tests.render.samples import assertion, choice, fails, holds, prose, raises

WORDS = english()

KNOWN = EVERYWHERE | set("abcdesx") | {"rnn", "ok"}


def _said(outcome: Outcome, *, tone: Tone = "answer", note: str = "") -> str:
    pieces = feedback(outcome, tone=tone, note=note, known=KNOWN, words=WORDS)
    return "".join(f"`{piece}`" if index % 2 else piece for index, piece in enumerate(pieces))


def _limit(state: State, detail: str = "") -> Outcome:
    return Outcome(candidate="c", state=state, step="program", detail=detail)


def _ended(*assertions: Assertion) -> Outcome:
    return Outcome(candidate="c", state="refuted", step="check", assertions=assertions)


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ([], "Right."),
        (["a == 1"], "Right. `a == 1` holds."),
        (["a == 1", "b"], "Right. `a == 1` and `b` hold."),
        (["a", "b", "c"], "Right. `a`, `b` and `c` hold."),
        (["a", "b", "c", "d", "e"], "Right. `a`, `b`, `c` and 2 more hold."),
        (["a", "a", "a"], "Right. `a` holds."),
    ],
)
def test_a_right_answer_names_what_held(sources: list[str], said: str) -> None:
    """Up to three assertions are named, each once."""
    assert said == _said(holds(*sources))


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (
            fails("rnn.hidden_size == 20", "30"),
            "`rnn.hidden_size == 20` does not hold: `rnn.hidden_size` is `30`.",
        ),
        (fails("a == b", "1", "2"), "`a == b` does not hold: `a` is `1` and `b` is `2`."),
        (
            fails("x.shape == (3, 5)", "torch.Size([5, 3])"),
            "`x.shape == (3, 5)` does not hold: `x.shape` is `torch.Size([5, 3])`.",
        ),
        (fails('s == "a"', "'b'", "'a'"), "`s == \"a\"` does not hold: `s` is `'b'`."),
        (fails("1 == 2", "1", "2"), "`1 == 2` does not hold."),
        (_ended(Assertion(source="torch.equal(a, b)", held=False)), "`torch.equal(a, b)` does not hold."),
        (
            _ended(Assertion(source="ok", held=False, message="the `batch` moved.")),
            "The `batch` moved.",
        ),
        (
            _ended(assertion("a == 1"), assertion("b == 2", held=False, left_value="3")),
            "`b == 2` does not hold: `b` is `3`.",
        ),
        (_ended(), "The check does not hold."),
        (
            raises("TypeError", "missing `x`", source="nn.RNN(10)"),
            "Running it raises `TypeError: missing `x`` at `nn.RNN(10)`.",
        ),
        (raises("KeyError", ""), "Running it raises `KeyError`."),
        (raises("RuntimeError", "first\nsecond"), "Running it raises `RuntimeError: first …`."),
        (raises("RuntimeError", "x" * 300), f"Running it raises `RuntimeError: {'x' * 199} …`."),
        (
            raises("AssertionError", "Tensor-likes are not close!"),
            "The check does not hold: `Tensor-likes are not close!`.",
        ),
        (raises("AssertionError", ""), "The check does not hold."),
        (_limit("timeout", "10 seconds"), "Running it does not end in time (10 seconds)."),
        (_limit("timeout"), "Running it does not end in time."),
        (_limit("crash", "signal 11"), "Running it crashes Python (signal 11)."),
        (_limit("memory", "1024 MiB"), "Running it needs more memory than it may use (1024 MiB)."),
        (_limit("output", "64 KiB"), "Running it prints more than it may (64 KiB)."),
    ],
)
def test_a_wrong_answer_says_what_happened(outcome: Outcome, said: str) -> None:
    """The real value, the real exception, or the limit; a literal is not told twice."""
    assert said == _said(outcome)


def test_a_sentence_is_true_or_not_true() -> None:
    """Claims begin so; code goes on as it is, words in lower case."""
    assert "True. `a` holds." == _said(holds("a"), tone="claim")
    assert "True." == _said(holds(), tone="claim")
    assert "Not true. `a == 1` does not hold: `a` is `2`." == _said(fails("a == 1", "2"), tone="claim")
    assert "Not true. Running it raises `E: m`." == _said(raises("E", "m"), tone="claim")


def test_one_of_several_ticks_says_neither() -> None:
    """Whether a tick was right depends on whether the reader set it."""
    assert "`a` holds." == _said(holds("a"), tone="part")
    assert "It runs to the end of its check." == _said(holds(), tone="part")


def test_the_authors_note_comes_last() -> None:
    """A note is plain text with code spans; its line breaks are folded, its tags are text."""
    note = "Mind `seq_len`,\nnot <UNK> or ``a ` b``."

    assert "Right. `a` holds. Mind `seq_len`, not <UNK> or `a ` b`." == _said(holds("a"), note=note)
    assert "Right. `a` holds. `b`" == _said(holds("a"), note="`b`")


def test_without_a_run_only_right_or_wrong_is_said() -> None:
    """Nothing else is known."""
    assert ("Right. Because.",) == bare_feedback(keyed=True, note="Because.", words=WORDS)
    assert ("That is not the answer.",) == bare_feedback(keyed=False, note="", words=WORDS)


def test_the_quick_check_joins_all_right_answers() -> None:
    """Several ticks have a check each."""
    assert "<code>a &lt; 1</code> and <code>b</code> hold." == to_html(
        quick_check([holds("a < 1"), holds("b")], known=KNOWN, words=WORDS)
    )


def test_what_uses_names_nobody_has_seen_is_not_shown() -> None:
    """Helpers of a hidden setup mean nothing to a reader: neither right nor wrong answers name them."""
    assert "Right. `a` holds." == _said(holds("a", "agrees(a)", "step == 1"))
    assert "Right." == _said(holds("agrees(a)"))
    assert "It runs to the end of its check." == to_html(
        quick_check([holds("agrees(a)")], known=KNOWN, words=WORDS)
    )
    assert "The check of this answer does not hold." == _said(fails("step == 1", "0"))
    assert "True." == _said(holds("agrees(a)"), tone="claim")
    assert "Not true. No." == _said(fails("step == 1", "0"), tone="claim", note="No.")


def test_the_authors_message_stands_for_the_assertion() -> None:
    """It says in words what the check asks, so the check itself need not be read."""
    failed = _ended(Assertion(source="agrees(a)", held=False, message="These are other states."))

    assert "These are other states. Mind `a`." == _said(failed, note="Mind `a`.")
    assert "Not true. These are other states." == _said(failed, tone="claim")


def test_a_hidden_line_that_raises_is_not_shown() -> None:
    """The exception is; a line of the check only if its names are known."""
    for line, told in (
        ("b = a[1]", " at `b = a[1]`"),
        ("assert a()", " at `a()`"),
        ("b = agrees(a)", ""),
        ("for step in a:", ""),
    ):
        error = replace(raises("E", "m", source=line), step="check")
        assert f"Running it raises `E: m`{told}." == _said(error)


@pytest.mark.parametrize(
    ("source", "clear"),
    [
        ("all(part == a for part in b)", True),
        ("torch.equal(a, nn.Identity()(b))", True),
        ("(lambda n: n + a)(b)", True),
        ("a == hidden", False),
        ("a ==", False),
    ],
)
def test_a_piece_is_clear_if_every_name_is_known(source: str, *, clear: bool) -> None:
    """Names that the piece binds itself need no program; what is no Python is never clear."""
    assert clear == is_clear(source, KNOWN)


def test_names_are_seen_in_program_options_and_stem() -> None:
    """The setup and the check are not on the page."""
    exercise, _ = choice()

    assert {"hidden_size", "layers"} & seen(exercise) == set()
    assert {"layer", "nn"} <= seen(exercise)
    named = replace(exercise, before=prose("What is `width` of `f(x)`?"))
    assert {"width", "f", "x"} <= seen(named)
