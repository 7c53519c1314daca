"""Second stage: runs every answer a reader can give in isolated processes, and judges the key.

In: exercises and a runner of jobs. Out: verdicts, with what really happened to each answer.
"""

from keyproof.verify.agree import Comparison
from keyproof.verify.cache import Cache
from keyproof.verify.changed import verify_changed
from keyproof.verify.conditions import Conditions, conditions
from keyproof.verify.crew import Crew, hire
from keyproof.verify.devices import devices
from keyproof.verify.in_page import InPage
from keyproof.verify.job import Job, Result, Runner
from keyproof.verify.memory import Memory
from keyproof.verify.part import WHOLE, Part
from keyproof.verify.pool import Pool
from keyproof.verify.prove import verify, verify_pages
from keyproof.verify.prune import prune
from keyproof.verify.remote import open_store
from keyproof.verify.sandbox import Sandbox, sandbox_of
from keyproof.verify.shard import Shard
from keyproof.verify.whole import of_course

__all__ = [
    "WHOLE",
    "Cache",
    "Comparison",
    "Conditions",
    "Crew",
    "InPage",
    "Job",
    "Memory",
    "Part",
    "Pool",
    "Result",
    "Runner",
    "Sandbox",
    "Shard",
    "conditions",
    "devices",
    "hire",
    "of_course",
    "open_store",
    "prune",
    "sandbox_of",
    "verify",
    "verify_changed",
    "verify_pages",
]
