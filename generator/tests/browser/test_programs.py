"""Whole programs, those of this repository's course and trainings: both runtimes print and fail alike."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from keyproof.exercise import Exercise
from keyproof.read import read_course
from keyproof.settings import Settings
from keyproof.verify.job import Step
from keyproof.verify.kinds import KINDS
from tests.browser import one_runtime
from tests.browser.both import ours
from tests.conftest import REPOSITORY

HERE = Path(__file__).parent
FOLDER = Path(str(ours.__file__)).parent


@dataclass(frozen=True)
class Program:
    """One thing to run."""

    name: str
    steps: list[one_runtime.Step]


def of_the_course() -> list[Program]:
    """Every candidate of every exercise but experiments: programs, answers right and wrong, claims."""
    docs, exercises = REPOSITORY / "docs", REPOSITORY / "exercises"
    found = []
    for exercise in read_course(
        Settings(root=REPOSITORY, docs=docs, exercises=exercises, jobs=1)
    ).exercises():
        plan = KINDS[exercise.kind].plan(exercise)
        # Experiments train for minutes here, and are judged by a target, not by their digits.
        if plan is None or exercise.kind == "experiment":
            continue
        job = plan.job(exercise)
        for candidate in job.candidates:
            told = [step for step in candidate.steps if not _is_ours(exercise, step)]
            steps = [{"mode": step.mode, "source": step.source} for step in (*job.setup, *told)]
            found.append(Program(f"{exercise.id}: {candidate.name}", steps))
    return found


def _is_ours(exercise: Exercise, step: Step) -> bool:
    """Tell whether only the build runs it: what takes a layer apart for a `trace`."""
    return exercise.kind == "trace" and step.role != "program"


def trainings() -> list[Program]:
    """Programs that learn something, and print how it goes."""
    files = sorted((HERE / "training").glob("*.py"))
    return [Program(file.stem, [{"mode": "run", "source": file.read_text("utf-8")}]) for file in files]


def in_the_package(programs: list[Program]) -> list[str]:
    """Run them all in one process, in which `import torch` finds the package."""
    answer = subprocess.run(
        [sys.executable, str(HERE / "one_runtime.py")],
        input=json.dumps([program.steps for program in programs]),
        env={**os.environ, "PYTHONPATH": str(FOLDER.parent)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return list(json.loads(answer.stdout))


def in_pyodide(programs: list[Program]) -> list[str]:
    """Run them all in Pyodide, under Node: the interpreter that a page has, without a browser."""
    asked = {
        "files": {
            f"torch/{file.relative_to(FOLDER)}": file.read_text("utf-8") for file in FOLDER.rglob("*.py")
        },
        "runner": (HERE / "one_runtime.py").read_text("utf-8"),
        "programs": [program.steps for program in programs],
    }
    answer = subprocess.run(
        ["node", str(HERE / "in_pyodide.js")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        timeout=240,
    )
    return list(json.loads(answer.stdout))


def differing(programs: list[Program], expected: list[str], actual: list[str]) -> dict[str, tuple[str, str]]:
    """Give the programs on which two runtimes differ, with what each said."""
    told = zip(programs, expected, actual, strict=True)
    return {program.name: (theirs, own) for program, theirs, own in told if theirs != own}


def test_the_other_process_runs_the_package() -> None:
    """Were it real PyTorch there too, everything would agree with itself."""
    asked = Program("which", [{"mode": "value", "source": "__import__('torch').__version__"}])

    assert [f"'{ours.__version__}'\n"] == in_the_package([asked])
    assert f"'{ours.__version__}'\n" != one_runtime.outcome(asked.steps)


@pytest.fixture(scope="module", name="whole")
def _whole() -> list[Program]:
    return [*of_the_course(), *trainings()]


@pytest.fixture(scope="module", name="expected")
def _expected(whole: list[Program]) -> list[str]:
    return [one_runtime.outcome(program.steps) for program in whole]


def test_trainings_run_to_their_end(whole: list[Program], expected: list[str]) -> None:
    """A training that failed in both runtimes would agree too."""
    ends = dict(zip([program.name for program in whole], expected, strict=True))

    assert {} == {
        program.name: ends[program.name] for program in trainings() if "Error" in ends[program.name]
    }


def test_the_package_agrees(whole: list[Program], expected: list[str]) -> None:
    """A program on which the two runtimes differ could not be offered to run in the page."""
    assert of_the_course()
    assert {} == differing(whole, expected, in_the_package(whole))


def test_the_package_agrees_in_pyodide(whole: list[Program], expected: list[str]) -> None:
    """Pyodide has another Python, another C library and another way to add products."""
    assert {} == differing(whole, expected, in_pyodide(whole))
