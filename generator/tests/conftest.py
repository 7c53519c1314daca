"""What several test modules share: one warm pool of workers, and a course written into a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from keyproof.pipeline import prove
from keyproof.proof import Proof
from keyproof.settings import Limits, Settings
from keyproof.verify import Memory, Pool

NOT_RUN = pytest.StashKey[list[str]]()
"""What could not be run on this machine, for the end of the run."""

HEARS_CTRL_C = ("env", "--default-signal=INT")
"""Starts a program that can be interrupted, which one started in a shell's background is not."""

REPOSITORY = Path(__file__).resolve().parents[2]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was not run: a test that falls back must not look as if it had run everything."""
    for line in config.stash.get(NOT_RUN, []):
        terminalreporter.write_line(f"not run: {line}")


@pytest.fixture(scope="session", name="memory")
def _memory() -> Iterator[Memory]:
    """A runner with two warm workers that answers identical jobs once."""
    with Pool(Settings(root=Path("/"), jobs=2, limits=Limits(seconds=10))) as pool:
        yield Memory(pool.run)


@pytest.fixture(scope="session", name="warm")
def _warm(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], None]:
    """Give a project the cache of the projects before it: its answers are run once, not in every test."""
    shared = tmp_path_factory.mktemp("warm")

    def warmed(project: Path) -> None:
        (project / ".cache").symlink_to(shared)

    return warmed


@pytest.fixture(name="prove_page")
def _prove_page(tmp_path: Path, memory: Memory) -> Callable[..., Proof]:
    """Prove a page of Markdown as the only one of a project's docs, or of a topic with that `api` or mode."""

    def proved(text: str, *, api: str = "", mode: str = "", objectives: Sequence[str] = ()) -> Proof:
        docs, topic = tmp_path / "docs", tmp_path / "exercises" / "topic"
        for folder in (docs, topic):
            folder.mkdir(parents=True, exist_ok=True)
        sentences = "".join(f"  {slug}: Know it.\n" for slug in objectives) or "  {}\n"
        about = f"title: Topic\napi: [{api}]\nobjectives:\n{sentences}"
        (topic / "topic.yml").write_text(about, encoding="utf-8")
        in_topic = topic / f"{mode or 'try'}.md"
        (in_topic if api or mode else docs / "page.md").write_text(text, encoding="utf-8")
        return prove(Settings(root=tmp_path, docs=docs, exercises=topic.parent, jobs=1), run=memory)

    return proved
