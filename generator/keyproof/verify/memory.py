"""A runner that remembers: the same job is run once. It is what makes `mkdocs serve` quick.

In: any runner. Out: another runner, for as long as the process lives.
"""

from __future__ import annotations

from dataclasses import replace

from keyproof.verify.job import Job, Result, Runner


class Memory:
    """Answers a job that was run before without running it again."""

    def __init__(self, run: Runner) -> None:
        self._run = run
        self._results: dict[str, Result] = {}

    def __call__(self, job: Job) -> Result:
        """Be a runner; see `run`."""
        return self.run(job)

    def run(self, job: Job) -> Result:
        """Give the remembered result of an equal job, or run it."""
        digest = job.digest
        if digest not in self._results:
            result = self._run(job)
            if not result.outside:
                self._results[digest] = replace(result, cached=True)
            return result
        return self._results[digest]
