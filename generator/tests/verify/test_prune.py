"""A cache that is kept small loses the entries that were not used for longest, and nothing else."""

from __future__ import annotations

import os
import time
from pathlib import Path

from keyproof.verify import open_store, prune
from keyproof.verify.prune import DAY
from keyproof.verify.store import Folder


def _kept(folder: Path, ages: dict[str, float], *, size: int = 400_000) -> Folder:
    store = Folder(folder)
    for name, days in ages.items():
        store.write(name, b"x" * size)
        then = time.time() - days * DAY
        os.utime(folder / name, (then, then))
    return store


def _names(store: Folder) -> list[str]:
    return [one.name for one in store.kept()]


def test_what_was_not_used_for_so_many_days_is_removed(tmp_path: Path) -> None:
    """And what was, stays."""
    store = _kept(tmp_path, {"aa/1.json": 31, "bb/2.json": 29, "cc/3.json": 0})

    pruned = prune(store, days=30)

    assert ["aa/1.json"] == [one.name for one in pruned.removed]
    assert ["bb/2.json", "cc/3.json"] == [one.name for one in pruned.left] == _names(store)


def test_reading_an_entry_is_using_it(tmp_path: Path) -> None:
    """So a course that nobody edits keeps its cache."""
    store = _kept(tmp_path, {"aa/1.json": 31, "bb/2.json": 31})
    store.read("bb/2.json")

    prune(store, days=30)

    assert ["bb/2.json"] == _names(store)


def test_over_a_size_the_longest_unused_go_first(tmp_path: Path) -> None:
    """Until the rest fits."""
    store = _kept(tmp_path, {"aa/1.json": 1, "bb/2.json": 3, "cc/3.json": 2})

    pruned = prune(store, megabytes=1)

    assert ["bb/2.json"] == [one.name for one in pruned.removed]
    assert ["aa/1.json", "cc/3.json"] == _names(store)
    assert [] == list(prune(store, megabytes=1).removed)


def test_what_was_cut_off_is_removed_but_not_what_is_being_written(tmp_path: Path) -> None:
    """Another build may be at work."""
    store = _kept(tmp_path, {"aa/1.part": 1, "aa/2.part": 0, "aa/3.json": 0})

    prune(store)

    assert ["aa/2.part", "aa/3.json"] == _names(store)


def test_an_address_can_be_pruned_too(tmp_path: Path) -> None:
    """By size, and by the time an object was put there."""
    store = open_store(f"memory://{tmp_path.name}/cache")
    for name in ("aa/1.json", "bb/2.json"):
        store.write(name, b"x" * 400_000)
        time.sleep(0.01)

    young = prune(store, days=1)
    small = prune(store, megabytes=0.5)

    assert ([], ["aa/1.json"]) == (list(young.removed), [one.name for one in small.removed])
    assert ["bb/2.json"] == [one.name for one in store.kept()]


def test_an_empty_place_has_nothing_to_prune(tmp_path: Path) -> None:
    """Neither a folder that is not there, nor an address."""
    for where in (str(tmp_path / "none"), f"memory://{tmp_path.name}/none"):
        assert () == prune(open_store(where), days=0, megabytes=0).left
