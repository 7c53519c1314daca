"""The widget's files are published in a folder named after what they hold."""

from __future__ import annotations

from importlib.resources import files

import pytest

from keyproof.render import assets, render_assets


def test_every_script_and_style_is_published() -> None:
    """Byte for byte, all in one folder, and the page's folder is that one."""
    widget = files("keyproof").joinpath("widget", "built")
    names = sorted(file.name for file in widget.iterdir() if file.name.endswith((".js", ".css")))

    made = render_assets()

    assert names
    assert [f"{assets.asset_folder()}/{name}" for name in names] == [asset.path for asset in made]
    assert [widget.joinpath(name).read_bytes() for name in names] == [asset.content for asset in made]


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
        folders.add(assets.asset_folder())

    assert 5 == len(folders)
