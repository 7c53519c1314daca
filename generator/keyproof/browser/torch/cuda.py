"""What programs ask before they choose a device: there is none but the processor.

In: nothing. Out: the answers of a PyTorch without CUDA.
"""

from __future__ import annotations

from typing import NoReturn

from ._missing import missing


def is_available() -> bool:
    return False


def device_count() -> int:
    return 0


def manual_seed(seed: int) -> None:
    """Nothing to do: no device draws numbers."""
    del seed


manual_seed_all = manual_seed


def __getattr__(name: str) -> NoReturn:
    if name.startswith("__"):
        raise AttributeError(name)
    raise missing(f"torch.cuda.{name}")
