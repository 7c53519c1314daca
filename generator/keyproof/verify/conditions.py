"""Everything besides the job that can change an outcome: under other conditions a cached one does not count.

In: settings. Out: a record with a digest.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from keyproof import verdict
from keyproof.errors import WorkerError
from keyproof.settings import Limits, Settings
from keyproof.verify.interpreter import Interpreter, ask
from keyproof.verify.sandbox import sandbox_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Where and under what a job runs."""

    interpreter: Interpreter
    """Python, torch, every other package, and the architecture."""

    program: str
    """Digest of the code that runs candidates and of the records that keep what they did."""

    limits: Limits
    """What a candidate may use."""

    protections: tuple[str, ...] = ()
    """Names of the walls around a candidate, as far as one that is missing lets it do more."""

    @property
    def digest(self) -> str:
        """Name the conditions by their contents."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def conditions(settings: Settings) -> Conditions:
    """Look at this machine.

    Raises:
        SettingsError: a sandbox is required, and there is none.
        WorkerError: the workers' interpreter cannot be asked.
    """
    try:
        interpreter = ask(settings.python)
    except OSError as error:
        raise WorkerError(f"No worker can be started with '{settings.python}': {error.strerror}.") from error
    return Conditions(
        interpreter=interpreter,
        program=_program(),
        limits=settings.limits,
        protections=tuple(wall.name for wall in sandbox_of(settings).present),
    )


def _program() -> str:
    """Digest the source of this whole stage: no list of files that matter could be forgotten to be kept."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for file in [*sorted(here.rglob("*.py")), Path(verdict.__file__)]:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
