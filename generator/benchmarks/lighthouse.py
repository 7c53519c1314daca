"""Is a page with exercises as fast and as sound as the same page without any, by Lighthouse?

In: ten exercises on a page, and the same text on another. Out: a table of the scores that Lighthouse gives.
Lighthouse is installed from npm into the scratch folder: nobody needs it for anything else.
"""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.contenders import scratch
from benchmarks.table import Table, verdict

VERSION = "13.5.0"
ROUNDS, QUICK = 5, 1
EXERCISES = 10
CATEGORIES = ("performance", "accessibility", "best-practices")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic"

SETTINGS = """\
site_name: Bench
site_description: A page with exercises and one without.
theme: {name: material, font: false}
plugins: [keyproof: {seeds: 1}]
extra_css: [site.css]
"""

COLOURS = Path(__file__).resolve().parents[2] / "docs" / "stylesheets" / "site.css"
"""Where the theme's own colours fall short, the documented style sheet mends them."""

TEXT = """\
Program number {number} adds two numbers and prints what comes out.

```python
print({number} + 4)
```
"""

EXERCISE = """\
## Sum {number} {{#sum-{number} .predict .easy}}

""" + TEXT + """
- `{number}` : The other one was left out.
- `{more}` : One too many.

??? hint
    Add them up.
"""  # fmt: skip


def measure(*, quick: bool) -> Table:
    """Score both pages, in turn, several times."""
    rounds = QUICK if quick else ROUNDS
    with scratch() as folder:
        site = _build(folder)
        program = _install(folder)
        with Serving(site) as address:
            scores: dict[str, list[dict[str, float]]] = {"with": [], "without": []}
            # In turns, so that a machine that slows down slows both.
            for _ in range(rounds):
                for page, several in scores.items():
                    several.append(_scores(program, f"{address}/{page}/", folder))
    return _table(scores, rounds)


def _table(scores: Mapping[str, list[dict[str, float]]], rounds: int) -> Table:
    middle = {
        page: {name: statistics.median(one[name] for one in several) for name in CATEGORIES}
        for page, several in scores.items()
    }
    table = Table(
        title=f"Lighthouse {VERSION}, a page of {EXERCISES} exercises",
        head=("category", "with exercises", "same text without", "bar"),
    )
    for name in CATEGORIES:
        own, plain = middle["with"][name], middle["without"][name]
        met = own >= plain if name == "performance" else own == 100
        shown = "not below the page without" if name == "performance" else "100"
        table.rows.append((name, f"{own:.0f}", f"{plain:.0f}", f"{shown}: {verdict(met=met)}"))
    table.notes.append(f"Medians of {rounds} runs each, emulated phone, throttling as Lighthouse has it.")
    return table


def _build(folder: Path) -> Path:
    docs = folder / "docs"
    docs.mkdir()
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    numbers = range(1, EXERCISES + 1)
    made = [EXERCISE.format(number=one, more=one + 5) for one in numbers]
    plain = [f"## Sum {one}\n\n" + TEXT.format(number=one) for one in numbers]
    shutil.copy(COLOURS, docs / "site.css")
    for name, parts in (("index", []), ("with", made), ("without", plain)):
        (docs / f"{name}.md").write_text("# Sums\n\n" + "\n".join(parts), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=folder, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    return folder / "site"


def _install(folder: Path) -> Path:
    tools = folder / "tools"
    tools.mkdir()
    (tools / "package.json").write_text("{}", encoding="utf-8")
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", f"lighthouse@{VERSION}"]
    subprocess.run(command, cwd=tools, check=True)
    return tools / "node_modules" / ".bin" / "lighthouse"


def _scores(program: Path, address: str, folder: Path) -> dict[str, float]:
    report = folder / "report.json"
    command = [
        *(str(program), address, "--quiet", "--output=json", f"--output-path={report}"),
        *(f"--chrome-flags={FLAGS}", f"--only-categories={','.join(CATEGORIES)}"),
    ]
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or ""
    subprocess.run(
        command, check=True, env={**os.environ, "CHROME_PATH": chromium}, stderr=subprocess.DEVNULL
    )
    found = json.loads(report.read_text(encoding="utf-8"))
    for category in ("accessibility", "best-practices"):
        _tell_failures(found, category, address)
    return {name: 100 * found["categories"][name]["score"] for name in CATEGORIES}


def _tell_failures(found: dict[str, Any], category: str, address: str) -> None:
    """Name on standard error what kept a page from a full score."""
    for one in found["categories"][category]["auditRefs"]:
        audit = found["audits"][one["id"]]
        if one["weight"] and audit["score"] not in (None, 1):
            places = [
                one["node"]["snippet"] for one in audit.get("details", {}).get("items", []) if "node" in one
            ]
            print(f"{address}: {category}: {audit['id']}: {places}", file=sys.stderr)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep the output to the table."""


class Serving:
    """A folder, served while the block runs."""

    def __init__(self, folder: Path) -> None:
        handler = functools.partial(_Quiet, directory=str(folder))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)

    def __enter__(self) -> str:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
