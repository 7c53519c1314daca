"""Puts new tensors on a device. Nothing else of the worker may touch a GPU, since all else forks.

In: a job. Out: nothing; the calling process has the device from then on.
"""

from __future__ import annotations

import os
from typing import Any

import torch

MIB = 1024 * 1024


def use(job: dict[str, Any]) -> None:
    """Make the job's device the default one, and bound what may be taken of its memory."""
    os.environ.update(job["environment"])
    torch.set_default_device(job["device"])
    if job["device"] == "cuda":
        total = torch.cuda.get_device_properties(0).total_memory
        torch.cuda.set_per_process_memory_fraction(min(1.0, job["memory_mb"] * MIB / total))
