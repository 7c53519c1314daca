"""Under what answers were run, for the evidence.

In: settings, and what each run says about itself. Out: `Circumstances`: seeds, limits, protections.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from keyproof.evidence import Circumstances, Protections
from keyproof.settings import Settings
from keyproof.verify.job import Job, Result, Runner
from keyproof.verify.sandbox import PROTECTIONS, sandbox_of

ALWAYS = (
    "a process of its own for each answer",
    "limits on time, memory, processes, files and output",
    "an environment without secrets",
    "a scratch folder of its own",
)
"""In force on every machine: held by the kernel and the worker."""


WITNESSED = ("the end of each check confirmed by the kernel",)
"""In force where a process may look at its own children."""


KNOWN = (*ALWAYS, *WITNESSED, *(wall.words for wall in PROTECTIONS))
"""Everything that there may be."""

Confined = Collection[Sequence[str]]
"""The protections of each run, every combination once."""


def confined(run: Runner, settings: Settings) -> Runner:
    """Let a runner of this machine say in each result what confined it: a result may be read elsewhere."""
    sandbox = sandbox_of(settings)
    present = (*ALWAYS, *(WITNESSED if _may_look() else ()), *(wall.words for wall in sandbox.present))

    def ran(job: Job) -> Result:
        return replace(run(job), protections=present)

    return ran


def circumstances(settings: Settings, runs: Confined) -> Circumstances:
    """Say with which seeds answers were run, what they could use, and what confined every one of them."""
    present = tuple(name for name in KNOWN if runs and all(name in one for one in runs))
    return Circumstances(
        seeds=tuple(range(settings.seeds)),
        limits=settings.limits,
        protections=Protections(
            present=present, missing=tuple(name for name in KNOWN if runs and name not in present)
        ),
    )


def sandbox_told(settings: Settings, runs: Confined) -> str:
    """Say in a clause what confined the runs; where there were none, what this machine has."""
    # What is required is required of those who run answers.
    here = sandbox_of(replace(settings, sandbox="auto") if settings.dask else settings)
    if not runs:
        return here.summary
    missing = tuple(wall for wall in PROTECTIONS if any(wall.words not in one for one in runs))
    if missing == here.missing:
        return here.summary
    if not missing:
        return "sandbox: bubblewrap"
    return f"sandbox: missing {', '.join(wall.lacking for wall in missing)} (on a machine that ran some)"


def _may_look() -> bool:
    scope = Path("/proc/sys/kernel/yama/ptrace_scope")
    allowed = not scope.exists() or scope.read_text(encoding="ascii").strip() in ("0", "1")
    return allowed and Path("/proc/self/syscall").exists()
