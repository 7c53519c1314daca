"""Programs that attack the judge: none is taken to hold, and no other answer is judged otherwise for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from keyproof.settings import Settings
from keyproof.verify import Pool, sandbox, verify

from .attacks import HARMLESS, INSIDE, OUTSIDE, WIDE, Attack
from .factory import exercise, job, option
from .mutants import mutant

FULL = not sandbox.find().missing
needs_sandbox = pytest.mark.skipif(not FULL, reason=f"no full sandbox here: {sandbox.find().obstacle}")

GOOD, WRONG = "rnn = nn.RNN(3, 5)", "rnn = nn.RNN(3, 4)"


def judge(pool: Pool, attack: Attack) -> list[str]:
    """Judge an exercise whose first answer attacks, before the honest ones; give the states of all three."""
    options = (option(attack.program, 20), option(GOOD, 40, keyed=True), option(WRONG, 42))
    one = exercise("choice", options=options, check=attack.check, setup=attack.setup, seconds=attack.seconds)
    verdict = verify([one], run=pool.run, jobs=1, seeds=1)["one"]
    return [answer.outcome.state for answer in verdict.answers]


@pytest.mark.parametrize("attack", INSIDE, ids=lambda attack: attack.name)
def test_an_attack_on_the_check_never_holds(pool: Pool, attack: Attack) -> None:
    """What the check relies on is not the program's to change, and the others are judged as ever."""
    state, *others = judge(pool, attack)

    assert "holds" != state
    assert ["holds", "refuted"] == others


@pytest.mark.parametrize("attack", OUTSIDE, ids=lambda attack: attack.name)
def test_an_attack_never_holds_and_changes_nothing_for_others(either: Pool, attack: Attack) -> None:
    """The keyed answer holds, the honest wrong one is refuted, and the worker goes on."""
    state, *others = judge(either, attack)

    assert "holds" != state
    assert ["holds", "refuted"] == others
    assert "holds" == either.run(job("x = 1")).outcomes[0].state


@needs_sandbox
@pytest.mark.parametrize("attack", WIDE, ids=lambda attack: attack.name)
def test_an_attack_on_the_whole_machine_ends_in_the_sandbox(pool: Pool, attack: Attack) -> None:
    """These are not tried outside of one."""
    state, *others = judge(pool, attack)

    assert "holds" != state
    assert ["holds", "refuted"] == others
    assert 1 == pool.warm


@pytest.mark.parametrize("attack", HARMLESS, ids=lambda attack: attack.name)
def test_what_a_program_leaves_behind_is_gone_for_the_next_one(either: Pool, attack: Attack) -> None:
    """It may hold itself, since all it does is to leave something; the others are judged as ever."""
    assert ["holds", "refuted"] == judge(either, attack)[1:]


@needs_sandbox
@pytest.mark.parametrize(
    ("leave", "find"),
    [
        ("open('/tmp/left', 'w').close()", "os.path.exists('/tmp/left')"),
        ("open('/var/tmp/left', 'w').close()", "os.path.exists('/var/tmp/left')"),
        ("open('/dev/shm/left', 'w').write('x')", "os.listdir('/dev/shm')"),
        ("open('../left', 'w').close()", "os.listdir('..') != ['exercise']"),
        ("import os; os.symlink('/', '../left')", "os.listdir('..') != ['exercise']"),
        (
            "import mmap\nfile = open('/dev/shm/m', 'wb+')\nfile.truncate(9)\n"
            "mmap.mmap(file.fileno(), 9)[0] = 1",
            "os.path.exists('/dev/shm/m')",
        ),
        (
            "from multiprocessing import shared_memory\n"
            "shared_memory.SharedMemory('kept', create=True, size=9)",
            "os.path.exists('/dev/shm/kept')",
        ),
        (
            "import ctypes; assert ctypes.CDLL(None).shmget(77, 4096, 0o1666) >= 0",
            "len(open('/proc/sysvipc/shm').readlines()) > 1",
        ),
        (
            "import ctypes; assert ctypes.CDLL(None).semget(77, 1, 0o1666) >= 0",
            "len(open('/proc/sysvipc/sem').readlines()) > 1",
        ),
        (
            "import ctypes; assert ctypes.CDLL(None).msgget(77, 0o1666) >= 0",
            "len(open('/proc/sysvipc/msg').readlines()) > 1",
        ),
    ],
)
def test_nothing_outlives_a_candidate_in_the_sandbox(pool: Pool, leave: str, find: str) -> None:
    """Every place that can be written to is emptied: what is left is not even there to be found."""
    result = pool.run(job(leave, "x = 1", check=f"import os\nassert not ({find})"))

    assert ["refuted", "holds"] == [outcome.state for outcome in result.outcomes], result.outcomes


@pytest.mark.parametrize(
    ("setup", "position"),
    [
        ("file = open('/proc/self/status')", "file.tell()\nfile.read(5)"),
        ("import mmap\nfile = mmap.mmap(-1, 9)", "file.tell() + file[0]\nfile[0] = 9"),
        ("file = torch.zeros(3).share_memory_()", "int(file[0])\nfile.fill_(9)"),
    ],
)
def test_what_a_fork_does_not_copy_is_made_anew(either: Pool, setup: str, position: str) -> None:
    """An open file has one position for all who inherit it, shared memory one content: a setup for each."""
    program = f"position = {position}"
    prepared = f"import torch\n{setup}"
    result = either.run(job(program, program, check="assert position == 0", setup=prepared))

    assert ["holds", "holds"] == [outcome.state for outcome in result.outcomes]


@pytest.mark.parametrize(
    "hostile",
    [
        "import os\nos.mkdir('a'); open('a/f', 'w').close(); os.chmod('a', 0); os.chmod('.', 0)",
        "import os\nfor _ in range(3000):\n    os.mkdir('deeper'); os.chdir('deeper')",
        "import os\nos.mkdir('x' * 255); os.chdir('x' * 255); os.mkdir('y' * 255)",
        "import os\nos.mkfifo('pipe'); os.symlink('loop', 'loop'); os.umask(0o777); open('none', 'w')",
        "import os, shutil\nshutil.rmtree(os.getcwd())",
    ],
)
def test_what_is_hard_to_remove_is_removed(either: Pool, hostile: str) -> None:
    """No missing permission, depth or length of path keeps a folder for the next candidate."""
    check = "import os\nassert os.listdir('.') == ['data'] and open('data').read() == '7'"
    result = either.run(job(hostile, "x = 1", check=check, setup="open('data', 'w').write('7')"))

    assert "holds" == result.outcomes[1].state, result.outcomes[1]


def test_an_attack_that_holds_would_be_a_finding(pool: Pool) -> None:
    """An answer that lies about what it is passes a check that asks it; no key is proven by that."""
    liar = "class Liar:\n    hidden_size = 5\nrnn = Liar()"
    options = (option(GOOD, 20, keyed=True), option(liar, 22), option(WRONG, 26))
    one = exercise("choice", options=options, check="assert rnn.hidden_size == 5")
    verdict = verify([one], run=pool.run, jobs=1, seeds=1)["one"]

    assert "ambiguous-key" in [finding.rule for finding in verdict.findings]


def test_a_worker_that_may_not_look_still_judges(tmp_path: Path) -> None:
    """Where the kernel forbids a parent to look at its children, the token alone has to do."""
    worker = mutant(tmp_path, "loop.py", "Ground() if can_look() else None", "None")
    with Pool(Settings(root=Path("/"), jobs=1, sandbox="off"), worker=worker) as pool:
        states = [outcome.state for outcome in pool.run(job(GOOD, "1 / 0")).outcomes]

    assert ["holds", "refuted"] == states
