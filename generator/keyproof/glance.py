"""A quick look at files: whether there may be anything to prove, before the whole program is loaded.

In: bytes of Markdown files. Out: yes or no; a no is never wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import get_args

from keyproof.exercise import Kind
from keyproof.settings import Settings

KINDS = frozenset(get_args(Kind))
SET = "set"

NAMES = "|".join(sorted({*KINDS, SET}))
"""What begins something of ours, as a choice in a pattern."""

KEYS = frozenset(
    {"attempts", "countdown", "labels", "metric", "objective", "raises", "runs", "seconds", "shuffle"}
    | {"target", "tolerance", "unverified"}
)
"""What else belongs to an exercise only."""

_THEIRS = re.compile(
    rb"""\{:?(?:[ \t]*(?:\#[\w-]+|data-[\w-]+(?:=(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"']+))?))+[ \t]*\}[ \t]*$""",
    re.M,
)
"""Lists of other people's headings: ids, and what scripts read."""

_HEADING = re.compile(rb"(?m)^[ ]{0,3}#{1,6}[^\n{]*(\{[^\n]*)")
_UNDERLINED = re.compile(rb"(?m)^[^\n{]*(\{[^\n]*)\n[ ]{0,3}(?:=+|-+)[ \t]*$")
_MARK = re.compile(rf"(?:\{{:?|[ \t])(?:[.#][A-Za-z](?!\w*\()|(?:{'|'.join(sorted(KEYS))})=)".encode())
"""What of a list may be ours."""

_KIND = rf"[^\n]*(?:[ \t]|\{{[^\n]*)\.(?:{NAMES})(?![\w-])"
_UNOPENED = r"[ \t](?:[^\n{`]|`[^\n`]*`)*\}[ \t]*$"
_ODD = re.compile(rf"(?m)^[ \t>*+\-\d.)]*#{{1,6}}(?:{_KIND}|{_UNOPENED})".encode())
"""Headings inside other blocks, and lists that lost a brace: somebody has to be told."""

_STATEMENT = re.compile(
    rb"(?:```|~~~)[ \t]*python[ \t]+(?:run|signature|setup|figure|table|stepper)\b"
    rb"|`\{[ \t]*\w+[ \t]*=|`[ ]?\{[A-Za-z]\w*[ \t]+\w+="
)
_VALUE = re.compile(rb"`[ ]?\{([A-Za-z]\w*)")
"""A word in braces that begins a code span: `python`, or what was meant to be."""

_EXHIBIT = re.compile(rb"(?:```|~~~)[ \t]*keyproof")


def anything_to_prove(settings: Settings) -> bool:
    """Tell whether there may be a course, or a page of the docs with something of ours on it."""
    course, docs = settings.exercises, settings.docs
    if course is not None and (not course.is_dir() or any(course.iterdir())):
        return True
    if docs is None:
        return False
    return not docs.is_dir() or any(map(may_hold_exercises, pages_of(docs, settings)))


def pages_of(docs: Path, settings: Settings) -> Iterator[Path]:
    """Give the Markdown files of the docs that the site publishes, in order."""
    for path in sorted(docs.rglob("*")):
        published = (
            path.suffix.lower() == ".md" and path.relative_to(docs).as_posix() not in settings.left_out
        )
        if published and path.is_file():
            yield path


def may_hold_exercises(path: Path) -> bool:
    """Test quickly whether a page may hold exercises or exhibits; never says no wrongly."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    # UTF-16 without its zero bytes is near enough to tell that somebody has to look.
    content = (
        content.replace(b"\0", b"")
        .lstrip(b"\xef\xbb\xbf\xff\xfe")
        .replace(b"\r\n", b"\n")
        .replace(b"\r", b"\n")
    )
    content = _THEIRS.sub(b"", content)
    if any(pattern.search(content) for pattern in (_EXHIBIT, _ODD, _STATEMENT)):
        return True
    if any(get_close_matches(word.decode().lower(), ["python"]) for word in {*_VALUE.findall(content)}):
        return True
    lists = (match[1] for pattern in (_HEADING, _UNDERLINED) for match in pattern.finditer(content))
    return any(map(_MARK.search, lists))
