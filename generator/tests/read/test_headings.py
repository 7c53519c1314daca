"""Headings: near names, broken lists, underlines, ids."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from .samples import findings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## T {#t .chioce}\n\n- [x] `1`\n- [ ] `2`\n\n```python check\nassert answer == 1\n```\n",
            [
                "1:10+7 unknown-name: `.chioce` is not a kind of exercise / Did you mean `.choice`?",
            ],
            id="a class near to a kind is offered that kind",
        ),
        pytest.param(
            "## T {#t .chioce}\n\n- [x] `1`\n- [x] `2`\n\n```python check\nassert answer == 1\n```\n",
            [
                "1:10+7 unknown-name: `.chioce` is not a kind of exercise / Did you mean `.choice`?",
                "4:7+3 option-count: This is a second ticked option; the first stands on line 3 / Tick one option only, or add the class `.multiple` to the heading.",
            ],
            id="the rest of an exercise with a misspelt kind is read too",
        ),
        pytest.param(
            "## T {#t .choice .eazy .foo}\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n",
            [
                "1:18+5 unknown-name: `.eazy` is not a class that this kind of exercise knows / Did you mean `.easy`?",
                "1:24+4 unknown-name: `.foo` is not a class that this kind of exercise knows / Use one of `.card`, `.choice`, `.easy`, `.experiment`, `.explain`, `.fill`, `.fix`, `.hard`, `.medium`, `.multiple`, `.order`, `.predict`, `.trace`, `.write`, or remove it.",
            ],
            id="an unknown class is offered the near one, or all",
        ),
        pytest.param(
            "## T {#t .choice .fill .easy .hard .easy}\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n",
            [
                "1:18+5 unknown-name: `.fill` is a second kind, after `.choice` / Keep one of them.",
                "1:30+5 unknown-name: `.hard` is a second level, after `.easy` / Keep one of them.",
                "1:36+5 unknown-name: `.easy` stands here twice / Keep one of them.",
            ],
            id="a second kind, a second level and a repeated class",
        ),
        pytest.param(
            "## T {#t .easy}\n\nx\n",
            [
                "1:10+5 unknown-name: `.easy` belongs to an exercise, but this heading names no kind of exercise / Use one of `.card`, `.choice`, `.experiment`, `.explain`, `.fill`, `.fix`, `.order`, `.predict`, `.set`, `.trace`, `.write`, or remove it.",
            ],
            id="a level without a kind",
        ),
        pytest.param(
            "## T {#t attempts=3}\n\nx\n",
            [
                "1:10+10 unknown-name: `attempts` belongs to an exercise, but this heading names no kind of exercise / Use one of `.card`, `.choice`, `.experiment`, `.explain`, `.fill`, `.fix`, `.order`, `.predict`, `.set`, `.trace`, `.write`, or remove it.",
            ],
            id="a key of ours without a kind",
        ),
        pytest.param(
            "## T {#t choice}\n\n- [x] `1`\n- [ ] `2`\n\n```python check\nassert answer == 1\n```\n",
            [
                "1:10+6 unknown-name: `choice` is not a kind of exercise / Did you mean `.choice`?",
            ],
            id="a kind without its dot",
        ),
        pytest.param(
            "## T {#t .choice easy}\n\n- [x] `1`\n- [ ] `2`\n\n```python check\nassert answer == 1\n```\n",
            [
                "1:18+4 unknown-name: `easy` is not an attribute / Did you mean `.easy`?",
            ],
            id="a level without its dot",
        ),
        pytest.param(
            "## The first one! {.choice}\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n",
            [
                "1:1+27 missing-id: This heading has no id / Give it one that never changes: `{#the-first-one …}`.",
            ],
            id="no id",
        ),
        pytest.param(
            "## T {#My_Id .choice}\n\n- [x] `1`\n- [ ] `2`\n\n```python check\nassert answer == 1\n```\n",
            [
                "1:7+6 missing-id: `#My_Id` is not a usable id / Use lower-case letters, digits and hyphens, such as `#my-id`.",
            ],
            id="an id with characters of other alphabets or cases",
        ),
        pytest.param(
            "## T {#a #b .choice}\n\n- [x] `1`\n- [ ] `2`\n\n```python check\nassert answer == 1\n```\n",
            [
                "1:10+2 unknown-name: This is a second id / Keep one id.",
            ],
            id="two ids",
        ),
        pytest.param(
            "## T {#a .choice\n\n- [x] `1`\n- [ ] `2`\n\n```python check\nassert answer == 1\n```\n",
            [
                '1:6+11 unreadable: The attribute list of this heading cannot be read / End the heading with the list, between `{` and `}`: `## Title {#id .fill unverified="why"}`.',
            ],
            id="a list that is never closed",
        ),
        pytest.param(
            "## {#a .choice} T\n\n- [x] `1`\n- [ ] `2`\n\n```python check\nassert answer == 1\n```\n",
            [
                '1:4+14 unreadable: The attribute list of this heading cannot be read / End the heading with the list, between `{` and `}`: `## Title {#id .fill unverified="why"}`.',
            ],
            id="a list before the title",
        ),
        pytest.param(
            "##T {#a .choice}\n\n\n- [x] `1`\n- [ ] `2`\n\n```python check\nassert answer == 1\n```\n",
            [
                "1:1+16 unreadable: A heading needs a space after its `#` signs / Write a space between the `#` signs and the title.",
            ],
            id="no space after the signs",
        ),
        pytest.param(
            "T {#a .choice}\n-----\n\n- [x] `1`\n- [ ] `2`\n\n```python check\nassert answer == 1\n```\n",
            [
                "1:1+14 unreadable: An underlined heading cannot begin an exercise / Write the heading with `##` in front of it instead of underlining it.",
            ],
            id="an underlined heading",
        ),
        pytest.param(
            "## T {#t .choice .typed}\n\n- [x] `1`\n- [ ] `2`\n\n```python check\nassert answer == 1\n```\n",
            [
                "1:18+6 unknown-name: `.typed` is not a class that this kind of exercise knows / Use one of `.card`, `.choice`, `.easy`, `.experiment`, `.explain`, `.fill`, `.fix`, `.hard`, `.medium`, `.multiple`, `.order`, `.predict`, `.trace`, `.write`, or remove it.",
            ],
            id="a class of another kind",
        ),
        pytest.param(
            "## T {#t .annotate}\n\n## U { .lead data-x=1 }\n",
            [],
            id="other classes are none of our business",
        ),
        pytest.param(
            "## The {set} and `{#a .fill}`\n",
            [],
            id="mathematics and code in a title are no attributes",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    """Each fault is reported with its rule, line, column, length, message and advice."""
    assert expected == findings(text)


UNREADABLE = (
    "unreadable: The attribute list of this heading cannot be read / End the heading with the list, between "
    '`{` and `}`: `## Title {#id .fill unverified="why"}`.'
)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("## Shape #shape .predict}", f"1:17+9 {UNREADABLE}"),
        ("## Shape #shape .medium}", f"1:24+1 {UNREADABLE}"),
        ("## Shape #shape .predict", f"1:17+8 {UNREADABLE}"),
        ("## Shape [#shape .fill]", f"1:18+6 {UNREADABLE}"),
        ("## Shape .fill {#shape}", f"1:10+14 {UNREADABLE}"),
        (
            "## Size {#size, .fill, .easy}",
            "1:17+6 unknown-name: `.fill,` is not a kind of exercise / Did you mean `.fill`?",
        ),
        (
            "## Size {#size .fill.easy}",
            "1:16+10 unknown-name: `.fill.easy` is not a kind of exercise / Did you mean `.fill .easy`?",
        ),
    ],
)
def test_a_list_that_lost_a_brace_or_a_space_is_no_prose(heading: str, expected: str) -> None:
    """Such an exercise would be published as text, unverified."""
    told = findings(f"{heading}\n\nText.\n")

    assert [expected] == [one for one in told if " unreadable: " in one or " unknown-name: " in one]


@pytest.mark.parametrize(
    "heading", ["## The method `.fill`", "## The set {1, 2}", "## $\\frac{a}{b}$", "## Part {#part .wide}", "## x.fill"]
)
def test_an_ordinary_heading_stays_prose(heading: str) -> None:
    """Braces, dots and attributes of the site's own are left alone."""
    assert [] == findings(f"{heading}\n\nText.\n")
