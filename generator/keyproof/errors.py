"""What Keyproof raises when a run cannot go on.

Faults of an author's files are not exceptions: they are `Finding`s, collected and
reported together. Exceptions are for what stops the program itself.

    KeyproofError
    ├── SettingsError      an option or a path that cannot be used (exit 2)
    ├── WorkerError        the machinery that runs candidates broke, not a candidate
    └── UnprovenError      findings were reported and nothing may be published (exit 1)
"""

from __future__ import annotations


class KeyproofError(Exception):
    """Root of everything raised on purpose; its text is one sentence for a person."""


class SettingsError(KeyproofError):
    """An option, a path or an environment that cannot be used; raised before any run."""


class WorkerError(KeyproofError):
    """The process that runs candidates could not start or stopped answering."""


class UnprovenError(KeyproofError):
    """Findings stand against the course; raised by hosts after the report was printed."""
