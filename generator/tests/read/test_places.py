"""Places are exact: line, column and length in the author's own file."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from keyproof.exercise import Code, Exercise, Prose
from keyproof.finding import Place

from .samples import exercise, read


def at(line: int, column: int, length: int) -> Place:
    return Place(path="page.md", line=line, column=column, length=length)


CLAIMS = """\
## Which {#which .choice}

Stem.

-  [x] It *reads* <UNK> steps
   and more

    ```python claim
    x = 1

    assert x
    ```

    A note with `code`
    on two lines.

    Another.

- [ ] Sorts `x` </script>
  ~~~python claim
  assert 0
  ~~~
"""


def test_sentences_with_claims_and_notes() -> None:
    """Text, claim and note of an option keep their places, at any indentation."""
    first, second = exercise(CLAIMS).options

    assert "It *reads* <UNK> steps\nand more" == first.text
    assert at(5, 8, 22) == first.place
    assert Code(source="x = 1\n\nassert x", place=at(9, 5, 5)) == first.claim
    assert "A note with `code` on two lines.\n\nAnother." == first.note
    assert "Sorts `x` </script>" == second.text
    assert at(19, 7, 19) == second.place
    assert Code(source="assert 0", place=at(21, 3, 8)) == second.claim


CODE = """\
## Which {#which .choice .multiple}

- [x] `nn.RNN(1)`{raises=TypeError}: for *want* of a size
- [ ]
    ```python
    a = 1
    b = 2
    ```

    Why.
- [X] `` a`b ``

```python check
assert answer
```
"""


def test_options_of_code() -> None:
    """A span, a fenced block and a span with backticks inside."""
    span, block, double = exercise(CODE).options

    assert ("`nn.RNN(1)`", at(3, 7, 11)) == (span.text, span.place)
    assert Code(source="nn.RNN(1)", place=at(3, 8, 9)) == span.code
    assert ("TypeError", "for *want* of a size", True) == (span.raises, span.note, span.keyed)
    assert ("", at(6, 5, 5)) == (block.text, block.place)
    assert Code(source="a = 1\nb = 2", place=at(6, 5, 5)) == block.code
    assert ("Why.", False) == (block.note, block.keyed)
    assert Code(source="a`b", place=at(11, 10, 3)) == double.code
    assert double.keyed


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_change_nothing(ends: str, mark: str) -> None:
    """A file from any editor reads the same."""
    assert read(CODE) == read(mark + CODE.replace("\n", ends))


def test_tabs_count_as_one_column() -> None:
    """The column is that of the character, as editors count it."""
    text = "## T {#t .fill}\n\n```python\nif 1:\n\tx = 20\t# blank: 20\n```\n\n-\t`10`:\tlow\n\n"
    text += "```python check\nassert x\n```\n\n??? hint\n\tLook.\n\t\tcode\n"
    made = exercise(text)

    assert "if 1:\n\tx = 20" == (made.program and made.program.source)
    assert at(5, 18, 2) == made.blanks[0].place
    assert (11, 13) == (made.blanks[0].start, made.blanks[0].end)
    assert (at(8, 3, 4), "low") == (made.options[0].place, made.options[0].note)
    assert Prose(text="Look.\n\tcode", place=at(15, 2, 5)) == made.hints[0]


STEM = """\
## T {#t .predict}

One.

- `a`
- `b`

Two.

```python
x = 1
```

Three.

```text
x
```

```python answer
x
```

Four.

- `2`
"""


def test_the_stem_is_verbatim() -> None:
    """Prose before and after the program keeps every character and its place."""
    made = exercise(STEM)

    assert Prose(text="One.\n\n- `a`\n- `b`\n\nTwo.", place=at(3, 1, 4)) == made.before
    # As many lines apart as in the file, so that places inside the text are right.
    assert Prose(text="Three.\n\n```text\nx\n```\n\n\n\n\n\nFour.", place=at(14, 1, 6)) == made.after
    assert ["`2`"] == [option.text for option in made.options]


PAGE = """\
---
title: T
hide: [toc]
---
# Title {.lead}

> ## Quote {#q .wide}

- # List {#l .wide}

```markdown
## Fence {#f .fill}
```

    ## Code {#c .wide}

Under {.x}
---

<!--
## Comment {#d .fill}
-->

```python setup
import math
```

## S {#s .set}

Intro.

### A {#a .choice unverified="why"}

- [x] One
- [ ] Two

### Plain

Text.

## After

\tLast   \n"""


def test_prose_passes_through() -> None:
    """What is no exercise is kept, byte for byte; headings in fences and comments are prose."""
    page, found = read(PAGE)
    prose, group, after = page.blocks

    assert [] == found
    assert "title: T\nhide: [toc]" == page.front_matter
    assert "T" == page.title
    assert isinstance(prose, Prose)
    assert "\n".join(PAGE.split("\n")[4:22]) == prose.text
    assert at(5, 1, 15) == prose.place
    assert ["Intro.", "A", "### Plain\n\nText."] == [
        block.title if isinstance(block, Exercise) else block.text
        for block in getattr(group, "blocks", ())
        if isinstance(block, (Exercise, Prose))
    ]
    assert (
        Prose(text="## After\n\n\tLast   ", place=at(PAGE.split("\n").index("## After") + 1, 1, 8)) == after
    )
    assert ["import math"] == [code.source for code in page.exercises()[0].setup]


def test_titles_of_details_are_kept() -> None:
    """`??? hint "Title"` keeps its title beside its text."""
    text = '## T {#t .predict}\n\n```python\nx = 1\n```\n\n???+ hint "Look here"\n    Text.\n\n\n    More.\n\n??? hint\n    B'

    assert (
        Prose(text="Text.\n\n\nMore.", title="Look here", place=at(8, 5, 5)),
        Prose(text="B", place=at(14, 5, 1)),
    ) == exercise(text).hints
