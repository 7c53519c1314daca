"""An author's prose inside our own elements, where a stray `<` would be taken for HTML.

In: Markdown as written. Out: Markdown for the site's renderer that shows `<UNK>` and
`</script>` as written, and cannot close the elements it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt

from keyproof.exercise import SLOT, Prose

_FENCE = re.compile(r"^[ >]*(?P<marker>`{3,}|~{3,})(?P<info>.*)$")
# The same rule for code spans as the site's renderer has, escaped backticks included.
_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_KEPT = re.compile(r"<!--.*?-->|<(?:https?://[^<>\s]+|[\w.+-]+@[\w-]+\.[\w.-]+)>", re.DOTALL)
_CONTAINER = re.compile(r"^(?:!!!|\?\?\?|===|[-*+] |\d+[.)] |\[\^|: )")

_BLOCKS = MarkdownIt("commonmark")


def written(prose: Prose) -> str:
    """Give prose for a place where HTML works, with what runs gave in its slots."""
    return _with_slots(prose.text, prose).strip("\n")


def protected(prose: Prose) -> str:
    """Give prose for a place inside our own elements, with what runs gave in its slots."""
    return _with_slots(protect(prose.text), prose).strip("\n")


def _with_slots(text: str, prose: Prose) -> str:
    first, *rest = text.split(SLOT)
    shown = (slot.written if slot.filled is None else slot.filled for slot in prose.slots)
    return "".join([first, *(f"{one}{after}" for one, after in zip(shown, rest, strict=True))])


def protect(text: str) -> str:
    """Make every `<` that could begin a tag show as written; fences stay as they are."""
    lines = _indented_code_fenced(text).split("\n")
    done: list[str] = []
    pending: list[str] = []
    index = 0
    while index < len(lines):
        end = _fence_end(lines, index)
        if end is None and lines[index].strip():
            pending.append(lines[index])
            index += 1
            continue
        done += _paragraph(pending)
        pending = []
        stop = index + 1 if end is None else end
        done += lines[index:stop]
        index = stop
    return "\n".join(done + _paragraph(pending))


def protect_title(text: str) -> str:
    """Protect the text of a heading, braces too: the attribute list comes after it."""
    return _outside_code(text, escape=_escaped_title, risky="<{")


def _paragraph(lines: list[str]) -> list[str]:
    return [_outside_code("\n".join(lines), escape=_escaped, risky="<")] if lines else []


def _outside_code(text: str, *, escape: Callable[[str], str], risky: str) -> str:
    done: list[str] = []
    at = 0
    for span in _SPAN.finditer(text):
        done.append(escape(text[at : span.start()]))
        needs = any(char in span.group(2) for char in risky)
        done.append(_code_element(span.group(2)) if needs else span.group())
        at = span.end()
    return "".join([*done, escape(text[at:])])


def _escaped(text: str) -> str:
    done: list[str] = []
    at = 0
    for kept in _KEPT.finditer(text):
        done += [_TAG.sub("&lt;", text[at : kept.start()]), kept.group()]
        at = kept.end()
    return "".join([*done, _TAG.sub("&lt;", text[at:])])


def _escaped_title(text: str) -> str:
    return re.sub(r"\\?\{", "&#123;", _escaped(text))


def _code_element(text: str) -> str:
    # A code span cannot hold a reference, and its `</div>` would close our element: so the span
    # becomes an element whose content is references wherever Markdown could see syntax.
    inside = "".join(char if char.isalnum() or char.isspace() else f"&#{ord(char)};" for char in text.strip())
    return f"<code>{inside}</code>"


def _fence_end(lines: list[str], index: int) -> int | None:
    opened = _FENCE.match(lines[index])
    if opened is None or "`" in opened["info"]:
        return None
    marker = opened["marker"]
    for later in range(index + 1, len(lines)):
        body = lines[later].strip(" >")
        if body.startswith(marker) and not body.strip(marker[0]).strip():
            return later + 1
    return None


def _indented_code_fenced(text: str) -> str:
    """Rewrite indented code blocks as fences: in the site's HTML pass their `<` is not safe."""
    lines = text.split("\n")
    for token in reversed(_BLOCKS.parse(text)):
        if token.type != "code_block" or token.level or not token.map or "<" not in token.content:
            continue
        start, end = token.map
        above = next((line for line in reversed(lines[:start]) if line.strip() and line[0] != " "), "")
        if not _CONTAINER.match(above):
            lines[start:end] = ["~~~~~", *token.content.rstrip("\n").split("\n"), "~~~~~", ""]
    return "\n".join(lines)
