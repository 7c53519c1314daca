"""The exercise process: runs the setup once, then forks one process for each candidate.

In: the job, and the worker's commands over a socket. Out: how the setup ended; candidates answer by pipe.

The worker sends `{"candidates": 5}` with a file that holds them; the answer, once all are compiled, is
`{"ready": true}`. For each of them it sends `{"candidate": 2, "running": 87, "token": "…"}` with five file
descriptors (standard output, standard error, result, gate, folder) and the number of threads on the machine;
the answer is `{"pid": 123}`. It then sends `{"reap": true}` once it wants the dead candidate's exit status;
the answer is `{"status": -9}`.
"""

from __future__ import annotations

import builtins
import gc
import io
import json
import os
import random
import socket
import sys
import types
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import torch

from . import confine, device, forbid, pages
from .forks import fork
from .gates import template
from .library import CHECKING, Library, Step
from .outside import Outside
from .ready import GATE, RESULT, Answer, Ready, flush
from .steps import Run, mode_of

Job = dict[str, Any]
Sources = dict[tuple[str, int], str]

ENOUGH, OFTEN = 30, 500
"""Forks after which it pays to gather the memory again, which the setup has scattered, and how often then."""

COMMAND = 1 << 16
"""Bytes of the longest message on the socket; texts in an outcome are cut far below it."""


@dataclass
class Shared:
    """What every candidate starts from."""

    job: Job
    control: socket.socket
    private: Sequence[int]
    """The worker's ways to its parent and to the folders, which nothing here may use."""
    namespace: dict[str, Any] = field(default_factory=dict)
    sources: Sources = field(default_factory=dict)
    library: Library = field(default_factory=Library)
    outside: Outside = field(default_factory=Outside)
    room: int = 0
    """Addresses that a candidate may have."""
    candidates: list[Job] = field(default_factory=list)
    """What is to be run next."""
    ready: list[Ready] = field(default_factory=list)
    """The same, made ready where that can be done before the fork."""


def live(shared: Shared, folder: str, parent: int) -> NoReturn:
    """Run the setup, tell how it ended, and fork candidates until the worker hangs up."""
    job, control = shared.job, shared.control
    os.setsid()
    confine.die_with(parent)
    for descriptor in shared.private:
        os.close(descriptor)
    confine.give_up_privileges()
    nothing = os.open(os.devnull, os.O_RDWR)
    _become(folder, nothing, nothing, nothing)
    confine.limit_exercise(job)
    scratch = os.path.dirname(folder)  # noqa: PTH120 what pathlib does would be noted
    shared.outside.watch(scratch)
    outcome = _set_up(shared) if job["device"] == "cpu" else {"state": "holds"}
    shared.outside.let_fork()
    flush()
    ran = outcome["state"] == "holds"
    shares = _shares(control)
    told = {"setup": None if ran else outcome, "shares": shares, **shared.outside.told()}
    control.sendall(json.dumps(told).encode())
    # The folder that it began in is made anew for each candidate.
    os.chdir(scratch)
    forks = 0
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, COMMAND, 5)
        if not data:
            os._exit(0)
        command = json.loads(data)
        if "candidates" in command:
            _make_ready(shared, descriptors[0])
            control.sendall(json.dumps({"ready": True}).encode())
        else:
            forks += 1
            if forks % OFTEN == ENOUGH:
                pages.gather()
            _fork(shared, command, descriptors)


def _make_ready(shared: Shared, file: int) -> None:
    """Compile what is to be run next, so that no memory has to be copied for it behind each fork."""
    with open(file, "rb") as written:
        written.seek(0)
        shared.candidates = json.load(written)
    shared.library = Library()
    for ready in shared.ready:
        ready.forget()
    if shared.job["device"] == "cpu":
        shared.ready = [_ready(shared, candidate["steps"]) for candidate in shared.candidates]
    else:
        _compile(shared)
    shared.room = confine.room(shared.job)
    # A collection would write to every object made so far, and so copy its page in every candidate.
    gc.freeze()


def _compile(shared: Shared) -> None:
    """Do what can be done where the namespace is made in each candidate."""
    for candidate in shared.candidates:
        shared.library.prepare(candidate["steps"])
        template(tuple((False, mode_of(step), step["role"] in CHECKING) for step in candidate["steps"]))


def _ready(shared: Shared, steps: list[Step]) -> Ready:
    # Sources of its own: another candidate's stand at the same lines.
    run = Run(shared.namespace, dict(shared.sources), shared.library)
    return Ready(run, steps, shared.outside.told)


def _shares(control: socket.socket) -> bool:
    """Tell whether the setup has left what a fork does not copy: open files, shared memory, processes."""
    known = {0, 1, 2, control.fileno()}
    opened = {int(entry.name) for entry in os.scandir("/proc/self/fd")} - known
    mapped = b" rw-s " in Path("/proc/self/maps").read_bytes()
    # One number is of the listing itself, and closed by now.
    return len(opened) > 1 or mapped or bool(confine.children(os.getpid()))


def _set_up(shared: Shared) -> dict[str, Any]:
    shared.namespace = _namespace()
    _seed(shared.job["seed"])
    ended = Run(shared.namespace, shared.sources, shared.library).execute(shared.job["setup"])
    return ended | shared.outside.told()


def _set_up_silently(shared: Shared) -> dict[str, Any]:
    device.use(shared.job)
    printed, nothing = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    outcome = _set_up(shared)
    flush()
    os.dup2(printed, 1)
    os.close(printed)
    os.close(nothing)
    return outcome


def _fork(shared: Shared, command: dict[str, Any], descriptors: list[int]) -> None:
    here, control = os.getpid(), shared.control
    pid = fork()
    if pid == 0:
        control.close()
        _candidate(shared, command, descriptors, here)
    for descriptor in descriptors:
        os.close(descriptor)
    control.sendall(json.dumps({"pid": pid}).encode())
    if not control.recv(COMMAND):
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    control.sendall(json.dumps({"status": os.waitstatus_to_exitcode(status)}).encode())


def _candidate(shared: Shared, command: dict[str, Any], descriptors: list[int], parent: int) -> NoReturn:
    job, (out, err, result, gate, folder) = shared.job, descriptors
    try:
        os.setsid()
        confine.die_with(parent)
        confine.hide(hidden=False)
        # By descriptor: a path would be looked up once more for the hook that notes what is opened.
        os.fchdir(folder)
        os.close(folder)
        for descriptor, target in ((out, 1), (err, 2), (result, RESULT), (gate, GATE)):
            os.dup2(descriptor, target)
            os.close(descriptor)
        confine.limit_candidate(job, running=command["running"], addresses=shared.room)
        forbid.reaching_out()
        answer = Answer(RESULT, command["token"])
        if job["device"] != "cpu":
            # No process may fork once it has touched a GPU: so the setup runs here, in every candidate.
            answer.setup(_set_up_silently(shared))
        _seed_again(job)
        place = command["candidate"]
        ready = shared.ready[place] if shared.ready else _ready(shared, shared.candidates[place]["steps"])
        ready.run_to(answer)
    finally:
        # Not sys.exit: neither what the candidate registered with atexit nor its threads get a say.
        os._exit(0)


def _become(folder: str, stdin: int, stdout: int, stderr: int) -> None:
    for descriptor, target in ((stdin, 0), (stdout, 1), (stderr, 2)):
        os.dup2(descriptor, target)
    for descriptor in {stdin, stdout, stderr} - {0, 1, 2}:
        os.close(descriptor)
    os.chdir(folder)
    os.environ["HOME"] = os.environ["TMPDIR"] = folder
    # New streams: text that the setup left in a buffer would be printed again by every candidate.
    sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), encoding="utf-8")
    sys.stdout = sys.__stdout__ = _stream(1)  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = _stream(2)  # type: ignore[misc]


def _stream(descriptor: int) -> io.TextIOWrapper:
    raw = io.BufferedWriter(io.FileIO(descriptor, "w", closefd=False))
    return io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", newline="\n")


def _namespace() -> dict[str, Any]:
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    # Python would put it there itself, but only when something runs.
    module.__dict__["__builtins__"] = builtins
    return module.__dict__


def _seed(seed: int) -> None:
    torch.manual_seed(seed)
    _seed_rest(seed)


def _seed_again(job: Job) -> None:
    # torch.manual_seed goes a long way for devices that are not in use, and on a CPU it has gone it
    # in the exercise process.
    if job["device"] == "cpu":
        torch.default_generator.manual_seed(job["seed"])
    else:
        torch.manual_seed(job["seed"])
    _seed_rest(job["seed"])


def _seed_rest(seed: int) -> None:
    random.seed(seed)
    # Whether a warning is shown depends on which ran before, so none is.
    warnings.simplefilter("ignore")
