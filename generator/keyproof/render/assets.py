"""The widget's files as assets of the site.

In: the package's `widget/built` folder, which `npm run build` makes, and the site's words. Out: `Asset`s in a
folder named after their contents, so that a browser never mixes a page with the script of another build.
"""

from __future__ import annotations

import re
from hashlib import sha256
from importlib.resources import files

from keyproof.page import Asset
from keyproof.render.catalogue import Words
from keyproof.render.languages import scripts

FOLDER = "assets/keyproof"
"""Folder of all assets, relative to the site."""

_SUFFIXES = (".js", ".css")
_MARK = re.compile(rb"\bKEYPROOF_[A-Z]+_WORDS\b")


def render_assets(words: Words) -> tuple[Asset, ...]:
    """Read the widget's scripts and styles out of the package."""
    contents = _spoken(words)
    folder = _folder(contents)
    return tuple(Asset(path=f"{folder}/{name}", content=content) for name, content in contents.items())


def asset_folder(words: Words) -> str:
    """Name the folder the assets stand in, relative to the site."""
    return _folder(_spoken(words))


def _spoken(words: Words) -> dict[str, bytes]:
    """Put the words into the scripts: `npm run build` leaves a name where each section of them goes."""
    said = {f"KEYPROOF_{section.upper()}_WORDS".encode(): data for section, data in scripts(words).items()}
    return {
        name: _MARK.sub(lambda mark: said[mark.group()].encode(), content)
        for name, content in _contents().items()
    }


def _contents() -> dict[str, bytes]:
    found = files("keyproof").joinpath("widget", "built").iterdir()
    scripts = [file for file in found if file.is_file() and file.name.endswith(_SUFFIXES)]
    return {file.name: file.read_bytes() for file in sorted(scripts, key=lambda file: file.name)}


def _folder(contents: dict[str, bytes]) -> str:
    digest = sha256()
    for name, content in contents.items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return f"{FOLDER}/{digest.hexdigest()[:12]}"
