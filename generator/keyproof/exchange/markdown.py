"""Text of other programs as Markdown that our format can hold.

In: HTML, plain text or Markdown. Out: Markdown in which nothing is run, heads an exercise or ends one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.token import Token

from keyproof.errors import SettingsError
from keyproof.exchange.in_line import without_scripts
from keyproof.exchange.lists import stepped
from keyproof.exchange.told import NOT_THERE, PACKED, Nobody, Teller, named
from keyproof.read.spans import find_spans
from keyproof.render.markup import fence_of
from keyproof.render.phrase import to_markdown

_FENCE = re.compile(
    r"^(?P<indent>[ >]*(?:(?:[-+*]|\d+[.)])[ ]+)*)(?P<marker>`{3,}|~{3,})[ ]*(?P<info>[^`\n]*)$"
)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<text>.*?)[ \t]*#*$")
_BLOCK = re.compile(r'^(?P<mark>!!!|\?\?\?\+?|===)[ \t]*(?P<word>[\w-]*)[ \t]*(?:"(?P<title>[^"]*)")?.*$')
_LANGUAGE = re.compile(r"[A-Za-z0-9+#-]+")
_LIVE = re.compile(r"(?P<ticks>`+)\{python")
_BRACE = re.compile(r"\s*(?=\{)")
_BULLET = re.compile(r"^([ >]*)[-+] ")
_LEADING = re.compile(
    r"^((?:#{1,6}|[-+*]|\d+[.)])(?=\s|$)|>|-{3,}|\*{3,}|_{3,}|~{3,}|={3,}|!!!|\?\?\?\+?|</?[A-Za-z][^<>`\s]*>?|<!)"
)
_BLOCKS = MarkdownIt("commonmark", {"html": False}).enable("table")
FORMULA = re.compile(r"\\\(.+?\\\)|\\\[.+?\\\]|\$\$.+?\$\$", re.DOTALL)
FORMULAS = ("formulas show as they are written", "our pages set none")
_LISTED = re.compile(r"[ >]*(?:[-+*]|\d{1,9}[.)]) ")
_ADDRESS = re.compile(r"(?P<mark>!?)\[(?P<alt>[^\]]*)\]\((?P<source>[^)\s]*)(?:\s[^)]*)?\)")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-{2,})[ \t]*$")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)


def installed() -> None:
    """Make sure of what turns HTML into Markdown.

    Raises:
        SettingsError: it is not installed.
    """
    try:
        import defusedxml  # noqa: F401, PLC0415 only who imports from Moodle needs them
        import markdownify  # noqa: F401, PLC0415
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"Importing this needs {error.name}: install it with `pip install 'keyproof[exchange]'`."
        ) from error


def from_html(text: str, tell: Teller | None = None) -> str:
    """Turn HTML into Markdown."""
    from keyproof.exchange.rich import Converter  # noqa: PLC0415 only who imports from Moodle needs its library

    made: str = Converter(tell or Nobody()).convert(text)
    return re.sub(r"\n{3,}", "\n\n", made).strip()


def from_plain(text: str, _tell: Teller | None = None) -> str:
    """Turn text that has no markup into Markdown that shows it as it is."""
    return from_html(
        "<p>" + html.escape(text.strip()).replace("\n\n", "</p><p>").replace("\n", "<br>") + "</p>"
    )


def to_text(text: str) -> str:
    """Take the elements off HTML, and keep its lines."""
    lines = re.sub(r"<br\b[^<>]*>|</(?:p|div|li|pre|h[1-6])\s*>(?=\s*\S)", "\n", text, flags=re.I)
    return html.unescape(_TAG.sub("", lines)).replace("\xa0", " ")


def from_auto(text: str, tell: Teller | None = None) -> str:
    """Turn Moodle's own text, HTML whose line ends count, into Markdown."""
    if re.search(r"<(?:p|div|ul|ol|pre|table|br)\b", text, re.I):
        return from_html(text, tell)
    return from_html("<p>" + text.strip().replace("\n\n", "</p><p>").replace("\n", "<br>") + "</p>", tell)


def from_markdown(text: str, tell: Teller | None = None) -> str:
    """Take Markdown whose HTML an exercise shows as it is written, but for what can be said in one line."""
    teller = tell or Nobody()
    address = partial(_address, teller)
    made = outside_code(stepped(text), lambda words: _ADDRESS.sub(address, without_scripts(words)))
    if any(FORMULA.search(part) for part in _outside_fences(made)):
        teller.changed(*FORMULAS)
    for tag in shown_tags(made):
        teller.changed(f"`{tag}` is shown as written", "HTML works outside of exercises only")
    return made


def _address(tell: Teller, found: re.Match[str]) -> str:
    source = found["source"]
    if source.startswith(("http://", "https://", "mailto:")):
        return found.group()
    kind = "picture" if found["mark"] else "link"
    if source.startswith((PACKED, "data:")):
        inside = source.startswith("data:") or named(source) in tell.packed
        tell.left_out(f"the {kind} {named(source)}", "it is packed into the file" if inside else NOT_THERE)
        return f"({found['alt'] or named(source)})" if found["mark"] else found["alt"]
    tell.changed(f"the {kind} {named(source)} is looked for from the new page", "no file is copied")
    return found.group()


def tame(text: str) -> str:
    """Make Markdown of others a stem, a hint or a solution of ours: it only shows."""
    done: list[str] = []
    closing = dedent = last = ""
    closed = 0
    for line in text.replace("\t", "    ").strip("\n").split("\n"):
        shown = line.removeprefix(dedent) if dedent and line.startswith(dedent) else line
        if dedent and line.strip() and not line.startswith(dedent):
            dedent = ""
        fence = _FENCE.match(shown)
        if closing:
            done.append(shown)
            if fence and fence["marker"].startswith(closing) and not fence["info"].strip():
                closing, closed = "", len(done)
        elif fence:
            closing = fence["marker"]
            last = re.sub(r"[^ >]", " ", fence["indent"]) + closing
            indent = _BULLET.sub(r"\1* ", fence["indent"])
            done.append(f"{indent}{closing}{_language(fence['info'])}")
        elif block := _BLOCK.match(shown):
            dedent += "    "
            done += [f"**{block['title'] or block['word'].capitalize() or 'Note'}**", ""]
        elif not (_UNDERLINE.match(shown) and done and done[-1].strip()):
            # Left out is what would make a heading of the line above. An item below a program stands apart.
            done += [""] if closed == len(done) > 0 and _LISTED.match(shown) else []
            done.append(_tame_line(shown))
    if closing:
        # One that was opened in a list or a quotation is closed in it.
        done.append(last)
    return "\n".join(done).strip("\n")


def _language(info: str) -> str:
    """Name the language of a fence; Python would be run, so it stands there as text."""
    found = _LANGUAGE.match(info.strip())
    language = found.group() if found else "text"
    ours = language.lower().startswith(("py", "keyproof")) or language == "output" or "python" in info
    return "text" if ours else language


def _tame_line(line: str) -> str:
    heading = _HEADING.match(line)
    if heading:
        return f"**{heading['text']}**" if heading["text"] else ""
    # Another bullet than that of options, whose list would take in one that stands above it.
    return live(_BULLET.sub(r"\1* ", line))


def live(line: str) -> str:
    """Part what would be run, or held against a run, from its mark."""
    for span in reversed(find_spans(line)):
        # Braces behind a code span would be its attributes.
        if brace := _BRACE.match(line, span.end):
            line = f"{line[: brace.end()]}\\{line[brace.end() :]}"
    return _LIVE.sub(lambda found: f"{found['ticks']} {{python", line)


def fenced(source: str, language: str = "python") -> str:
    """Write code as a fence that none of its lines closes."""
    marker = fence_of(source)
    return f"{marker}{language}\n{source.rstrip()}\n{marker}"


def paragraph(text: str) -> str:
    """Reduce Markdown to one paragraph of words and `code spans`, as a note is."""
    return to_markdown(_spaced(_pieces(in_a_line(tame(text)))))


def in_a_line(text: str) -> str:
    """Write blocks of Markdown in one line: cells parted by commas, rows and items of lists by semicolons."""
    parts: list[str] = []
    begun, between = False, " "
    for token in _BLOCKS.parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open", "table_open"):
            begun = False
        elif token.type in ("bullet_list_close", "ordered_list_close", "table_close"):
            begun, between = True, " "
        elif token.type in ("list_item_open", "tr_open"):
            begun, between = True, "; " if begun else " "
        elif token.type in ("th_open", "td_open"):
            between = between if between == "; " or not parts else ", "
        if written := _in_words(token):
            parts += [between if parts else "", written]
            between = " "
    return "".join(parts)


def _in_words(token: Token) -> str:
    if token.type in ("fence", "code_block"):
        return " ".join(to_markdown(("", line.strip())) for line in token.content.split("\n") if line.strip())
    return " ".join(token.content.split()) if token.type in ("inline", "html_block") else ""


def _pieces(text: str) -> tuple[str, ...]:
    """Take inline Markdown for words and code by turns; a link is followed by its address."""
    pieces = [""]
    for token in _BLOCKS.parseInline(text.strip())[0].children or []:
        if token.type == "code_inline":
            pieces += [token.content, ""]
        elif token.type == "link_open" and token.info != "auto":
            address = str(token.attrs.get("href", ""))
        elif token.type == "link_close" and token.info != "auto":
            pieces[-1] += f" ({address})"
        elif token.type == "image":
            pieces[-1] += f"{token.content} ({token.attrs.get('src', '')})".strip()
        else:
            pieces[-1] += " " if token.type in ("softbreak", "hardbreak") else token.content
    return tuple(pieces[:-1] if len(pieces) > 1 and not pieces[-1] else pieces)


def note(text: str) -> str:
    """Reduce Markdown to what may stand under an option; a mark that would begin a block becomes code."""
    return _LEADING.sub(r"`\1`", paragraph(text))


def _spaced(pieces: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(re.sub(r"\s+", " ", piece) for piece in pieces)


def heading(text: str, *, most: int = 70) -> str:
    """Make a title: one line without what a heading of ours would read as its own."""
    prose = next((part for part in _outside_fences(text) if part.strip()), text)
    flat = paragraph(prose).replace("{", "(").replace("}", ")").strip().lstrip("#").strip().rstrip(":")
    if len(flat) > most:
        cut = flat[:most].rsplit(" ", 1)[0].rstrip(" ,;:.")
        flat = f"{cut}{'`' * (cut.count('`') % 2)} …"
    return re.sub(r"(?<!\S)\.(?=\w)", "", flat)


def shown_tags(text: str) -> tuple[str, ...]:
    """Name HTML in Markdown: an exercise shows it as it is written."""
    return tuple(dict.fromkeys(_TAG.findall(_SPAN.sub("", "\n\n".join(_outside_fences(text))))))


def _outside_fences(text: str) -> list[str]:
    """Give the paragraphs that are no code."""
    outside: list[str] = [""]
    closing = ""
    for line in text.split("\n"):
        fence = _FENCE.match(line)
        if fence and (not closing or fence["marker"].startswith(closing)):
            closing = "" if closing else fence["marker"]
            outside.append("")
        elif not closing and line.strip():
            outside[-1] += f"{line}\n"
        elif not closing:
            outside.append("")
    return outside


def as_written(text: str) -> str:
    """Write inline Markdown whose HTML is text, as it is on our pages."""
    return outside_code(text, lambda words: words.replace("<", "&lt;"))


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Change what is no code, line by line."""
    done: list[str] = []
    closing = ""
    for line in text.split("\n"):
        fence = _FENCE.match(line)
        inside = bool(closing or fence)
        if fence and (not closing or fence["marker"].startswith(closing)):
            closing = "" if closing else fence["marker"]
        done.append(line if inside else _outside_spans(line, change))
    return "\n".join(done)


def _outside_spans(line: str, change: Callable[[str], str]) -> str:
    parts: list[str] = []
    at = 0
    for span in find_spans(line):
        parts += [change(line[at : span.start]), line[span.start : span.end]]
        at = span.end
    return "".join([*parts, change(line[at:])])
