"""A comment about a tensor is a claim, and is held against the run."""

from __future__ import annotations

import pytest

from keyproof.finding import Finding
from keyproof.verify import Pool
from keyproof.verify.comments import claims, false_comments
from keyproof.verify.prove import verify_one

from .factory import code, exercise, option, place


def _false(pool: Pool, program: str) -> list[str]:
    one = exercise("predict", program=program + "\nprint('end')", options=(option("no", 20),))
    findings = verify_one(one, run=pool.run).findings
    assert {"false-comment"} >= {finding.rule for finding in findings}, findings
    return [f"{finding.expected} {finding.actual}" for finding in findings]


def test_axes_of_the_default_layout_that_are_mixed_up(pool: Pool) -> None:
    """The slip seen in the wild: by default the batch is the second axis."""
    program = (
        "rnn = nn.RNN(10, 20)\n"
        "x = torch.randn(3, 5, 10)  # batch=3, seq_len=5, input_size=10\n"
        "print(rnn(x)[0].sum() < 9e9)"
    )
    one = exercise("predict", program=program, options=(option("False", 20),))

    assert verify_one(one, run=pool.run).findings == (
        Finding(
            rule="false-comment",
            place=place(11, 28, 35),
            what="The comment beside `x` is not so: `batch=3, seq_len=5, input_size=10`",
            expected="`seq_len=3, batch=5, input_size=10`",
            actual="`x` is `(seq_len, batch, input_size) = (3, 5, 10)` "
            "in the layout of the layer that has it",
            hint="Mend the comment, or the line it stands on.",
            exercise="one",
        ),
    )


@pytest.mark.parametrize(
    "program",
    [
        "x = torch.randn(3, 5, 10)  # seq_len=3, batch=5\nnn.RNN(10, 20)(x)",
        "x = torch.randn(3, 5, 10)  # batch=5, seq_len=3\nnn.RNN(10, 20)(x)",
        "x = torch.randn(3, 5, 10)  # batch=3, seq_len=5, features=10\nnn.RNN(10, 20, batch_first=True)(x)",
        "x = torch.randn(3, 5, 10)  # N=3, L=5, H_in=10\nnn.LSTM(10, 20, batch_first=True)(input=x)",
        "x = torch.randn(3, 10)  # T=3, input_size=10\nnn.GRU(10, 20)(x)",
        "h = torch.zeros(2, 5, 20)  # layers=2, N=5, H=20\nnn.RNN(10, 20, 2)(torch.zeros(3, 5, 10), h)",
        "out, h = nn.RNN(10, 20)(torch.zeros(3, 5, 10))  # seq_len=3, batch=5, hidden_size=20",
        "out, h = nn.RNN(10, 20)(torch.zeros(3, 5, 10))  # shape: (3, 5, 20)",
        "x = torch.randn(3, 5)  # batch=3, features=5",
        "x = torch.randn(\n    3, 5\n)  # shape: (3, 5)",
        "s = torch.zeros(3, 5).shape  # shape: (3, 5)",
        "n = 3  # batch=4",
        "x = torch.randn(3)  # learning rate: 3, batch=9",
        "print(3)  # shape: (9, 9)",
        "x = torch.zeros(3)  # shape: (3,)\nx = torch.zeros(4)  # shape: (4,)",
    ],
)
def test_true_comments_and_comments_that_claim_nothing(pool: Pool, program: str) -> None:
    """Names are held against the layout of the layer, whatever the order they are written in."""
    assert [] == _false(pool, program)


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("x = torch.zeros(3, 5)  # shape: (5, 3)", "`shape: (3, 5)` `x` is `(3, 5)`"),
        ("x = torch.zeros(3, 5)  # batch=5, features=3", "`3, 5` `x` is `(3, 5)`"),
        (
            "x = torch.zeros(3, 5, 10)  # batch=5\nnn.RNN(10, 20, batch_first=True)(x)",
            "`batch=3, seq_len=5, input_size=10` "
            "`x` is `(batch, seq_len, input_size) = (3, 5, 10)` in the layout of the layer that has it",
        ),
        (
            "out, h = nn.RNN(10, 20)(torch.zeros(3, 5, 10))  # batch=3",
            "`seq_len=3, batch=5, hidden_size=20` "
            "`out` is `(seq_len, batch, hidden_size) = (3, 5, 20)` in the layout of the layer that has it",
        ),
        (
            "x = torch.zeros(3, 5, 10)  # hidden_size=10\nnn.RNN(10, 20)(x)",
            "`seq_len=3, batch=5, input_size=10` "
            "`x` is `(seq_len, batch, input_size) = (3, 5, 10)` in the layout of the layer that has it",
        ),
        (
            "for n in (1, 2):\n    x = torch.zeros(n)  # shape: (1,)",
            "`shape: (2,)` `x` is `(2,)`",
        ),
    ],
)
def test_false_comments(pool: Pool, program: str, told: str) -> None:
    """The finding says what is true."""
    assert [told] == _false(pool, program)


@pytest.mark.parametrize(
    "comment",
    ["Shape: (9, 5)", "shape [9, 5]", "shape (9, 5)", "(9, 5)", "shapes: (9, 5), (1, 5)",
     "-> torch.Size([9, 5])", "output: (9, 5)", "shape is (9, 5)", "size: (9, 5)", "→ (9, 5)"],
)  # fmt: skip
def test_common_spellings_of_a_shape(comment: str) -> None:
    """People write shapes in many ways; each of these can mean nothing else."""
    assert [(9, 5)] == [claim.shape for claim in claims(code(f"x = torch.zeros(3, 5)  # {comment}", 1))]


@pytest.mark.parametrize(
    "comment", ["[9, 5]", "(9)", "see (9, 5)", "(9, 5) or so", "shape[0] is time", "(a, b)", "stride: (2, 2)"]
)
def test_comments_that_may_mean_something_else(comment: str) -> None:
    """A list may be the value; numbers in a sentence may be anything."""
    assert () == claims(code(f"x = torch.zeros(3, 5)  # {comment}", 1))


def test_a_tuple_beside_a_short_vector_may_be_its_value(pool: Pool) -> None:
    """It is held against the shape otherwise."""
    program = "x = torch.tensor((1, 2))  # (1, 2)\ny = torch.zeros(3, 5)  # (5, 3)"

    assert ["`shape: (3, 5)` `y` is `(3, 5)`"] == _false(pool, program)


@pytest.mark.parametrize(
    ("comment", "word", "near"),
    [
        ("btach=3, features=5", "btach", "batch"),
        ("shpae: (3, 5)", "shpae", "shape"),
        ("seqlen=3", "seqlen", "seq_len"),
    ],
)
def test_a_near_miss_is_reported(comment: str, word: str, near: str) -> None:
    """Such a comment would never be checked."""
    one = exercise("predict", program=f"x = torch.zeros(3, 5)  # {comment}", options=(option("no", 20),))

    assert [
        Finding(
            rule="unknown-name",
            place=place(10, 26, len(word)),
            what=f"`{word}` is not a word that a comment is checked by",
            hint=f"Did you mean `{near}`?",
            exercise="one",
        )
    ] == list(false_comments(one, ()))


@pytest.mark.parametrize(
    "comment", ["step=3", "batches=3", "lr=3", "scale: (3, 5)", "shapes: (3, 5)", "batch=3"]
)
def test_other_words_are_no_near_misses(comment: str) -> None:
    """A comment may name whatever it likes."""
    one = exercise("predict", program=f"x = torch.zeros(3, 5)  # {comment}", options=(option("no", 20),))

    assert [] == list(false_comments(one, ()))


def test_the_layer_tells_the_layout_even_when_it_then_raises(pool: Pool) -> None:
    """A `fix` may show a wrong input, but not a wrong comment beside it."""
    program = "rnn = nn.RNN(10, 20)\nx = torch.randn(3, 5, 9)   # batch=3, seq_len=5\nout, h = rnn(x)"
    one = exercise(
        "fix",
        program=program,
        repair=(2, 2),
        options=(option("x = torch.randn(3, 5, 10)", 20, keyed=True), option("x = None", 21)),
        check="assert out.shape == (3, 5, 20)",
    )
    found = verify_one(one, run=pool.run).findings

    assert [("false-comment", 11)] == [(finding.rule, finding.place.line) for finding in found]


def test_watching_changes_nothing_for_the_answers(pool: Pool) -> None:
    """The program is watched in a run of its own."""
    program = "x = torch.zeros(3)  # shape: (3,)"
    check = "assert not hasattr(nn.RNN.forward, '__wrapped__')\nassert answer"
    options = (option("x.sum() == 0", 20, keyed=True), option("x.sum() == 1", 21))
    one = exercise("choice", program=program, options=options, check=check)

    assert () == verify_one(one, run=pool.run).findings


def test_a_program_that_is_no_python_claims_nothing() -> None:
    """Its fault is reported elsewhere."""
    assert () == claims(code("x = (  # shape: (1,)", 1))
