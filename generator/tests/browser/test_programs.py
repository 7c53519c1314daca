"""Whole programs, those of this repository's course and trainings: both runtimes print and fail alike."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from keyproof.read import read_course
from keyproof.settings import Settings
from keyproof.verify.kinds import KINDS
from tests.browser import one_runtime
from tests.browser.both import ours
from tests.conftest import REPOSITORY

HERE = Path(__file__).parent
PACKAGE = Path(str(ours.__file__)).parents[1]


@dataclass(frozen=True)
class Program:
    """One thing to run."""

    name: str
    steps: list[one_runtime.Step]


def of_the_course() -> list[Program]:
    """Every candidate of every exercise: programs, answers right and wrong, claims."""
    docs, exercises = REPOSITORY / "docs", REPOSITORY / "exercises"
    found = []
    for exercise in read_course(
        Settings(root=REPOSITORY, docs=docs, exercises=exercises, jobs=1)
    ).exercises():
        plan = KINDS[exercise.kind].plan(exercise)
        if plan is None:
            continue
        job = plan.job(exercise)
        for candidate in job.candidates:
            steps = [{"mode": step.mode, "source": step.source} for step in (*job.setup, *candidate.steps)]
            found.append(Program(f"{exercise.id}: {candidate.name}", steps))
    return found


def trainings() -> list[Program]:
    """Programs that learn something, and print how it goes."""
    files = sorted((HERE / "training").glob("*.py"))
    return [Program(file.stem, [{"mode": "run", "source": file.read_text("utf-8")}]) for file in files]


def in_the_package(programs: list[Program]) -> list[str]:
    """Run them all in one process, in which `import torch` finds the package."""
    answer = subprocess.run(
        [sys.executable, str(HERE / "one_runtime.py")],
        input=json.dumps([program.steps for program in programs]),
        env={**os.environ, "PYTHONPATH": str(PACKAGE)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return list(json.loads(answer.stdout))


def differing(programs: list[Program]) -> dict[str, tuple[str, str]]:
    """Give the programs on which the two runtimes differ, with what each said."""
    expected = [one_runtime.outcome(program.steps) for program in programs]
    actual = in_the_package(programs)
    return {
        program.name: (theirs, own)
        for program, theirs, own in zip(programs, expected, actual, strict=True)
        if theirs != own
    }


def test_the_other_process_runs_the_package() -> None:
    """Were it real PyTorch there too, everything would agree with itself."""
    asked = Program("which", [{"mode": "value", "source": "__import__('torch').__version__"}])

    assert [f"'{ours.__version__}'\n"] == in_the_package([asked])
    assert f"'{ours.__version__}'\n" != one_runtime.outcome(asked.steps)


def test_all_programs_of_the_course_agree() -> None:
    """A program on which the two runtimes differ could not be offered to run in the page."""
    programs = of_the_course()

    assert programs
    assert {} == differing(programs)


def test_trainings_print_the_same_digits() -> None:
    """Losses, norms and predictions, step by step, with every optimizer."""
    programs = trainings()

    assert all("Error" not in one_runtime.outcome(program.steps) for program in programs)
    assert {} == differing(programs)
