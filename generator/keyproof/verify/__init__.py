"""Second stage: runs every answer a reader can give in isolated processes, and judges the key.

In: exercises and a runner of jobs. Out: verdicts, with what really happened to each answer.
"""

from keyproof.verify.job import Job, Result, Runner
from keyproof.verify.memory import Memory
from keyproof.verify.pool import Pool
from keyproof.verify.prove import verify

__all__ = ["Job", "Memory", "Pool", "Result", "Runner", "verify"]
