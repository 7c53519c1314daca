"""Pools of real workers for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from keyproof.settings import Limits, Settings
from keyproof.verify import Pool

LIMITS = Limits(seconds=10, memory_mb=512)


@pytest.fixture(scope="session", name="pool")
def _pool() -> Iterator[Pool]:
    """A worker in the sandbox that this machine has, if any."""
    with Pool(Settings(root=Path("/"), jobs=1, limits=LIMITS)) as pool:
        yield pool


@pytest.fixture(scope="session", name="bare")
def _bare() -> Iterator[Pool]:
    """A worker without a sandbox: it has limits, and sees the files and processes of the machine."""
    with Pool(Settings(root=Path("/"), jobs=1, limits=LIMITS, sandbox="off")) as pool:
        yield pool


@pytest.fixture(name="either", params=["sandbox", "bare"])
def _either(request: pytest.FixtureRequest, pool: Pool, bare: Pool) -> Pool:
    """What must hold with a sandbox and without."""
    return pool if request.param == "sandbox" else bare
