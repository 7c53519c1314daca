"""What prose says is held against a run, under every seed."""

from __future__ import annotations

from typing import Any

import pytest

from keyproof.course import SourcePage
from keyproof.exercise import Exercise
from keyproof.finding import Finding
from keyproof.statement import Statement
from keyproof.verify import Pool
from keyproof.verify.prove import verify_one, verify_pages
from keyproof.verify.stated import agrees

from .factory import blank, code, exercise, option, place

RNN = (
    "nn.RNN(input_size, hidden_size, num_layers=1, nonlinearity='tanh', bias=True, batch_first=False, "
    "dropout=0.0, bidirectional=False, device=None, dtype=None)"
)


def _number(text: str, expression: str, line: int = 60) -> Statement:
    at = place(line, 5, len(text))
    return Statement(sort="number", text=text, place=at, source=expression, source_place=place(line, 20))


def _output(text: str, program: str = "", line: int = 70) -> Statement:
    made = place(line - 9) if program else None
    return Statement(sort="output", text=text, place=place(line), source=program, source_place=made)


def _run(program: str, line: int = 61) -> Statement:
    return Statement(sort="run", text=program, place=place(line), source=program, source_place=place(line))


def _signature(text: str) -> Statement:
    return Statement(sort="signature", text=text, place=place(80))


def _predict(*said: Statement, program: str = "x = 3", **more: Any) -> Exercise:
    options = (option("no", 20),)
    return exercise("predict", program=program, answer="1", options=options, statements=said, **more)


def _page(pool: Pool, *said: Statement, setup: str = "", seeds: int = 1) -> list[Finding]:
    setups = (code("import torch\nfrom torch import nn", 1), code(setup, 50))
    page = SourcePage(path="course/try.md", setup=setups, statements=said)
    return list(verify_pages([page], run=pool.run, jobs=1, seeds=seeds).findings)


def _lines(findings: Any) -> list[str]:
    return [f"{one.place.line} {one.rule}: {one.actual}" for one in findings]


def test_a_false_number(pool: Pool) -> None:
    """At the number, with the true value."""
    one = _predict(_number("600", "sum(p.numel() for p in rnn.parameters())"), program="rnn = nn.RNN(10, 20)")

    assert verify_one(one, run=pool.run).findings == (
        Finding(
            rule="false-number",
            place=place(60, 5, 3),
            what="`600` is not what the run gives",
            expected="`640`",
            actual="`sum(p.numel() for p in rnn.parameters())` is `640`",
            hint="Mend what is written, or the expression behind it.",
            exercise="one",
        ),
    )


@pytest.mark.parametrize(
    ("stated", "value", "true"),
    [
        ("640", "640", True),
        ("1,480", "1480", True),
        ("1_480", "1480", True),
        ("0.33", "0.3333333333", True),
        ("0.34", "0.3333333333", False),
        ("0.3333", "0.33334", True),
        ("0.3333", "0.33336", False),
        ("12", "12.4", True),
        ("12.0", "12.4", False),
        ("-0.5", "-0.45", True),
        ("1e-3", "0.0014", True),
        ("1e-3", "0.0016", False),
        ("nan", "nan", True),
        ("3", "nan", False),
        ("3", "'3'", True),
        ("3", "(3,)", False),
        ("(4, 7, 3)", "(4, 7, 3)", True),
        ("(4,7,3)", "(4, 7, 3)", True),
        ("(4, 3, 7)", "(4, 7, 3)", False),
        ("True", "True", True),
        ("1", "True", False),
        ("tanh", "'tanh'", True),
        ("'tanh'", "'tanh'", True),
        ("relu", "'tanh'", False),
    ],
)
def test_a_number_has_to_agree_to_its_last_digit(stated: str, value: str, true: bool) -> None:
    """Anything else has to be the same."""
    assert true == agrees(stated, value)


def test_an_expression_that_fails(pool: Pool) -> None:
    """What it raises is told."""
    assert _lines(verify_one(_predict(_number("3", "y")), run=pool.run).findings) == [
        "60 false-number: it raises `NameError: name 'y' is not defined` at `y`"
    ]


@pytest.mark.parametrize(
    "one",
    [
        _predict(_number("3", "x")),
        exercise(
            "fill",
            program="x = 3",
            blanks=(blank("x = 3", "3", 10),),
            options=(option("4", 20),),
            check="assert x == 3",
            statements=(_number("3", "x"),),
        ),
        exercise(
            "fix",
            program="x = y",
            repair=(1, 1),
            options=(option("x = 4", 20), option("x = 3", 21, keyed=True)),
            check="assert x == 3",
            statements=(_number("3", "x"),),
        ),
        exercise(
            "choice",
            program="x = 3",
            options=(option("x", 20, keyed=True), option("4", 21)),
            check="assert answer == 3",
            statements=(_number("3", "x"),),
        ),
        exercise("choice", unverified="taste", program="x = 3", statements=(_number("3", "x"),)),
        exercise(
            "predict",
            program="x = 3\nx.y",
            raises="AttributeError",
            options=(option("no", 20),),
            setup=("x = 3",),
            statements=(_number("3", "x"),),
        ),
    ],
    ids=["predict", "fill", "fix", "choice", "unverified", "a program that raises"],
)
def test_numbers_of_every_kind_see_the_program(pool: Pool, one: Exercise) -> None:
    """Solved or repaired; one that is to raise leaves only its setup."""
    assert () == verify_one(one, run=pool.run).findings


def test_a_program_that_does_not_run_is_told_once(pool: Pool) -> None:
    """Its numbers cannot be looked at."""
    one = _predict(_number("3", "x"), program="x = 3\nx.y")

    assert ["broken-program"] == [found.rule for found in verify_one(one, run=pool.run).findings]


def test_a_number_that_is_drawn(pool: Pool) -> None:
    """It is right under seed 0 by luck."""
    one = _predict(_number("0.50", "x"), program="x = torch.rand(1).item()")

    assert () == verify_one(one, run=pool.run).findings
    assert _lines(verify_one(one, run=pool.run, seeds=3).findings) == [
        "60 false-number: `x` is `0.7576315999031067` (under seed 1)"
    ]


def test_a_false_output(pool: Pool) -> None:
    """As a difference of lines."""
    one = _predict(_output("a\nc"), program="print('a  ')\nprint('b')")

    assert verify_one(one, run=pool.run).findings == (
        Finding(
            rule="false-output",
            place=place(70),
            what="The program prints something else",
            actual="--- stated\n+++ printed\n@@ -1,2 +1,2 @@\n a\n-c\n+b",
            hint="Write what is printed. Lines that begin with `-` are not, those with `+` are.",
            exercise="one",
        ),
    )


@pytest.mark.parametrize("stated", ["a\nb", "a  \nb\n\n", "a\nb   "])
def test_white_space_at_the_ends_does_not_count(pool: Pool, stated: str) -> None:
    """Of lines and of the whole."""
    one = _predict(_output(stated), program="print('a  ')\nprint('b')")

    assert () == verify_one(one, run=pool.run).findings


def test_programs_of_a_page_run_one_after_another(pool: Pool) -> None:
    """Each sees the names of those before, and prints only what it prints itself."""
    said = (
        _number("1", "len(dir())", 55),
        _run("x = 3\nprint('x')", 61),
        _output("x", "x = 3\nprint('x')", 70),
        _number("3", "x", 75),
        _run("print(x)", 81),
        _output("4", "print(x)", 90),
    )

    assert ["55", "90"] == [line.split()[0] for line in _lines(_page(pool, *said))]
    assert ["--- stated\n+++ printed\n@@ -1 +1 @@\n-4\n+3"] == [one.actual for one in _page(pool, *said[1:])]


def test_a_program_of_a_page_that_does_not_run(pool: Pool) -> None:
    """At its line, and what builds on it is passed over."""
    found = _page(pool, _run("x = 3\nx.y"), _number("9", "x", 75))

    assert _lines(found) == [
        "62 broken-program: it raises `AttributeError: 'int' object has no attribute 'y'` at `x.y`"
    ]


def test_a_setup_of_a_page_that_does_not_run(pool: Pool) -> None:
    """Told once."""
    found = _page(pool, _run("1"), _number("9", "x", 75), setup="y", seeds=3)

    assert _lines(found) == ["50 broken-program: it raises `NameError: name 'y' is not defined` at `y`"]


@pytest.mark.parametrize(
    "text",
    [
        RNN,
        "nn.RNN(input_size: int, hidden_size: int, num_layers: int = 1, nonlinearity: str = 'tanh', "
        "bias: bool = True, batch_first: bool = False, dropout: float = 0.0, bidirectional: bool = False, "
        "device=None, dtype=None) -> None",
        "nn.RNN.forward(self, input, hx=None)",
        "nn.RNN.forward(input, hx=None)",
        "nn.Linear(\n    in_features, out_features, bias=True, device=None, dtype=None\n)",
        "nn.utils.rnn.pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side='right')",
    ],
)
def test_true_signatures(pool: Pool, text: str) -> None:
    """Annotations are not compared; a class has no `self`, a method may do without."""
    assert [] == _page(pool, _signature(text))


def test_a_signature_that_leaves_bias_out(pool: Pool) -> None:
    """The documented one is found among the overloads: `nn.RNN` itself takes `(*args, **kwargs)`."""
    assert _page(pool, _signature(RNN.replace("bias=True, ", ""))) == [
        Finding(
            rule="false-signature",
            place=place(80),
            what="The signature of `nn.RNN` is another one",
            expected=RNN,
            actual=RNN.replace("bias=True, ", ""),
            hint="Write all arguments in their order, with their defaults.",
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        RNN.replace("'tanh'", "'relu'"),
        RNN.replace("dropout=0.0", "dropout=0"),
        RNN.replace("bias=True, batch_first=False", "batch_first=False, bias=True"),
        RNN.replace("hidden_size", "units"),
        RNN.replace("num_layers", "*, num_layers"),
        "nn.RNN(*args, **kwargs)",
    ],
)
def test_order_names_defaults_and_marks_count(pool: Pool, text: str) -> None:
    """One of them off is a finding."""
    assert ["false-signature"] == [found.rule for found in _page(pool, _signature(text))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("torch.randn(*size)", "Python tells no signature of it"),
        ("nn.RNNN(x)", "module 'torch.nn' has no attribute 'RNNN'"),
    ],
)
def test_signatures_that_cannot_be_compared(pool: Pool, text: str, told: str) -> None:
    """They are not taken on trust."""
    (found,) = _page(pool, _signature(text))

    assert told in found.actual
    assert f"The signature of `{text.partition('(')[0]}` cannot be compared" == found.what


def _told(statements: Any) -> list[tuple[str, int, str, str, str, str]]:
    return [(s.sort, s.place.line, s.said, s.gave, s.truth, s.exercise) for s in statements]


def test_statements_are_told_with_what_the_run_gave(pool: Pool) -> None:
    """True and false ones, those of comments among them, by place."""
    said = (_number("640", "x"), _number("3", "x", 61), _output("3"), _signature(RNN))
    program = "x = 3\nprint(x)\ny = torch.zeros(2)  # (3,)\nz = torch.zeros(2)  # shape: (2,)"
    one = _predict(*said, program=program)

    assert _told(verify_one(one, run=pool.run).statements) == [
        ("comment", 12, "(3,)", "(2,)", "false", "one"),
        ("comment", 13, "shape: (2,)", "(2,)", "true", "one"),
        ("number", 60, "640", "3", "false", "one"),
        ("number", 61, "3", "3", "true", "one"),
        ("output", 70, "3", "3", "true", "one"),
        ("signature", 80, RNN, RNN, "true", "one"),
    ]


def test_what_the_run_did_not_come_to_is_neither_true_nor_false(pool: Pool) -> None:
    """Behind an error of the program, in a branch that is not taken, and after a setup that fails."""
    program = "if False:\n    y = torch.zeros(2)  # (2,)\nx = 1 / 0"
    one = _predict(_number("3", "x"), program=program)
    broken = exercise("predict", program=program, setup=("1 / 0",), statements=one.statements)

    for some in (one, broken):
        assert _told(verify_one(some, run=pool.run).statements) == [
            ("comment", 11, "(2,)", "", "unreached", "one"),
            ("number", 60, "3", "", "unreached", "one"),
        ]


def test_of_a_statement_that_is_false_under_another_seed_that_is_told(pool: Pool) -> None:
    """As in its finding."""
    one = _predict(_number("0", "torch.initial_seed()"))

    (told,) = verify_one(one, run=pool.run, seeds=3).statements
    assert ("1", "false") == (told.gave, told.truth)


def test_statements_of_a_page(pool: Pool) -> None:
    """Programs that run and that do not, and what follows them."""
    page = SourcePage(
        path="course/try.md",
        setup=(code("import torch", 1),),
        statements=(_run("x = 3", 61), _number("3", "x", 62), _run("y + x", 63), _number("3", "x", 64)),
    )

    assert _told(verify_pages([page], run=pool.run, jobs=1).statements) == [
        ("program", 61, "x = 3", "it runs", "true", ""),
        ("number", 62, "3", "3", "true", ""),
        ("program", 63, "y + x", "it raises `NameError: name 'y' is not defined` at `y + x`", "false", ""),
        ("number", 64, "3", "", "unreached", ""),
    ]
