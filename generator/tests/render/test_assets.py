"""The widget's files are published in a folder named after what they hold."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from keyproof.render import assets, render_assets, words_of
from keyproof.render.languages import english, scripts
from keyproof.settings import Settings

WORDS = english()


def test_every_script_and_style_is_published() -> None:
    """Byte for byte but for the words, all in one folder, and the page's folder is that one."""
    widget = files("keyproof").joinpath("widget", "built")
    names = sorted(file.name for file in widget.iterdir() if file.name.endswith((".js", ".css")))

    made = render_assets(WORDS)

    assert names
    assert [f"{assets.asset_folder(WORDS)}/{name}" for name in names] == [asset.path for asset in made]
    assert [_spoken(widget.joinpath(name).read_bytes()) for name in names] == [
        asset.content for asset in made
    ]


def _spoken(content: bytes) -> bytes:
    """Put the English words where the bundle leaves a name for them."""
    for section, said in scripts(WORDS).items():
        content = content.replace(f"KEYPROOF_{section.upper()}_WORDS".encode(), said.encode())
    return content


def test_other_words_make_another_folder() -> None:
    """A browser that has the script of a site in English takes no word of it for one in another language."""
    own = words_of(Settings(root=Path(), words={"check": "Go!"}))
    script = next(asset for asset in render_assets(own) if asset.path.endswith("/keyproof.js"))

    assert assets.asset_folder(own) != assets.asset_folder(WORDS)
    assert b'"check":"Go!"' in script.content


def test_another_content_or_name_makes_another_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser never takes an old script for a new one."""
    folders = set()
    contents = (
        {"a.js": b"1"},
        {"a.js": b"2"},
        {"b.js": b"1"},
        {"a.js": b"1", "b.js": b""},
        {"a.js": b"1b.js"},
    )
    for content in contents:
        monkeypatch.setattr(assets, "_contents", lambda content=content: content)
        folders.add(assets.asset_folder(WORDS))

    assert 5 == len(folders)
