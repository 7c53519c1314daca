"""The wheels that stand for `torch` in a page, and the lock that names them.

In: settings. Out: files by name; each wheel is the one whose digest its lock gives.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from keyproof.errors import SettingsError
from keyproof.settings import Settings

LOCK = "pyodide-lock.json"
OURS = Path(__file__).parents[1] / "browser" / "built"
"""Where `make` puts our wheel; it is a part of an installed Keyproof."""

IMPORTED = "torch"
"""What programs import, whichever package it comes from."""


def wheels(settings: Settings) -> dict[str, bytes]:
    """Read the wheels of the runtime that is asked for, with a lock that names no others.

    Raises:
        SettingsError: there is no lock, no `torch` in it, or a wheel is missing or not what the lock says.
    """
    folder, way = _folder(settings)
    try:
        lock = json.loads((folder / LOCK).read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{folder / LOCK} cannot be read ({error.strerror}): {way}.") from error
    except ValueError as error:
        raise SettingsError(f"{folder / LOCK} is not JSON: {way}.") from error
    packages: Mapping[str, Any] = lock.get("packages", {})
    first = next((name for name, one in packages.items() if IMPORTED in one.get("imports", ())), None)
    if first is None:
        raise SettingsError(f"{folder / LOCK} names no package with `import torch`: {way}.")
    needed = dict(_with_dependencies(first, packages))
    lock["packages"] = {name: packages[name] for name in sorted(needed)}
    read = {one["file_name"]: _wheel(folder, one, way) for one in needed.values()}
    return {**read, LOCK: json.dumps(lock, sort_keys=True).encode()}


def _folder(settings: Settings) -> tuple[Path, str]:
    """Give the folder of the wheels, and what to do if something is wrong with it."""
    if settings.runtime != "torch-wasm":
        return OURS, "run `make .make/runtime` in a checkout of Keyproof; an installed one has it"
    if settings.runtime_wheels is None:
        raise SettingsError(
            "`runtime: torch-wasm` needs the folder of its wheels, with a lock beside them: "
            "the option `runtime_wheels`."
        )
    return settings.runtime_wheels, "write it with `pyodide lockfile add-wheels` (docs/reference/browser.md)"


def _with_dependencies(first: str, packages: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    waiting, done = [first], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in done and name in packages:
            done.add(name)
            yield name, packages[name]
            waiting += packages[name].get("depends", ())


def _wheel(folder: Path, package: Mapping[str, Any], way: str) -> bytes:
    # A name, not a path: what a lock says must not lead out of the folder.
    name = str(package["file_name"])
    if Path(name).name != name:
        raise SettingsError(f"{folder / LOCK} names {name}, which is no file beside it: {way}.")
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        raise SettingsError(
            f"{folder / name} is named by {LOCK} and cannot be read ({error.strerror}): {way}."
        ) from error
    if sha256(content).hexdigest() != package.get("sha256"):
        raise SettingsError(f"{folder / name} is not what {LOCK} names: its SHA-256 is another; {way}.")
    return content
