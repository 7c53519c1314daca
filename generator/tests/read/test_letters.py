"""Letters of options that an author typed."""

from __future__ import annotations

import pytest

from .samples import findings

PAGE = """\
## T {{#t .choice}}

- [x] `1`
- [ ] `2`{note}

```python check
assert answer == 1
```

??? {word}
    {text}
"""
HINT = (
    "Say what the option says instead: options change places on the page, and the final answer with "
    "its letter is generated. Put mathematics between backticks."
)


@pytest.mark.parametrize("word", ["hint", "solution", "mistakes"])
@pytest.mark.parametrize(
    ("text", "column", "letter"),
    [
        ("So Option C is it.", 8, "Option C"),
        ("Options A and B look alike.", 5, "Options A"),
        ("1. Inputs match input_size = C [OK]", 32, "= C"),
        ("= B", 5, "= B"),
        ("Input size first, state second = D.", 36, "= D"),
        ("Answer: D", 5, "Answer: D"),
        ("**Final answer:** **D**", 13, "answer:** **D**"),
        ("The answer is (B).", 9, "answer is (B)"),
        ("1. The size comes first -> B", 29, "-> B"),
        ("C is correct because of its size.", 5, "C is correct"),
        ("Look: both A and C are right.", 16, "A and C are right"),
    ],
)
def test_a_letter_is_found(word: str, text: str, column: int, letter: str) -> None:
    """Every way in which published solutions name a letter is caught, at its column."""
    expected = f"11:{column}+{len(letter)} typed-letter: `{letter}` names an option by a letter / {HINT}"

    assert [expected] == findings(PAGE.format(note="", word=word, text=text))


@pytest.mark.parametrize(
    "text",
    [
        "a = B",
        "y = A x + B",
        "The matrix A is square.",
        "If the matrix A is wrong, mend it.",
        "The answer is A tensor.",
        "Answer: A list of tensors.",
        "`Option C` and `the answer = B`",
        "The state is $h = A$.",
        "Vitamin C, plan B, grade A",
        "D -> C is a map",
        "Let X = A @ B",
        "```text\n    Answer: D\n    ```",
    ],
)
def test_no_false_alarm(text: str) -> None:
    """Mathematics, articles and code are left alone."""
    assert [] == findings(PAGE.format(note="", word="hint", text=text))


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("The right one is B.", "right one is B"),
        ("So the answer is b).", "answer is b)"),
        ("Choosing B.", "Choosing B"),
        ("Do not pick A because of its size.", "pick A"),
        ("Compare the two (B is right).", "B is right"),
        ("A is better.", "A is better"),
    ],
)
@pytest.mark.parametrize("word", ["hint", "mistakes"])
def test_a_letter_that_an_option_has_is_found_in_looser_words(word: str, text: str, letter: str) -> None:
    """These words speak of options where such an option exists, and of anything else where not."""
    column = 5 + text.index(letter)
    expected = f"11:{column}+{len(letter)} typed-letter: `{letter}` names an option by a letter / {HINT}"
    other = text.replace("A", "D").replace("B", "D").replace(" b)", " d)")

    assert [expected] == findings(PAGE.format(note="", word=word, text=text))
    assert [] == findings(PAGE.format(note="", word=word, text=other))


@pytest.mark.parametrize(
    "text",
    ["Plan B is better.", "The matrix A is better.", "a = B", "Choose A, B and C so that they commute.",
     "Choose A tensor.", "Look at (a) and b).", "One is (7, 3)."],
)  # fmt: skip
def test_looser_words_raise_no_false_alarm(text: str) -> None:
    """A letter of something else is left alone, even where an option has it."""
    assert [] == findings(PAGE.format(note="", word="hint", text=text))


def test_a_letter_in_the_stem_is_found() -> None:
    """The question is read beside options that change places."""
    page = PAGE.format(note="", word="hint", text="Look.")
    page = page.replace("- [x]", "Which one? (B is right)\n\n- [x]")
    expected = f"3:13+10 typed-letter: `B is right` names an option by a letter / {HINT}"

    assert [expected] == findings(page)


def test_a_letter_in_a_note_is_found() -> None:
    """Notes are shown with the feedback, where no letter is right either."""
    expected = f"4:16+8 typed-letter: `option A` names an option by a letter / {HINT}"

    assert [expected] == findings(PAGE.format(note=": see option A", word="hint", text="Look."))


@pytest.mark.parametrize("prefix", ["A.", "B)", "(C)", "D:", "a)"])
def test_a_letter_before_an_option_is_found(prefix: str) -> None:
    """Letters are made by the page."""
    text = f'## T {{#t .choice unverified="why"}}\n\n- [x] {prefix} One\n- [ ] Two\n'
    expected = f"3:7+{len(prefix)} typed-letter: `{prefix}` names an option by a letter / {HINT}"

    assert [expected] == findings(text)


def test_an_article_before_an_option_is_fine() -> None:
    """`A tensor` begins with a letter and names none."""
    assert [] == findings('## T {#t .choice unverified="why"}\n\n- [x] A tensor\n- [ ] B-spline\n')
