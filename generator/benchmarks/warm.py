"""What does Keyproof add to a build where nothing has changed?

In: a generated course, verified before. Out: a table; a build of the same pages without Keyproof is 100 %.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from benchmarks.contenders import scratch
from benchmarks.course import write_course
from benchmarks.table import Table, interleaved, ratio, spread, timed, verdict
from keyproof.pipeline import prove
from keyproof.recall import Recall
from keyproof.settings import CACHE, Settings
from keyproof.verify import hire

ROUNDS, QUICK = 5, 2
BAR = 5.0
"""Per cent of a plain build that an unchanged check may take."""

CONFIG = """\
site_name: Benchmark
docs_dir: docs
site_dir: site
theme:
  name: material
  font: false
markdown_extensions:
  - admonition
  - attr_list
  - md_in_html
  - tables
  - pymdownx.details
  - pymdownx.superfences
plugins:
  - search
"""

WARM = "a check in the process that made the last one, as under mkdocs serve"
CHECK = "keyproof check as a new process, all of it cached"
PLAIN = "mkdocs build of the same pages, no Keyproof"
BUILD = "mkdocs build with Keyproof, all of it cached"


def measure(*, quick: bool) -> Table:
    """Time both, and the build of the site with the plugin."""
    count = 100 if quick else 300
    with scratch() as folder, ExitStack() as stack:
        course, plain = folder / "course", folder / "plain"
        write_course(course, count)
        (course / "docs").mkdir()
        (course / "docs" / "index.md").write_text("# Benchmark\n", encoding="utf-8")
        (course / "mkdocs.yml").write_text(f"{CONFIG}  - keyproof\n", encoding="utf-8")
        _run(course, "keyproof", "pages", str(plain / "docs"))
        (plain / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
        settings = Settings(root=course, exercises=course / "exercises", cache=str(course / CACHE))
        recall = Recall()
        crew = stack.enter_context(hire(settings, say=print))
        check = partial(prove, settings, run=crew.run, recall=recall)
        check()
        contenders: dict[str, Callable[[], float]] = {
            WARM: lambda: timed(check),
            CHECK: lambda: timed(lambda: _run(course, "keyproof", "check")),
            BUILD: lambda: _built(course),
            PLAIN: lambda: _built(plain),
        }
        seconds = interleaved(contenders, rounds=QUICK if quick else ROUNDS)
    return _table(seconds, count)


def _built(folder: Path) -> float:
    shutil.rmtree(folder / "site", ignore_errors=True)
    return timed(lambda: _run(folder, "mkdocs", "build", "--quiet"))


def _run(folder: Path, module: str, *arguments: str) -> None:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, check=False, text=True
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def _table(seconds: dict[str, list[float]], count: int) -> Table:
    table = Table(
        title="A check where nothing has changed",
        head=("what", "seconds", "of a plain build", "bar"),
    )
    for what, taken in seconds.items():
        share = 100 * ratio(seconds, what, PLAIN)
        bar = f"{BAR:.0f} % {verdict(met=share <= BAR)}" if what in (WARM, CHECK) else ""
        table.rows.append((what, spread(taken, digits=2), f"{share:.1f} %", bar))
    table.notes.append(
        f"{count} exercises. Each line but the first is a process of its own, from its start to its end; "
        "the plain build is given the pages that Keyproof has made."
    )
    return table
