"""Runs programs under Node in the very files that the site ships, as the worker of a page does.

In: programs. Out: how each ended; what is known from an earlier run is not run again.

There is one process, warm for as long as this lives; one that is stuck or dies is replaced.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from keyproof.errors import SettingsError, WorkerError
from keyproof.program import Program
from keyproof.runtime import RuntimeFiles, runtime_files
from keyproof.settings import Settings
from keyproof.verify.cache import name_of
from keyproof.verify.peer import Peer
from keyproof.verify.sandbox import sandbox_of
from keyproof.verify.store import Store

RUNNER = Path(__file__).parents[1] / "browser" / "run_in_node.mjs"

SECONDS = 30.0
"""Processor time for one program: some thirty times what PyTorch takes, and as long as a reader may wait."""

WAITS = 4
"""How many times as long it may take by the clock: other work on the machine is no fault of the program."""

GLANCE = 0.2
"""Seconds between two looks at what a program has used."""

START = 120.0
"""Seconds that loading Pyodide and our package may take; it is two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a program ended, wherever it ran."""

    stdout: str = ""
    """What it printed, to standard error as well: pages show both."""

    ended: str = "ok"
    """`ok`, `raised`, `failed-test`, `output` or, where nothing can be compared, `lost`."""

    error: str = ""
    """The last line of its traceback, or why it was lost."""

    line: int | None = None
    """Line of the program at which it raised."""

    seconds: float = field(default=0.0, compare=False)
    """How long it ran."""


class InPage:
    """A context manager that keeps the process; it starts with the first program that is not known."""

    def __init__(self, settings: Settings, *, store: Store | None = None) -> None:
        self._settings = settings
        self._store = store
        self._known: dict[str, Ended] = {}
        # A sandbox dies with the thread that started it: this one lives as long as we do.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="keyproof-in-page")
        self._peer: Peer | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, in the middle of a program too."""
        self._closed = True
        self._thread.shutdown(wait=False, cancel_futures=True)
        if self._peer:
            self._peer.kill()
        if self._folder:
            self._folder.cleanup()

    @cached_property
    def files(self) -> RuntimeFiles:
        """What the site ships.

        Raises:
            SettingsError: something of it is missing.
        """
        return runtime_files(self._settings)

    def run(self, program: Program) -> Future[Ended]:
        """Run a program once all before it have been."""
        return self._thread.submit(self._run, program)

    def _run(self, program: Program) -> Ended:
        key = self._key(program)
        found = self._known.get(key) or self._kept(key)
        if found is None:
            found = self._try(program) or self._try(program)
            if found is None:
                return Ended(ended="lost", error="the process that runs it died twice")
            self._keep(key, found)
        self._known[key] = found
        return found

    def _try(self, program: Program) -> Ended | None:
        """Run it; None if the process died of it."""
        peer = self._peer = self._peer if self._peer and self._peer.alive else self.start()
        slow = False
        begun, used = time.monotonic(), peer.processor_seconds()
        told = peer.ask(asdict(program), GLANCE)
        while told is None and peer.alive and not (slow := _is_slow(peer, begun, used)):
            told = peer.answer(GLANCE)
        if told is not None:
            # JavaScript leaves out what is not there.
            return Ended(
                stdout=told["stdout"],
                ended=told["ended"],
                error=told["error"],
                line=told.get("line"),
                seconds=told["seconds"],
            )
        peer.kill()
        return Ended(ended="lost", error=f"it runs for more than {SECONDS:g} s there") if slow else None

    def start(self) -> Peer:
        """Start a process that has loaded everything; `run` does it when there is something to run."""
        if self._closed:
            raise WorkerError("The run was ended before this program was run.")
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="keyproof-page-", ignore_cleanup_errors=True)
            _lay(self.files.contents, Path(self._folder.name, "files"))
        own, files = Path(tempfile.mkdtemp(dir=self._folder.name)), Path(self._folder.name, "files")
        node, sandbox = _node(), sandbox_of(self._settings)
        command = sandbox.around(
            [node, str(RUNNER), str(files)], own, reading=[*_home(node), str(RUNNER), str(files)]
        )
        scratch = sandbox.scratch(own)
        peer = Peer(command, folder=own, environment={"PATH": os.defpath, "HOME": scratch, "TMPDIR": scratch})
        if (peer.answer(START) or {}).get("ready") is not True:
            peer.kill()
            raise WorkerError(f"The runtime of pages does not start under {node}: {peer.last_words()}")
        return peer

    def _key(self, program: Program) -> str:
        text = json.dumps([self.files.digest, RUNNER.read_text("utf-8"), SECONDS, asdict(program)])
        return hashlib.sha256(f"in-page, timed {text}".encode("utf-8", "surrogatepass")).hexdigest()

    def _kept(self, key: str) -> Ended | None:
        # The other cache tells of a store that cannot be used: what is not found is run.
        with suppress(OSError, ValueError, TypeError, KeyError):
            data = self._store.read(name_of(key)) if self._store else None
            kept = json.loads(data) if data else {}
            if kept.get("checksum") == _checksum(key, kept.get("ended")):
                return Ended(**kept["ended"])
        return None

    def _keep(self, key: str, ended: Ended) -> None:
        content = asdict(ended)
        with suppress(OSError):
            if self._store:
                entry = {"ended": content, "checksum": _checksum(key, content)}
                self._store.write(name_of(key), json.dumps(entry).encode())


def _is_slow(peer: Peer, begun: float, used: float) -> bool:
    return peer.processor_seconds() - used > SECONDS or time.monotonic() - begun > WAITS * SECONDS


def _checksum(key: str, content: object) -> str:
    return hashlib.sha256(json.dumps([key, content], sort_keys=True).encode()).hexdigest()


def _lay(contents: Mapping[str, bytes], folder: Path) -> None:
    folder.mkdir()
    for name, content in contents.items():
        (folder / name).write_bytes(content)


def _node() -> str:
    """Find Node itself: what stands in the path may be a script that starts it."""
    found = shutil.which("node")
    with suppress(OSError, subprocess.SubprocessError):
        if found:
            asked: Any = subprocess.run(
                [found, "-p", "process.execPath"], capture_output=True, text=True, check=True, timeout=START
            )
            return str(asked.stdout.strip())
    raise SettingsError(
        "Node is needed to prove that pages run programs as PyTorch does: https://nodejs.org, "
        "or apt-get install nodejs; or leave out the option `runtime`."
    )


def _home(node: str) -> tuple[str, ...]:
    """Give the folder of an installation that lies elsewhere than the system's."""
    place = Path(node).resolve()
    return node, str(place), str(place.parents[1] / "lib")
