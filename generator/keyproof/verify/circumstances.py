"""Under what answers are run on this machine, for the evidence.

In: settings. Out: `Circumstances`: seeds, limits, and what confines candidates.
"""

from __future__ import annotations

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


def circumstances(settings: Settings) -> Circumstances:
    """Say with which seeds answers are run, what they may use, and what confines them."""
    sandbox = sandbox_of(settings)
    return Circumstances(
        seeds=tuple(range(settings.seeds)),
        limits=settings.limits,
        protections=Protections(
            present=(*ALWAYS, *(wall.words for wall in sandbox.present)),
            missing=tuple(wall.words for wall in sandbox.missing),
        ),
    )
