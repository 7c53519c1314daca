"""An outcome that something besides the program had a part in is not taken for that of the next run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from keyproof.pipeline import build
from keyproof.recall import Recall
from keyproof.settings import Settings
from keyproof.verify import Job, Memory, Pool, Result, hire

from .factory import job

PAGE = """\
## One {{#one .choice .easy}}

- [x] `1`
- [ ] `2`

```python check
assert answer == int(open({file!r}).read())
```
"""


def _outside(pool: Pool, program: str, **more: str) -> tuple[str, ...]:
    return pool.run(job(program, **more)).outside


@pytest.mark.parametrize(
    "program",
    [
        "x = 1",
        "open('mine', 'w').write('a')\nopen('mine').read()",
        "import os\nos.mkdir('inner')\nos.chdir('inner')\nos.listdir('.')\nos.listdir('..')",
        "import tempfile\nwith tempfile.TemporaryFile() as file:\n    file.write(b'a')",
        "from pathlib import Path\nPath('mine').write_text('a')\nlist(Path('.').glob('*'))",
        "import sqlite3\nsqlite3.connect('mine').execute('create table a (b)')",
        "torch.save(torch.zeros(2), 'mine')\ntorch.load('mine')",
        "from torch.utils.data import DataLoader\nlist(DataLoader([1, 2]))",
        "import decimal, fractions, wave, torch._dynamo",
        "import not_to_be_found",
        "import os\nos.rmdir(os.getcwd())\ntry:\n    open('gone')\nexcept OSError:\n    pass",
        "import os\nos.environ['A'] = '/etc'",
        "import inspect\ninspect.getsource(nn.RNN)",
        "import traceback\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    traceback.print_exc()",
        "import os, random, time, uuid\nos.urandom(4)\nuuid.uuid4()\nopen('/proc/self/stat').read()",
    ],
)
def test_python_and_a_programs_own_files_are_not_outside(program: str, either: Pool) -> None:
    """What counts as the same wherever it has the same version, or is empty at the beginning."""
    assert () == _outside(either, program)


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("open('/etc/some').read()", "/etc/some"),
        ("open(b'/etc/some').read()", "/etc/some"),
        ("from pathlib import Path\nPath('/etc/some').read_text()", "/etc/some"),
        ("import os\nos.open('/etc/some', os.O_RDONLY)", "/etc/some"),
        ("import os\nos.chdir('/etc')\nopen('some')", "/etc"),
        ("import os\nos.listdir('/etc')", "/etc"),
        ("import os\nos.symlink('/etc/some', 'link')\nopen('link')", "/etc/some"),
        ("import sqlite3\nsqlite3.connect('/etc/some')", "/etc/some"),
        ("import ctypes\nctypes.CDLL('/etc/some.so')", "/etc/some.so"),
        ("import sys\nsys.path.insert(0, '/etc/some')\nopen('/etc/some/x.py')", "/etc/some/x.py"),
        ("import threading\nt = threading.Thread(target=open, args=('/etc/some',))\nt.start()\nt.join()",
         "/etc/some"),
        ("import os\nif os.fork() == 0:\n    os._exit(0)", "os.fork"),
        ("import subprocess\nsubprocess.run(['true'])", "subprocess.Popen"),
        ("import os\nos.system('true')", "os.system"),
        ("import socket\nsocket.create_connection(('127.0.0.1', 1))", "socket.getaddrinfo"),
    ],
)  # fmt: skip
def test_what_is_outside(program: str, told: str, either: Pool) -> None:
    """Files and folders, there or missing, however they are opened; other programs; the network."""
    assert told in _outside(either, program)


def test_what_a_setup_or_a_check_uses_counts(bare: Pool) -> None:
    """For all answers: they share one entry."""
    assert ("/etc/hosts",) == _outside(bare, "x = 1", setup="open('/etc/hosts')")
    assert ("/etc/hosts",) == _outside(bare, "x = 1", check="open('/etc/hosts')")
    assert ("/etc/none",) == _outside(bare, "x = 1", setup="open('/etc/none')")
    assert ("os.fork",) == _outside(bare, "x = 1", setup="import os\nif os.fork() == 0:\n    os._exit(0)")


def test_very_many_things_are_not_all_named(bare: Pool) -> None:
    """One would do."""
    program = "import glob\nfor number in range(1000):\n    glob.glob(f'/none/{number}')"

    assert ("/none/0", "/none/1", "/none/2") == _outside(bare, program)


def test_a_program_cannot_stop_it(bare: Pool) -> None:
    """A broken object in place of a path is noted as well, and harms nobody."""
    program = "import os\nos.path.realpath = None\ntry:\n    open('/etc/hosts')\nfinally:\n    pass"
    outcome = bare.run(job(program))

    assert ("holds", ("open",)) == (outcome.outcomes[0].state, outcome.outside)


@pytest.mark.parametrize("serving", [False, True])
def test_a_file_that_changes_between_two_builds_changes_the_verdict(tmp_path: Path, serving: bool) -> None:
    """Without a sandbox an answer can read it; neither the cache nor a server's memory gets in the way."""
    file, said = tmp_path / "number", list[str]()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text(PAGE.format(file=str(file)))
    cache = str(tmp_path / "cache")
    settings = Settings(root=tmp_path, docs=tmp_path / "docs", cache=cache, sandbox="off", seeds=2)
    found: list[str] = []
    with hire(settings, say=said.append) as crew:
        memory, recall = Memory(crew.run), Recall()
        for number in (1, 2):
            file.write_text(str(number))
            made = build(
                settings, run=memory.run if serving else crew.run, recall=recall if serving else None
            )
            found.append(" ".join(finding.rule for finding in made.proof.findings))

    assert ["", "wrong-key"] == found
    assert [f"Answers that use {file} or the like are run each time: it may change."] == said
    assert [] == list(Path(cache).glob("??/*"))


def test_what_printed_too_much_is_not_kept(tmp_path: Path) -> None:
    """It was ended before it could say what it looked at."""
    settings = Settings(root=tmp_path, cache=str(tmp_path / "cache"))
    ran: list[Result] = []
    with hire(settings, say=print) as crew:
        ran = [crew.run(job("print('x' * 10**6)")) for _ in range(2)]

    assert ["output", "output"] == [one.outcomes[0].state for one in ran]
    assert [False, False] == [one.cached for one in ran]


def test_a_memory_keeps_only_what_lasts() -> None:
    """The next time the job is run again."""
    ran: list[Job] = []

    def run(one: Job) -> Result:
        ran.append(one)
        return replace(Result(), outside=("/etc/hosts",) if len(ran) < 3 else ())

    memory = Memory(run)

    assert [False, False, False, True] == [memory.run(job("x = 1")).cached for _ in range(4)]
    assert 3 == len(ran)
