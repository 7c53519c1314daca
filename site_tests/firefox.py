"""Firefox, driven by its own protocol, Marionette: the second engine.

In: an installed Firefox. Out: pages that can be looked at, clicked, typed into and run scripts in.
Playwright's own Firefox is a download of its own; a released one lacks commands that it needs.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("firefox-esr", "firefox")
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
PATIENCE = 30.0
PREFERENCES = {
    "marionette.port": 0,
    "browser.shell.checkDefaultBrowser": False,
    "app.update.auto": False,
}


class FirefoxError(Exception):
    """Firefox refused a command."""


def installed() -> str | None:
    """Find a Firefox of this machine."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Firefox:
    """One session. Every look-up waits until it finds something."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._stream = self._socket.makefile("rb")
        self._receive()
        self._count = 0
        self._send("WebDriver:NewSession", {})

    def goto(self, address: str) -> None:
        """Go to a page, and wait until it is loaded."""
        self._send("WebDriver:Navigate", {"url": address})

    def reload(self) -> None:
        """Load the page anew."""
        self._send("WebDriver:Refresh", {})

    def run(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in the page."""
        return self._send("WebDriver:ExecuteScript", {"script": script, "args": list(arguments)})["value"]

    def click(self, selector: str, text: str = "") -> None:
        """Click the middle of the first visible element, as a mouse would."""

        def click() -> bool:
            found = self._find(selector, text)
            # In the middle of the window: at its top the header of the theme lies over it.
            self.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", found)
            self._send("WebDriver:ElementClick", {"id": found[ELEMENT]})
            return True

        self.wait(lambda: self._unless_stale(click), f"{selector} {text!r} can be clicked")

    def type(self, selector: str, text: str) -> None:
        """Press keys in an element."""
        self._send(
            "WebDriver:ElementSendKeys",
            {"id": self._find(selector)[ELEMENT], "text": text},
        )

    def press(self, key: str) -> None:
        """Press one key wherever the focus is."""
        actions = [{"type": what, "value": key} for what in ("keyDown", "keyUp")]
        self._send(
            "WebDriver:PerformActions",
            {"actions": [{"type": "key", "id": "keys", "actions": actions}]},
        )

    def expect(self, selector: str, text: str) -> None:
        """Wait until a visible element says something."""
        self._find(selector, text)

    def wait(self, true: Callable[[], object], what: str) -> None:
        """Wait until something holds."""
        end = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < end, f"not in {PATIENCE:.0f} s: {what}"
            time.sleep(0.05)

    def _find(self, selector: str, text: str = "") -> dict[str, str]:
        found: list[dict[str, str]] = []

        def look() -> bool:
            found[:] = [one for one in [self.run(_VISIBLE, selector, text)] if one]
            return bool(found)

        self.wait(lambda: self._unless_stale(look), f"{selector} {text!r}")
        return found[0]

    def _unless_stale(self, action: Callable[[], bool]) -> bool:
        """Tell whether the page was painted anew while something was done in it."""
        try:
            return action()
        except FirefoxError as error:
            if "stale element" in str(error):
                return False
            raise

    def _send(self, name: str, parameters: dict[str, Any]) -> Any:
        self._count += 1
        message = json.dumps([0, self._count, name, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._receive()
        if error:
            raise FirefoxError(f"{name}: {error['error']}: {error['message']}")
        return result

    def _receive(self) -> Any:
        size = b""
        while (digit := self._stream.read(1)) != b":":
            assert digit, "Firefox has ended"
            size += digit
        return json.loads(self._stream.read(int(size)))


_VISIBLE = """return [...document.querySelectorAll(arguments[0])]
  .find((one) => one.checkVisibility() && one.textContent.includes(arguments[1])) ?? null;"""


@contextmanager
def running(path: str) -> Iterator[Firefox]:
    """Start Firefox with a profile of its own, and end it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        profile = Path(folder)
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()
        ]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [
            path,
            "--headless",
            "--marionette",
            "--no-remote",
            "--profile",
            folder,
        ]
        # Firefox as root refuses a home of somebody else.
        environment = {**os.environ, "HOME": folder}
        process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        try:
            yield Firefox(_port(profile / "MarionetteActivePort", process))
        finally:
            process.terminate()
            process.wait(timeout=30)


def _port(file: Path, process: subprocess.Popen[bytes]) -> int:
    end = time.monotonic() + 60
    while not (file.exists() and file.read_text(encoding="utf-8")):
        assert process.poll() is None, "Firefox does not start"
        assert time.monotonic() < end, "Firefox does not listen"
        time.sleep(0.05)
    return int(file.read_text(encoding="utf-8"))
