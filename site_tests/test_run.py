"""Programs run in the page: what a reader sees of it, and what becomes of a program that does not end well.

In: a small course, built once with its runtime, served from a sub-path under the policy of the docs. Out:
whether a reader can run, edit, stop and go on, and asks no other host.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import run_course
from axe import violations
from conftest import OpenPage, build_site
from playwright.sync_api import Browser, Page, expect
from policy import NAME, policy
from running_program import Program
from serving import Server

PREFIX = "/some/where"
TENSOR = re.compile(r"torch\.Size\(\[5, 4\]\)\ntensor\(\[\[.*\]\], grad_fn=.*\)\n", re.DOTALL)


@pytest.fixture(scope="module", name="folder")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run") / "site"


@pytest.fixture(scope="module", name="course")
def _course(folder: Path) -> Iterator[str]:
    """Address of the course. Its host lets browsers keep files, as docs/reference/hosting.md advises."""
    server = Server(folder, prefix=PREFIX)
    run_course.write(folder.parent)
    build_site(folder.parent, folder, site_url=server.address + "/")
    server.headers |= {NAME: policy(folder), "Cache-Control": "max-age=600"}
    with server.running() as address:
        yield address


OpenCourse = Callable[..., Page]


def _opening(opens: OpenPage, course: str) -> OpenCourse:
    def open_course(path: str, **options: object) -> Page:
        page = opens(origin=course, **options)
        page.goto(course + path)
        expect(page.locator("keyproof-run button").first).to_be_attached()
        return page

    return open_course


@pytest.fixture(name="open_course")
def _open_course(open_page: OpenPage, course: str) -> OpenCourse:
    """In a browser that has nothing of the course yet."""
    return _opening(open_page, course)


@pytest.fixture(name="lend_course")
def _lend_course(lend: OpenPage, course: str) -> OpenCourse:
    """In a browser that may have loaded the runtime before."""
    return _opening(lend, course)


def _first(page: Page) -> Program:
    return Program(page.locator("keyproof-run").first)


def _of(page: Page, exercise: str) -> Program:
    return Program(page.locator(f'[data-kp-id="{exercise}"] keyproof-run').first)


def _recorded(page: Page, number: int) -> str:
    """Give the text that the build has put under a program."""
    return str(page.locator(".kp-run + .highlight code").nth(number).text_content())


def test_a_program_prints_in_the_page_what_the_build_recorded(open_course: OpenCourse, course: str) -> None:
    """Nothing of Python is asked for before the press; a run goes on from those that its author says."""
    page = open_course("/layers/learn/")
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    assert [] == [url for url in loaded if "/runtime/" in url or "/run-" in url]
    assert [url for url in loaded if url.endswith("/run.js")]
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    first, second = (Program(place) for place in page.locator("keyproof-run").all())
    first.run("Ran to its end")
    assert _recorded(page, 0) == first.output.text_content()
    assert TENSOR.fullmatch(_recorded(page, 0))
    second.run("Ran to its end")
    assert "True\n" == _recorded(page, 1) == second.output.text_content()
    first.run("Ran to its end")
    assert _recorded(page, 0) == first.output.text_content()
    expect(first.label).to_be_hidden()
    assert [] == [url for url in asked if not url.startswith(course)]
    assert 1 == len([url for url in asked if url.endswith("pyodide.asm.wasm")])


def test_a_program_is_edited_and_run_by_keyboard_alone(lend_course: OpenCourse) -> None:
    """An error is told with its line; Tab leaves the editor; the original is one press away."""
    page = lend_course("/layers/learn/")
    program, keys = _first(page), page.keyboard
    program.button("Edit").focus()
    keys.press("Enter")
    expect(program.editor).to_be_focused()
    keys.press("ControlOrMeta+End")
    keys.type("\nprint(h_m)")
    expect(program.label).to_be_visible()
    keys.press("ControlOrMeta+Enter")
    expect(program.status).to_contain_text("line 6")
    expect(program.status).to_contain_text("NameError: name 'h_m' is not defined")
    assert "print(h_m)" == program.place.locator(".cm-pointed").text_content()
    keys.press("Tab")
    expect(program.editor).not_to_be_focused()
    program.button("Show the original").press("Enter")
    expect(program.label).to_be_hidden()
    expect(program.button("Edit yours")).to_be_focused()
    page.reload()
    program.button("Edit yours").press("Enter")
    expect(program.editor).to_contain_text("print(h_m)")
    expect(program.label).to_be_visible()
    for _ in range(len("\nprint(h_m)")):
        keys.press("ControlOrMeta+End")
        keys.press("Backspace")
    expect(program.label).to_be_hidden()


def test_an_endless_loop_is_stopped_and_the_next_program_runs(open_course: OpenCourse) -> None:
    """By its reader, or by the time limit, which is told; both leave a page that works."""
    page = open_course("/layers/learn/")
    program = _first(page)
    program.run("Ran to its end")
    program.write("while True:\n    pass")
    program.button("Run").click()
    expect(program.status).to_have_text("Running…")
    program.button("Stop").click()
    expect(program.status).to_have_text("Stopped.")
    page.clock.install()
    program.button("Run").click()
    expect(program.status).to_have_text("Running…")
    page.clock.fast_forward(10_000)
    expect(program.status).to_contain_text("Ended after 10 seconds")
    program.button("Show the original").click()
    program.run("Ran to its end")
    assert _recorded(page, 0) == program.output.text_content()


def test_what_runs_wild_is_told_plainly_and_the_next_program_runs(lend_course: OpenCourse) -> None:
    """Endless printing, all memory, a question nobody answers; names and settings are gone with each run."""
    page = lend_course("/layers/learn/")
    program = _first(page)
    program.write('torch.set_default_dtype(torch.float64)\nmine = 1\nwhile True:\n    print("again")')
    program.run("It printed more than 64 KB")
    assert 65_536 >= len(program.output.text_content() or "") > 60_000
    program.write("print(torch.get_default_dtype(), 'mine' in globals())")
    program.run("Ran to its end")
    assert "torch.float32 False\n" == program.output.text_content()
    program.write("kept = []\nwhile True:\n    kept.append(bytearray(10**8))")
    program.run("more than the 1 GB")
    expect(program.status).to_contain_text("line 3")
    program.write("name = input()")
    program.run("input() finds nothing to read")
    program.button("Show the original").click()
    program.run("Ran to its end")


def test_python_is_there_without_a_network_once_it_was_loaded(open_course: OpenCourse) -> None:
    """A worker that was stopped is loaded anew from what the browser keeps."""
    page = open_course("/layers/learn/")
    program = _first(page)
    program.run("Ran to its end")
    program.write("while True:\n    pass")
    page.context.set_offline(True)
    program.button("Run").click()
    expect(program.status).to_have_text("Running…")
    program.button("Stop").click()
    program.button("Show the original").click()
    program.run("Ran to its end")
    page.context.set_offline(False)


def test_the_worker_outlives_an_instant_navigation(open_course: OpenCourse) -> None:
    """The next page of the site has it warm."""
    page = open_course("/layers/learn/")
    page.wait_for_load_state("networkidle")
    _first(page).run("Ran to its end")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("window.sameDocument = true")
    page.locator(".md-content").get_by_role("link", name="Try").first.click()
    page.wait_for_url("**/try/")
    assert page.evaluate("window.sameDocument === true")
    program = _of(page, "layer")
    page.locator('[data-kp-id="layer"]').get_by_role("button", name="4", exact=True).click()
    program.run("Ran to its end")
    assert "RNN(3, 4)\n" == program.output.text_content()
    assert [] == [url for url in asked if "/runtime/" in url or "run-worker" in url]


def test_a_policy_that_forbids_it_is_told_plainly(browser: Browser, folder: Path, course: str) -> None:
    """Pyodide itself would wait for ever."""
    assert course, "the site is built"
    server = Server(folder)
    server.headers[NAME] = policy(folder).replace(" 'wasm-unsafe-eval'", "")
    context = browser.new_context()
    page = context.new_page()
    with server.running() as address:
        page.goto(address + "/layers/learn/")
        _first(page).run("Content-Security-Policy forbids WebAssembly")
    context.close()


def test_a_server_that_is_gone_is_told_plainly(browser: Browser, folder: Path, course: str) -> None:
    """And the next press tries again."""
    assert course, "the site is built"
    server = Server(folder)
    context = browser.new_context()
    page = context.new_page()
    with server.running() as address:
        page.goto(address + "/layers/learn/")
        page.route("**/runtime/**/*.zip", lambda route: route.abort())
        _first(page).run("Python could not be loaded")
        page.unroute_all()
        _first(page).run("Ran to its end")
    context.close()


def test_a_program_with_tests_is_solved_in_the_page(lend_course: OpenCourse, course: str) -> None:
    """The test that fails is shown; when all pass it counts, here and on the page of progress."""
    page = lend_course("/layers/try/")
    task = page.locator('[data-kp-id="make"]')
    program, field = _of(page, "make"), task.get_by_role("textbox")
    expect(task.get_by_role("checkbox")).to_have_count(0)
    field.fill("def make(size):\n    return nn.RNN(size, 10)")
    program.button("Run the tests").click()
    expect(program.status).to_contain_text("A test fails.")
    expect(program.status).to_contain_text("assert make(20).hidden_size == 20")
    field.fill("def make(size):\n    return nn.RNN(10, size)")
    program.button("Run the tests").click()
    expect(program.status).to_contain_text("All tests pass.")
    solved = task.get_by_text("Solved: all its tests have passed here.")
    expect(solved).to_be_visible()
    expect(page.locator("keyproof-page")).to_contain_text("1 of 4 solved")
    page.reload()
    expect(solved).to_be_visible()
    page.goto(course + "/progress/")
    expect(page.locator("keyproof-progress")).to_contain_text("1 of 4 solved")


def test_a_run_gives_no_answer_away(lend_course: OpenCourse) -> None:
    """Empty blanks are named; what would tell the answer is offered when the exercise has ended.

    What a reader fills in is not verified: right entries too, until the exercise shows them at its end.
    """
    page = lend_course("/layers/try/")
    program, layer = _of(page, "layer"), page.locator('[data-kp-id="layer"]')
    label = program.place.get_by_text("not verified")
    program.run("Fill blank [1] first.")
    expect(label).to_be_hidden()
    for chip in ("3", "4"):
        layer.locator(".kp-chip", has_text=chip).click()
        expect(label).to_have_text("With your entries: not verified")
    program.run("Ran to its end")
    expect(label).to_be_visible()
    layer.get_by_role("button", name="Check").click()
    expect(layer.get_by_role("button", name="Try again")).to_be_visible()
    expect(label).to_be_hidden()
    shape = page.locator('[data-kp-id="shape"]')
    expect(_of(page, "shape").place).to_be_hidden()
    shape.get_by_role("button", name="Show solution").click()
    _of(page, "shape").run("Ran to its end")
    expect(_of(page, "shape").output).to_have_text("torch.Size([5, 4])\n")
    sorted_ = page.locator('[data-kp-id="sorted"]')
    expect(_of(page, "sorted").place).to_be_hidden()
    sorted_.get_by_role("button", name="Show solution").click()
    _of(page, "sorted").run("Ran to its end")


def test_a_run_is_for_everybody(lend_course: OpenCourse) -> None:
    """On a page of 320 px, with the editor, an output and an error in it; on paper there are no buttons."""
    page = lend_course("/layers/learn/", viewport={"width": 320, "height": 800})
    program, other = (Program(place) for place in page.locator("keyproof-run").all())
    program.write("print('-' * 200)\nprint(1 / 0)")
    program.run("ZeroDivisionError")
    other.run("Ran to its end")
    # The code itself has the colours of the theme.
    assert [] == violations(page, ".kp-run")
    assert 320 == page.evaluate("document.documentElement.scrollWidth")
    page.emulate_media(media="print")
    expect(program.place).to_be_hidden()


def test_edits_that_are_not_kept_are_told(lend_course: OpenCourse) -> None:
    """Where the browser has no room, on a page that has programs alone."""
    page = lend_course("/layers/learn/")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full') } }")
    program = _first(page)
    program.write("print(1)")
    expect(program.place.get_by_text("Edits are not kept")).to_be_visible()


def test_nothing_is_there_without_a_script(open_page: OpenPage, course: str) -> None:
    """And no room is kept for it."""
    page = open_page(origin=course, java_script_enabled=False)
    page.goto(course + "/layers/learn/")
    box = page.locator("keyproof-run").first.bounding_box()
    assert box is not None and 0 == box["height"]
