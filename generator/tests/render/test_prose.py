"""Author's prose inside our elements shows as written and cannot break out of them."""

from __future__ import annotations

import pytest

from keyproof.render.prose import protect, protect_title
from tests.render.conversion import Node, page


def _shown(text: str) -> Node:
    """Convert prose inside one of our elements, with a witness after it."""
    whole = page(
        f'<div class="keyproof" markdown="1">\n\n{protect(text)}\n\n<p class="end">end</p>\n\n</div>'
    )
    (root,) = [part for part in whole.inside if isinstance(part, Node)]
    assert ["keyproof"] == root.classes
    assert "end" == root.one(".end").text
    return root


@pytest.mark.parametrize(
    "text",
    [
        "<UNK>",
        "x < y",
        "a<b and c>d",
        "</div>",
        "</script>",
        "<script>alert(1)</script>",
        "<!DOCTYPE html>",
        "<?php ?>",
        "say “<b>” & go",
        "🔥 <é>",
        "\u2028<UNK>\u2028",
        "`<UNK>`",
        "`</div>`",
        "`a_b*c*_d_ <x> {: .y }`",
        "``a ` </div> b``",
        "`{{ x }} <b>`",
        "`a\n</div> b`",
        "`&lt;<`",
    ],
)
def test_what_looks_like_a_tag_is_text(text: str) -> None:
    """The reader sees the characters the author wrote; code spans stay code."""
    marks = text.strip("`")
    code = text != marks
    root = _shown(f"Look: {text} here")

    assert f"Look: {marks} here".replace("\n", " ") == root.all("p")[0].text.replace("\n", " ")
    assert ([marks] if code else []) == [node.text for node in root.all("p")[0].all("code")]


@pytest.mark.parametrize(
    "text",
    [
        "```text\n<UNK> </div>\n```",
        "~~~\n<UNK> </div>\n~~~",
        "    <UNK> </div>",
        "Prose\n\n    <UNK> </div>\n\nmore",
    ],
)
def test_blocks_of_code_keep_their_tags(text: str) -> None:
    """In a fence or an indented block nothing is escaped twice."""
    assert "<UNK> </div>" == _shown(text).one("pre").text.strip()


def test_a_fence_in_a_list_keeps_its_tags() -> None:
    """Fences are found at any depth."""
    root = _shown("1. one\n\n    ```text\n    </div> <UNK>\n    ```\n\n2. two `</div>`")

    assert "</div> <UNK>" == root.one("pre").text.strip()
    assert 2 == len(root.all("li"))


def test_text_of_an_admonition_is_not_code() -> None:
    """What is indented under `!!!` is prose to the site, whatever other engines think."""
    root = _shown("!!! note\n\n    See <UNK>.\n\n    And `<b>`.")

    assert ["Note", "See <UNK>.", "And <b>."] == [node.text for node in root.one(".admonition").all("p")]


def test_markdown_still_works() -> None:
    """Only tags are text: emphasis, links, autolinks, tables, lists and comments are the site's own."""
    text = "*a* [x](y.md) <https://e.org/> <!-- c -->\n\n| a |\n| --- |\n| `<x|y>` < 3 |\n\n> - q"
    root = _shown(text)

    assert ["y.md", "https://e.org/"] == [node.attrs["href"] for node in root.all("a")]
    assert "a" == root.one("em").text
    assert "<x|y> < 3" == root.one("td").text
    assert "q" == root.one("blockquote").one("li").text
    assert "c" not in root.all("p")[0].text.split()


def test_a_fence_that_is_never_closed_is_prose() -> None:
    """Then its tags would be live, so they are escaped like any other."""
    assert "<b>" in _shown("```text\n<b>").text


@pytest.mark.parametrize(
    "title", ["Use `{x}` {y} now", "`</div>` <UNK>", "C# {.fill}", "a_b *c*", "Say \\{ `}`"]
)
def test_a_title_keeps_its_braces(title: str) -> None:
    """The attribute list after a title takes nothing of it."""
    heading = page(f"## {protect_title(title)} {{ #here }}").one("h2")

    assert "here" == heading.attrs["id"]
    assert [] == heading.classes
    plain = title.replace("`", "").replace("*", "").replace("\\", "")
    assert plain + "¶" == heading.text
