"""What a `choice` needs."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from .samples import findings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## T {#t .choice}\n\nStem\n",
            [
                "1:1+17 option-count: This exercise has no options / List at least two, each as a bullet: `- [x]` for the right one, `- [ ]` for a wrong one.",
            ],
            id="no options",
        ),
        pytest.param(
            "## T {#t .choice}\n\n- [x] `1`\n",
            [
                "1:1+17 option-count: This exercise has only one option / List at least two, each as a bullet: `- [x]` for the right one, `- [ ]` for a wrong one.",
                "1:1+17 unverified: This exercise has no check, so nothing can be proven / Add a ```python check fence with assertions in which `answer` stands for the option, or say on the heading why nothing can be run: `unverified=\"…\"`.",
            ],
            id="one option and no check",
        ),
        pytest.param(
            "## T {#t .choice}\n\n- [ ] `1`\n- [ ] `2`\n\n```python check\nassert answer == 1\n```\n",
            [
                "3:7+3 option-count: No option is ticked / Tick what is right: `- [x]`.",
            ],
            id="no tick",
        ),
        pytest.param(
            "## T {#t .choice .multiple}\n"
            "\n"
            "- [ ] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n",
            [
                "3:7+3 option-count: No option is ticked / Tick what is right: `- [x]`.",
            ],
            id="no tick where several are allowed",
        ),
        pytest.param(
            "## T {#t .choice}\n\n- [x] `1`\n- [ ] `2`\n",
            [
                "1:1+17 unverified: This exercise has no check, so nothing can be proven / Add a ```python check fence with assertions in which `answer` stands for the option, or say on the heading why nothing can be run: `unverified=\"…\"`.",
            ],
            id="no check",
        ),
        pytest.param(
            "## T {#t .choice}\n"
            "\n"
            "- [x] One\n"
            "- [ ] Two\n"
            "\n"
            "    ```python claim\n"
            "    1 == 2\n"
            "    ```\n"
            "- [ ] Three\n"
            "\n"
            "    ```python claim\n"
            "    ```\n"
            "\n"
            "```python check\n"
            "assert 1\n"
            "```\n",
            [
                "3:7+3 unverified: This sentence has no claim, so nothing can be proven / Add a ```python claim fence under it, indented by four spaces, with an assertion that holds exactly if the sentence is true, or say on the heading why nothing can be run: `unverified=\"…\"`.",
                "7:5+6 unverified: This claim asserts nothing / End it with an `assert` that holds exactly if the sentence is true.",
                "12:1+1 unverified: The claim is empty / Write the code between the fences, or remove the fence.",
                "14:1+15 unverified: This check is never run, because no option is code / Give every sentence a claim of its own and remove the check.",
            ],
            id="sentences without claims, claims without assertions, a check for nothing",
        ),
        pytest.param(
            '## T {#t .choice unverified="taste"}\n'
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n",
            [
                "7:1+18 unverified: This exercise is excused from verification, but here is code that can be run / Remove `unverified=` from the heading, or remove the code.",
            ],
            id="an excuse although there is code to run",
        ),
        pytest.param(
            '## T {#t .choice unverified=""}\n\n- [x] One\n- [ ] Two\n',
            [
                '1:18+13 unverified: `unverified` has no value / Write the reason in quotes, such as `unverified="a matter of taste"`.',
                "3:7+3 unverified: This sentence has no claim, so nothing can be proven / Add a ```python claim fence under it, indented by four spaces, with an assertion that holds exactly if the sentence is true, or say on the heading why nothing can be run: `unverified=\"…\"`.",
                "4:7+3 unverified: This sentence has no claim, so nothing can be proven / Add a ```python claim fence under it, indented by four spaces, with an assertion that holds exactly if the sentence is true, or say on the heading why nothing can be run: `unverified=\"…\"`.",
            ],
            id="an excuse without a reason",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    """Each fault is reported with its rule, line, column, length, message and advice."""
    assert expected == findings(text)
