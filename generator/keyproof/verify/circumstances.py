"""Under what answers are run on this machine, for the evidence.

In: settings. Out: `Circumstances`: seeds, limits, and what confines candidates.
"""

from __future__ import annotations

from pathlib import Path

from keyproof.evidence import Circumstances, Protections
from keyproof.settings import Settings
from keyproof.verify.sandbox import sandbox_of

ALWAYS = (
    "a process of its own for each answer",
    "limits on time, memory, processes, files and output",
    "an environment without secrets",
    "a scratch folder of its own",
)
"""In force on every machine: held by the kernel and the worker."""


WITNESSED = ("the end of each check confirmed by the kernel",)
"""In force where a process may look at its own children."""


def circumstances(settings: Settings) -> Circumstances:
    """Say with which seeds answers are run, what they may use, and what confines them."""
    sandbox = sandbox_of(settings)
    seen = WITNESSED if _may_look() else ()
    return Circumstances(
        seeds=tuple(range(settings.seeds)),
        limits=settings.limits,
        protections=Protections(
            present=(*ALWAYS, *seen, *(wall.words for wall in sandbox.present)),
            missing=(*(() if seen else WITNESSED), *(wall.words for wall in sandbox.missing)),
        ),
    )


def _may_look() -> bool:
    scope = Path("/proc/sys/kernel/yama/ptrace_scope")
    allowed = not scope.exists() or scope.read_text(encoding="ascii").strip() in ("0", "1")
    return allowed and Path("/proc/self/syscall").exists()
