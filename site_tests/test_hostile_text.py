"""Text that would like to be markup, wherever a reader or a file can put it.

In: the built site; hostile text in fields, files, storage, addresses and list. Out: whether it took effect.
Text that ran would have set `window.hit`; markup would stand there as an element of the class `hostile`.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from answers import LEARN, NUMBER, ONE_BLANK, PRACTICE, SHAPE, TRY
from conftest import OpenPage
from exercise import Exercise, start
from hands import HANDS
from playwright.sync_api import Page, expect

MARKUP = (
    "<img class=hostile src=x onerror=window.hit=1>",
    "<script class=hostile>window.hit=1</script>",
    "<svg class=hostile onload=window.hit=1>",
    "'\"><b class=hostile onclick='window.hit=1'>",
    "javascript:window.hit=1",
    "&lt;i class=hostile&gt;",
    "{{constructor.constructor('window.hit=1')()}}",
    "${window.hit=1}",
    "</textarea></title></style></script><i class=hostile>",
    "\u202e\u0000\ufffd\U0001f4a5 " + "a" * 3000,
)
NUMBERS = (0, -1, 1e308, -1e308, 2**53, 0.5)
NAMES = (
    "__proto__",
    "constructor",
    "toString",
    "length",
    "digest",
    "at",
    "tries",
    "draft",
    "ending",
    "drawn",
)
SEED = 20261122


class Fuzz:
    """Values that no build and no reader has made; the same ones in every run."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def value(self, depth: int = 3) -> Any:
        """Make text, a number, a list or an object of them."""
        sort = self._chance.randrange(6 if depth else 3)
        if sort == 0:
            return self._chance.choice((None, True, False))
        if sort == 1:
            return self._chance.choice(NUMBERS)
        if sort == 2:
            return self._chance.choice(MARKUP)
        if sort == 3:
            return [self.value(depth - 1) for _ in range(self._chance.randrange(4))]
        return {self._name(): self.value(depth - 1) for _ in range(self._chance.randrange(5))}

    def spoil(self, value: Any) -> Any:
        """Change some parts of a value and keep its shape: what looks right gets further."""
        if self._chance.random() < 0.15:
            return self.value(1)
        if isinstance(value, dict):
            return {name: self.spoil(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self.spoil(part) for part in value]
        return (
            self._chance.choice(MARKUP) if isinstance(value, str) and self._chance.random() < 0.5 else value
        )

    def _name(self) -> str:
        return self._chance.choice((*NAMES, *MARKUP[:3]))


def _expect_harmless(page: Page) -> None:
    assert page.evaluate("window.hit") is None
    assert page.locator(".hostile").count() == 0
    assert [] == page.locator('a[href^="javascript" i]').all()


@pytest.mark.parametrize(
    ("task", "texts"), [(NUMBER, MARKUP[::2]), (SHAPE, MARKUP[1::2])], ids=["number", "shape"]
)
def test_typed_answers(task: Any, texts: tuple[str, ...], page: Page, site: str) -> None:
    """Whatever is typed is text: in the field, in what the exercise says to it, and after a reload."""
    for text in texts:
        exercise = start(page, site, task)
        exercise.field.fill(text)
        exercise.button("Check").click()
        expect(exercise.status).not_to_be_empty()
        _expect_harmless(page)
        page.reload()
        expect(exercise.field).to_be_visible()
        _expect_harmless(page)
        page.evaluate("localStorage.clear()")
    HANDS["mouse"].give(exercise, task, task.right)
    exercise.button("Check").click()
    exercise.expect_said(*task.right.says)


def test_addresses(page: Page, site: str) -> None:
    """Whatever stands after the `#` names an exercise or nothing; pages of all kinds go on."""
    for path in (
        LEARN,
        PRACTICE,
        "/rnn-layer/test/",
        "/rnn-layer/challenge/",
        "/progress/",
    ):
        for fragment in (
            "%E0%A4%A",
            "<img class=hostile src=x onerror=window.hit=1>",
            "javascript:window.hit=1",
        ):
            page.goto("about:blank")
            page.goto(f"{site}{path}#{fragment}")
            expect(page.locator("keyproof-exercise, keyproof-progress").first).not_to_be_empty()
            _expect_harmless(page)


STATES = """() => Object.fromEntries(
  Object.entries(localStorage).filter(([key]) => key.startsWith('keyproof')))"""
PUT = "entries => { for (const [key, text] of Object.entries(entries)) localStorage.setItem(key, text) }"


def _begin_everything(page: Page, site: str) -> dict[str, str]:
    """Use exercises, a test, a challenge and a review, so that something of each is stored."""
    exercise = start(page, site, NUMBER)
    HANDS["mouse"].give(exercise, NUMBER, NUMBER.wrong[0])
    exercise.button("Check").click()
    exercise.expect_said(*NUMBER.wrong[0].says)
    exercise = start(page, site, ONE_BLANK)
    exercise.button("Show solution").click()
    for path, name in (("test", "Start"), ("challenge", "Start"), ("review", "Start")):
        page.goto(f"{site}/rnn-layer/{path}/")
        page.locator("article").get_by_role("button", name=name).first.click()
    page.get_by_role("button", name="Show the back").or_(page.locator(".kp-board .kp-check")).first.click()
    page.locator(".kp-grade").first.click()
    kept: dict[str, str] = page.evaluate(STATES)
    assert len(kept) >= 5
    return kept


def test_stored_state(page: Page, site: str) -> None:
    """Whatever stands in the storage, every page shows, nothing runs, and exercises can be answered."""
    kept = _begin_everything(page, site)
    fuzz = Fuzz(SEED)
    for _ in range(2):
        spoilt = {
            key: json.dumps(fuzz.spoil(json.loads(text))) for key, text in kept.items() if "schema" not in key
        }
        for path in (
            LEARN,
            PRACTICE,
            *(f"/rnn-layer/{mode}/" for mode in ("test", "challenge", "review")),
            "/progress/",
        ):
            page.evaluate("localStorage.clear()")
            page.evaluate(PUT, spoilt)
            page.goto(site + path)
            expect(
                page.locator("keyproof-exercise, keyproof-progress, keyproof-review").first
            ).not_to_be_empty()
            _expect_harmless(page)
    page.evaluate("localStorage.clear()")
    exercise = start(page, site, NUMBER)
    HANDS["mouse"].give(exercise, NUMBER, NUMBER.right)
    exercise.button("Check").click()
    exercise.expect_said(*NUMBER.right.says)


def _import(page: Page, site: str, file: Path) -> None:
    page.goto(f"{site}/progress/")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Load from a file").click()
    chooser.value.set_files(file)
    expect(page.locator("keyproof-progress").get_by_role("status")).not_to_be_empty()


def test_imported_files(page: Page, site: str, tmp_path: Path) -> None:
    """A file is data whoever wrote it: its names, ids and answers are never markup, wherever they show."""
    fuzz = Fuzz(SEED + 1)
    file = tmp_path / "progress.json"
    for _ in range(6):
        entries = {
            NUMBER.id: fuzz.value(),
            ONE_BLANK.id: fuzz.value(),
            "review:create-layer": fuzz.value(),
        }
        entries |= {text: fuzz.value() for text in MARKUP} | {"__proto__": {"hit": 1}}
        site_named = fuzz.value() if fuzz.value() else MARKUP[0]
        file.write_text(json.dumps({"keyproof": 1, "site": site_named, "at": MARKUP[1], "entries": entries}))
        _import(page, site, file)
        _expect_harmless(page)
        for path in (LEARN, TRY):
            page.goto(site + path)
            expect(Exercise(page, NUMBER.id if path == LEARN else ONE_BLANK.id).root).to_be_visible()
            _expect_harmless(page)
        assert page.evaluate("({}).hit") is None


def _course(*, text: str, url: str) -> dict[str, Any]:
    exercise = {
        "id": NUMBER.id,
        "digest": text,
        "title": text,
        "level": text,
        "kind": text,
        "objective": text,
    }
    page = {"url": url, "title": text, "mode": "learn", "exercises": [exercise]}
    return {
        "v": 1,
        "progress": url,
        "topics": [
            {
                "slug": text,
                "title": text,
                "url": url,
                "objectives": {text: text},
                "pages": [page],
            }
        ],
    }


COURSES: dict[str, Any] = {
    **{f"text {place}": _course(text=text, url="") for place, text in enumerate(MARKUP)},
    "script address": _course(text="a", url="javascript:window.hit=1"),
    "data address": _course(text="a", url="data:text/html,<script>window.hit=1</script>"),
    "another host": _course(text="a", url="//example.org/"),
    "no list": {"v": 1},
    "null": None,
    "text": MARKUP[0],
    "topics of nothing": {"v": 1, "topics": [None, {}, 7]},
}


def test_course_list(page: Page, site: str) -> None:
    """Titles of the list are text, its addresses stay on the site, and a list that is none is missing."""
    sort = ""
    page.route("**/course.json", lambda route: route.fulfill(json=COURSES[sort]))
    for sort, course in COURSES.items():
        page.goto(f"{site}/progress/")
        overview = page.locator("keyproof-progress")
        expect(overview).not_to_be_empty()
        _expect_harmless(page)
        links = overview.locator("a").evaluate_all("links => links.map(link => link.href)")
        assert [] == [link for link in links if not link.startswith(site + "/")], sort
        whole = isinstance(course, dict) and isinstance(
            course["topics"][0] if "topics" in course else None, dict
        )
        expect(overview.get_by_role("button", name="Save to a file")).to_have_count(1 if whole else 0)


def test_hostile_text_would_be_seen(open_page: OpenPage, site: str) -> None:
    """The tests above can fail: markup that is let in is found."""
    page = open_page()
    page.goto(site + LEARN)
    page.evaluate(
        "text => { document.body.insertAdjacentHTML('beforeend', text) }",
        "<i class=hostile></i>",
    )
    with pytest.raises(AssertionError):
        _expect_harmless(page)
