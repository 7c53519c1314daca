"""Options of the MkDocs plugin, checked by MkDocs and turned into the settings of a run.

In: the plugin's entry in `mkdocs.yml`. Out: `Settings`; nothing behind it sees an object of MkDocs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig

from keyproof.publish.repository import addresses
from keyproof.settings import BOUNDS, CACHE, DEVICES, PROCESSORS, RUNTIMES, Limits, Settings

DEFAULTS = Limits()


class Bounded(base.BaseConfigOption[Any]):
    """A number between the bounds of a setting."""

    def __init__(self, name: str, *, whole: bool = False, default: float | None = None) -> None:
        super().__init__()
        self.default = default
        self._types: tuple[type, ...] = (int,) if whole else (int, float)
        self._least, self._most = BOUNDS[name]

    def run_validation(self, value: object) -> Any:
        """Take it if it is one; `true` is a whole number to Python only."""
        right = isinstance(value, self._types) and not isinstance(value, bool)
        if right and self._least <= value <= self._most:  # type: ignore[operator]  # It is a number.
            return value
        bounds = f"{self._least:,g} to {self._most:,.0f}"
        kind = "number" if float in self._types else "whole number"
        raise base.ValidationError(f"Expected a {kind} from {bounds}, but got {value!r}.")


class Messages(option.Type[dict[str, Any]]):
    """Messages by id, written out; engines without a plugin take a file of them."""

    def run_validation(self, value: object) -> dict[str, Any]:
        """Take a mapping; the name of a file is what the command takes."""
        if isinstance(value, str):
            told = "Write each message here, as `id: text`; only `keyproof pages` reads a file."
            raise base.ValidationError(told)
        return super().run_validation(value)


class KeyproofConfig(base.Config):
    """Options of the plugin in `mkdocs.yml`."""

    exercises = option.Optional(option.Type(str))
    """Folder of the course, relative to `mkdocs.yml`; when not given, `exercises`, if that is there."""

    jobs = option.Optional(Bounded("jobs", whole=True))
    """Exercises verified at the same time; the number of processors when not given."""

    seeds = Bounded("seeds", whole=True, default=3)
    """Seeds of random numbers that each answer is run with."""

    device = option.Choice(DEVICES, default="cpu")
    """Where tensors live; `both` demands that answers end alike on both."""

    seconds = Bounded("seconds", default=DEFAULTS.seconds)
    """Wall-clock limit for one candidate, in seconds."""

    memory_mb = Bounded("memory_mb", whole=True, default=DEFAULTS.memory_mb)
    """Memory for one candidate on top of what torch itself takes, in MiB."""

    require_sandbox = option.Type(bool, default=False)
    """Whether to refuse to build where there is no full sandbox (bubblewrap)."""

    report = option.Type(bool, default=True)
    """Whether the site shows what every answer did, keys included: a page that each exercise leads to, and
    `verification.json`."""

    words = Messages(dict, default={})
    """What to say to readers instead of our own messages, by id: a text, or one for each plural form."""

    progress = option.Type(bool, default=True)
    """Whether pages count what their reader has solved, and `progress.md` shows all of it."""

    runtime = option.Choice(RUNTIMES, default="none")
    """What runs programs in the page, where both it and PyTorch do the same: nothing, `keyproof-torch`, or
    `torch-wasm` from the wheels of `runtime_wheels`."""

    runtime_wheels = option.Optional(option.Type(str))
    """Folder of the wheels of `torch-wasm` and their `pyodide-lock.json`, relative to `mkdocs.yml`."""

    pyodide = option.Optional(option.Type(str))
    """Pyodide's npm package, relative to `mkdocs.yml`; else `node_modules/pyodide`, there or above."""

    report_problem = option.Type((bool, str), default=True)
    """Whether each exercise has a link for reporting a problem with it to the repository of `repo_url`; or an
    address with the places `{title}`, `{body}`, `{id}`, `{topic}`, `{digest}`, `{url}`, `{source}`."""

    cache = option.Type((bool, str), default=True)
    """Where outcomes are kept for the next build: a folder relative to `mkdocs.yml`, an address that fsspec
    knows, `true` for `.cache/keyproof`, or `false`."""


def settings_of(options: KeyproofConfig, config: MkDocsConfig) -> Settings:
    """Turn the plugin's options and the site's into settings."""
    root = Path(config.config_file_path).resolve().parent if config.config_file_path else Path.cwd()
    asked: bool | str = options.report_problem  # type: ignore[assignment]  # MkDocs types it as object.
    kept = addresses(root, repo_url=config.repo_url or "", edit_uri=config.edit_uri or "", asked=asked)
    return Settings(
        root=root,
        exercises=_course(root, options.exercises),
        docs=Path(config.docs_dir).resolve(),
        left_out=_left_out(config),
        jobs=options.jobs or PROCESSORS,
        seeds=options.seeds,
        device=options.device,
        limits=Limits(seconds=options.seconds, memory_mb=options.memory_mb),
        cache=_cache(root, options.cache),
        sandbox="require" if options.require_sandbox else "auto",
        report=options.report,
        progress=options.progress,
        runtime=options.runtime,
        runtime_wheels=root / options.runtime_wheels if options.runtime_wheels else None,
        pyodide=root / options.pyodide if options.pyodide else None,
        site_url=config.site_url or "",
        problems=kept.problem,
        sources=kept.source,
        language=_language(config),
        words=options.words,
        directory_urls=config.use_directory_urls,
    )


def _left_out(config: MkDocsConfig) -> frozenset[str]:
    """Give the pages that `exclude_docs` keeps off the site: snippets, templates, what is not ready."""
    if config.exclude_docs is None:
        return frozenset()
    docs = Path(config.docs_dir)
    pages = (page.relative_to(docs).as_posix() for page in docs.rglob("*.md"))
    return frozenset(page for page in pages if config.exclude_docs.match_file(page))


def _language(config: MkDocsConfig) -> str:
    """Give the language that the theme speaks: Material calls it so, MkDocs' own themes a locale."""
    theme = config.theme
    named = theme.get("language", theme.locale)
    return str(named or "en").replace("_", "-")


def _course(root: Path, chosen: str | None) -> Path | None:
    usual = root / "exercises"
    if chosen:
        return root / chosen
    return usual if usual.is_dir() else None


def _cache(root: Path, chosen: object) -> str:
    if chosen is False or chosen == "":
        return ""
    where = CACHE if chosen is True else str(chosen)
    return where if "://" in where else str(root / where)
