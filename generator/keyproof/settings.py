"""The options of a run, validated and frozen; the core sees nothing else of its host."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

PROCESSORS = os.cpu_count() or 1

INTERPRETER = str(Path(sys.executable).parent.resolve() / Path(sys.executable).name)
"""This one, without the `..` of `../venv/bin/python -m mkdocs`, which leads nowhere inside a sandbox."""

DEVICES = ("cpu", "cuda", "auto", "both")
"""What may be asked for as the place of tensors."""

RUNTIMES = ("none", "keyproof-torch", "torch-wasm")
"""What may run code in pages: nothing, our own package that stands for PyTorch, or wheels of a real one."""

CACHE = ".cache/keyproof"
"""Where outcomes are kept unless told otherwise, relative to the project's root."""


BOUNDS: Mapping[str, tuple[float, float]] = {
    "jobs": (1, 1024),
    "seeds": (1, 1000),
    "seconds": (0.1, 86_400),
    "memory_mb": (16, 2**24),
}
"""From where to where a number may be: what lies outside is a slip, and would end in a crash or for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one candidate may use; see `verify/worker/` for how each is enforced."""

    seconds: float = 10.0
    """Wall-clock time in seconds; CPU time is bounded by the same number, rounded up."""

    memory_mb: int = 1024
    """Memory on top of what torch itself takes, in MiB."""

    output_kb: int = 64
    """Printed text, in KiB."""

    processes: int = 64
    """Processes and threads of the candidate."""

    file_mb: int = 16
    """Size of one written file, in MiB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a run needs to know."""

    root: Path
    """The project's root: paths in reports are relative to it."""

    exercises: Path | None = None
    """Folder of the course, one folder a topic; None when exercises stand only in the docs."""

    docs: Path | None = None
    """Folder of ordinary pages that may hold exercises too; None looks at none."""

    left_out: frozenset[str] = frozenset()
    """Pages of the docs that the site does not publish, relative to the docs; they are not looked at."""

    jobs: int = PROCESSORS
    """Exercises verified at the same time."""

    seeds: int = 3
    """Under how many seeds of random numbers each answer is run: 0, 1, 2 and so on."""

    device: str = "cpu"
    """Where tensors live: `auto` is a GPU where there is one, `both` compares it with the CPU."""

    limits: Limits = Limits()
    """What each candidate may use."""

    cache: str = ""
    """Folder or address where outcomes are kept for the next run; empty keeps none."""

    dask: str = ""
    """Address of a Dask scheduler whose workers run the answers; empty runs them on this machine."""

    sandbox: Literal["auto", "require", "off"] = "auto"
    """Whether workers are put into a sandbox: where there is one, else not at all, never."""

    python: str = INTERPRETER
    """Interpreter of the workers; it must be able to import torch."""

    report: bool = True
    """Whether the site shows what was run, keys included: a page, and the document beside it."""

    language: str = "en"
    """Tag of the language that readers are spoken to in: `pt-BR`."""

    words: Mapping[str, object] = field(default_factory=dict)
    """What to say instead of our own messages, by id: a text, or one for each plural form."""

    progress: bool = True
    """Whether pages count what their reader has solved, and the site has a page that shows all of it."""

    runtime: str = "none"
    """What runs the programs of pages when their reader presses a button: one of `RUNTIMES`."""

    runtime_wheels: Path | None = None
    """Folder of the wheels of `torch-wasm`, with their lock."""

    pyodide: Path | None = None
    """Pyodide's npm package; None looks for it in `node_modules` from the root upwards."""

    site_url: str = ""
    """Where the site will stand, ending in a slash; empty when it is not known."""

    problems: str = ""
    """Where readers report a problem: an address with places such as `{title}`; empty: nowhere."""

    sources: str = ""
    """Where a line of a source is shown: an address with the places `{path}` and `{line}`; empty: nowhere."""

    directory_urls: bool = True
    """Whether the site serves `a/b.md` as `a/b/` (MkDocs' `use_directory_urls`)."""
