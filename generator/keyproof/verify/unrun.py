"""What prose asks to be run and does not come to its end.

In: statements, jobs and outcomes. Out: findings.
"""

from __future__ import annotations

from keyproof.finding import Finding, Place
from keyproof.statement import Statement
from keyproof.verdict import Outcome
from keyproof.verify.job import Job
from keyproof.verify.judge import LIMITS, failing_line
from keyproof.verify.lines import code_of
from keyproof.verify.wording import told


def setup_fault(job: Job, outcome: Outcome) -> Finding:
    """Report the setup of a page."""
    error, last = outcome.raised, job.setup[-1]
    path, line = (error.path, error.line) if error and error.line else (last.path, last.lines[0])
    return Finding(
        rule="broken-program",
        place=Place(path=path, line=line),
        what="The setup does not run",
        actual=told(outcome),
        hint="Mend the setup; it runs before every program of the page.",
    )


def limit_fault(one: Statement, outcome: Outcome) -> Finding:
    """Report a limit that a program or an expression has hit."""
    thing = "program" if one.sort in ("run", "output", "stepper") else "expression"
    longer = "Shorten the work, or give the run that it goes on from more time: `python run seconds=20`."
    return Finding(
        rule=outcome.state,
        place=one.place,
        what=f"The {thing} did not come to its end",
        actual=told(outcome),
        hint=longer if outcome.state == "timeout" else LIMITS[outcome.state],
    )


def program_fault(one: Statement, outcome: Outcome) -> Finding | None:
    """Report a program that ends with an error of its own."""
    program = code_of(one)
    if outcome.state == "holds" or program is None:
        return None
    return Finding(
        rule="broken-program",
        place=failing_line(program, outcome),
        what="The program does not run",
        actual=told(outcome),
        hint="Mend the program; readers see it as one that runs.",
    )
