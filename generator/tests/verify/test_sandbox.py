"""The sandbox: what a candidate in it can and cannot reach, and what is said where there is none."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from keyproof.errors import SettingsError
from keyproof.settings import Settings
from keyproof.verify import Pool, Result, sandbox
from keyproof.verify.circumstances import WITNESSED, circumstances, confined, sandbox_told

from .factory import job

FULL = not sandbox.find().missing
needs_sandbox = pytest.mark.skipif(not FULL, reason=f"no full sandbox here: {sandbox.find().obstacle}")

NOBODY = 65534


@pytest.fixture(name="fake")
def _fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A bubblewrap of our own making, the only one that is found."""
    monkeypatch.setenv("PATH", str(tmp_path))
    sandbox.find.cache_clear()
    yield tmp_path / "bwrap"
    sandbox.find.cache_clear()


def _write(program: Path, text: str) -> None:
    program.write_text(f"#!/bin/sh\n{text}\n", encoding="ascii")
    program.chmod(0o755)


def _settings(**more: object) -> Settings:
    return Settings(root=Path("/"), **more)  # type: ignore[arg-type]


@needs_sandbox
@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', PORT), timeout=2)",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://example.invalid', timeout=2)",
        "open(FILE).read()",
        "open(FILE, 'w')",
        "open('/etc/shadow').read()",
        "open('/root/.profile').read()",
        "open('/usr/keyproof-was-here', 'w')",
        "open('/keyproof-was-here', 'w')",
        "open('/dev/keyproof-was-here', 'w')",
        "open('/proc/sys/kernel/core_pattern', 'w')",
        "import os; os.chmod('/usr', 0o777)",
        "import os; open(os.path.dirname(torch.__file__) + '/__init__.py', 'a')",
        "import os; os.mknod('disk', 0o660 | 0o060000, os.makedev(8, 0))",
        "import os; os.kill(OUTSIDE, 0)",
        "import os; os.listdir('/proc/%d' % OUTSIDE)",
        "import os; os.setuid(0)",
        "import os; os.sethostname if False else open('/proc/sys/kernel/hostname', 'w')",
        "import resource as r; r.setrlimit(r.RLIMIT_AS, (r.RLIM_INFINITY, r.RLIM_INFINITY))",
        "import resource as r; r.setrlimit(r.RLIMIT_CPU, (9999, 9999))",
    ],
)
def test_a_candidate_in_the_sandbox_cannot_reach_outside(pool: Pool, tmp_path: Path, attempt: str) -> None:
    """Neither network nor files nor processes nor privileges: the attempt itself fails."""
    secret = tmp_path / "secret"
    secret.write_text("hunter2")
    facts = f"FILE = {str(secret)!r}\nPORT = 9\nOUTSIDE = {os.getpid() + 1000000}\n"
    outcome = pool.run(job(facts + attempt)).outcomes[0]

    assert "refuted" == outcome.state, outcome
    assert outcome.raised is not None
    assert outcome.raised.type in {
        "OSError", "PermissionError", "FileNotFoundError", "ProcessLookupError", "URLError", "ValueError",
        "ConnectionRefusedError",
    }  # fmt: skip
    assert "hunter2" == secret.read_text()


@needs_sandbox
def test_there_is_no_network_but_an_unconfigured_loop(pool: Pool) -> None:
    """A server of the candidate's own can be reached; nothing of the machine's can."""
    program = "import socket\nnames = [name for _, name in socket.if_nameindex()]"

    assert "holds" == pool.run(job(program, check="assert names == ['lo']")).outcomes[0].state


@needs_sandbox
def test_a_server_on_this_machine_is_out_of_reach(pool: Pool, bare: Pool) -> None:
    """The same program reaches it without a sandbox, so the test would see it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        program = f"import socket\nsocket.create_connection({server.getsockname()!r}, timeout=5)"
        states = [each.run(job(program)).outcomes[0].state for each in (pool, bare)]

    assert ["refuted", "holds"] == states


@needs_sandbox
def test_processes_of_the_machine_are_not_to_be_seen(pool: Pool) -> None:
    """The worker is the first of its namespace; beside it are the candidate and at most four exercises."""
    program = "import os\npids = sorted(int(name) for name in os.listdir('/proc') if name.isdigit())"
    check = "assert pids[0] == 1\nassert 3 <= len(pids) <= 6\nassert pids[-1] == os.getpid()"

    assert "holds" == pool.run(job(program, check=check)).outcomes[0].state


@needs_sandbox
def test_the_identity_inside_is_nobodys(pool: Pool) -> None:
    """No capability is left, none can be gained, and names of the machine's users are not told."""
    program = (
        "import os, pwd\n"
        "status = dict(line.split(':\\t') for line in open('/proc/self/status').read().splitlines())\n"
        "users = [user.pw_name for user in pwd.getpwall()]"
    )
    check = (
        "assert {status[name] for name in ('CapPrm', 'CapEff', 'CapInh', 'CapBnd')} == {'0' * 16}\n"
        "assert status['NoNewPrivs'] == '1'\n"
        "assert os.getuid() == os.getgid() == 65534\n"
        "assert users == ['keyproof']\n"
        "assert os.uname().nodename == 'keyproof'"
    )
    outcome = pool.run(job(program, check=check)).outcomes[0]

    assert "holds" == outcome.state, outcome


@needs_sandbox
def test_what_every_program_needs_is_there(pool: Pool) -> None:
    """A scratch folder, temporary files, shared memory between processes, random numbers, threads."""
    program = (
        "import multiprocessing, os, tempfile, threading\n"
        "with tempfile.NamedTemporaryFile() as file: file.write(b'x')\n"
        "open('/tmp/file', 'w').write('x')\n"
        "open('/var/tmp/other', 'w').write('x')\n"
        "queue = multiprocessing.get_context('fork').Queue()\n"
        "child = multiprocessing.get_context('fork').Process(target=queue.put, args=(7,))\n"
        "child.start(); seven = queue.get(); child.join()\n"
        "loader = torch.utils.data.DataLoader(torch.arange(4.0), batch_size=2, num_workers=1)\n"
        "total = sum(float(batch.sum()) for batch in loader)\n"
        "number = os.urandom(4)\n"
        "home = os.path.expanduser('~')"
    )
    check = "assert seven == 7\nassert total == 6\nassert len(number) == 4\nassert home == os.getcwd()"
    outcome = pool.run(job(program, check=check, seconds=30)).outcomes[0]

    assert "holds" == outcome.state, outcome


@needs_sandbox
def test_a_full_disk_is_the_candidates_own_trouble(pool: Pool) -> None:
    """Its folders are of bounded size together, and empty for the next one."""
    hog = "for number in range(400):\n    open(f'{number}', 'wb').write(bytes(2**20))"
    first, second = pool.run(job(hog, "open('one', 'wb').write(bytes(2**20))", seconds=30)).outcomes

    assert ("refuted", "holds") == (first.state, second.state)
    assert first.raised is not None
    assert "No space left on device" in first.raised.message


@needs_sandbox
@pytest.mark.skipif(os.getuid() != 0, reason="needs root to be somebody else")
def test_an_ordinary_user_gets_the_same_sandbox(tmp_path: Path) -> None:
    """Keyproof needs no privilege for it."""
    folder = _readable_by_all(tmp_path)
    program = (
        "from keyproof.verify import sandbox\n"
        "print(sandbox.find().summary, [wall.name for wall in sandbox.find().present])"
    )
    done = subprocess.run(
        ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups",
         shutil.which("python3", path=os.defpath) or sys.executable, "-c", program],
        env={"PYTHONPATH": str(folder), "PATH": os.environ["PATH"]},
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert "" == done.stderr
    assert "sandbox: bubblewrap ['network', 'processes', 'ipc', 'files']\n" == done.stdout


def _readable_by_all(tmp_path: Path) -> Path:
    """Copy what finds a sandbox to where everybody may read; the tests' own folder may be closed."""
    source = Path(sandbox.__file__).parents[1]
    folder = tmp_path / "copy"
    for name in ("__init__.py", "errors.py", "settings.py", "verify/sandbox.py"):
        (folder / "keyproof" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / name, folder / "keyproof" / name)
    (folder / "keyproof" / "verify" / "__init__.py").write_text("")
    for place in (folder, *folder.parents):
        if place.stat().st_uid == os.getuid() and place != Path("/") and "pytest" in str(place):
            place.chmod(place.stat().st_mode | 0o055)
    return folder


def test_without_bubblewrap_everything_runs_and_what_is_missing_is_said(fake: Path) -> None:
    """It names what to install; limits remain."""
    del fake
    here = sandbox.sandbox_of(_settings())

    assert here.command("python", Path("worker.py"), Path("/"))[0] == "python"
    assert (
        "sandbox: missing network isolation, process isolation, IPC isolation, a read-only file system "
        "(install bubblewrap, for instance: apt-get install bubblewrap)"
    ) == here.summary


def test_a_bubblewrap_that_the_kernel_refuses_is_no_sandbox(fake: Path) -> None:
    """Being installed is not enough: it is tried, and what it said is passed on."""
    _write(fake, "echo 'bwrap: No permissions to create a new namespace' >&2; exit 1")
    here = sandbox.sandbox_of(_settings())

    assert "" == here.program
    assert here.summary.endswith(
        "(bubblewrap is installed, but refused here: bwrap: No permissions to create a new namespace)"
    )


def test_what_a_container_allows_is_used(fake: Path) -> None:
    """Where only a process namespace is refused, the network is cut off all the same, and that is told."""
    _write(fake, 'case "$*" in *--unshare-pid*) echo "Can\'t mount proc" >&2; exit 1;; esac')
    here = sandbox.sandbox_of(_settings())

    assert ["network", "ipc", "files"] == [wall.name for wall in here.present]
    assert (
        "sandbox: missing process isolation (bubblewrap is installed, but refused here: Can't mount proc)"
    ) == here.summary


def test_the_machine_is_tried_once(fake: Path) -> None:
    """A run of a thousand exercises does not ask a thousand times."""
    _write(fake, f"echo x >> {fake}.log")
    for _ in range(3):
        sandbox.sandbox_of(_settings())

    assert "x\n" == Path(f"{fake}.log").read_text()


def test_where_it_is_required_its_absence_stops_the_run(fake: Path) -> None:
    """Before anything is run."""
    del fake
    with pytest.raises(SettingsError, match=r"lacks network isolation, .*\(install bubblewrap"):
        Pool(_settings(sandbox="require"))


@needs_sandbox
def test_where_it_is_required_and_there_it_is_used() -> None:
    """Nothing is refused."""
    assert sandbox.find() == sandbox.sandbox_of(_settings(sandbox="require"))


def test_the_command_line_refuses_with_2_and_says_what_to_install(tmp_path: Path) -> None:
    """And has run nothing."""
    (tmp_path / "docs").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "keyproof", "check", "--require-sandbox"],
        cwd=tmp_path, env={"PATH": "/nowhere"}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert 2 == done.returncode
    assert "A sandbox is required, but this machine lacks network isolation" in done.stderr
    assert "install bubblewrap" in done.stderr


def _confining(settings: Settings) -> tuple[str, ...]:
    return confined(lambda _: Result(), settings)(job("x = 1")).protections


def test_a_result_tells_what_was_in_force(fake: Path) -> None:
    """What a machine lacks does not stand in the results of its runs."""
    del fake

    assert "the network cut off" not in _confining(_settings())
    assert "a process of its own for each answer" in _confining(_settings())


def test_the_evidence_tells_what_was_in_force_in_every_run() -> None:
    """Also in those of another machine, or of an earlier build, as the cache has kept them."""
    bare = _confining(replace(_settings(), sandbox="off"))
    # Whether the kernel lets a parent look is the machine's own affair.
    bare = tuple(dict.fromkeys((*bare, *WITNESSED)))
    walled = (*bare, *(wall.words for wall in sandbox.PROTECTIONS))
    unseen = tuple(name for name in walled if name not in WITNESSED)
    told = [circumstances(_settings(), runs).protections for runs in ([walled], [bare, walled], [unseen], [])]

    assert [set(walled), set(bare), set(unseen), set()] == [{*one.present} for one in told]
    assert [0, 4, 1, 0] == [len(one.missing) for one in told]


def test_the_last_line_tells_of_the_runs_and_not_of_this_machine(fake: Path) -> None:
    """Which may have given them to others, and have no sandbox itself."""
    del fake
    walls = tuple(wall.words for wall in sandbox.PROTECTIONS)
    told = [sandbox_told(_settings(), runs) for runs in ([walls], [walls, walls[1:]], [])]

    assert "sandbox: bubblewrap" == told[0]
    assert "sandbox: missing network isolation (on a machine that ran some)" == told[1]
    assert told[2].startswith("sandbox: missing network isolation, process isolation, IPC isolation, ")
