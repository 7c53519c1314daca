"""Each defence is needed: an attack that never holds does harm once the defence against it is taken out."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from keyproof.settings import Limits, Settings
from keyproof.verify import Pool, sandbox

from .attacks import ATTACKS, HARMLESS, NARROW, WIDTH, Attack
from .factory import SETUP, job
from .mutants import mutant

LIMITS = Limits(seconds=5, memory_mb=512)
GOOD, WRONG = "rnn = nn.RNN(3, 5)", "rnn = nn.RNN(3, 4)"


@dataclass(frozen=True)
class Defence:
    """A piece of the worker, what to put in its place, and an attack that it stops."""

    name: str
    file: str
    text: str
    instead: str
    attack: str
    root: bool = False
    """Whether only root has anything to be defended against."""


def _named(name: str) -> Attack:
    return next(attack for attack in (*ATTACKS, *HARMLESS) if attack.name == name)


DEFENCES = [
    Defence(
        "the state of the process at its last gate",
        "witness.py",
        'if self._end != HELD:\n            return {"state": "crash",',
        'if False:\n            return {"state": "crash",',
        "modules of the judge are changed",
    ),
    Defence(
        "the depth of the stack",
        "witness.py",
        " and abs(stack - self._place[1]) <= NEAR",
        "",
        "a thread or a function waits at the last gate",
    ),
    Defence("the picture of the ground", "witness.py", "if self._spoiled:", "if False:", "patch equal"),
    Defence(
        "functions are part of the ground",
        "ground.py",
        "if before.made != after.made:",
        "if False:",
        "patch code of _call_impl",
    ),
    Defence(
        "new names that hide others",
        "ground.py",
        "(guarded | hiding).items()",
        "guarded.items()",
        "patch RNN.__call__",
    ),
    Defence(
        "names of the check mean the same",
        "steps.py",
        "return tuple(sorted(modules | (called & set(vars(builtins))) | {RECORDER, \"__builtins__\"}))",
        "return ()",
        "another len",
    ),
    Defence(
        "hooks on every layer are part of the ground",
        "ground.py",
        "if owner in HOOKS and was != now:",
        "if False:",
        "a hook on every layer",
    ),
    Defence(
        "what the check's own functions call is part of the ground",
        "ground.py",
        "torch.testing._comparison, ",
        "",
        "patch what assert_close calls",
    ),
    Defence(
        "the builtins of the check are the same",
        "steps.py",
        '{RECORDER, "__builtins__"}',
        "{RECORDER}",
        "another __builtins__",
    ),
    Defence("no tracing of the check", "gates.py", '" TRACE(None)", ', "", "trace jumps over the assertion"),
    Defence(
        "functions of the judge are constants",
        "gates.py",
        "if isinstance(node, ast.Name) and node.id.isupper():",
        'if isinstance(node, ast.Name) and node.id.isupper() and node.id != "EXEC":',
        "exec is taken from the judge",
    ),
    Defence(
        "the check is compiled before the program runs",
        "gates.py",
        'return f"EXEC(PART{number}, SPACE)"',
        'return f"EXEC(SPACE.get(\'check\') or PART{number}, SPACE)"',
        "a check of its own",
    ),
    Defence(
        "files of the setup are put back",
        "folders.py",
        "        self.empty()\n        for root",
        "        for root",
        "files of the setup",
    ),
    Defence(
        "what is left is killed",
        "oversee.py",
        "not self.single\n            self._sweep()",
        "not self.single",
        "a child serves the next one",
    ),
    Defence(
        "shared memory of the setup is made anew",
        "oversee.py",
        'self.single = told["shares"]',
        "self.single = False",
        "shared memory of the setup",
    ),
    Defence(
        "privileges are given up",
        "exercise.py",
        "    confine.give_up_privileges()\n",
        "",
        "memory of the parent is read",
        root=True,
    ),
    Defence(
        "the worker's memory is hidden",
        "confine.py",
        "_LIBC.prctl(_PR_SET_DUMPABLE, int(not hidden), 0, 0, 0)",
        "pass",
        "memory of the parent is read",
    ),
]

EXTRA = [
    Attack(
        "a thread or a function waits at the last gate",
        _named("forged answer, then leaves").program.replace("os._exit(0)", "")
        + "\ngate = sys.modules['keyproof_worker.ready'].GATE\nos.write(gate, b'?'); os.read(gate, 7002)"
        + "\nforge(token, result); os.write(gate, b'?'); os.read(gate, 7004)",
    ),
    Attack(
        "exec is taken from the judge",
        "import sys\nsys._getframe(1).f_globals['EXEC'] = lambda *a: None\n" + NARROW,
    ),
    Attack("a check of its own", NARROW + "check = compile('1', 'x', 'exec')"),
    Attack(
        "a child serves the next one",
        "import os, socket, time\nPLACE = os.getppid()\nif os.fork() == 0:\n    os.setsid()\n"
        "    server = socket.socket(socket.AF_UNIX); server.bind(f'\\0keyproof-{PLACE}')\n"
        "    server.listen(); time.sleep(60)\ntime.sleep(0.3)\n",
        "import os, socket\nname = f'\\0keyproof-{os.getppid()}'\n"
        "assert socket.socket(socket.AF_UNIX).connect_ex(name) != 0\n" + WIDTH,
    ),
    Attack(
        "shared memory of the setup",
        "shared.fill_(4)",
        "assert shared[0] == 5\n" + WIDTH,
        ("shared = torch.full((3,), 5).share_memory_()",),
    ),
    Attack(
        "memory of the parent is read",
        "import os\nopen(f'/proc/{os.getppid()}/mem', 'rb').close()\nrnn = nn.RNN(3, 5)",
    ),
]


@pytest.mark.parametrize("defence", DEFENCES, ids=lambda defence: defence.name)
def test_without_its_defence_an_attack_does_harm(tmp_path: Path, bare: Pool, defence: Defence) -> None:
    """The very same attack, judged by a worker as it is and by one without this defence."""
    if defence.root and os.getuid() != 0:
        pytest.skip("an ordinary user has no privileges to give up")
    attack = next(one for one in (*EXTRA, *ATTACKS, *HARMLESS) if one.name == defence.attack)
    worker = mutant(tmp_path, defence.file, defence.text, defence.instead)

    assert not _harm(bare, attack)
    with Pool(Settings(root=Path("/"), jobs=1, limits=LIMITS, sandbox="off"), worker=worker) as weak:
        assert _harm(weak, attack)


def _harm(pool: Pool, attack: Attack) -> bool:
    """Tell whether the attack holds where it must not, or another answer is judged otherwise for it."""
    setup = SETUP + "\n".join(attack.setup)
    attacking = job(attack.program, GOOD, WRONG, check=attack.check, setup=setup, seconds=attack.seconds)
    states = [outcome.state for outcome in pool.run(attacking).outcomes]
    if attack.name in {one.name for one in HARMLESS} or attack.name.startswith(("a child", "shared memory")):
        states[0] = "refuted"
    return ["holds", "refuted"] != states[1:] or states[0] == "holds"


def test_a_candidate_that_could_not_begin_begins_again(tmp_path: Path) -> None:
    """Where the process that it is forked from was spoiled; nothing is forbidden in these workers."""
    attack = _named("limits the process that runs it")
    worker = mutant(tmp_path, "exercise.py", "        forbid.reaching_out()\n", "")
    harms = []
    for text in ("if not (limit or answer or witness.begun):", "if False:"):
        oversee = worker.parent / "oversee.py"
        oversee.write_text(
            oversee.read_text(encoding="utf-8").replace("if not (limit or answer or witness.begun):", text)
        )
        with Pool(Settings(root=Path("/"), jobs=1, limits=LIMITS, sandbox="off"), worker=worker) as pool:
            harms.append(_harm(pool, attack))

    assert [False, True] == harms


def test_without_a_sandbox_files_and_network_are_in_reach(bare: Pool, tmp_path: Path) -> None:
    """What the sandbox's own tests see refused is possible without it, so they would fail."""
    secret = tmp_path / "secret"
    secret.write_text("hunter2")
    program = (
        f"assert open({str(secret)!r}).read() == 'hunter2'\nopen({str(secret)!r}, 'w').write('spoiled')\n"
        "import socket\nsocket.create_server(('127.0.0.1', 0)).close()\n"
    )

    assert "holds" == bare.run(job(program)).outcomes[0].state
    assert "spoiled" == secret.read_text()
    assert "off" == Settings(root=Path("/"), sandbox="off").sandbox
    assert sandbox.NONE.command("python", Path("w.py"), tmp_path)[0] == "python"
