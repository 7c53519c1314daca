"""One entry of the cache: a result as bytes that tell when they were damaged.

In: a result and its key. Out: JSON with a checksum, and back.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from typing import Any

from pydantic import TypeAdapter

from keyproof.verify.job import Job, Result

FLEETING = ("timeout", "crash", "memory", "output")
"""States that say as much about the machine as about the program, or in which the program is ended before it
can say what it looked at: the next run may end otherwise."""

_RESULT = TypeAdapter(Result)


class DamagedError(Exception):
    """An entry that is not what was written."""


def is_keepable(result: Result) -> bool:
    """Tell whether another run of the job would end the same."""
    outcomes = (*result.outcomes, *((result.setup,) if result.setup else ()))
    lasting = all(outcome.state not in FLEETING for outcome in outcomes)
    return bool(outcomes) and lasting and not result.outside


def to_bytes(key: str, result: Result) -> bytes:
    """Write an entry."""
    content = asdict(replace(result, cached=False))
    return json.dumps({"key": key, "sha256": _checksum(key, content), "result": content}).encode()


def from_bytes(key: str, data: bytes, job: Job) -> Result:
    """Read the entry of a job.

    Raises:
        DamagedError: it was cut off, changed, moved from another key, or does not fit the job.
    """
    try:
        entry = json.loads(data)
        if entry["key"] != key or entry["sha256"] != _checksum(key, entry["result"]):
            raise DamagedError(key)
        result = _RESULT.validate_python(entry["result"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise DamagedError(key) from error
    names = [outcome.candidate for outcome in result.outcomes]
    if result.setup is None and names != [candidate.name for candidate in job.candidates]:
        raise DamagedError(key)
    return result


def _checksum(key: str, content: dict[str, Any]) -> str:
    text = json.dumps([key, content], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
