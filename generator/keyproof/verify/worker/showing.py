"""Results of steps that are shown to readers: values in prose, figures and tables.

In: a step that ran, and what it raised. Out: one record for each, as text.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import torch

from . import figures
from .gates import VALUE
from .library import Step
from .tables import table
from .values import LONG, answer_text, clean, plain

LARGE = 1_000_000
"""Characters of a figure or of a table."""


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
        self._drawn = torch.get_rng_state(), random.getstate()
        if step["show"] == "figure":
            figures.begin(self._namespace)

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
        shown, most = step["show"], LONG if step["mode"] == "value" else LARGE
        if shown == "figure":
            text = figures.drawn()
        elif shown == "table":
            text = table(self._namespace[VALUE], step["spec"])
        elif step["mode"] == "run":
            return {}
        elif shown == "number":
            text = answer_text(self._namespace[VALUE])[0]
        else:
            text = _as_shown(self._namespace[VALUE], step["spec"])
        return {"detail": f"it is longer than {most} characters"} if len(text) > most else {"text": text}


def _as_shown(value: Any, spec: str) -> str:
    """Write a value for readers: text without quotes, anything else as Python does, or in a format."""
    if spec:
        # A number in brackets is meant as the number.
        alone = isinstance(value, torch.Tensor) and value.numel() == 1
        return clean(format(value.item() if alone else plain(value), spec))
    value = plain(value)
    return clean(value) if isinstance(value, str) else answer_text(value)[0]
