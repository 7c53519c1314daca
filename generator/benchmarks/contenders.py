"""The same jobs run in different ways: by Keyproof's workers, in one bare process, in fresh interpreters.

In: jobs. Out: contenders, each of which runs all of them (or a sample) and gives the seconds it took.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from benchmarks.table import timed
from keyproof import pipeline
from keyproof.settings import Settings
from keyproof.verify import Job, Pool, Result
from keyproof.verify.job import Step

BARE = Path(__file__).parent / "bare.py"

Program = list[tuple[str, str, str]]


def jobs_of(settings: Settings) -> list[Job]:
    """List the jobs that a check of a course runs."""
    found: list[Job] = []

    with Pool(settings) as pool:

        def noting(job: Job) -> Result:
            found.append(job)
            return pool.run(job)

        proof = pipeline.check(settings, run=noting)
    if proof.errors:
        raise SystemExit(f"The course is not proven:\n{proof.report}")
    return found


def programs_of(jobs: Sequence[Job]) -> list[Program]:
    """List every candidate as a program of its own, its setup included."""
    return [
        [_part(step) for step in (*job.setup, *candidate.steps)]
        for job in jobs
        for candidate in job.candidates
    ]


@contextmanager
def pool(settings: Settings, jobs: Sequence[Job]) -> Iterator[Callable[[], float]]:
    """Run jobs on as many warm workers as the settings say."""
    with Pool(settings) as workers, ThreadPoolExecutor(settings.jobs) as executor:
        run = lambda: timed(lambda: list(executor.map(workers.run, jobs)))  # noqa: E731
        while workers.warm < settings.jobs:
            list(executor.map(workers.run, [jobs[0]] * settings.jobs))
        yield run


@contextmanager
def bare(programs: Sequence[Program], folder: Path) -> Iterator[Callable[[], float]]:
    """Run programs in one process without isolation."""
    file = folder / "programs.json"
    file.write_text(json.dumps(programs), encoding="utf-8")
    command = [sys.executable, str(BARE), str(file)]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=folder
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        ask, answers = process.stdin, process.stdout

        def run() -> float:
            ask.write("go\n")
            ask.flush()
            return float(answers.readline())

        run()
        yield run
        ask.close()


def fresh(program: Program, folder: Path) -> float:
    """Run one program in an interpreter that is started for it."""
    file = folder / "program.py"
    file.write_text("\n".join(_text(mode, source) for mode, source, _ in program), encoding="utf-8")
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    command = [sys.executable, str(file)]
    return timed(
        lambda: subprocess.run(command, capture_output=True, check=False, cwd=folder, env=environment)
    )


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a folder for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="keyproof-benchmark-") as folder:
        yield Path(folder)


def _part(step: Step) -> tuple[str, str, str]:
    return (step.mode, step.source, step.path)


def _text(mode: str, source: str) -> str:
    return source if mode == "run" else f"answer = ({source.strip()})\n"
