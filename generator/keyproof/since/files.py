"""Which changed files may change the outcome of exercises that they are no part of.

In: a path, and its content before and after. Out: whether everything has to be run again.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

import yaml

_DOCUMENTS = ("md", "markdown", "rst", "adoc")
"""Those that hold exercises are read and compared."""

_MEDIA = ("png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "svg", "bmp", "mp3", "mp4", "webm")
_STYLES = ("css", "scss", "woff", "woff2", "ttf", "otf")
_SCRIPTS = ("js", "mjs", "ts", "map")

WITHOUT_EFFECT = frozenset({f".{name}" for name in (*_DOCUMENTS, *_MEDIA, *_STYLES, *_SCRIPTS)})
"""Endings of files that no program of a course is expected to read."""

_PAPERS = ("license", "licence", "notice", "copying", "authors", "codeowners")
_GIT = (".gitignore", ".gitattributes", ".mailmap", ".editorconfig")

NAMES_WITHOUT_EFFECT = frozenset({*_PAPERS, *_GIT})
"""Files that are known by their names."""

EDITORS = frozenset({".vscode", ".idea"})
"""Folders in which editors keep what is theirs."""

SITES = frozenset({"mkdocs.yml", "mkdocs.yaml"})
"""Configurations of sites: what they say of Keyproof matters, and what they say of menus does not."""


class _Loader(yaml.SafeLoader):
    """Reads tags that it does not know, such as `!ENV`, as what stands behind them."""


def _any(loader: _Loader, suffix: str, node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return [suffix, loader.construct_mapping(node, deep=True)]
    if isinstance(node, yaml.SequenceNode):
        return [suffix, loader.construct_sequence(node, deep=True)]
    return [suffix, node.value]


_Loader.add_multi_constructor("", _any)


def may_touch_all(path: str) -> bool:
    """Tell whether a file of the project is of a kind that may change what programs do."""
    name = PurePosixPath(path.rstrip("/"))
    plain = name.name.lower()
    by_name = plain.removesuffix(".txt") in NAMES_WITHOUT_EFFECT or not EDITORS.isdisjoint(name.parts[:-1])
    return not (by_name or name.suffix.lower() in WITHOUT_EFFECT)


def same_for_us(before: bytes, after: bytes) -> bool:
    """Tell whether two configurations of a site say the same of Keyproof."""
    try:
        return _ours(before) == _ours(after)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return False


def _ours(text: bytes) -> tuple[Any, ...]:
    site = yaml.load(text, _Loader)
    if not isinstance(site, dict):
        raise TypeError(text)
    plugins = site.get("plugins") or []
    named = plugins.items() if isinstance(plugins, dict) else _pairs(plugins)
    return (site.get("docs_dir"), site.get("INHERIT"), [about for name, about in named if name == "keyproof"])


def _pairs(plugins: list[Any]) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    for one in plugins:
        found.extend(one.items() if isinstance(one, dict) else [(one, None)])
    return found
