"""Where tensors live: the devices that a run uses, as the workers' interpreter sees them.

In: settings. Out: devices, or one sentence on why there is no GPU. Nothing here imports torch.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from typing import Any

from keyproof.errors import SettingsError
from keyproof.settings import Settings

SECONDS = 180
"""Time that importing torch and looking for a GPU may take."""

_LOOK = """
import json, torch
told = {"torch": torch.__version__, "cuda": torch.version.cuda, "found": torch.cuda.is_available()}
if told["found"]:
    told["name"] = torch.cuda.get_device_name()
print(json.dumps(told))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A device of torch."""

    name: str
    """What torch calls it."""

    hardware: str = ""
    """What stands behind the name, where another one of that name may compute otherwise."""

    def __str__(self) -> str:
        return self.name.upper()


CPU = Device(name="cpu")


def devices(settings: Settings) -> tuple[Device, ...]:
    """Give the devices to run on; readers are told what happens on the first.

    Raises:
        SettingsError: a GPU is asked for and there is none.
    """
    if settings.device == "cpu":
        return (CPU,)
    told = _look(settings.python)
    if told.get("found"):
        gpu = Device(name="cuda", hardware=f"{told['name']}, CUDA {told['cuda']}")
        return (CPU, gpu) if settings.device == "both" else (gpu,)
    if settings.device == "auto":
        return (CPU,)
    raise SettingsError(f"There is no GPU to run on: {_reason(told)} `--device auto` takes the CPU then.")


def _reason(told: dict[str, Any]) -> str:
    if not told:
        return "torch cannot be imported (pip install 'keyproof[torch]')."
    if not told["cuda"]:
        return f"torch {told['torch']} was built without CUDA."
    return f"torch {told['torch']} is built for CUDA {told['cuda']} and finds no device."


def _look(python: str) -> dict[str, Any]:
    # In a process of its own: one that has touched CUDA must never fork.
    command = [python, "-P", "-s", "-W", "ignore", "-c", _LOOK]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True)
        told: dict[str, Any] = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return {}
    return told
