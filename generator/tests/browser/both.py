"""The two runtimes side by side: real PyTorch, and the package under its name inside this repository."""

from __future__ import annotations

import warnings
from types import ModuleType
from typing import Any

import torch as real

import keyproof.browser.torch as ours

# One thread: tensors this small only wait for each other on more.
real.set_num_threads(1)

RUNTIMES: dict[str, ModuleType] = {"real": real, "ours": ours}


def outcome(runtime: ModuleType, source: str) -> str:
    """Run a program and give what it printed, with its error if it ends with one."""
    printed: list[str] = []
    names: dict[str, Any] = {
        "torch": runtime,
        "nn": runtime.nn,
        "F": runtime.nn.functional,
        "rnn_utils": runtime.nn.utils.rnn,
        "print": lambda *values: printed.append(" ".join(map(str, values))),
    }
    runtime.manual_seed(0)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            exec(source, names)
        except Exception as error:
            printed.append(f"{type(error).__name__}: {error}")
    # PyTorch adds the line of its own source that warned, on the machine where it was built.
    said = [
        (one.category.__name__, str(one.message).partition(" (Triggered internally")[0]) for one in caught
    ]
    printed += [f"{kind}: {text}" for kind, text in said]
    return "\n".join(printed)


def values(tensor: Any) -> list[float]:
    """Give a tensor's elements as Python's numbers."""
    return tensor.detach().reshape(-1).tolist()  # type: ignore[no-any-return]


def furthest(first: Any, second: Any) -> float:
    """Give the largest difference between two tensors of the same shape."""
    assert tuple(first.shape) == tuple(second.shape)
    pairs = zip(values(first), values(second), strict=True)
    return max((abs(a - b) for a, b in pairs), default=0.0)
