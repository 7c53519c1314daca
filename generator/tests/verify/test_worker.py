"""What a candidate did is told truly: values, assertions, exceptions, lines, text."""

from __future__ import annotations

import platform

import pytest

from keyproof.verdict import Assertion, Outcome, Raised
from keyproof.verify import Job, Pool
from keyproof.verify.job import Candidate

from .factory import PATH, SETUP, job, step


def _checked(pool: Pool, check: str, program: str = "x = 1") -> Outcome:
    return pool.run(job(program, check=check)).outcomes[0]


def _raised(pool: Pool, program: str) -> Raised:
    raised = pool.run(job(program)).outcomes[0].raised
    assert raised is not None
    return raised


def _value(pool: Pool, source: str, program: str = "pass") -> Outcome:
    steps = (step(program), step(source, role="answer", line=30, mode="value"))
    one = Job(setup=(step(SETUP, role="setup", line=1),), candidates=(Candidate(name="run", steps=steps),))
    return pool.run(one).outcomes[0]


@pytest.mark.parametrize(
    ("check", "source", "sides"),
    [
        ("assert x == 2", "x == 2", ("x", "1", "2", "2")),
        ("assert (x\n    == 2)", "x == 2", ("x", "1", "2", "2")),
        ("assert 0 < x < 1", "0 < x < 1", ("x", "1", "1", "1")),
        ("assert 1 < x < 9", "1 < x < 9", ("1", "1", "x", "1")),
        ("assert x == 1 and x == 3", "x == 1 and x == 3", ("x", "1", "3", "3")),
        ("assert not x", "not x", ("", "", "", "")),
        ("assert x in [2, 3]", "x in [2, 3]", ("x", "1", "[2, 3]", "[2, 3]")),
        ("for i in range(3):\n    assert i != 2", "i != 2", ("i", "2", "2", "2")),
        ("def f():\n    assert x is None\nf()", "x is None", ("x", "1", "None", "None")),
        ("assert (n := x + 4) == 2", "(n := x + 4) == 2", ("n := x + 4", "5", "2", "2")),
        ("s = torch.Size([1, 2])\nassert s == 2", "s == 2", ("s", "(1, 2)", "2", "2")),
        ("assert torch.tensor(3) == 2", "torch.tensor(3) == 2", ("torch.tensor(3)", "3", "2", "2")),
        ("assert torch.ones(2) is x", "torch.ones(2) is x", ("torch.ones(2)", "tensor([1., 1.])", "x", "1")),
        (
            "y = torch.ones(5, 3, 20)\nassert y is x",
            "y is x",
            ("y", "tensor of shape (5, 3, 20)", "x", "1"),
        ),
    ],
)
def test_a_failed_assertion_tells_both_sides(
    pool: Pool, check: str, source: str, sides: tuple[str, str, str, str]
) -> None:
    """Of a chain or an `and` the comparison that failed; values that are no comparison are not told."""
    outcome = _checked(pool, check)
    left, left_value, right, right_value = sides
    expected = Assertion(
        source=source, held=False, left=left, left_value=left_value, right=right, right_value=right_value
    )

    assert ("refuted", "check", None) == (outcome.state, outcome.step, outcome.raised)
    assert expected == outcome.assertions[-1]


def test_an_assertion_that_holds_is_told_too(pool: Pool) -> None:
    """Feedback for a right answer names what was checked."""
    held = Assertion(source="x == 1", held=True, left="x", left_value="1", right="1", right_value="1")

    assert (held,) == _checked(pool, "assert x == 1").assertions


def test_both_sides_are_evaluated_once_and_in_order(pool: Pool) -> None:
    """Rewriting must not change what a check does, the shortcuts of a chain included."""
    check = (
        "seen = []\n"
        "def say(v):\n    seen.append(v)\n    return v\n"
        "assert say(1) < say(2) < say(3), say('message')\n"
        "try:\n    assert say(5) < say(4) < say(9), say('why')\n"
        "except AssertionError as e:\n    seen.append(str(e))\n"
        "assert seen == [1, 2, 3, 5, 4, 'why', 'why']"
    )

    assert "holds" == _checked(pool, check).state


def test_the_message_of_an_assertion_is_kept(pool: Pool) -> None:
    """It is the author's own word."""
    assert "too small" == _checked(pool, "assert x > 1, 'too ' + 'small'").assertions[-1].message


def test_a_comparison_without_a_truth_value_raises_as_it_would(pool: Pool) -> None:
    """`assert tensor == tensor` is an error of the check, not a refutation by it."""
    outcome = _checked(pool, "assert torch.ones(2) == torch.ones(2)")

    assert outcome.raised is not None
    assert ("RuntimeError", 40) == (outcome.raised.type, outcome.raised.line)


def test_many_assertions_are_cut_but_the_failed_one_stays(pool: Pool) -> None:
    """A check in a loop does not fill the page."""
    outcome = _checked(pool, "for i in range(1000):\n    assert i < 999")

    assert 21 == len(outcome.assertions)
    assert "999" == outcome.assertions[-1].left_value


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("'a' * 10**7", "'" + "a" * 118 + "…"),
        ("list(range(10**6))", "list of 1000000 values"),
        ("Silent()", "<Silent whose repr raises ZeroDivisionError>"),
        ("'\\ud800\\x00\\x1b[31m'", "'\\ud800\\x00\\x1b[31m'"),
        ("Loud()", "\\x1b\\x00"),
    ],
)
def test_values_that_can_not_be_shown_are_told_somehow(pool: Pool, value: str, shown: str) -> None:
    """Neither their size nor their `repr` breaks the report."""
    program = (
        "class Silent:\n    def __repr__(self): return str(1 / 0)\n"
        "class Loud:\n    def __repr__(self): return '\\x1b\\x00'"
    )
    outcome = _checked(pool, f"assert {value} is None", program)

    assert shown == outcome.assertions[-1].left_value


@pytest.mark.parametrize(
    ("program", "type_", "message"),
    [
        ("raise ValueError('no')", "ValueError", "no"),
        ("raise ValueError", "ValueError", ""),
        (
            "class E(Exception):\n    def __str__(self): raise KeyError\nraise E",
            "E",
            "<message that raises KeyError>",
        ),
        ("E = type('E', (Exception,), {'__module__': None})\nraise E('lost')", "E", "lost"),
        ("raise ValueError('\\ud800 \\x00 ü')", "ValueError", "\\ud800 \\x00 ü"),
        ("raise ValueError('x' * 10**6)", "ValueError", "x" * 1999 + "…"),
        ("raise AssertionError('mine')", "AssertionError", "mine"),
        ("import torch\nraise torch.OutOfMemoryError('a')", "OutOfMemoryError", "a"),
        ("x = (", "SyntaxError", "'(' was never closed"),
        ("x = 'open", "SyntaxError", "unterminated string literal"),
        ("  x = 1", "IndentationError", "unexpected indent"),
        ("return 1", "SyntaxError", "'return' outside function"),
        ("x = '\x00'", "SyntaxError", "source code string cannot contain null bytes"),
        ("import nothing.there", "ModuleNotFoundError", "No module named 'nothing'"),
    ],
)
def test_exceptions_are_told_by_type_and_message(pool: Pool, program: str, type_: str, message: str) -> None:
    """However badly the exception behaves."""
    outcome = pool.run(job(program)).outcomes[0]

    assert outcome.raised is not None, outcome
    assert ("refuted", type_, message) == (outcome.state, outcome.raised.type, outcome.raised.message)


def test_a_traceback_shows_the_authors_lines_only(pool: Pool) -> None:
    """The frames of torch and of the worker are left out; the innermost line of the author is the place."""
    raised = _raised(pool, "rnn = nn.RNN(10, 20)\ndef go():\n    return rnn(torch.randn(7, 3, 9))\ngo()")
    message = "input.size(-1) must be equal to input_size. Expected 10, got 9"

    assert (PATH, 12, "return rnn(torch.randn(7, 3, 9))") == (raised.path, raised.line, raised.source)
    assert raised.traceback == (
        "Traceback (most recent call last):\n"
        f'  File "{PATH}", line 13, in <module>\n'
        "    go()\n"
        f'  File "{PATH}", line 12, in go\n'
        "    return rnn(torch.randn(7, 3, 9))\n"
        f"RuntimeError: {message}"
    )


def test_a_deep_traceback_is_cut_in_the_middle(pool: Pool) -> None:
    """Both ends tell something, a thousand equal lines do not."""
    raised = _raised(pool, "def deeper():\n    deeper()\ndeeper()")

    assert "more]" in raised.traceback
    assert len(raised.traceback.splitlines()) < 40


def test_a_syntax_error_stands_on_the_authors_line(pool: Pool) -> None:
    """The line of the file, not of the fence."""
    raised = _raised(pool, "x = 1\ny = 2\nz = ]")

    assert (PATH, 12, "z = ]") == (raised.path, raised.line, raised.source)
    assert f'  File "{PATH}", line 12\n    z = ]\nSyntaxError: unmatched \']\'' in raised.traceback


def test_what_is_printed_is_kept_clean(pool: Pool) -> None:
    """Any bytes can be printed; what is kept can be written anywhere."""
    program = "import sys\nsys.stdout.buffer.write(b'a\\xff\\x00\\x1b\\r\\nb')\nprint('\\ud800')"

    assert "a\ufffd\\x00\\x1b\nb\\ud800\n" == pool.run(job(program)).outcomes[0].stdout


def test_what_the_setup_printed_is_nobodys_output(pool: Pool) -> None:
    """Text left in a buffer is not printed again by each candidate."""
    outcomes = pool.run(job("print('mine')", "print('mine')", setup="print('setup')")).outcomes

    assert ["mine\n", "mine\n"] == [outcome.stdout for outcome in outcomes]


@pytest.mark.parametrize(
    ("source", "value", "form"),
    [
        ("1 + 1", "2", "number"),
        ("0.1 + 0.2", "0.30000000000000004", "number"),
        ("torch.tensor(2.5)", "2.5", "number"),
        ("torch.zeros(7, 4, 3).shape", "(7, 4, 3)", "shape"),
        ("(7, 4)", "(7, 4)", "shape"),
        ("torch.zeros(3).shape", "(3,)", "shape"),
        ("True", "True", "text"),
        ("()", "()", "text"),
        ("'a'", "'a'", "text"),
        ("torch.tensor([1., 2.])", "tensor([1., 2.])", "text"),
        ("None", "None", "text"),
        ("{1, 2}", "{1, 2}", "text"),
        ("lambda: 0", "<function <lambda> at ", "text"),
    ],
)
def test_a_value_is_told_as_a_reader_would_write_it(pool: Pool, source: str, value: str, form: str) -> None:
    """Shapes are tuples, tensors without axes are numbers."""
    outcome = _value(pool, source)

    assert ("holds", form) == (outcome.state, outcome.form)
    assert outcome.value.startswith(value) if "<" in value else outcome.value == value


def test_an_endless_value_is_output(pool: Pool) -> None:
    """An answer of thousands of characters is none; it is not cut in secret."""
    outcome = _value(pool, "list(range(10**5))")

    assert ("output", "its answer is longer than 2000 characters") == (outcome.state, outcome.detail)


def test_the_setup_runs_once_for_all_candidates(bare: Pool, tmp_path: object) -> None:
    """However slow it is, each candidate starts from where it ended."""
    ran = f"{tmp_path}/ran"
    setup = f"import time\ntime.sleep(0.2)\nopen({ran!r}, 'a').write('x')"
    check = f"assert open({ran!r}).read() == 'x'"
    result = bare.run(job("x = 1", "x = 1", "x = 1", check=check, setup=setup))

    assert ["holds"] * 3 == [outcome.state for outcome in result.outcomes]


@pytest.mark.parametrize(
    ("setup", "state", "detail"),
    [
        ("import nothing", "refuted", ""),
        ("import os; os._exit(0)", "crash", "it ended its own process"),
        ("raise SystemExit", "refuted", ""),
        ("x = bytearray(2**33)", "memory", "it asked for more memory"),
    ],
)
def test_a_setup_that_fails_is_told_instead(pool: Pool, setup: str, state: str, detail: str) -> None:
    """Nothing can be said about answers then."""
    result = pool.run(job("x = 1", setup=setup))

    assert result.setup is not None
    assert (state, detail, ()) == (result.setup.state, result.setup.detail, result.outcomes)


def test_gradients_work_in_setup_and_candidates(pool: Pool) -> None:
    """Forking after a backward pass must not hang."""
    train = "net = nn.RNN(2, 2)\nnet(torch.ones(3, 2))[0].sum().backward()"
    check = "assert net.weight_ih_l0.grad is not None"

    assert "holds" == pool.run(job(train, setup=SETUP + train, check=check)).outcomes[0].state


def test_what_an_optimizer_imports_is_there_before_the_setup(pool: Pool) -> None:
    """It takes more than a second, which each answer that trains would spend again."""
    train = "torch.optim.Adam(nn.RNN(2, 2).parameters(), lr=rate)"
    check = "assert there"
    setup = SETUP + "import sys\nthere = 'torch._dynamo' in sys.modules"
    result = pool.run(job(f"rate = 0.1\n{train}", f"rate = -1\n{train}", check=check, setup=setup))

    assert ["holds", "refuted"] == [outcome.state for outcome in result.outcomes]


def test_classes_of_a_program_can_be_looked_into(pool: Pool) -> None:
    """Code runs as `__main__`, so that pickling works."""
    check = "import pickle\nassert type(pickle.loads(pickle.dumps(A()))) is A\nassert __name__ == '__main__'"

    assert "holds" == _checked(pool, check, "class A: pass").state


def test_a_result_names_the_versions_that_ran_it(pool: Pool) -> None:
    """Evidence says with what an outcome was reached."""
    result = pool.run(job("x = 1"))

    assert platform.python_version() == result.python
    assert result.torch.startswith("2.")
