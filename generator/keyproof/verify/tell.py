"""Signs that give a key away: what a reader can tell from the words alone. All of them are warnings.

In: exercises and their verdicts. Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from keyproof.exercise import Exercise, Prose
from keyproof.finding import Finding, Place
from keyproof.verdict import Verdict
from keyproof.verify.plan import plain
from keyproof.verify.wording import code, names

FEWEST = 10
"""Choices from which on a habit can be told from chance."""

RARE = 0.01
"""Chance below which a habit is reported."""

_WORD = re.compile(r"-?\d+(\.\d+)?|[^\W\d]\w*")
"""Numbers and names."""


def giveaways(exercise: Exercise, verdict: Verdict) -> Iterator[Finding]:
    """Report a hint, or a stem, that holds the key word for word and none of the wrong answers."""
    keys, wrong = _texts(exercise, verdict)
    proses = [(prose, "hint") for prose in exercise.hints]
    proses += [(prose, "stem") for prose in (exercise.before, exercise.after) if prose]
    for prose, name in proses:
        for key in keys:
            place = _find(key, prose, name)
            if place and not any(_find(text, prose, "") for text in wrong):
                yield _warning(
                    exercise,
                    place,
                    f"The {name} names the key: {code(key)}",
                    hint="Say how to find it. Or name a wrong answer too, if the words are needed.",
                )
                break


def longest(exercises: Sequence[Exercise]) -> Iterator[Finding]:
    """Report a course in which the longest answer is the key more often than chance would have it.

    Answers of a `predict` do not count: nobody writes the key.
    """
    choices = [(exercise, offered) for exercise in exercises if (offered := _offered(exercise))]
    telling = [(exercise, offered) for exercise, offered in choices if _is_longest(*offered)]
    chance = at_least(len(telling), [1 / (1 + len(wrong)) for _, (_, wrong) in choices])
    if len(choices) < FEWEST or chance >= RARE:
        return
    listed = [exercise.id for exercise, _ in telling]
    first = telling[0][0]
    place = next((option.place for option in first.options if option.keyed), first.place)
    warning = _warning(
        first,
        first.blanks[0].place if first.blanks else place,
        f"The longest answer is the key in {len(telling)} of {len(choices)} exercises: "
        "a reader who always takes it does well",
        hint="Say more in wrong answers, or less in right ones, until length tells nothing.",
    )
    # It belongs to the course, not to the exercise that it points at.
    yield replace(warning, actual=f"it is so in {names(listed)}", exercise="")


def at_least(count: int, chances: Sequence[float]) -> float:
    """Give the probability that at least `count` of independent events happen."""
    spread = [1.0]
    for chance in chances:
        longer = [*spread, 0.0]
        spread = [
            here * (1 - chance) + (spread[number - 1] * chance if number else 0.0)
            for number, here in enumerate(longer)
        ]
    return sum(spread[count:])


def _texts(exercise: Exercise, verdict: Verdict) -> tuple[list[str], list[str]]:
    """Give the texts of right and of wrong answers."""
    wrong = [plain(option).strip() for option in exercise.options if not option.keyed]
    if exercise.kind == "fill":
        return [blank.text for blank in exercise.blanks], wrong
    if exercise.kind == "predict":
        return [answer.label for answer in verdict.answers if answer.keyed], wrong
    return [plain(option).strip() for option in exercise.options if option.keyed], wrong


def _find(text: str, prose: Prose, name: str) -> Place | None:
    """Find some text in prose as a word of its own."""
    word = bool(_WORD.fullmatch(text))
    # A task has to say which number it wants and may speak of its variables.
    if not text or "\n" in text or (word and name == "stem"):
        return None
    # In a hint such a word is telling if it is set as code; of a wrong answer any mention counts.
    before, after = (r"(?<=`)", r"(?=`)") if word and name else (r"(?<![\w.])", r"(?!\w)")
    for number, line in enumerate(prose.text.split("\n")):
        match = re.search(before + re.escape(text) + after, line)
        if match:
            at, column = prose.place, prose.place.column + match.start()
            return replace(at, line=at.line + number, column=column, length=len(text))
    return None


def _offered(exercise: Exercise) -> tuple[str, list[str]] | None:
    """Give the one right answer and the wrong ones, of an exercise that offers both."""
    if exercise.kind == "predict" or exercise.multiple or len(exercise.blanks) > 1:
        return None
    wrong = [plain(option) for option in exercise.options if not option.keyed]
    right = [plain(option) for option in exercise.options if option.keyed]
    right += [blank.text for blank in exercise.blanks]
    return (right[0], wrong) if len(right) == 1 and wrong else None


def _is_longest(right: str, wrong: Sequence[str]) -> bool:
    return all(len(right) > len(text) for text in wrong)


def _warning(exercise: Exercise, place: Place, what: str, *, hint: str) -> Finding:
    return Finding(
        rule="tell", place=place, what=what, hint=hint, exercise=exercise.id, severity="warning"
    )
