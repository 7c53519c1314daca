"""Options: boxes, attributes, notes, nested blocks."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from .samples import findings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## T {#t .choice}\n"
            "\n"
            "- [x] `1`: good\n"
            "- [x] `2`{raises=TypeError} : bad\n"
            "- [ ] `1`\n"
            "-  plain\n"
            "- [ ]\n"
            "- [ ] A. foo\n"
            "- [ ] ```python\n"
            "      x\n"
            "      ```\n"
            "- [ ] `x`{raise=TypeError raises=3}\n"
            "- [ ] Sentence {raises=X}\n"
            "- [ ] `a`\n"
            "\n"
            "    - nested\n"
            "\n"
            "    > quote\n"
            "\n"
            "    ```python chek\n"
            "    x\n"
            "    ```\n"
            "\n"
            "```python check\n"
            "assert answer\n"
            "```\n",
            [
                "7:3+3 unreadable: This option is empty / Write its text or its code after the bullet, or remove it.",
                "8:7+2 typed-letter: `A.` names an option by a letter / Say what the option says instead: options change places on the page, and the final answer with its letter is generated. Put mathematics between backticks.",
                "9:7+9 unreadable: A fence cannot begin on the line of the box / Write the fence on the next line, indented by four spaces.",
                "12:11+15 unknown-name: `raise` is not an attribute of an option / An option knows `{raises=NameError}`, the exception that its run must end with, and `{blank=2}`, the blank that its note is about.",
                "12:27+8 unreadable: `3` is not the name of an exception / Write the name of the class, such as `{raises=TypeError}`.",
                "13:7+19 unknown-name: `raises` belongs to an option of code, but this option is a sentence / Remove the attribute list, or make the option one code span.",
                "16:5+8 unknown-name: Only a note in plain paragraphs and a claim may stand under an option / Write the note as plain text with `code spans`, without lists, headings or quotes.",
                "18:5+7 unknown-name: Only a note in plain paragraphs and a claim may stand under an option / Write the note as plain text with `code spans`, without lists, headings or quotes.",
                "20:5+14 unknown-name: `chek` is not a word that may stand after `python` / Use `claim`, or remove it.",
                "6:4+5 option-count: This option has no box / Begin it with `- [x]` if it is right and with `- [ ]` if it is wrong.",
                "5:7+3 duplicate-option: This option says the same as the one on line 3 / Remove it, or make it different.",
                "4:7+3 option-count: This is a second ticked option; the first stands on line 3 / Tick one option only, or add the class `.multiple` to the heading.",
                "6:4+5 unverified: This sentence has no claim, so nothing can be proven / Add a ```python claim fence under it, indented by four spaces, with an assertion that holds exactly if the sentence is true, or say on the heading why nothing can be run: `unverified=\"…\"`.",
                "8:7+6 unverified: This sentence has no claim, so nothing can be proven / Add a ```python claim fence under it, indented by four spaces, with an assertion that holds exactly if the sentence is true, or say on the heading why nothing can be run: `unverified=\"…\"`.",
                "9:7+9 unverified: This sentence has no claim, so nothing can be proven / Add a ```python claim fence under it, indented by four spaces, with an assertion that holds exactly if the sentence is true, or say on the heading why nothing can be run: `unverified=\"…\"`.",
                "13:7+19 unverified: This sentence has no claim, so nothing can be proven / Add a ```python claim fence under it, indented by four spaces, with an assertion that holds exactly if the sentence is true, or say on the heading why nothing can be run: `unverified=\"…\"`.",
            ],
            id="everything that can be wrong with an option",
        ),
        pytest.param(
            "## T {#t .choice}\n"
            "\n"
            "- [x] `f(1,2)`\n"
            "- [ ] `f( 1, 2 )`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n",
            [
                "4:7+11 duplicate-option: This option says the same as the one on line 3 / Remove it, or make it different.",
            ],
            id="the same code in another spelling is the same option",
        ),
        pytest.param(
            '## T {#t .choice unverified="why"}\n\n- [x] One two\n- [ ] one  TWO\n',
            [
                "4:7+8 duplicate-option: This option says the same as the one on line 3 / Remove it, or make it different.",
            ],
            id="the same sentence in another case is the same option",
        ),
        pytest.param(
            "## T {#t .choice}\n\n- [x]: foo\n- [ ] `2`\n\n```python check\nassert answer == 1\n```\n",
            [
                    "3:3+3 option-count: `[x]` is not a box / Write `- [x] ` if the option is right and `- [ ] ` if it is wrong, with a space after the box.",
                "3:6+5 unverified: This sentence has no claim, so nothing can be proven / Add a ```python claim fence under it, indented by four spaces, with an assertion that holds exactly if the sentence is true, or say on the heading why nothing can be run: `unverified=\"…\"`.",
            ],
            id="a link definition is not lost",
        ),
        pytest.param(
            "## T {#t .choice}\n\n-[ ] `0`\n- [x] `1`\n  -[ ] `2`\n- [ ] `3` : see\n\n```python check\nassert answer == 1\n```\n",
            [
                "3:1+4 option-count: `-[ ]` does not begin an option / Write a space between the bullet and the box.",
                "5:3+4 option-count: `-[ ]` does not begin an option / Write a space between the bullet and the box.",
            ],
            id="an option whose bullet lacks its space is not lost in the text",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    """Each fault is reported with its rule, line, column, length, message and advice."""
    assert expected == findings(text)


@pytest.mark.parametrize(
    ("first", "second", "place", "box"),
    [
        ("[*] One", "[ ] Two", "3:3+3", "[*]"),
        ("[x] One", "[] Two", "4:3+2", "[]"),
        ("[x]One", "[ ] Two", "3:3+3", "[x]"),
        ("[ x] One", "[ ] Two", "3:3+4", "[ x]"),
    ],
)
def test_a_box_that_is_not_one_is_told_once(first: str, second: str, place: str, box: str) -> None:
    """The option is read all the same, so that nothing misleading follows."""
    text = f'## T {{#t .choice unverified="why"}}\n\n- {first}\n- {second}\n'

    assert [
        f"{place} option-count: `{box}` is not a box / Write `- [x] ` if the option is right and `- [ ] ` "
        "if it is wrong, with a space after the box."
    ] == findings(text)


def test_a_link_at_the_beginning_of_an_option_is_no_box() -> None:
    """It has no box at all."""
    text = '## T {#t .choice unverified="why"}\n\n- [x](u) One\n- [ ] Two\n- [x] Three\n'

    assert ["3:3+10 option-count: This option has no box"] == [one.split(" / ")[0] for one in findings(text)]
