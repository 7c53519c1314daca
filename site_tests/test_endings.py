"""How an exercise ends: solved, out of attempts, or with the solution shown; and how it begins again.

In: the built site. Out: whether attempts, hints, solution and letters are what the reader is told.
"""

from __future__ import annotations

import re

import pytest
from answers import CHOICE, ERROR_BLANK, NUMBER, ONE_BLANK, SEVERAL, SHAPE, TASKS, TWO_BLANKS, Answer, Task
from conftest import OpenPage
from exercise import Exercise, start
from hands import HANDS
from playwright.sync_api import Page, expect

MOUSE = HANDS["mouse"]


def _answer(exercise: Exercise, task: Task, answer: Answer) -> None:
    MOUSE.give(exercise, task, answer)
    exercise.button("Check").click()


def _fail(exercise: Exercise, task: Task) -> None:
    for answer in task.wrong:
        _answer(exercise, task, answer)
        exercise.expect_said(*answer.says)


def _letter(exercise: Exercise, text: str) -> str:
    """The letter before an option, as the browser tells it to assistive technology."""
    session = exercise.page.context.new_cdp_session(exercise.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    names = [
        node["name"]["value"] for node in nodes if node.get("role", {}).get("value") in ("radio", "checkbox")
    ]
    # A mark such as "Right answer" may follow the text.
    found = [match[1] for name in names if (match := re.match(rf"([A-Z])\. {re.escape(text)}", name))]
    assert 1 == len(found), names
    return str(found[0])


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
def test_attempts_run_out(task: Task, page: Page, site: str) -> None:
    """Attempts are counted down; after the last one everything locks and the solution opens by itself."""
    exercise = start(page, site, task)
    lefts = ["3 attempts", "2 attempts left", "1 attempt left"]
    for left, answer in zip(lefts, task.wrong, strict=True):
        expect(exercise.left).to_have_text(left)
        expect(exercise.solution).to_be_hidden()
        _answer(exercise, task, answer)
        exercise.expect_said(*answer.says)
    exercise.expect_said("Not right, and no attempts are left")
    exercise.expect_locked()
    expect(exercise.final).to_be_visible()
    expect(exercise.final).to_contain_text(task.final)


@pytest.mark.parametrize("task", [ONE_BLANK, TWO_BLANKS, CHOICE], ids=lambda task: task.id)
def test_all_answers_are_explained_at_the_end(task: Task, page: Page, site: str) -> None:
    """After the end a reader can see of every listed answer, not only of the tried ones, what its run did."""
    exercise = start(page, site, task)
    review = exercise.root.get_by_text("Show all answers")
    expect(review).to_be_hidden()
    _answer(exercise, task, task.right)
    review.click()
    for answer in (*task.wrong[:2], task.right):
        for part in answer.says:
            expect(exercise.root.locator(".kp-review")).to_contain_text(part.removeprefix("Right. "))


def test_letter_of_the_answer_is_the_letter_on_display(open_page: OpenPage, site: str) -> None:
    """Options change places from day to day, and the final answer names the letter that stands there now."""
    page = open_page()
    exercise = start(page, site, CHOICE)
    _fail(exercise, CHOICE)
    letters = set()
    for day in range(1, 11):
        page.clock.set_fixed_time(f"2026-01-{day:02}T12:00:00")
        page.evaluate("sessionStorage.clear()")
        page.reload()
        expect(exercise.button("Try again")).to_be_visible()
        letter = _letter(exercise, CHOICE.right.gives[0])
        expect(exercise.final).to_have_text(f"Final answer: {letter}. {CHOICE.final}")
        letters.add(letter)
    assert len(letters) > 1, "ten days, and the answer never moved"


def test_letters_of_several_answers(page: Page, site: str) -> None:
    """With several right options the final answer names the letters of all of them."""
    exercise = start(page, site, SEVERAL)
    _fail(exercise, SEVERAL)
    first, second = sorted(_letter(exercise, text) for text in SEVERAL.right.gives)
    expect(exercise.final).to_contain_text(f"Final answer: {first} and {second}. ")


def test_options_keep_their_places_within_a_visit(open_page: OpenPage, site: str) -> None:
    """Within a visit options stay where they are, also after a reload, and past midnight."""
    page = open_page()
    page.clock.set_fixed_time("2026-01-01T23:59:00")
    exercise = start(page, site, CHOICE)
    before = exercise.options.all_inner_texts()
    for day in range(2, 6):
        page.clock.set_fixed_time(f"2026-01-{day:02}T00:01:00")
        page.reload()
        expect(exercise.button("Check")).to_be_visible()
        assert before == exercise.options.all_inner_texts()


def test_options_stand_alike_in_every_tab_of_a_day(open_page: OpenPage, site: str) -> None:
    """Who compares two tabs, or sits beside another reader, means the same option by its letter."""
    pages = [open_page(), open_page()]
    pages.append(open_page(reader=pages[0].context))
    shown = [start(page, site, CHOICE).options.all_inner_texts() for page in pages]

    assert [shown[0]] * 3 == shown


def test_hints_come_one_by_one(page: Page, site: str) -> None:
    """The second hint can't be seen before the first was opened, and hints cost no attempt."""
    exercise = start(page, site, ERROR_BLANK)
    first, second = exercise.hints.nth(0), exercise.hints.nth(1)
    expect(first).to_contain_text("Hint 1 of 2")
    expect(second).to_be_hidden()
    first.locator("summary").click()
    expect(first.get_by_text("Compare the layout")).to_be_visible()
    expect(second).to_be_visible()
    expect(second.get_by_text("Which axis does this layer take for time")).to_be_hidden()
    second.locator("summary").click()
    expect(second.get_by_text("Which axis does this layer take for time")).to_be_visible()
    expect(exercise.left).to_have_text("3 attempts")


def test_show_solution(page: Page, site: str) -> None:
    """A reader may give up at once: the solution opens, the exercise locks, and does not count as solved."""
    exercise = start(page, site, TWO_BLANKS)
    exercise.button("Show solution").click()
    exercise.expect_said("Solution shown")
    expect(exercise.final).to_contain_text(TWO_BLANKS.final)
    expect(exercise.final).to_be_visible()
    expect(exercise.root.locator(".kp-quick")).to_contain_text("(2, 3, 20) hold")
    exercise.expect_locked()
    expect(exercise.root).not_to_contain_text("Solved")


def test_the_solution_leaves_the_last_feedback(page: Page, site: str) -> None:
    """Who gives up after a wrong answer can still read why it was wrong."""
    exercise = start(page, site, NUMBER)
    exercise.field.fill("0.1")
    exercise.button("Check").click()
    exercise.expect_said("Not right yet", "too small")
    exercise.button("Show solution").click()
    exercise.expect_said("Solution shown", "too small")


def test_mistakes_come_after_the_first_wrong_answer(page: Page, site: str) -> None:
    """Before it they would rule out answers; cleared, they are gone again."""
    exercise = start(page, site, NUMBER)
    mistakes = exercise.root.locator("details.kp-mistakes")
    expect(mistakes).to_be_hidden()
    exercise.field.fill("100")
    exercise.button("Check").click()
    exercise.expect_said("too large")
    expect(mistakes).to_be_visible()


def test_a_fill_says_how_it_is_filled(page: Page, site: str) -> None:
    """A bank of chips does not explain itself."""
    exercise = start(page, site, ERROR_BLANK)
    expect(exercise.root.locator(".kp-ask")).to_have_text(re.compile("^Choose a blank, then an option"))


@pytest.mark.parametrize("task", [ERROR_BLANK, SEVERAL, NUMBER], ids=lambda task: task.id)
def test_try_again(task: Task, page: Page, site: str) -> None:
    """Try again makes it as it was at first: empty, unlocked, all attempts, hints and solution closed."""
    exercise = start(page, site, task)
    exercise.hints.first.locator("summary").click()
    _fail(exercise, task)
    exercise.button("Try again").click()
    expect(exercise.status).to_be_empty()
    expect(exercise.left).to_have_text("3 attempts")
    expect(exercise.solution).to_be_hidden()
    for blank in exercise.blanks.all():
        expect(blank).to_have_accessible_name(f"Blank 1 of {exercise.blanks.count()}: empty")
    expect(exercise.options.locator("input:checked")).to_have_count(0)
    for field in exercise.field.all():
        expect(field).to_have_value("")
    expect(exercise.root.get_by_text("Tried").filter(visible=True)).to_have_count(0)
    for hint in exercise.hints.all()[1:]:
        expect(hint).to_be_hidden()
    _answer(exercise, task, task.right)
    exercise.expect_said("Solved at the first attempt")


@pytest.mark.parametrize(
    ("task", "says"),
    [
        (ONE_BLANK, "Fill every blank first."),
        (TWO_BLANKS, "Fill every blank first."),
        (CHOICE, "Choose an answer first."),
        (SEVERAL, "Tick at least one answer first."),
        (NUMBER, "Type an answer first."),
    ],
    ids=lambda value: getattr(value, "id", ""),
)
def test_nothing_is_not_an_answer(task: Task, says: str, page: Page, site: str) -> None:
    """Checking without an answer says what to do and costs no attempt."""
    exercise = start(page, site, task)
    exercise.button("Check").click()
    exercise.expect_said(says)
    expect(exercise.left).to_have_text("3 attempts")


@pytest.mark.parametrize(("task", "text"), [(NUMBER, "about a half"), (SHAPE, "two by three")])
def test_what_is_no_number_costs_nothing(task: Task, text: str, page: Page, site: str) -> None:
    """A text where a number or a shape is wanted is a slip, not an attempt."""
    exercise = start(page, site, task)
    MOUSE.type(exercise, text)
    exercise.button("Check").click()
    exercise.expect_said("No attempt was used.")
    expect(exercise.left).to_have_text("3 attempts")


@pytest.mark.parametrize("task", [TWO_BLANKS, CHOICE, SHAPE], ids=lambda task: task.id)
def test_same_answer_twice_costs_one_attempt(task: Task, page: Page, site: str) -> None:
    """A wrong answer that is repeated costs no second attempt, and its feedback stays."""
    exercise = start(page, site, task)
    _answer(exercise, task, task.wrong[0])
    expect(exercise.left).to_have_text("2 attempts left")
    exercise.button("Check").click()
    exercise.expect_said("tried this answer already", *task.wrong[0].says)
    expect(exercise.left).to_have_text("2 attempts left")
