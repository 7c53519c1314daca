"""Runs one program as the build runs it: in a page's worker, and in Node where the two are held together.

In: a program as text, what runs before and after it, and where printed text goes. Out: how it ended, as plain values.

This file stands in the site and imports the standard library and `torch` alone, whichever `torch` is installed there.

1. Random numbers begin at seed 0, the hidden `setup` runs; they begin at seed 0 again, then the programs `before` it
   run, then the program, all in one namespace that nothing else has seen. Only what the program itself and its
   `tests` print is handed on.
2. A program is a script: its last expression shows no value. Warnings are not shown, `input()` finds nothing to read.
3. Whatever it changed of `torch` and of Python's own functions is put back, so the next run begins like the first.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import os
import random
import re
import sys
import tempfile
import time
import traceback
import types
import warnings
from collections.abc import Callable, Iterator
from typing import Any

PROGRAM, SETUP, BEFORE, TESTS = "program.py", "setup.py", "before.py", "tests.py"
"""The names by which tracebacks know the parts of a run."""

MOST = 64 * 1024
"""Characters that a run may print, as many as the build allows."""

OFTEN = 0.05
"""Seconds for which printed lines may wait to be handed on together."""

_PART, _FRAMES = 8 * 1024, 6
"""Of a deeper traceback only so many frames are kept at each end."""

_DETECTED = re.compile(r" \(detected at line \d+\)$| on line \d+$")
"""Line numbers that the parser writes into its messages."""

_PLAIN = "builtins", "__main__", None
_OWN = {"builtins", "collections", "itertools", "math", "random", "time"}
"""Modules that are put back as torch is; others stay as a program leaves them."""


def run(
    source: str,
    *,
    setup: str = "",
    before: str = "",
    tests: str = "",
    write: Callable[[str], object],
) -> dict[str, Any]:
    """Run a program and tell how it ended.

    Args:
        source: the program.
        setup: hidden code that makes what the program takes for granted.
        before: the programs that it goes on from.
        tests: code that must run to its end for the program to pass.
        write: takes what is printed, to standard error as well, in pieces.

    Returns:
        `ended`: `ok`, `raised`, `failed-test` (what raised was a test, or was called by one) or `output` (it printed
        more than `MOST`). `error`: the last line of the traceback, which may be several. `line`: that of the program
        where it happened, or None. `test`: the line of the tests. `traceback`: all of it.
    """
    import torch  # noqa: PLC0415 the page loads this file first, and `torch` while that runs

    shown = _Printed(write, most=MOST)
    parts = _Parts({SETUP: setup, BEFORE: before, PROGRAM: source, TESTS: tests})
    with _as_found(torch), _streams(_Printed(_nowhere)):
        _seed(torch)
        ended = parts.run(SETUP)
        _seed(torch)
        ended = ended or parts.run(BEFORE)
        with _streams(shown):
            for name in (PROGRAM, TESTS):
                ended = ended or parts.run(name)
            shown.hand_on()
    return ended or {"ended": "ok", "error": "", "line": None, "test": "", "traceback": ""}


class TooMuchError(BaseException):
    """It printed more than it may; not an `Exception`, so that no program catches it by the way."""


class _Printed(io.TextIOBase):
    """A stream that hands on what is printed, a few lines at a time."""

    encoding = "utf-8"

    def __init__(self, write: Callable[[str], object], *, most: int = MOST) -> None:
        self._write = write
        self._left = most
        self._waiting: list[str] = []
        self._length, self._handed_on = 0, 0.0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._waiting.append(text[: self._left])
        self._length += len(text)
        self._left -= len(text)
        if self._left < 0:
            self.hand_on()
            self._left = 0
            raise TooMuchError
        late = "\n" in text and time.monotonic() - self._handed_on > OFTEN
        if late or self._length > _PART:
            self.hand_on()
        return len(text)

    def flush(self) -> None:
        self.hand_on()

    def hand_on(self) -> None:
        """Hand on what waits."""
        text = "".join(self._waiting)
        self._waiting, self._length, self._handed_on = [], 0, time.monotonic()
        if text:
            self._write(text)


class _Parts:
    """The parts of a run, which share their names."""

    def __init__(self, sources: dict[str, str]) -> None:
        self._sources = sources
        self._module = types.ModuleType("__main__")
        self._module.__dict__["__builtins__"] = builtins

    def run(self, name: str) -> dict[str, Any] | None:
        """Run one part; tell how it ended unless it ran to its end."""
        # What looks a class up by its module, as dataclasses do, looks here.
        known, sys.modules["__main__"] = sys.modules["__main__"], self._module
        try:
            exec(compile(self._sources[name], name, "exec", dont_inherit=True), self._module.__dict__)
        except TooMuchError:
            text = f"it printed more than {MOST // 1024} KiB"
            return {"ended": "output", "error": text, "line": None, "test": "", "traceback": text}
        except BaseException as error:
            return self._ended(name, error)
        finally:
            sys.modules["__main__"] = known
        return None

    def _ended(self, name: str, error: BaseException) -> dict[str, Any]:
        frames = self._frames(error)
        told = error_text(error)
        lines = {part: line for part, line, _ in frames}
        texts = self._sources[TESTS].split("\n")
        at = lines.get(TESTS, 0)
        return {
            "ended": "failed-test" if name == TESTS else "raised",
            "error": told,
            "line": lines.get(PROGRAM),
            "test": texts[at - 1].strip() if 0 < at <= len(texts) else "",
            "traceback": self._traceback(frames, told),
        }

    def _frames(self, error: BaseException) -> list[tuple[str, int, str]]:
        # Not `extract_tb`, which looks for files of these names.
        walked = ((frame.f_code, line) for frame, line in traceback.walk_tb(error.__traceback__))
        found = [(code.co_filename, line, code.co_name) for code, line in walked if code.co_filename in self._sources]
        if isinstance(error, SyntaxError) and error.filename in self._sources:
            found.append((str(error.filename), error.lineno or 0, ""))
        return found

    def _traceback(self, frames: list[tuple[str, int, str]], told: str) -> str:
        lines = ["Traceback (most recent call last):"]
        for number, (part, line, name) in enumerate(frames):
            if _FRAMES <= number < len(frames) - _FRAMES:
                if number == _FRAMES:
                    lines.append(f"  [{len(frames) - 2 * _FRAMES} more]")
                continue
            lines.append(f'  File "{part}", line {line}' + (f", in {name}" if name else ""))
            texts = self._sources[part].split("\n")
            lines += [f"    {texts[line - 1].strip()}"] if 0 < line <= len(texts) else []
        return "\n".join([*lines, told])


def error_text(error: BaseException) -> str:
    """Give the last line of a traceback, without the numbers of lines that the parser puts into it."""
    module, name = getattr(type(error), "__module__", None), type(error).__qualname__
    full = name if module in _PLAIN else f"{module}.{name}"
    try:
        message = str(error)
    except Exception as second:
        message = f"<message that raises {type(second).__name__}>"
    if isinstance(error, SyntaxError) and error.msg:
        message = _DETECTED.sub("", str(error.msg))
    return f"{full}: {message}" if message else full


@contextlib.contextmanager
def _streams(out: io.TextIOBase) -> Iterator[None]:
    known = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = io.StringIO(), out, out
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = known


@contextlib.contextmanager
def _as_found(torch: Any) -> Iterator[None]:
    """Let a run change what it likes, in a folder of its own, and put it back."""
    kept = _Kept()
    above = os.getcwd()  # noqa: PTH109 `pathlib` is not worth its loading in a page
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(), _interpreter_as_found():
        os.chdir(folder)
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            kept.put_back()
            os.chdir(above)
            torch.set_default_dtype(torch.float32)
            torch.set_grad_enabled(True)
            torch.set_printoptions(profile="default")


@contextlib.contextmanager
def _interpreter_as_found() -> Iterator[None]:
    """Put back what is in no module: a run that stops at a low limit would stop the next one too."""
    modules, path, environment, depth = dict(sys.modules), sys.path[:], dict(os.environ), sys.getrecursionlimit()
    log = getattr(modules.get("logging"), "root", None)
    handlers, level = (log.handlers[:], log.level) if log else ([], 30)
    try:
        yield
    finally:
        sys.setrecursionlimit(depth)
        sys.settrace(None)
        sys.modules.update(modules)
        sys.path[:] = path
        os.environ.clear()
        os.environ.update(environment)
        # A handler of the run writes to what the run printed into.
        if log := getattr(sys.modules.get("logging"), "root", None):
            log.handlers[:], log.level = handlers, level


class _Kept:
    """What modules and their classes hold, to be put back after a run."""

    def __init__(self) -> None:
        self._held: list[tuple[Any, dict[str, Any]]] = []
        self._known: set[int] = set()
        for name, module in list(sys.modules.items()):
            if isinstance(module, types.ModuleType) and (name in _OWN or _is_of_torch(name)):
                self._keep(module)

    def put_back(self) -> None:
        """Undo what was set, replaced or deleted."""
        for owner, held in self._held:
            now = vars(owner)
            # A module that was imported by the way stays: whoever imports it again gets the same one.
            for name in [name for name in now if name not in held and not isinstance(now[name], types.ModuleType)]:
                with contextlib.suppress(AttributeError, TypeError):
                    delattr(owner, name)
            for name, value in held.items():
                if now.get(name, _Kept) is not value:
                    with contextlib.suppress(AttributeError, TypeError):
                        setattr(owner, name, value)

    def _keep(self, module: Any) -> None:
        self._held.append((module, dict(vars(module))))
        for value in vars(module).values():
            # Not `isinstance`, which asks a value for its class: some warn that they are out of date.
            if not issubclass(type(value), type) or not _is_of_torch(value.__module__):
                continue
            if id(value) not in self._known:
                self._known.add(id(value))
                self._held.append((value, dict(vars(value))))


def _is_of_torch(name: str) -> bool:
    return name.partition(".")[0] == "torch"


def _seed(torch: Any) -> None:
    torch.manual_seed(0)
    random.seed(0)


def _nowhere(text: str) -> None:
    del text
