"""The file that runs a reader's program: what it prints, how it ends, and that it leaves nothing behind."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from keyproof.browser import run_program
from keyproof.browser.run_program import run


def ran(source: str, **parts: str) -> tuple[str, dict[str, Any]]:
    """Run a program; give what it printed and how it ended."""
    printed: list[str] = []
    ended = run(source, **parts, write=printed.append)
    return "".join(printed), ended


def error_of(source: str, **parts: str) -> tuple[str, str, int | None]:
    """Give how a program ended, with its error and its line."""
    _, ended = ran(source, **parts)
    return ended["ended"], ended["error"], ended["line"]


def test_it_imports_nothing_but_the_standard_library_and_torch() -> None:
    """It stands in a site alone."""
    nodes = list(ast.walk(ast.parse(Path(run_program.__file__).read_text("utf-8"))))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]

    assert {"torch"} == {name for name in names if name.split(".")[0] not in sys.stdlib_module_names}


def test_what_the_program_prints_is_handed_on_and_no_value_is_shown() -> None:
    """A program is a script; what the setup and earlier programs print was shown elsewhere."""
    printed, ended = ran("print(a + b)\na", setup="a = 1; print('setup')", before="b = 2; print('before')")

    assert "3\n" == printed
    assert {"ended": "ok", "error": "", "line": None, "test": "", "traceback": ""} == ended


def test_random_numbers_begin_anew_behind_the_setup_and_not_behind_earlier_programs() -> None:
    """The build sows before a candidate, and a program goes on from those before it on its page."""
    torch.manual_seed(0)
    first, second = torch.rand(1).item(), torch.rand(1).item()
    show = "import torch\nprint(torch.rand(1).item())"
    draw = "import torch\ntorch.rand(1)"

    assert f"{first}\n" == ran(show)[0] == ran(show)[0] == ran(show, setup=draw)[0]
    assert f"{second}\n" == ran(show, before=draw)[0]


@pytest.mark.parametrize(
    ("source", "error", "line"),
    [
        ("x = 1\n1 / 0", "ZeroDivisionError: division by zero", 2),
        ("def f():\n    return y\nf()", "NameError: name 'y' is not defined", 2),
        ("x = 1\nx = = 2", "SyntaxError: invalid syntax", 2),
        ("x = '\\0'\nx = 'a", "SyntaxError: unterminated string literal", 2),
        ("raise SystemExit(3)", "SystemExit: 3", 1),
        ("class E(Exception): pass\nraise E", "E", 2),
        ("import torch\ntorch.nn.RNN(2, 0)", "ValueError: hidden_size must be greater than zero", 2),
        ("input()", "EOFError: EOF when reading a line", 1),
        ("def f(): f()\nf()", "RecursionError: maximum recursion depth exceeded", 1),
        (
            "class E(Exception):\n    def __str__(self): 1 / 0\nraise E",
            "E: <message that raises ZeroDivisionError>",
            3,
        ),
    ],
)
def test_an_error_is_told_with_its_last_line_and_its_place(source: str, error: str, line: int) -> None:
    """The line is that of the reader's program, however deep the error came from."""
    assert ("raised", error, line) == error_of(source)


def test_an_error_of_the_setup_has_no_line() -> None:
    """No reader has written it."""
    assert ("raised", "ZeroDivisionError: division by zero", None) == error_of("x = 1", setup="1 / 0")


def test_a_traceback_shows_the_program_and_nothing_of_what_runs_it() -> None:
    """Its lines are those that the reader sees; of deep ones the middle is left out."""
    _, ended = ran("def f(n):\n    return 1 / n if n < 1 else f(n - 1)\n\nf(0)")
    _, deep = ran("def f(n):\n    return 1 / n if n < 1 else f(n - 1)\nf(20)")

    assert ended["traceback"].split("\n") == [
        "Traceback (most recent call last):",
        '  File "program.py", line 4, in <module>',
        "    f(0)",
        '  File "program.py", line 2, in f',
        "    return 1 / n if n < 1 else f(n - 1)",
        "ZeroDivisionError: division by zero",
    ]
    assert "  [10 more]" in deep["traceback"]


def test_tests_are_told_from_the_program() -> None:
    """A test may fail by itself, or call what the reader wrote and make that raise."""
    tests = "assert f(1) == 2\nassert f(0) == 1, 'none'"

    assert "ok" == ran("def f(n): return n + 1", tests=tests)[1]["ended"]
    _, wrong = ran("def f(n): return 2", tests=tests)
    assert ("failed-test", "AssertionError: none", None) == (wrong["ended"], wrong["error"], wrong["line"])
    assert "assert f(0) == 1, 'none'" == wrong["test"]
    _, broken = ran("def f(n):\n    return n + 'a'", tests=tests)
    assert ("failed-test", 2) == (broken["ended"], broken["line"])
    assert ("raised", "NameError: name 'g' is not defined", 1) == error_of("g", tests=tests)


def test_what_a_run_changes_is_put_back() -> None:
    """A reader who breaks PyTorch has it whole again at the next press of the button."""
    ran(
        "import torch, builtins, math\n"
        "torch.tanh = torch.nn.RNN = builtins.len = math.pi = None\n"
        "del torch.relu\n"
        "torch.nn.Linear.forward = torch.Tensor.sum = lambda *_: 'broken'\n"
        "torch.mine = builtins.mine = 1\n"
        "torch.set_default_dtype(torch.float64)\n"
        "torch.set_grad_enabled(False)\n"
        "torch.set_printoptions(precision=2)\n"
        "print = 3"
    )
    printed, ended = ran(
        "import torch, math\n"
        "print(torch.nn.Linear(1, 1)(torch.ones(1)).shape, len('ab'), math.pi > 3, hasattr(torch, 'mine'))\n"
        "print(torch.ones(2).sum(), torch.ones(1) / 3, torch.ones(1).dtype, torch.is_grad_enabled())\n"
        "torch.tanh, torch.relu, torch.nn.RNN(1, 1)"
    )

    assert "ok" == ended["ended"], ended["traceback"]
    assert "torch.Size([1]) 2 True False\ntensor(2.) tensor([0.3333]) torch.float32 True\n" == printed


def test_what_a_run_changes_of_the_interpreter_is_put_back() -> None:
    """Limits, modules, variables of the environment, logs: the next run begins as the first did."""
    before = sys.getrecursionlimit()
    printed, ended = ran(
        "import collections, logging, os, sys, time\n"
        "sys.setrecursionlimit(before - 100)\n"
        "sys.modules['random'] = 5\n"
        "os.environ['LEFT'] = 'there'\n"
        "collections.Counter = time.sleep = None\n"
        "logging.basicConfig(stream=sys.stdout, level=logging.DEBUG)\n"
        "sys.settrace(lambda *_: None)",
        setup=f"before = {before}",
    )
    assert "ok" == ended["ended"], ended["traceback"]

    printed, ended = ran(
        "import collections, logging, os, random, sys, time\n"
        "logging.debug('nobody asked')\n"
        "print(sys.getrecursionlimit(), random.random() < 1, os.environ.get('LEFT'))\n"
        "print(collections.Counter('aab')['a'], callable(time.sleep), logging.root.handlers)"
    )
    assert "ok" == ended["ended"], ended["traceback"]
    assert f"{before} True None\n2 True " == printed[: len(f"{before} True None\n2 True ")]
    assert "StreamHandler" not in printed


def test_files_of_a_run_are_gone_after_it() -> None:
    """Each run begins in an empty folder."""
    here = Path.cwd()
    look = "import os\nprint(os.listdir())\nopen('a.txt', 'w').close()"

    assert "[]\n" == ran(look)[0] == ran(look)[0]
    assert here == Path.cwd()


def test_names_of_a_run_are_gone_after_it() -> None:
    """Nor are they known to the process itself."""
    main = sys.modules["__main__"]
    ran("import sys\nx = 1\nassert sys.modules['__main__'].x == 1 and __name__ == '__main__'")

    assert main is sys.modules["__main__"]
    assert ("raised", "NameError: name 'x' is not defined", 1) == error_of("x")


def test_streams_are_put_back_and_standard_error_is_printed_too() -> None:
    """What a reader sees is what is proven equal: both, in their order."""
    streams = sys.stdin, sys.stdout, sys.stderr
    source = "import sys\nprint('a')\nprint('b', file=sys.stderr)"

    assert "a\nb\n" == ran(source)[0]
    assert streams == (sys.stdin, sys.stdout, sys.stderr)


def test_a_run_that_prints_too_much_is_ended() -> None:
    """A page would be slow with it long before its time is up, and no program can catch this."""
    source = "while True:\n    try:\n        print('x' * 999)\n    except Exception:\n        pass"
    printed, ended = ran(source)

    assert run_program.MOST == len(printed)
    assert ("output", "it printed more than 64 KiB") == (ended["ended"], ended["error"])


@pytest.fixture(name="clock")
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    times = [0.0]
    monkeypatch.setattr(run_program.time, "monotonic", lambda: times[0])
    yield times


def test_printed_lines_are_handed_on_together_and_in_time(clock: list[float]) -> None:
    """Each piece is a message to the page, and a stopped program has shown what it printed so far."""
    pieces: list[str] = []
    stream = run_program._Printed(pieces.append)
    for time, text in ((1.0, "a\n"), (1.01, "b\n"), (1.02, "c"), (2.0, "d"), (2.0, "\n")):
        clock[0] = time
        stream.write(text)

    assert ["a\n", "b\ncd\n"] == pieces
