"""Who runs the jobs of a run: workers here or a cluster, with a cache in front of them.

In: settings. Out: a runner, for as long as the context lasts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from keyproof.errors import SettingsError
from keyproof.settings import Settings
from keyproof.verify.cache import Cache
from keyproof.verify.circumstances import confined
from keyproof.verify.conditions import conditions
from keyproof.verify.in_page import InPage
from keyproof.verify.job import Runner
from keyproof.verify.pool import Pool
from keyproof.verify.remote import open_store

if TYPE_CHECKING:
    from keyproof.verify.cluster import Cluster


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Whoever runs jobs."""

    run: Runner
    """Runs one job; may be called from several threads."""

    jobs: int
    """How many jobs keep all of them busy."""

    in_page: InPage
    """Runs programs as a page does; idle where pages run nothing."""


@contextmanager
def hire(settings: Settings, *, say: Callable[[str], None]) -> Iterator[Crew]:
    """Make ready to run jobs. Here nothing is started before the first job that is not in the cache.

    Args:
        settings: `cache` and `dask` say what is wanted.
        say: told troubles of the cache, which never end a run.

    Raises:
        SettingsError: the cache's address or the cluster cannot be used.
    """
    store = open_store(settings.cache) if settings.cache else None
    in_page = InPage(settings, store=store)
    if settings.dask:
        with _cluster(settings) as cluster, in_page:
            there = Cache(cluster.run, store, cluster.conditions, say=say).run if store else cluster.run
            yield Crew(run=there, jobs=cluster.jobs, in_page=in_page)
        return
    with Pool(settings) as pool, in_page:
        ran = confined(pool.run, settings)
        run = Cache(ran, store, conditions(settings), say=say).run if store else ran
        yield Crew(run=run, jobs=settings.jobs, in_page=in_page)


def _cluster(settings: Settings) -> Cluster:
    try:
        from keyproof.verify.cluster import Cluster  # noqa: PLC0415 an extra that most runs do without
    except ImportError as error:
        raise SettingsError("--dask needs Dask: pip install 'keyproof[dask]'.") from error
    return Cluster(settings)
