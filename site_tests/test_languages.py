"""Sites in German and in Arabic: what readers are told is in their language, and stands as it is read there.

In: the courses beside this file. Out: whether every kind of exercise is asked, answered and reported in the
language of the theme; and, from right to left, whether code, order, arrows and dragging are right.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from catalogue import left_in_english, messages, texts
from conftest import ROOT, OpenPage, build_site
from hands import ready_to_drag
from playwright.sync_api import Locator, Page, expect
from serving import Server

COURSES = Path(__file__).parent / "courses"
LANGUAGES = ("ar", "de")
TRY, PRACTICE, REPORT, TOPIC = "/layers/try/", "/layers/practice/", "/verification/", "/layers/"
TEST, CHALLENGE, REVIEW = "/layers/test/", "/layers/challenge/", "/layers/review/"
PROGRESS = "/progress/"
PAGES = (TRY, PRACTICE, TEST, CHALLENGE, REVIEW, REPORT, PROGRESS, TOPIC)

# What answers every exercise of the page: a wrong answer, then the right one.
ANSWERS = {
    "one-blank": (["10"], ["width"]),
    "two-blanks": (["0", "2"], ["1", "2"]),
    "code-options": (["nn.RNN(10, 20)"], ["nn.RNN(10, 20, 2)"]),
    "value": (["(7, 4, 3)"], ["(4, 7, 3)"]),
    "number": (["0.5"], ["0.462"]),
    "repair": (["rnn = nn.RNN(8, 10)"], ["rnn = nn.RNN(10, 4)"]),
}


@pytest.fixture(scope="module", name="sites")
def _sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Addresses of the sites by language."""
    addresses: dict[str, str] = {}
    servers = []
    for language in LANGUAGES:
        root = tmp_path_factory.mktemp(language)
        shutil.copytree(COURSES / language, root, dirs_exist_ok=True)
        # The theme's own colours are too faint in some places; these are the ones of our site.
        shutil.copytree(ROOT / "docs" / "stylesheets", root / "docs" / "stylesheets")
        build_site(root, root / "site")
        server = Server(root / "site").running()
        addresses[language] = server.__enter__()
        servers.append(server)
    yield addresses
    for server in servers:
        server.__exit__(None, None, None)


def _exercise(page: Page, name: str) -> Locator:
    return page.locator(f'.keyproof[data-kp-id="{name}"]')


def _open(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.wait_for_function(
        """() => [...document.querySelectorAll('keyproof-exercise, keyproof-progress')]
        .every((one) => one.childElementCount)"""
    )


def _give(exercise: Locator, answer: list[str]) -> None:
    """Put an answer in by mouse, and have it checked."""
    field = exercise.get_by_role("textbox")
    if field.count():
        field.fill(answer[0])
    elif exercise.locator(".kp-chip").count():
        for blank, text in enumerate(answer):
            exercise.locator("button.kp-blank").nth(blank).click()
            exercise.locator(".kp-chip").filter(has=exercise.page.get_by_text(text, exact=True)).click()
    else:
        exercise.locator(".kp-text").get_by_text(answer[0], exact=True).click()
    exercise.locator(".kp-check").click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_page_is_answered_in_its_language(
    language: str, sites: dict[str, str], lend: OpenPage
) -> None:
    """Every kind says what is wrong, what is right and how it ended; nothing of ours is left in English."""
    words = messages(language)
    page = lend(origin=sites[language])
    _open(page, sites[language], TRY)
    for name, (wrong, right) in ANSWERS.items():
        exercise = _exercise(page, name)
        status = exercise.get_by_role("status")
        assert _counted(words["attempts"], 3) == exercise.locator(".kp-left").inner_text(), name
        _give(exercise, wrong)
        expect(status).to_contain_text(words["wrong"])
        assert _counted(words["attempts-left"], 2) == exercise.locator(".kp-left").inner_text(), name
        assert [] == left_in_english(page, language), name
        _give(exercise, right)
        expect(status).to_contain_text(_counted(words["solved"], 2))
        expect(status).to_contain_text(words["right"])
        exercise.get_by_text(words["all-answers"]).click()
        expect(exercise.locator(".kp-rows > li").first).to_be_visible()
    assert [] == left_in_english(page, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_modes_are_in_their_language(language: str, sites: dict[str, str], lend: OpenPage) -> None:
    """A test that is begun and ended, a challenge that runs, a badge, and a card that is turned round."""
    words = messages(language)
    page = lend(origin=sites[language])
    _open(page, sites[language], TEST)
    page.get_by_role("button", name=words["test-start"], exact=True).click()
    page.locator(".kp-option:visible").first.click()
    assert [] == left_in_english(page, language)
    page.get_by_role("button", name=words["test-end"], exact=True).first.click()
    page.get_by_role("button", name=words["test-end-anyway"], exact=True).click()
    expect(page.get_by_role("button", name=words["test-again"], exact=True)).to_be_visible()
    assert [] == left_in_english(page, language)
    _open(page, sites[language], CHALLENGE)
    page.get_by_role("button", name=words["challenge-start"], exact=True).click()
    for right in ("16", "2"):
        assert [] == left_in_english(page, language)
        page.locator(".kp-option:visible").filter(has=page.get_by_text(right, exact=True)).click()
        page.locator(".kp-check:visible").click()
        page.locator(".kp-foot .kp-next").click()
    expect(page.get_by_role("button", name=words["badge-save"], exact=True)).to_be_visible()
    lines = page.locator(".kp-badge text")
    directions = lines.evaluate_all("all => all.map((one) => one.getAttribute('direction'))")
    assert {"rtl" if language == "ar" else "ltr"} == set(directions)
    assert [] == left_in_english(page, language)
    _open(page, sites[language], REVIEW)
    page.get_by_role("button", name=words["review-start"], exact=True).click()
    page.get_by_role("button", name=words["review-flip"], exact=True).click()
    expect(page.get_by_text(words["review-how"])).to_be_visible()
    assert [] == left_in_english(page, language)


def _counted(message: dict[str, str], number: int) -> str:
    """Say a message that counts, with a number below ten."""
    forms = {1: "one", 2: "two"}.get(number, "few")
    return message.get(forms, message["other"]).replace("{n}", str(number))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_as_they_come_are_in_their_language(
    language: str, path: str, sites: dict[str, str], lend: OpenPage
) -> None:
    """Header, modes, levels, the line of the proof, hints and solutions, and the report of what was run.

    At 320 pixels, in whichever direction, none scrolls sideways; longer words than English ones included.
    """
    page = lend(origin=sites[language])
    _open(page, sites[language], path)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")

    assert len(texts(page)) > 5
    assert [] == left_in_english(page, language)

    page.set_viewport_size({"width": 320, "height": 640})
    if path == TRY:
        _give(_exercise(page, "repair"), ANSWERS["repair"][0])
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_no_latin_word_is_left_in_arabic(sites: dict[str, str], lend: OpenPage) -> None:
    """Where the script itself is another one, English would show at a glance: only names remain."""
    names = {
        "torch",
        "CPU",
        "Python",
        "Keyproof",
        "MiB",
        "KiB",
        "verification",
        "json",
        "hidden",
        "batch",
        "nn",
        "RNN",
    } | {"JavaScript"}
    page = lend(origin=sites["ar"])
    for path in PAGES:
        _open(page, sites["ar"], path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        found = {word for text in texts(page) for word in re.findall("[A-Za-z]{2,}", text)}
        assert set() == found - names, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rules_of_access_hold(language: str, sites: dict[str, str], lend: OpenPage) -> None:
    """On every sort of page, with wrong answers given and everything open that can be opened."""
    page = lend(origin=sites[language])
    for path in PAGES:
        _open(page, sites[language], path)
        if path == TRY:
            for name, (wrong, _) in ANSWERS.items():
                _give(_exercise(page, name), wrong)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert [] == violations(page), path


def test_code_runs_from_left_to_right_in_text_that_does_not(sites: dict[str, str], lend: OpenPage) -> None:
    """Programs, options, chips, errors and what is typed; the words around them run the other way."""
    page = lend(origin=sites["ar"])
    _open(page, sites["ar"], TRY)
    _give(_exercise(page, "repair"), ANSWERS["repair"][0])
    code = page.evaluate(
        """() => [...document.querySelectorAll('.keyproof :is(code, pre, .kp-typed input)')]
        .filter((one) => getComputedStyle(one).direction !== 'ltr').map((one) => one.outerHTML)"""
    )
    words = page.locator(".keyproof :is(.kp-meta, .kp-bar, .kp-verdict, .kp-proof, .kp-option)")

    assert [] == code
    assert {"rtl"} == set(words.evaluate_all("all => all.map((one) => getComputedStyle(one).direction)"))


def test_the_pager_goes_on_to_the_left(sites: dict[str, str], lend: OpenPage) -> None:
    """Next stands at the left, numbers run to the left, and so does the arrow that goes on."""
    words = messages("ar")
    page = lend(origin=sites["ar"])
    _open(page, sites["ar"], PRACTICE)
    numbers = page.locator(".kp-number")
    following = page.get_by_role("button", name=words["next"]).first
    back = page.get_by_role("button", name=words["previous"]).first

    assert _left(following) < _left(numbers.nth(2)) < _left(numbers.nth(0)) < _left(back)
    numbers.first.focus()
    for key, shown in (("ArrowLeft", 1), ("ArrowLeft", 2), ("ArrowRight", 1), ("End", 2), ("Home", 0)):
        page.keyboard.press(key)
        expect(numbers.nth(shown)).to_have_attribute("aria-current", "step")
        expect(numbers.nth(shown)).to_be_focused()


def _left(part: Locator) -> float:
    box: Any = part.bounding_box()
    return float(box["x"])


def test_dragging_goes_the_way_of_the_hand(sites: dict[str, str], lend: OpenPage) -> None:
    """A chip is dragged under the pointer, onto the blank that is there."""
    page = lend(origin=sites["ar"])
    _open(page, sites["ar"], TRY)
    exercise = _exercise(page, "two-blanks")
    for blank, text in enumerate(("1", "2")):
        chip = exercise.locator(".kp-chip").filter(has=page.get_by_text(text, exact=True))
        chip.scroll_into_view_if_needed()
        chip.hover()
        page.mouse.down()
        ready_to_drag(page)
        target: Any = exercise.locator("button.kp-blank").nth(blank).bounding_box()
        middle = (target["x"] + target["width"] / 2, target["y"] + target["height"] / 2)
        page.mouse.move(*middle, steps=4)
        ghost: Any = page.locator(".kp-ghost").bounding_box()
        assert ghost["x"] <= middle[0] <= ghost["x"] + ghost["width"]
        page.mouse.up()
    expect(exercise.locator("button.kp-blank")).to_have_text(["1", "2"])
