"""The built site, served from this machine, and a real browser to use it with.

The site is built once for all tests, by the same command as `make site`, and served under the policy of
the docs: what the browser refuses is logged as an error, and `open_page` fails at it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import engines
import modes_course
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from policy import NAME, policy
from serving import Server, watch

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def build_site(root: Path, folder: Path, *, site_url: str = "") -> None:
    """Build the site of a project into a folder, as `make site` does."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": site_url}
    built = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    assert built.returncode == 0, built.stdout + built.stderr


@pytest.fixture(scope="session", name="site_folder")
def _site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session", name="site")
def _site(site_folder: Path) -> Iterator[str]:
    """Address of the built and served site, without a slash at its end."""
    server = Server(site_folder)
    build_site(ROOT, site_folder, site_url=server.address + "/")
    server.headers[NAME] = policy(site_folder)
    with server.running() as address:
        yield address


@pytest.fixture(scope="session", name="paths")
def _paths(site: str, site_folder: Path) -> list[str]:
    """Every page of the site, as it is asked for: `/rnn-layer/try/`."""
    assert site
    files = sorted(site_folder.rglob("*.html"))
    return ["/" + file.relative_to(site_folder).as_posix().removesuffix("index.html") for file in files]


@pytest.fixture(scope="session", name="engines")
def _engines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project for other engines: our course as `keyproof pages` writes it."""
    project = tmp_path_factory.mktemp("engines")
    engines.write_project(project)
    return project


@pytest.fixture(scope="session", name="modes")
def _modes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the small course with a test, a challenge and a review."""
    folder = tmp_path_factory.mktemp("modes")
    modes_course.write(folder)
    server = Server(folder / "site")
    build_site(folder, folder / "site", site_url=server.address + "/")
    server.headers[NAME] = policy(folder / "site")
    with server.running() as address:
        yield address


@pytest.fixture(scope="session", name="playwright")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


def launch(playwright: Playwright) -> Browser:
    """Start the Chromium of this machine, or Playwright's own."""
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    return playwright.chromium.launch(executable_path=found, args=CHROMIUM_ARGUMENTS)


@pytest.fixture(scope="session", name="browser")
def _browser(playwright: Playwright) -> Iterator[Browser]:
    browser = launch(playwright)
    yield browser
    browser.close()


OpenPage = Callable[..., Page]
PATIENCE = 30_000
"""Milliseconds until something that should come is said to be missing: a busy machine may be slow."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(name="open_page")
def _open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Opens pages for fresh readers; at the end none has logged an error or asked another origin.

    Takes the options of a browser context, or `reader`, the context of a page that is open already.
    """
    contexts: list[BrowserContext] = []
    faults: list[list[str]] = []

    def open_page(*, reader: BrowserContext | None = None, origin: str = "", **options: Any) -> Page:
        context = reader or browser.new_context(**{**DESKTOP, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        # Who looks at another site need not wait for ours.
        faults.append(watch(page, origin or request.getfixturevalue("site")))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [] == [fault for one in faults for fault in one]


@pytest.fixture(scope="module", name="windows")
def _windows(browser: Browser) -> Iterator[OpenPage]:
    """Windows that the tests of a module share, one for each site and device: a page that rests in it.

    The process of a window need not start for each test, and what was loaded need not be loaded again.
    """
    desks: dict[str, Page] = {}

    def window(*, origin: str, **options: Any) -> Page:
        desk = desks.get(name := json.dumps([origin, options], sort_keys=True))
        if desk is None:
            context = browser.new_context(**{**DESKTOP, **options})
            for lasting in ("add_init_script", "route", "set_offline", "grant_permissions"):
                setattr(context, lasting, _refuse)
            for lasting in ("install", "set_fixed_time", "set_system_time"):
                setattr(context.clock, lasting, _refuse)
            desk = desks[name] = context.new_page()
            desk.goto(f"{origin}/assets/keyproof/course.json")
        return desk

    yield window
    for desk in desks.values():
        desk.context.close()


def _refuse(*_: object, **__: object) -> None:
    raise AssertionError("This would outlast the test: take `open_page()`, which opens a window of its own.")


@pytest.fixture(name="lend")
def _lend(windows: OpenPage, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Opens pages as `open_page` does, but in the windows that the tests of a module share.

    Their readers were never here before either: what one test leaves behind is cleared.
    """
    lent: list[tuple[Page, list[str]]] = []

    def lend(*, origin: str = "", **options: Any) -> Page:
        origin = origin or request.getfixturevalue("site")
        desk = windows(origin=origin, **options)
        page = desk.context.new_page()
        page.set_default_timeout(PATIENCE)
        lent.append((desk, watch(page, origin)))
        return page

    yield lend
    for desk, _ in lent:
        for one in desk.context.pages:
            if one is not desk:
                one.close()
        desk.context.clear_cookies()
        desk.evaluate("localStorage.clear()")
    assert [] == [fault for _, faults in lent for fault in faults]


@pytest.fixture(name="page")
def _page(lend: OpenPage) -> Page:
    """A page of a reader with mouse and keyboard, who was never here before."""
    return lend()
