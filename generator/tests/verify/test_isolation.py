"""No candidate can influence another, nor the judge: each case here did harm without its defence."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from keyproof.verify import Pool

from .factory import job

GOOD = "x = 1"
"""A candidate that holds; it stands behind each harmful one, in the same job."""


@pytest.mark.parametrize(
    ("program", "state", "detail"),
    [
        ("while True: pass", "timeout", "it ran for more than 0.5 s"),
        ("import time; time.sleep(60)", "timeout", "it ran for more than 0.5 s"),
        ("import signal, os; os.kill(os.getpid(), signal.SIGSTOP)", "timeout", "it ran for more than 0.5 s"),
        (
            "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: pass",
            "timeout",
            "it ran for more than 0.5 s",
        ),
        ("while True: print('all work and no play')", "output", "it printed more than 64 KiB"),
        ("import sys\nwhile True: sys.stderr.write('no ' * 99)", "output", "it printed more than 64 KiB"),
        ("open('big', 'wb').write(bytes(20 * 2**20))", "output", "it wrote a larger file than allowed"),
        ("import os; os._exit(0)", "crash", "it ended its own process with exit status 0"),
        ("import os; os._exit(3)", "crash", "it ended its own process with exit status 3"),
        ("import os; os.abort()", "crash", "its process died of SIGABRT"),
        ("import ctypes; ctypes.string_at(0)", "crash", "its process died of SIGSEGV"),
        ("import os; os.kill(os.getppid(), 9)", "crash", "it ended the process that runs it"),
        ("import os; os.kill(0, 9)", "crash", "its process died of SIGKILL"),
        ("kept = []\nwhile True: kept.append(bytearray(2**24))", "memory", "it asked for more memory"),
        ("torch.zeros(2**32).sum()", "memory", "it asked for more memory"),
        ("import os; os.closerange(3, 256)", "crash", "it ended its own process with exit status 0"),
    ],
)
def test_what_hits_a_limit_or_dies_never_holds(either: Pool, program: str, state: str, detail: str) -> None:
    """It gets the state that says why, and the next candidate is none the worse."""
    result = either.run(job(program, GOOD, seconds=0.5 if state == "timeout" else 20))

    assert (state, detail) == (result.outcomes[0].state, result.outcomes[0].detail)
    assert "holds" == result.outcomes[1].state


@pytest.mark.parametrize(
    ("program", "error"),
    [
        ("import sys; sys.exit(0)", "SystemExit"),
        ("raise SystemExit", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("def deeper(): deeper()\ndeeper()", "RecursionError"),
    ],
)
def test_leaving_early_is_a_refutation(either: Pool, program: str, error: str) -> None:
    """An exit status of 0 is not an answer; the exception is named."""
    outcome = either.run(job(program)).outcomes[0]

    assert ("refuted", "program") == (outcome.state, outcome.step)
    assert outcome.raised is not None
    assert error == outcome.raised.type


def test_leaving_inside_the_check_does_not_hold(either: Pool) -> None:
    """Everything before the end of the last step is before the end."""
    outcome = either.run(job(GOOD, check="assert x == 1\nraise SystemExit(0)\nassert x == 2")).outcomes[0]

    assert ("refuted", "check") == (outcome.state, outcome.step)


@pytest.mark.parametrize(
    ("program", "check"),
    [
        ("nn.RNN = nn.LSTM", "assert type(nn.RNN(1, 1)).__name__ == 'RNN'"),
        ("torch.Tensor.__eq__ = lambda a, b: True", "assert not (torch.zeros(1) == torch.ones(1)).item()"),
        ("import builtins; builtins.len = lambda x: 7", "assert len([1]) == 1"),
        ("torch.set_default_dtype(torch.float64)", "assert torch.zeros(1).dtype == torch.float32"),
        ("torch.manual_seed(5); torch.rand(9)", "assert abs(torch.rand(1).item() - 0.4963) < 1e-4"),
        ("import random; random.seed(5)", "import random\nassert 0.84 < random.random() < 0.85"),
        ("import warnings as w; w.simplefilter('error')", "import warnings as w\nw.warn('!')\nassert x"),
        ("import os; os.environ['SPOILED'] = '1'", "import os\nassert 'SPOILED' not in os.environ"),
        ("open('left', 'w').write('x')", "import os\nassert not os.path.exists('left')"),
        ("import os; os.rmdir(os.getcwd())", "import os\nassert os.getcwd()\nopen('file', 'w').write('x')"),
        ("import sys; sys.modules['torch'] = None", "import torch\nassert torch.__version__"),
        ("shared.append(2)", "assert shared == [1]"),
    ],
)
def test_what_one_candidate_changes_the_next_one_does_not_see(either: Pool, program: str, check: str) -> None:
    """Each starts from what the setup left."""
    spoiling = job(program, GOOD, check=check, setup="import torch\nfrom torch import nn\nshared = [1]")
    outcome = either.run(spoiling).outcomes[1]

    assert "holds" == outcome.state, outcome


def test_garbage_on_every_descriptor_does_not_answer_for_it(either: Pool) -> None:
    """A result counts only behind the token; the rest of the pipe is passed over."""
    garbage = (
        "import os\n"
        "for number in range(3, 256):\n"
        "    try: os.write(number, b'\\n{\"state\": \"holds\"}\\n')\n"
        "    except OSError: pass\n"
    )
    result = either.run(job(garbage + "x = 2", garbage + "x = 1", GOOD, check="assert x == 1"))

    assert ["refuted", "holds", "holds"] == [outcome.state for outcome in result.outcomes]


def test_an_answer_of_its_own_making_without_the_token_is_a_crash(either: Pool) -> None:
    """Writing what a result looks like and leaving is not enough."""
    forged = (
        "import os\n"
        "for number in range(3, 256):\n"
        "    try: os.write(number, b'\\n' + b'0' * 32 + b'{\"state\": \"holds\"}\\n')\n"
        "    except OSError: pass\n"
        "os._exit(0)"
    )

    assert "crash" == either.run(job(forged)).outcomes[0].state


def test_endless_garbage_in_the_result_pipe_is_cut_off(either: Pool) -> None:
    """The worker does not fill its memory with it."""
    flood = (
        "import os\n"
        "for number in range(3, 256):\n"
        "    try:\n"
        "        while True: os.write(number, b'x' * 65536)\n"
        "    except OSError: pass"
    )

    assert ["output", "holds"] == [outcome.state for outcome in either.run(job(flood, GOOD)).outcomes]


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_a_closed_stream_is_no_fault(either: Pool, name: str) -> None:
    """What was printed before is kept."""
    program = f"import sys, os\nprint('seen', flush=True)\nsys.{name}.close()\nos.close(2)"
    outcome = either.run(job(program)).outcomes[0]

    assert ("holds", "seen\n") == (outcome.state, outcome.stdout)


@pytest.mark.parametrize(
    "leave",
    [
        "pid = os.fork()\nif pid == 0: {forever}",
        # Out of the group and away from its parent: only the adopting worker can find it.
        "if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0: {forever}\n    os._exit(0)\nos.wait()",
        "for _ in range(20):\n    if os.fork() == 0: {forever}",
    ],
)
def test_children_left_behind_are_killed(bare: Pool, tmp_path: Path, leave: str) -> None:
    """They can not go on working after the candidate has answered, not even beside the next one."""
    beat = tmp_path / "beat"
    forever = f"exec(\"while True:\\n open({str(beat)!r}, 'a').write('x'); time.sleep(0.01)\")"
    program = "import os, time\n" + leave.format(forever=forever) + "\ntime.sleep(0.1)\nx = True"
    size_of = f"os.path.getsize({str(beat)!r})"
    next_one = f"import os, time\nbefore = {size_of}\ntime.sleep(0.1)\nx = before == {size_of}"
    states = [outcome.state for outcome in bare.run(job(program, next_one, check="assert x")).outcomes]
    size = beat.stat().st_size
    time.sleep(0.1)

    assert ["holds", "holds"] == states
    assert size == beat.stat().st_size > 0


def test_processes_are_counted_and_all_of_them_killed(either: Pool) -> None:
    """Root is not held by the kernel's limit, so the worker counts."""
    bomb = "import os, time\nfor _ in range(8): os.fork()\ntime.sleep(60)"
    first, second = either.run(job(bomb, GOOD, seconds=30)).outcomes

    assert ("crash", "it started more than 64 processes") == (first.state, first.detail)
    assert "holds" == second.state


def test_memory_of_the_setup_is_not_counted_against_candidates(either: Pool) -> None:
    """Each may have its own on top of it."""
    result = either.run(job("x = bytearray(300 * 2**20)", GOOD, setup="kept = bytearray(300 * 2**20)"))

    assert ["holds", "holds"] == [outcome.state for outcome in result.outcomes]


def test_a_crash_is_seen_at_once_even_when_a_child_holds_the_pipes(either: Pool) -> None:
    """The worker watches the process, not only the pipes that its children inherited."""
    program = "import os, time\nif os.fork() == 0: time.sleep(60)\nos._exit(1)"
    start = time.monotonic()
    outcome = either.run(job(program, seconds=30)).outcomes[0]

    assert "crash" == outcome.state
    assert time.monotonic() - start < 10


def test_a_thread_left_running_neither_delays_nor_outlives(either: Pool) -> None:
    """The process ends with its answer, whatever its threads and exit handlers want."""
    program = (
        "import atexit, threading, time\n"
        "atexit.register(time.sleep, 60)\n"
        "threading.Thread(target=time.sleep, args=(60,)).start()\n"
        "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
    )
    start = time.monotonic()

    assert "holds" == either.run(job(program)).outcomes[0].state
    assert time.monotonic() - start < 10


def test_a_stopped_exercise_process_is_replaced(either: Pool) -> None:
    """A candidate that freezes the process that forks the others costs its own answer and some time."""
    freeze = "import os, signal\nos.kill(os.getppid(), signal.SIGSTOP)"
    first, second = either.run(job(freeze, GOOD)).outcomes

    assert ("crash", "holds") == (first.state, second.state)


def test_when_the_exercise_process_is_killed_the_others_lose_nothing(either: Pool) -> None:
    """Those before keep their outcome, those after are run from a new setup, by the same worker."""
    killer = "import os; os.kill(os.getppid(), 9)\nx = 1"
    result = either.run(job(GOOD, killer, "x = 2", GOOD, check="assert x == 1"))

    assert ["holds", "crash", "refuted", "holds"] == [outcome.state for outcome in result.outcomes]
    assert 1 == either.warm


def test_a_worker_killed_by_a_candidate_costs_that_candidate_only(bare: Pool) -> None:
    """Others are run on new workers; only the one that kills each of them is given up."""
    killer = (
        "import os\nstat = open(f'/proc/{os.getppid()}/stat').read()\n"
        "os.kill(int(stat.rpartition(')')[2].split()[1]), 9)"
    )
    lost = bare.run(job(GOOD, killer, "x = 2", check="assert x == 1"))

    assert ["holds", "crash", "refuted"] == [outcome.state for outcome in lost.outcomes]
    assert ["0", "1", "2"] == [outcome.candidate for outcome in lost.outcomes]
    assert "holds" == bare.run(job(GOOD)).outcomes[0].state


def test_the_worker_has_no_secrets_and_candidates_no_way_to_its_pipes(
    either: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The environment is our own, standard input is empty, and home is a scratch folder."""
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    check = (
        "import os, sys\n"
        "assert not [name for name in os.environ if 'SECRET' in name]\n"
        "assert sys.stdin.read() == ''\n"
        "assert os.environ['HOME'] == os.getcwd()\n"
        "assert not [path for path in sys.path if 'keyproof' in path]\n"
        "assert sys.modules['__main__'].__dict__ is globals()\n"
    )

    assert "holds" == either.run(job(GOOD, check=check)).outcomes[0].state


def test_scratch_folders_are_removed(bare: Pool) -> None:
    """Nbare a candidate's folder nor the exercise's is left."""
    outcome = bare.run(job("import os; print(os.getcwd()); open('f', 'w').write('x')")).outcomes[0]
    folder = Path(outcome.stdout.strip())

    assert folder.is_absolute()
    assert not folder.exists()
    assert folder.parent.exists()


def test_candidates_find_the_files_of_the_setup_each_its_own_copy(either: Pool) -> None:
    """What one writes into it the next one does not read."""
    setup = "open('data.txt', 'w').write('7')"
    check = "assert open('data.txt').read() == '7'"
    result = either.run(job("open('data.txt', 'w').write('8')", GOOD, check=check, setup=setup))

    assert ["refuted", "holds"] == [outcome.state for outcome in result.outcomes]
