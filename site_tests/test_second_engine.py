"""The main paths in Firefox: each way of answering, a reload, the page of progress, the modes.

In: the built site and an installed Firefox. Out: whether a reader of another engine gets the same.
Where no Firefox is installed these tests are skipped, and `make test` says so.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from answers import CHOICE, FIX, NUMBER, SEVERAL, SHAPE, TWO_BLANKS, Answer, Task
from conftest import ROOT
from firefox import Firefox, installed, running

ENTER, ARROW_DOWN = "\ue007", "\ue015"


@pytest.fixture(scope="module", name="launched")
def _launched() -> Iterator[Firefox]:
    path = installed()
    if not path:
        pytest.skip("no Firefox is installed: the second engine was not tested (apt-get install firefox-esr)")
    with running(path) as firefox:
        yield firefox


@pytest.fixture(name="firefox")
def _firefox(launched: Firefox, site: str) -> Firefox:
    """A reader who was never here before."""
    launched.goto(f"{site}/404.html")
    launched.run("localStorage.clear(); sessionStorage.clear()")
    return launched


def _root(task: Task) -> str:
    return f'[data-kp-id="{task.id}"]'


def _start(firefox: Firefox, site: str, task: Task) -> str:
    firefox.goto(f"{site}{task.path}#{task.id}")
    firefox.expect(f"{_root(task)} .kp-check", "Check")
    return _root(task)


def _give(firefox: Firefox, root: str, task: Task, answer: Answer) -> None:
    for place, text in enumerate(answer.gives):
        if task.way == "type":
            firefox.run(
                "document.querySelector(arguments[0]).select()",
                f"{root} .kp-typed input",
            )
            firefox.type(f"{root} .kp-typed input", text)
        elif task.way == "fill":
            firefox.run(
                "document.querySelectorAll(arguments[0])[arguments[1]].focus()",
                f"{root} .kp-blank",
                place,
            )
            firefox.press(ENTER)
            firefox.click(f"{root} .kp-chip", text)
        else:
            firefox.click(f"{root} .kp-option", text)
    firefox.click(f"{root} .kp-check", "Check")
    for part in answer.says:
        firefox.expect(f"{root} [role=status]", part)


@pytest.mark.parametrize("task", [TWO_BLANKS, CHOICE, SEVERAL, NUMBER, SHAPE, FIX], ids=lambda task: task.id)
def test_each_way_of_answering(task: Task, firefox: Firefox, site: str) -> None:
    """A wrong answer and the right one get their feedback; after a reload both are remembered."""
    root = _start(firefox, site, task)
    if task is FIX:
        firefox.click(".kp-number", "4")
    if task is not SEVERAL:
        _give(firefox, root, task, task.wrong[0])
        firefox.reload()
        firefox.expect(f"{root} .kp-left", "2 attempts left")
    _give(firefox, root, task, task.right)
    firefox.expect(f"{root} button", "Try again")
    firefox.reload()
    firefox.expect(f"{root} [role=status]", "Solved")
    firefox.expect(f"{root} button", "Try again")


def test_by_keyboard(firefox: Firefox, site: str) -> None:
    """Radio buttons follow the arrows, and Enter in a field checks the answer."""
    root = _start(firefox, site, CHOICE)
    firefox.run("document.querySelector(arguments[0]).focus()", f"{root} .kp-option input")
    firefox.press(ARROW_DOWN)
    chosen = "return document.querySelectorAll(arguments[0] + ' input')[1].checked"
    firefox.wait(lambda: firefox.run(chosen, root), "the arrow chooses the second option")
    root = _start(firefox, site, NUMBER)
    firefox.type(f"{root} .kp-typed input", NUMBER.right.gives[0] + ENTER)
    firefox.expect(f"{root} [role=status]", "Right.")


def test_progress(firefox: Firefox, site: str) -> None:
    """What was solved is counted on the page of progress, cleared there and brought back."""
    root = _start(firefox, site, CHOICE)
    _give(firefox, root, CHOICE, CHOICE.right)
    firefox.goto(f"{site}/progress/")
    firefox.expect(".kp-whole .kp-sum", "1 of ")
    firefox.click("keyproof-progress button", "Clear everything")
    firefox.expect(".kp-whole .kp-sum", "0 of ")
    firefox.click("keyproof-progress button", "Undo")
    firefox.expect(".kp-whole .kp-sum", "1 of ")


def test_a_program_runs(firefox: Firefox, site: str) -> None:
    """Python comes with the press, and prints what the build recorded."""
    firefox.goto(f"{site}/rnn-layer/learn/")
    place = ".kp-run:has(+ .highlight)"
    firefox.click(f"{place} button", "Run")
    firefox.expect(f"{place} .kp-run-status", "Ran to its end")
    text = "return document.querySelector(arguments[0]).textContent"
    assert firefox.run(text, f"{place} + .highlight code") == firefox.run(text, f"{place} .kp-run-out")


@pytest.mark.parametrize("mode", ["test", "challenge", "review"])
def test_modes_begin(mode: str, firefox: Firefox, site: str) -> None:
    """A test and a challenge show their first question and no other; a review shows the front of a card."""
    firefox.goto(f"{site}/rnn-layer/{mode}/")
    firefox.click("article .kp-board .kp-check")
    if mode == "review":
        firefox.expect(".kp-board button", "Show the back")
        return
    visible = "[...document.querySelectorAll('article .keyproof')].filter((one) => one.checkVisibility())"
    firefox.wait(lambda: firefox.run(f"return {visible}.length") == 1, "one question is shown")


@pytest.mark.parametrize("path", ["/", "/progress/", "/rnn-layer/try/", "/rnn-layer/test/"])
def test_rules_of_accessibility(path: str, firefox: Firefox, site: str) -> None:
    """axe-core finds nothing in this engine either."""
    firefox.goto(site + path)
    axe = (ROOT / "generator/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    firefox.run(f"{axe}; window.axe = axe")
    # The theme makes a landmark of each of its copy buttons.
    firefox.run(
        """axe.run('.md-content', {rules: {'landmark-unique': {enabled: false}}})
        .then((found) => { window.found = found.violations.map(({id}) => id) })"""
    )
    firefox.wait(lambda: firefox.run("return Boolean(window.found)"), "axe has ended")
    assert [] == firefox.run("return window.found")
