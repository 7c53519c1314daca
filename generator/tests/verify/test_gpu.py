"""What only a GPU can show. Where there is none the fallback is tested, and the end of the run says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from keyproof.errors import SettingsError
from keyproof.pipeline import prove
from keyproof.settings import Settings
from keyproof.verify import Pool
from keyproof.verify.devices import devices

from ..conftest import NOT_RUN, REPOSITORY

COURSE = Settings(root=REPOSITORY, exercises=REPOSITORY / "exercises", seeds=1)


def test_the_course_on_a_gpu(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Every answer ends as on the CPU."""
    try:
        found = devices(replace(COURSE, device="both"))
    except SettingsError as error:
        request.config.stash.setdefault(NOT_RUN, []).append(f"test_gpu.py: {error}")
        assert ("cpu",) == tuple(device.name for device in devices(replace(COURSE, device="auto")))
        return
    assert ["cpu", "cuda"] == [device.name for device in found]
    settings = replace(COURSE, device="both", root=REPOSITORY)
    with Pool(replace(settings, root=tmp_path)) as pool:
        proof = prove(settings, run=pool.run)
    assert "" == proof.report
