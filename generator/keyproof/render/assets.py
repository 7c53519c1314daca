"""The widget's files as assets of the site.

In: the package's `widget/built` folder, which `npm run build` makes. Out: `Asset`s in a folder named
after their contents, so that a browser never mixes a page with the script of another build.
"""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files

from keyproof.page import Asset

FOLDER = "assets/keyproof"
"""Folder of all assets, relative to the site."""

_SUFFIXES = (".js", ".css")


def render_assets() -> tuple[Asset, ...]:
    """Read the widget's scripts and styles out of the package."""
    contents = _contents()
    folder = _folder(contents)
    return tuple(Asset(path=f"{folder}/{name}", content=content) for name, content in contents.items())


def asset_folder() -> str:
    """Name the folder the assets stand in, relative to the site."""
    return _folder(_contents())


def _contents() -> dict[str, bytes]:
    found = files("keyproof").joinpath("widget", "built").iterdir()
    scripts = [file for file in found if file.is_file() and file.name.endswith(_SUFFIXES)]
    return {file.name: file.read_bytes() for file in sorted(scripts, key=lambda file: file.name)}


def _folder(contents: dict[str, bytes]) -> str:
    digest = sha256()
    for name, content in contents.items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return f"{FOLDER}/{digest.hexdigest()[:12]}"
