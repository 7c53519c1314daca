"""The built site, served from this machine, and a real browser to use it with.

The site is built once for all tests, by the same command as `make site`.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright

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


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep the test output to the tests."""


def serve(folder: Path) -> http.server.ThreadingHTTPServer:
    """Serve a folder on a free port of this machine, in a thread of its own."""
    handler = functools.partial(_QuietHandler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="session", name="site_folder")
def _site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.fixture(scope="session", name="site")
def _site(site_folder: Path) -> Iterator[str]:
    """Address of the served site, without a slash at its end."""
    server = serve(site_folder)
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture(scope="session", name="playwright")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session", name="browser")
def _browser(playwright: Playwright) -> Iterator[Browser]:
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(name="context")
def _context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1200, "height": 900}, color_scheme="light")
    yield context
    context.close()


@pytest.fixture(name="page")
def _page(context: BrowserContext, site: str) -> Iterator[Page]:
    """Give a fresh page of a fresh reader; at the end, nothing was logged and no other origin asked."""
    page = context.new_page()
    faults: list[str] = []
    watch(page, site, faults)
    yield page
    assert [] == faults


def watch(page: Page, site: str, faults: list[str]) -> None:
    """Note every console error, every uncaught exception, and every request that leaves the site."""

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            faults.append(f"console {message.type}: {message.text}")

    page.on("console", console)
    page.on("pageerror", lambda error: faults.append(f"uncaught: {error}"))
    page.on(
        "request",
        lambda request: None
        if request.url.startswith((site, "data:", "blob:"))
        else faults.append(f"request to another origin: {request.url}"),
    )
