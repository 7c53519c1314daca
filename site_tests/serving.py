"""A folder served from this machine, and a watch over the pages that are read from it.

In: a built site. Out: its address, and a list of everything on a page that should not have happened.
What can be searched for is left out: tests read that from its file.
"""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page, Request, Response


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below a prefix; everything beside the prefix is not found."""

    def __init__(self, *arguments: object, prefix: str, headers: dict[str, str], **options: object) -> None:
        self.prefix = prefix
        self.own_headers = headers
        super().__init__(*arguments, **options)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix + "/"):
            return super().translate_path("/no-such-place")
        return super().translate_path(path.removeprefix(self.prefix))

    def do_GET(self) -> None:
        index = Path(self.translate_path(self.path))
        if index.name != "search_index.json" or not index.is_file():
            return super().do_GET()
        # The theme makes an index of it at every page load, which takes as long as much else of the page.
        nothing = json.dumps(json.loads(index.read_text("utf-8")) | {"docs": []}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(nothing)))
        self.end_headers()
        self.wfile.write(nothing)
        return None

    def end_headers(self) -> None:
        for name, value in self.own_headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the test output to the tests."""


class _Listener(http.server.ThreadingHTTPServer):
    # A browser asks for a dozen files at once; with the usual five waiting, the kernel resets the others.
    request_queue_size = 128


class Server:
    """A port of this machine; the folder can be made after the address is known."""

    def __init__(self, folder: Path, *, prefix: str = "") -> None:
        self.headers: dict[str, str] = {}
        """Sent with every answer from now on."""
        handler = functools.partial(_Handler, directory=str(folder), prefix=prefix, headers=self.headers)
        self._server = _Listener(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}{prefix}"
        """Where the folder is served, without a slash at its end."""

    @contextmanager
    def running(self) -> Iterator[str]:
        """Serve in a thread of its own; gives the address."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        yield self.address
        self._server.shutdown()
        self._server.server_close()


def watch(page: Page, site: str) -> list[str]:
    """Note what is logged as error or warning, thrown, not found, or asked of another origin."""
    faults: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            faults.append(f"console {message.type}: {message.text}")

    def request(asked: Request) -> None:
        if not asked.url.startswith((site + "/", "data:", "blob:")):
            faults.append(f"request to another origin: {asked.url}")

    def response(answered: Response) -> None:
        if answered.status >= 400:
            faults.append(f"{answered.status}: {answered.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: faults.append(f"uncaught: {error}"))
    page.on("request", request)
    page.on("response", response)
    return faults
