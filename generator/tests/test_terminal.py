"""`keyproof check` at a terminal: a bar, then findings, then the run in one line; plain in a pipe."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from .conftest import REPOSITORY

REFERENCE = (REPOSITORY / "docs" / "reference" / "reports.md").read_text(encoding="utf-8")
TOPIC = "title: {name}\nsetup: |\n  base = {base}\n"
EXERCISE = """\
## Number {number} {{#{name}-{number} .choice .easy}}

- [x] `base {key} {number}`
- [ ] `base * {number}`

```python check
assert answer == base + {number}
```

"""


def _course(root: Path) -> None:
    """Write 24 exercises: eight behind a setup that fails, three with a wrong key, the others right."""
    for name, base, wrong in (("first", "nine", ()), ("second", "20", ()), ("third", "30", (1, 4, 6))):
        folder = root / "exercises" / name
        folder.mkdir(parents=True)
        (folder / "topic.yml").write_text(TOPIC.format(name=name.capitalize(), base=base))
        keys = {number: "-" if number in wrong else "+" for number in range(1, 9)}
        page = "".join(EXERCISE.format(name=name, number=number, key=key) for number, key in keys.items())
        (folder / "try.md").write_text(f"# {name.capitalize()}\n\n{page}", encoding="utf-8")


def _command(root: Path) -> list[str]:
    return [sys.executable, "-m", "keyproof", "check", "--root", str(root), "--seeds", "1"]


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    colours = ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS")
    plain = {name: value for name, value in os.environ.items() if name not in colours}
    # Every step of the bar is drawn, however fast they come.
    return {**plain, "TERM": "xterm-256color", "TQDM_MININTERVAL": "0", **more}


def _at_terminal(root: Path, more: Mapping[str, str], columns: int) -> str:
    """Give all that a terminal got, byte for byte."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    with subprocess.Popen(
        _command(root), stdin=theirs, stdout=theirs, stderr=theirs, env=_environment(more)
    ) as process:
        os.close(theirs)
        got = b""
        while chunk := _read(ours):
            got += chunk
    os.close(ours)
    assert 1 == process.returncode
    return got.decode("utf-8").replace("\r\n", "\n")


def _read(end: int) -> bytes:
    try:
        return os.read(end, 65536)
    except OSError:
        # So a terminal says that nobody is left at its other side.
        return b""


def _in_pipe(root: Path, more: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    environment = _environment(more)
    return subprocess.run(
        _command(root), env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120
    )


def _screen(got: str) -> str:
    """Give what a terminal shows in the end: each line from its last return of the carriage on."""
    return "\n".join(line.rpartition("\r")[2] for line in got.split("\n"))


@pytest.fixture(scope="module", name="runs")
def _runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All runs of this file, at once; the first fills the cache."""
    root = tmp_path_factory.mktemp("course")
    _course(root)
    cold = _in_pipe(root, {})
    assert (1, "") == (cold.returncode, cold.stderr)
    terminals = {
        "wide": ({}, 120), "narrow": ({}, 30), "uncoloured": ({"NO_COLOR": "1"}, 80),
        "dumb": ({"TERM": "dumb"}, 80), "latin": ({"PYTHONIOENCODING": "latin-1"}, 80),
    }  # fmt: skip
    with ThreadPoolExecutor() as together:
        seen = {name: together.submit(_at_terminal, root, *how) for name, how in terminals.items()}
        forced = together.submit(_in_pipe, root, {"FORCE_COLOR": "1"})
        runs = {name: run.result() for name, run in seen.items()}
        return {"pipe": cold.stdout, "forced": forced.result().stdout, **runs}


def _plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def _timeless(text: str) -> str:
    """Leave out what differs from run to run and from machine to machine."""
    ran = r"\d+ answers(?: run|, \d+ from the cache) \(torch [^)]*\)"
    return re.sub(ran, "N answers (…)", text).strip()


def test_the_transcript_on_the_page_is_what_a_run_writes(runs: Mapping[str, str]) -> None:
    """Findings by file and line, the fault that eight exercises share once, counts, the run in one line."""
    fence = re.search(r"^```console\n\$ keyproof check\n(.*?)^```$", REFERENCE, re.M | re.S)
    assert fence
    assert _timeless(fence[1]) == _timeless(runs["pipe"])


@pytest.mark.parametrize("name", ["wide", "narrow", "uncoloured"])
def test_a_bar_goes_ahead_and_leaves_nothing(name: str, runs: Mapping[str, str]) -> None:
    """It is on the screen while answers run, and gone when findings come: nothing of it is between them."""
    bar, report = runs[name].split("exercises/first/topic.yml", 1)

    assert "\rverifying" in bar
    assert "verifying" not in report
    assert _timeless(runs["pipe"]) == _timeless(_plain(_screen(runs[name])))


def test_colours_are_for_terminals(runs: Mapping[str, str]) -> None:
    """And for whoever asks; not where they are unwanted, nor where a terminal has none."""
    coloured = {name for name, got in runs.items() if "\x1b[3" in got}
    assert {"wide", "narrow", "latin", "forced"} == coloured
    assert "\x1b[31m\x1b[1mno-key\x1b[0m" in runs["wide"]


def test_a_terminal_without_a_cursor_gets_no_bar(runs: Mapping[str, str]) -> None:
    """Its log would fill with them."""
    assert "\r" not in runs["dumb"]
    assert _timeless(runs["pipe"]) == _timeless(runs["dumb"])


def test_a_bar_is_drawn_with_letters_the_terminal_has(runs: Mapping[str, str]) -> None:
    """Blocks where it shows UTF-8, number signs elsewhere."""
    assert "\u2588" in runs["wide"]
    assert runs["latin"].isascii()


def test_the_summary_tells_counts_time_cache_sandbox_and_device(runs: Mapping[str, str]) -> None:
    """In this order; of the sandbox only where something was run."""
    first = runs["pipe"].strip().split("\n")[-1]
    again = _plain(runs["dumb"]).strip().split("\n")[-1]

    assert re.fullmatch(
        r"24 exercises, \d+ answers run \(torch \S+, CPU; sandbox: .*; \d+\.\d s\): 11 findings", first
    )
    assert re.fullmatch(
        r"24 exercises, \d+ answers, \d+ from the cache \(torch \S+, CPU; .*\d s\): 11 findings", again
    )
