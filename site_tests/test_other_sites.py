"""Other sites than our own: strange text, a sub-folder of a host, plain file names, no shuffling.

In: a tiny project that is built into a temporary folder. Out: whether its exercises show and work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from answers import CHOICE, SEVERAL
from conftest import OpenPage, build_site
from exercise import Exercise, start
from hands import HANDS
from playwright.sync_api import Page, expect
from serving import Server

MOUSE = HANDS["mouse"]

SETTINGS = """\
site_name: Tiny
theme: {name: material, font: false}
use_directory_urls: false
plugins: [search, keyproof]
markdown_extensions: [admonition, attr_list, md_in_html, pymdownx.details, pymdownx.superfences]
"""

PAGE = """\
# Strange text

[On](more.md)

## Tokens {#tokens .choice .easy shuffle=off}

Which string is the *unknown* token, <UNK>?

- [ ] `"<PAD>"` : That is <PAD>, and `x < y` is no token.
- [x] `"<UNK>"`
- [ ] `"</script><img src=x onerror=alert(1)>"` : Only `</script>`, `a && b` and {{ braces }} after all.
- [ ] `"&lt;UNK&gt;"`

```python check
assert answer == "<UNK>"
```

??? hint
    It is neither `<PAD>` nor `</details>`.

## Compare {#compare .fill .easy attempts=1}

```python
x, y = 1, 2
smaller = x < y  # blank: `x < y`
```

- `x > y`
- `not y`
- `"</textarea>" == "{%raw%}"`

```python check
assert smaller is True
```

## Printed {#printed .predict .typed .easy}

```python
print("<b>", 1 < 2, "</b>")
```

What does it print?
"""

MORE = """\
# More

## Printed choice {#printed-choice .predict .easy}

```python
print("<UNK>\\n  &amp;")
```

What does it print?

- `<UNK> &`
- `<unk>`
"""


@pytest.fixture(scope="module", name="tiny")
def _tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a tiny site in a folder of its host, with plain file names and no folder of exercises."""
    root = tmp_path_factory.mktemp("tiny")
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (root / "docs" / "index.md").write_text(PAGE, encoding="utf-8")
    (root / "docs" / "more.md").write_text(MORE, encoding="utf-8")
    build_site(root, root / "site")
    with Server(root / "site", prefix="/some/folder").running() as address:
        yield address


@pytest.fixture(name="tiny_page")
def _tiny_page(open_page: OpenPage, tiny: str) -> Page:
    """The first page of the tiny site; whatever strays from its folder is a fault."""
    page = open_page(origin=tiny)
    page.goto(f"{tiny}/index.html")
    return page


def test_strange_options_show_as_written(tiny_page: Page) -> None:
    """`<UNK>`, `</script>` and entities in options are text, and stand in the order of the author."""
    exercise = Exercise(tiny_page, "tokens")
    expect(exercise.root.locator(".kp-text")).to_have_text(
        ['"<PAD>"', '"<UNK>"', '"</script><img src=x onerror=alert(1)>"', '"&lt;UNK&gt;"']
    )
    expect(exercise.root).to_contain_text("Which string is the unknown token, <UNK>?")
    assert 0 == exercise.root.locator("img, script, unk, pad").count()


def test_strange_feedback_shows_as_written(tiny_page: Page) -> None:
    """The same in feedback, notes, hints and the final answer."""
    exercise = Exercise(tiny_page, "tokens")
    exercise.hints.first.locator("summary").click()
    expect(exercise.hints.first).to_contain_text("It is neither <PAD> nor </details>.")
    for option, says in [
        ('"<PAD>"', "That is <PAD>, and x < y is no token."),
        ('"</script><img src=x onerror=alert(1)>"', "Only </script>, a && b and {{ braces }} after all."),
        ('"&lt;UNK&gt;"', "answer is '&lt;UNK&gt;'"),
    ]:
        exercise.option(option).click()
        exercise.button("Check").click()
        exercise.expect_said(says)
    expect(exercise.final).to_have_text('Final answer: B. "<UNK>"')
    expect(exercise.solution).to_have_attribute("open", "")
    assert 0 == exercise.root.locator("img, script, unk, pad").count()


def test_strange_chips_and_the_last_attempt(tiny_page: Page) -> None:
    """Chips too; and an exercise with one attempt ends with the first wrong answer."""
    exercise = Exercise(tiny_page, "compare")
    texts = sorted(text.strip() for text in exercise.chips.all_inner_texts())
    assert ['"</textarea>" == "{%raw%}"', "not y", "x < y", "x > y"] == texts
    expect(exercise.left).to_have_text("1 attempt")
    MOUSE.fill(exercise, 0, '"</textarea>" == "{%raw%}"')
    expect(exercise.blanks).to_have_text('"</textarea>" == "{%raw%}"')
    exercise.button("Check").click()
    exercise.expect_said("no attempts are left", "smaller is False")
    expect(exercise.final).to_contain_text("x < y")
    exercise.button("Try again").click()
    MOUSE.fill(exercise, 0, "x < y")
    exercise.button("Check").click()
    exercise.expect_said("Solved at the first attempt", "smaller is True")


def test_strange_output_is_typed(tiny_page: Page) -> None:
    """Printed text with angle brackets can be typed, and is repeated as typed."""
    exercise = Exercise(tiny_page, "printed")
    MOUSE.type(exercise, "<i> True </i>")
    exercise.button("Check").click()
    expect(exercise.root.locator(".kp-tried")).to_contain_text("<i> True </i>")
    MOUSE.type(exercise, "<b> True </b>")
    exercise.button("Check").click()
    exercise.expect_said("Right.", "<b> True </b>")


def test_second_page_of_a_folder(tiny_page: Page) -> None:
    """A link leads to another plain file of the folder, whose exercise works, with output of two lines."""
    tiny_page.get_by_role("link", name="On", exact=True).click()
    expect(tiny_page).to_have_url(re.compile("/some/folder/more.html$"))
    exercise = Exercise(tiny_page, "printed-choice")
    right = exercise.options.filter(has=tiny_page.locator(".kp-block"))
    assert "<UNK>\n  &amp;" == right.locator("code").inner_text()
    right.click()
    exercise.button("Check").click()
    exercise.expect_said("Right.")


def test_order_of_the_author(tiny_page: Page) -> None:
    """With shuffling switched off options stand as the author wrote them, at each visit."""
    exercise = Exercise(tiny_page, "tokens")
    for day in range(1, 5):
        expect(exercise.button("Check")).to_be_visible()
        assert exercise.root.locator(".kp-text").first.inner_text().strip() == '"<PAD>"'
        tiny_page.clock.set_fixed_time(f"2026-01-{day:02}T12:00:00")
        tiny_page.evaluate("sessionStorage.clear()")
        tiny_page.reload()


def test_our_site_in_a_folder(open_page: OpenPage, site: str, site_folder: Path) -> None:
    """The site as built works below a path as well; nothing in it counts on the root of its host."""
    assert site
    with Server(site_folder, prefix="/sub/path").running() as address:
        page = open_page(origin=address)
        for task in (CHOICE, SEVERAL):
            exercise = start(page, address, task)
            MOUSE.give(exercise, task, task.wrong[0])
            exercise.button("Check").click()
            exercise.expect_said(*task.wrong[0].says)
            MOUSE.give(exercise, task, task.right)
            exercise.button("Check").click()
            exercise.expect_said(*task.right.says)
        # What is loaded when an exercise has ended may still be on its way; the server is about to go.
        page.close()
