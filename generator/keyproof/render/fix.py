"""`fix`: a program that really fails, and repairs to choose from.

In: exercise and verdict. Out: an `Interaction`, and the real failure of the program as written.
"""

from __future__ import annotations

import re

from keyproof.exercise import Exercise
from keyproof.render.catalogue import Words
from keyproof.render.choices import fieldset, final_phrase, label_html, laid_out
from keyproof.render.interaction import Interaction
from keyproof.render.known import seen
from keyproof.render.markup import escape, one_line
from keyproof.render.phrase import Phrase
from keyproof.render.words import feedback, quick_check
from keyproof.verdict import Verdict

_FRAME = re.compile(r'File "(?P<path>[^"]*)", line (?P<line>\d+)')


def interaction(exercise: Exercise, verdict: Verdict, words: Words) -> Interaction:
    """Lay out the repairs and turn what happened to each into words."""
    order, options = laid_out(exercise)
    texts = told(exercise, verdict, words)
    return Interaction(
        input="one",
        label=words.text("fix"),
        html=fieldset(
            exercise.id,
            [label_html(option) for option in options],
            legend=words.text("choose-repair"),
            control="radio",
        ),
        key=tuple(place for place, option in enumerate(options) if option.keyed),
        outcomes=tuple(texts[index] for index in order),
        final=final_phrase([option for option in options if option.keyed], words),
        quick=quick_check((a.outcome for a in verdict.answers if a.keyed), known=seen(exercise), words=words),
    )


def told(exercise: Exercise, verdict: Verdict, words: Words) -> tuple[Phrase, ...]:
    """Turn what every repair did into words, in the verdict's order."""
    known = seen(exercise)
    return tuple(
        feedback(answer.outcome, tone="answer", note=answer.note, known=known, words=words)
        for answer in verdict.answers
    )


def failure(exercise: Exercise, verdict: Verdict, words: Words) -> str:
    """Show how the program fails before any repair; empty when nothing is known."""
    text = failure_text(exercise, verdict)
    if not text:
        return ""
    shown = one_line(escape(text))
    name = escape(words.text("prints"))
    attributes = f'class="kp-traceback" tabindex="0" role="group" aria-label="{name}"'
    return f"<pre {attributes}>{shown}</pre>"


def failure_text(exercise: Exercise, verdict: Verdict) -> str:
    """Say how the program fails before any repair, as Python says it."""
    written = verdict.as_written
    if written is None:
        return ""
    text = _as_shown(written.raised.traceback.rstrip(), exercise) if written.raised else ""
    failed = next((check for check in written.assertions if not check.held), None)
    if not text and failed is not None:
        text = f"AssertionError: {failed.message or failed.source}"
    return text


def _as_shown(traceback: str, exercise: Exercise) -> str:
    """Count lines from the first line of the program that the reader sees.

    Lines of the author's file would mean nothing to a reader, and would change with every edit
    above the exercise.
    """
    pieces = [("check.py", exercise.check), ("program.py", exercise.program)]
    pieces += [("setup.py", setup) for setup in exercise.setup]

    def local(frame: re.Match[str]) -> str:
        path, line = frame["path"], int(frame["line"])
        for name, piece in pieces:
            first = piece.place.line if piece and piece.place.path == path else None
            if piece and first is not None and first <= line <= first + piece.source.count("\n"):
                return f'File "{name}", line {line - first + 1}'
        return frame.group()

    return _FRAME.sub(local, traceback)
