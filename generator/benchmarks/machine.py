"""What the numbers were measured on.

In: this machine. Out: one sentence.
"""

from __future__ import annotations

import os
import platform
from pathlib import Path

from keyproof import __version__
from keyproof.settings import PROCESSORS
from keyproof.verify.interpreter import describe


def machine() -> str:
    """Name the processor, the kernel and the versions."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    processor = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "unknown")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{processor}, {PROCESSORS} processors, {memory:.0f} GiB; Linux {platform.release()}; "
        f"Python {platform.python_version()}, torch {describe().torch}, Keyproof {__version__}"
    )
