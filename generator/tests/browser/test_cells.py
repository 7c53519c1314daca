"""Loops over cells, which learners write out step by step: what a step keeps until its way back."""

from __future__ import annotations

import tracemalloc

from tests.browser.both import ours


def kept_after(steps: int) -> int:
    """Give the bytes that stand in memory after so many steps, all of them recorded."""
    cell = ours.nn.RNNCell(48, 48)
    inputs = [ours.ones(1, 48) for _ in range(steps)]
    state = cell(ours.ones(1, 48), ours.zeros(1, 48))
    tracemalloc.start()
    try:
        for x in inputs:
            state = cell(x, state)
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def test_a_step_of_a_cell_keeps_its_state_and_no_copy_of_its_weights() -> None:
    """Its 4,704 weights are 150 kB as Python's numbers; a page with 1 GB couldn't hold long loops of them."""
    assert kept_after(20) - kept_after(10) < 10 * 15_000
