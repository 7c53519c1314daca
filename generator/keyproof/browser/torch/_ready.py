"""Which step of a way back comes next: the one that was recorded last; a leaf, once it has its whole gradient, at once.

In: steps that wait for nothing any more. Out: one after another, several leaves in the order of PyTorch.
"""

from __future__ import annotations

from typing import Any


class Ready:
    """A heap with the moves of the C++ library that PyTorch is built with: they decide between leaves."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, Any]] = []

    def __bool__(self) -> bool:
        return bool(self._heap)

    @property
    def is_urgent(self) -> bool:
        """Tell whether a leaf is next."""
        return bool(self._heap) and self._heap[0][0] == LEAF

    def push(self, order: float, item: Any) -> None:
        self._heap.append((order, item))
        self._rise(len(self._heap) - 1, (order, item))

    def pop(self) -> Any:
        heap = self._heap
        first, last = heap[0], heap.pop()
        if heap:
            self._rise(self._hole(), last)
        return first[1]

    def _hole(self) -> int:
        """Take the first one out, let the greater of each pair move up, and tell where there is room now."""
        heap, at = self._heap, 0
        size = len(heap)
        while (right := 2 * at + 2) < size:
            child = right - 1 if heap[right][0] < heap[right - 1][0] else right
            heap[at] = heap[child]
            at = child
        if right == size:
            heap[at] = heap[size - 1]
            at = size - 1
        return at

    def _rise(self, at: int, entry: tuple[float, Any]) -> None:
        heap = self._heap
        while at and heap[(above := (at - 1) // 2)][0] < entry[0]:
            heap[at] = heap[above]
            at = above
        heap[at] = entry


LEAF = float("inf")
"""Recorded later than every step, so to say."""
