"""What a browser remembers of an exercise, and what happens when it can't or remembers nonsense.

In: the built site and a browser's storage, whole, broken or blocked. Out: whether exercises work.
"""

from __future__ import annotations

import json

import pytest
from answers import CHOICE, FIX, NUMBER, ONE_BLANK, SEVERAL, TRY, TWO_BLANKS, Task
from conftest import DESKTOP, OpenPage
from exercise import Exercise, start
from hands import HANDS
from playwright.sync_api import Browser, Page, expect

MOUSE = HANDS["mouse"]
KEYS = "Object.keys(localStorage).filter(key => key.startsWith('keyproof'))"


def _answer(exercise: Exercise, task: Task, place: int) -> None:
    """Give one of the task's wrong answers, or with -1 the right one."""
    exercise.page.bring_to_front()
    answer = task.right if place < 0 else task.wrong[place]
    MOUSE.give(exercise, task, answer)
    exercise.button("Check").click()
    exercise.expect_said(*answer.says)


def _expect_given(exercise: Exercise, task: Task, gives: tuple[str, ...]) -> None:
    if task.way == "fill":
        expect(exercise.blanks).to_have_text(list(gives))
    elif task.way == "type":
        expect(exercise.field).to_have_value(gives[0])
    else:
        expect(exercise.options.locator("input:checked")).to_have_count(len(gives))
        for text in gives:
            expect(exercise.control(text)).to_be_checked()


@pytest.mark.parametrize("task", [TWO_BLANKS, CHOICE, SEVERAL, NUMBER], ids=lambda task: task.id)
def test_reload(task: Task, page: Page, site: str) -> None:
    """Answer, used attempts, feedback, opened hints and the solved state are there again after a reload."""
    exercise = start(page, site, task)
    exercise.hints.first.locator("summary").click()
    _answer(exercise, task, 0)
    page.reload()
    expect(exercise.left).to_have_text("2 attempts left")
    exercise.expect_said("Not right yet", *task.wrong[0].says)
    _expect_given(exercise, task, task.wrong[0].gives)
    if exercise.hints.count() > 1:
        expect(exercise.hints.nth(1)).to_be_visible()
    _answer(exercise, task, -1)
    page.reload()
    exercise.expect_said("Solved in 2 attempts", *task.right.says)
    exercise.expect_locked()
    _expect_given(exercise, task, task.right.gives)


def test_unchecked_answer_survives_a_reload(page: Page, site: str) -> None:
    """What was filled in but not checked yet is there again too."""
    exercise = start(page, site, TWO_BLANKS)
    MOUSE.fill(exercise, 1, "True")
    page.reload()
    expect(exercise.blanks).to_have_text(["[1]", "True"])
    expect(exercise.left).to_have_text("3 attempts")


@pytest.mark.parametrize(
    "garbage", ['{"', "null", "[]", '"x"', "7", '{"digest": 5, "tries": "no"}', "keep digest"]
)
def test_garbage_in_the_storage(garbage: str, page: Page, site: str) -> None:
    """Whatever stands in our places of the storage, exercises and pager work, and nothing is logged."""
    start(page, site, FIX)
    page.get_by_role("button", name="Question 4").click()
    exercise = Exercise(page, FIX.id)
    _answer(exercise, FIX, 0)
    assert page.evaluate(f"{KEYS}.length") >= 2
    if garbage == "keep digest":
        spoil = """record => JSON.stringify({digest: record.digest, tries: [[99], 'x', null, [-4], [0, 0, 0]],
            shown: 'yes', hints: -3, draft: [1e9]})"""
        page.evaluate(
            f"{KEYS}.filter(key => !key.includes('set')).forEach(key => localStorage.setItem(key,"
            f"({spoil})(JSON.parse(localStorage.getItem(key)))))"
        )
    else:
        page.evaluate(f"{KEYS}.forEach(key => localStorage.setItem(key, {json.dumps(garbage)}))")
    start(page, site, FIX)
    page.reload()
    expect(exercise.left).to_be_visible()
    MOUSE.give(exercise, FIX, FIX.wrong[1])
    exercise.button("Check").click()
    exercise.expect_said(*FIX.wrong[1].says)
    page.get_by_role("button", name="Next").first.click()
    expect(Exercise(page, SEVERAL.id).button("Check")).to_be_visible()


BLOCKED = {
    "no access": "Object.defineProperty(window, '{}', {get() {throw new DOMException('', 'SecurityError')}})",
    "null": "Object.defineProperty(window, '{}', {value: null})",
    "full": "Storage.prototype.setItem = () => {throw new DOMException('full', 'QuotaExceededError')}",
}


@pytest.mark.parametrize("block", BLOCKED)
def test_blocked_storage(block: str, browser: Browser, site: str) -> None:
    """Where the browser keeps nothing, an exercise works to its end, as long as the page is open."""
    context = browser.new_context(**DESKTOP)
    for storage in ("localStorage", "sessionStorage"):
        context.add_init_script(BLOCKED[block].replace("{}", storage, 1))
    page = context.new_page()
    faults: list[str] = []
    # The theme has faults of its own without a storage; only ours count.
    page.on("pageerror", lambda error: faults.append(str(error.stack)))
    exercise = start(page, site, ONE_BLANK)
    _answer(exercise, ONE_BLANK, 0)
    expect(exercise.left).to_have_text("2 attempts left")
    _answer(exercise, ONE_BLANK, -1)
    exercise.expect_locked()
    exercise.button("Try again").click()
    expect(exercise.left).to_have_text("3 attempts")
    context.close()
    assert [] == [fault for fault in faults if "assets/keyproof" in fault]


def test_edited_exercise_forgets_its_answer_only(page: Page, site: str) -> None:
    """An exercise whose digest has changed begins anew; the others on the page keep their answers."""
    edited, other = start(page, site, ONE_BLANK), Exercise(page, TWO_BLANKS.id)
    _answer(edited, ONE_BLANK, 0)
    _answer(other, TWO_BLANKS, 0)
    page.evaluate(
        f"""id => {{ const key = {KEYS}.find(key => key.endsWith(id));
        const record = JSON.parse(localStorage.getItem(key));
        localStorage.setItem(key, JSON.stringify({{...record, digest: '0123456789ab'}})); }}""",
        ONE_BLANK.id,
    )
    page.reload()
    expect(edited.left).to_have_text("3 attempts")
    expect(edited.status).to_be_empty()
    expect(edited.blanks).to_have_accessible_name("Blank 1 of 1: empty")
    expect(other.left).to_have_text("2 attempts left")
    _expect_given(other, TWO_BLANKS, TWO_BLANKS.wrong[0].gives)


def test_two_tabs(open_page: OpenPage, site: str) -> None:
    """Two tabs of one reader don't undo each other's answers."""
    here = open_page()
    there = open_page(reader=here.context)
    one, two = start(here, site, ONE_BLANK), start(there, site, ONE_BLANK)
    other = Exercise(there, TWO_BLANKS.id)
    _answer(one, ONE_BLANK, 0)
    _answer(other, TWO_BLANKS, 0)
    there.reload()
    expect(two.left).to_have_text("2 attempts left")
    expect(other.left).to_have_text("2 attempts left")
    here.reload()
    expect(one.left).to_have_text("2 attempts left")
    expect(Exercise(here, TWO_BLANKS.id).left).to_have_text("2 attempts left")
    _answer(two, ONE_BLANK, -1)
    expect(one.button("Try again")).to_be_visible()
    _expect_given(one, ONE_BLANK, ONE_BLANK.right.gives)


def test_same_exercise_on_two_pages(page: Page, site: str) -> None:
    """An exercise that stands on several pages is one exercise: its state is the same on all of them."""
    exercise = start(page, site, FIX)
    _answer(exercise, FIX, 0)
    page.goto(f"{site}{TRY}#{FIX.id}")
    expect(exercise.left).to_have_text("2 attempts left")
    exercise.expect_said(*FIX.wrong[0].says)
