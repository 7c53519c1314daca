"""Results of steps that are shown to readers: values in prose.

In: a step that ran, and what it raised. Out: one record for each, as text.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import torch

from .gates import VALUE
from .library import Step
from .values import LONG, answer_text, clean, plain


class Showing:
    """Keeps what the steps of one run gave; a step that fails leaves the others as they are."""

    def __init__(
        self, namespace: dict[str, Any], raised: Callable[[BaseException], dict[str, Any]]
    ) -> None:
        self._namespace = namespace
        self._raised = raised
        self._drawn: tuple[Any, Any] = (None, None)
        self.records: list[dict[str, Any]] = []

    def hold(self, step: Step) -> None:
        """Remember, before a step, what random numbers come next: to look at something draws none."""
        del step
        self._drawn = torch.get_rng_state(), random.getstate()

    def keep(self, step: Step, error: BaseException | None) -> None:
        """Note what a step gave, or what it raised."""
        record: dict[str, Any] = {"text": "", "raised": None, "detail": ""}
        try:
            record |= self._result(step) if error is None else {"raised": self._raised(error)}
        except BaseException as broken:
            record["raised"] = self._raised(broken)
        torch.set_rng_state(self._drawn[0])
        random.setstate(self._drawn[1])
        self.records.append(record)

    def _result(self, step: Step) -> dict[str, str]:
        if step["mode"] == "run":
            return {}
        value = self._namespace[VALUE]
        text = answer_text(value)[0] if step["show"] == "number" else _as_shown(value, step["spec"])
        if len(text) > LONG:
            return {"detail": f"it is longer than {LONG} characters"}
        return {"text": text}


def _as_shown(value: Any, spec: str) -> str:
    """Write a value for readers: text without quotes, anything else as Python does, or in a format."""
    if spec:
        # A number in brackets is meant as the number.
        alone = isinstance(value, torch.Tensor) and value.numel() == 1
        return clean(format(value.item() if alone else plain(value), spec))
    value = plain(value)
    return clean(value) if isinstance(value, str) else answer_text(value)[0]
