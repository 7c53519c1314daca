"""Programs under Node in the site's own files: what they do, and what becomes of those that break it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from keyproof.browser import run_program
from keyproof.errors import SettingsError, WorkerError
from keyproof.program import Program
from keyproof.settings import Settings
from keyproof.verify import InPage, in_page, sandbox_of
from keyproof.verify.in_page import Ended
from keyproof.verify.store import Folder
from tests.conftest import REPOSITORY

SETTINGS = Settings(root=REPOSITORY / "generator", runtime="keyproof-torch")
TORCH = "import torch\nfrom torch import nn"
HANGS = Program(source="print('begun')\nwhile True: pass")
SLEEPS = Program(source="import time\ntime.sleep(1.2)\nprint('rested')")
DIES = Program(source="import js\njs.process.exit(3)")


@pytest.fixture(scope="module", name="page")
def _page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InPage]:
    """One warm process, that keeps what it found out."""
    with InPage(SETTINGS, store=Folder(tmp_path_factory.mktemp("cache"))) as page:
        yield page


def ran(page: InPage, program: Program) -> Ended:
    """Run a program and wait."""
    return page.run(program).result(timeout=120)


@pytest.mark.parametrize(
    "program",
    [
        Program(source="print(torch.rand(2), nn.RNN(1, 1))", setup=TORCH),
        Program(source="print(x)\nnn.RNN(2, 3)(torch.ones(4))", setup=TORCH, before="x = 1"),
        Program(source="def f(n):\n    return n", tests="assert f(1) == 1\nassert f(2) == 3, 'three'"),
        Program(source="import sys\nprint('a', file=sys.stderr)\nprint('é\\u2028', input())"),
        Program(source="x = (1,"),
    ],
    ids=["prints", "raises", "fails a test", "reads", "is no Python"],
)  # fmt: skip
def test_a_program_ends_as_it_does_here(page: InPage, program: Program) -> None:
    """The same file runs it, in another Python, with another `torch`."""
    printed: list[str] = []
    parts: dict[str, Any] = {"setup": program.setup, "before": program.before, "tests": program.tests}
    here = run_program.run(program.source, **parts, write=printed.append)
    there = ran(page, program)

    assert ("".join(printed), here["ended"], here["error"], here["line"]) == (
        there.stdout, there.ended, there.error, there.line,
    )  # fmt: skip


def test_a_program_that_hangs_or_kills_it_harms_no_other(
    page: InPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process is replaced; what hung is told from what died, and from what only waited for its turn."""
    before = page._peer
    monkeypatch.setattr(in_page, "SECONDS", 2.0)
    hung = ran(page, HANGS)
    dead = ran(page, DIES)

    slept = ran(page, SLEEPS)

    assert Ended(ended="lost", error="it runs for more than 2 s there") == hung
    assert "rested\n" == slept.stdout
    assert Ended(ended="lost", error="the process that runs it died twice") == dead
    assert "2\n" == ran(page, Program(source="print(1 + 1)")).stdout
    assert page._peer is not before


def test_a_program_reaches_nothing_outside(page: InPage) -> None:
    """Where there is a full sandbox, files of this machine are not there, and neither is the network."""
    look = (
        "import js\n"
        "fs, net = js.process.getBuiltinModule('fs'), js.process.getBuiltinModule('os')\n"
        f"print(fs.existsSync({str(REPOSITORY / 'docs')!r}))\n"
        "print(any(name != 'lo' for name in js.Object.keys(net.networkInterfaces())))"
    )
    walled = not sandbox_of(SETTINGS).missing

    assert ("False\nFalse\n" if walled else "True\nTrue\n") == ran(page, Program(source=look)).stdout


def test_what_is_known_is_not_run_again(
    page: InPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither in the same build nor in the next; a damaged entry is run again."""
    program = Program(source="print('once')")
    first = ran(page, program)
    monkeypatch.setattr(InPage, "start", lambda _: pytest.fail("it was started"))
    with InPage(SETTINGS, store=page._store) as other:
        assert first == ran(other, program) == ran(other, program)
    assert page._store is not None
    for kept in page._store.kept():
        page._store.write(kept.name, page._store.read(kept.name).replace(b"once", b"ever"))  # type: ignore[union-attr]
    with InPage(SETTINGS, store=page._store) as other, pytest.raises(pytest.fail.Exception):
        ran(other, program)
    assert not [*tmp_path.iterdir()]


def test_without_node_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is needed only by those who ask for a runtime, and only for what is not known yet."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with InPage(SETTINGS) as page, pytest.raises(SettingsError, match=r"Node is needed .* apt-get install"):
        ran(page, Program(source="1"))


def test_nothing_is_started_after_the_end() -> None:
    """Ctrl-C ends a run: what waits must not begin again."""
    page = InPage(SETTINGS)
    page.close()

    with pytest.raises(WorkerError, match="The run was ended"):
        page._run(Program(source="1"))
