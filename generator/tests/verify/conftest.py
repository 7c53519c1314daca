"""One pool of real workers for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from keyproof.settings import Limits, Settings
from keyproof.verify import Pool


@pytest.fixture(scope="session", name="pool")
def _pool() -> Iterator[Pool]:
    with Pool(Settings(root=Path("/"), jobs=1, limits=Limits(seconds=10, memory_mb=512))) as pool:
        yield pool
