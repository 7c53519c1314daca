"""`keyproof cache`: look at the cache, and keep it small."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from keyproof.arguments import Number, cache_of
from keyproof.errors import SettingsError
from keyproof.settings import CACHE
from keyproof.terminal import usage_errors
from keyproof.verify import open_store, prune
from keyproof.verify.prune import MB
from keyproof.verify.store import Kept, is_unfinished

UNUSED_DAYS = 30.0
"""What `prune` removes when it is not told."""


@click.group(name="cache")
def cache_group() -> None:
    """Look at the cache of outcomes, or keep it small."""


def _with_place(command: Callable[..., Any]) -> Callable[..., Any]:
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    root = click.option("--root", type=folder, default=".", help="The project's root.  [default: .]")
    cache = click.option("--cache", metavar="PATH_OR_URL", help=f"[default: {CACHE} in the root]")
    return root(cache(command))


@cache_group.command()
@_with_place
def info(root: Path, cache: str | None) -> None:
    """Say where the cache is, how much is in it, and when it was used."""
    where = _where(root, cache)
    with _troubles(where):
        kept = [one for one in open_store(where).kept() if not is_unfinished(one)]
    used = sorted(one.used for one in kept)
    when = f", last used from {_day(used[0])} to {_day(used[-1])}" if used else ""
    click.echo(f"{where}: {_told(kept)}{when}")


@cache_group.command(name="prune")
@_with_place
@click.option("--older-than", type=Number(min=0), metavar="DAYS",
              help="Remove what was not used for so many days.  [default: 30, if --max-mb is not given]")
@click.option("--max-mb", type=Number(min=0), metavar="N",
              help="Then remove the longest unused until the rest fits.")  # fmt: skip
def prune_cache(root: Path, cache: str | None, older_than: float | None, max_mb: float | None) -> None:
    """Remove entries. Whatever is needed again is run again."""
    where = _where(root, cache)
    days = UNUSED_DAYS if older_than is None and max_mb is None else older_than
    with _troubles(where):
        done = prune(open_store(where), days=days, megabytes=max_mb)
    click.echo(f"{where}: removed {_told(done.removed)}, left {_told(done.left)}")


def _where(root: Path, cache: str | None) -> str:
    with usage_errors():
        return cache_of(cache, none=False, usual=root.resolve() / CACHE)


@contextmanager
def _troubles(where: str) -> Iterator[None]:
    with usage_errors():
        try:
            yield
        except OSError as error:
            raise SettingsError(f"The cache {where} cannot be used: {error.strerror or error}.") from error


def _told(kept: Sequence[Kept]) -> str:
    size = sum(one.size for one in kept) / MB
    return f"{len(kept)} {'entry' if len(kept) == 1 else 'entries'} ({size:.1f} MB)"


def _day(used: float) -> str:
    return datetime.fromtimestamp(used).astimezone().date().isoformat()
