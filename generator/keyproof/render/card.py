"""`card`: nothing to answer; the back stands in a block that opens.

In: exercise, verdict, the site's words. Out: an `Interaction` without controls.
"""

from __future__ import annotations

from keyproof.exercise import Exercise
from keyproof.render.catalogue import Words
from keyproof.render.interaction import Interaction
from keyproof.render.known import seen
from keyproof.render.phrase import Phrase
from keyproof.render.words import feedback
from keyproof.verdict import Verdict


def interaction(_exercise: Exercise, _verdict: Verdict, words: Words) -> Interaction:
    """Name the kind; there is nothing to choose."""
    return Interaction(input="none", label=words.text("card"), html="")


def told(exercise: Exercise, verdict: Verdict, words: Words) -> tuple[Phrase, ...]:
    """Tell what the claim showed."""
    known = seen(exercise)
    return tuple(
        feedback(answer.outcome, tone="claim", known=known, words=words) for answer in verdict.answers
    )
