"""The runtime as files of a site, in a folder named after all that is in them.

In: settings. Out: their contents, for the site and for the proof that they run programs as PyTorch does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from keyproof.runtime.pyodide import VERSION, pyodide_files, pyodide_folder
from keyproof.runtime.wheels import IMPORTED, LOCK, wheels
from keyproof.settings import Settings

FOLDER = "assets/keyproof/runtime"
"""Folder of all runtimes, relative to the site."""

DRIVER = "run_program.py"
"""The file that runs a program, in a page as in the proof."""

PRODUCTS = "products.mjs"
"""The sums of our own `torch` in JavaScript, for both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuntimeFiles:
    """Everything that a page loads to run code."""

    folder: str
    """Where it stands, relative to the site: `assets/keyproof/runtime/314.0.7-0123456789ab`."""

    contents: Mapping[str, bytes]
    """The files by name."""

    digest: str
    """Names all of it: another file, another digest."""

    name: str
    """What it is, for people: `Pyodide 314.0.7, keyproof-torch 0.1.0`."""

    @property
    def size(self) -> int:
        """How many bytes a page loads before its first run."""
        return sum(map(len, self.contents.values()))


def runtime_files(settings: Settings) -> RuntimeFiles:
    """Put together what the settings ask for.

    Raises:
        SettingsError: something is missing, or is not what it should be.
    """
    own = {name: (Path(__file__).parents[1] / "browser" / name).read_bytes() for name in (DRIVER, PRODUCTS)}
    contents = {**pyodide_files(pyodide_folder(settings)), **wheels(settings), **own}
    whole = sha256()
    for name, content in sorted(contents.items()):
        whole.update(f"{name}\0{len(content)}\0".encode() + content)
    digest = whole.hexdigest()
    return RuntimeFiles(
        folder=f"{FOLDER}/{VERSION}-{digest[:12]}",
        contents=contents,
        digest=digest,
        name=_named(contents[LOCK]),
    )


def _named(lock: bytes) -> str:
    packages = json.loads(lock)["packages"].values()
    torch = next(one for one in packages if IMPORTED in one["imports"])
    return f"Pyodide {VERSION}, {torch['name']} {torch.get('version', '')}".strip()
