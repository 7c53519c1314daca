"""The rules for answers: which hold, which were declared to, and what stands against it.

In: an exercise and its answers with their outcomes. Out: findings; none means proven.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from keyproof.exercise import Code, Exercise
from keyproof.finding import Finding, Place
from keyproof.verdict import Outcome
from keyproof.verify.plan import Ran, Trial
from keyproof.verify.vacuous import empty_claim, says_nothing
from keyproof.verify.wording import code, hold, names, raised, told

LIMITS = {
    "timeout": "Shorten the work, or give the exercise more time with `seconds=…` on its heading.",
    "crash": "A run counts only if its check comes to its end; take out what ends the process.",
    "memory": "Make the tensors smaller, or raise the limit `memory_mb`.",
    "output": "Print less.",
}
"""States that are rules of the same name, and what to do about each."""

SLIPS = ("NameError", "SyntaxError", "IndentationError", "TabError", "ImportError", "ModuleNotFoundError")
"""Exceptions that say more about the author's pen than about the answer."""

Judgement = Iterator[Finding]


def judge(exercise: Exercise, trials: Sequence[Trial], ran: Ran) -> tuple[Finding, ...]:
    """Compare what holds with what is declared to hold."""
    broken = _broken_program(exercise, trials) or _broken_check(exercise, trials)
    if broken:
        return (broken,)
    return (
        *_limits(exercise, trials),
        *(_vacuous(exercise, trials, ran) or [*_keys(exercise, trials), *_others(exercise, trials)]),
        *_witnesses(exercise, trials),
        *_empty_claims(exercise),
        *_unbroken(exercise, ran),
    )


def setup_failed(exercise: Exercise, outcome: Outcome) -> Finding:
    """Report a setup that does not run; nothing else can be said about its exercise."""
    codes = [part for part in exercise.setup if outcome.raised and _holds_line(part, outcome)]
    last = exercise.setup[-1].place if exercise.setup else exercise.place
    return Finding(
        rule="broken-program",
        place=failing_line(codes[0], outcome) if codes else last,
        what="The setup does not run",
        actual=told(outcome),
        hint="Mend the setup; it runs before every answer.",
        exercise=exercise.id,
    )


def failing_line(part: Code, outcome: Outcome) -> Place:
    """Give the place of the line on which a run of some code ended, or where the code begins."""
    if not outcome.raised or not _holds_line(part, outcome):
        return part.place
    text = part.source.split("\n")[outcome.raised.line - part.place.line]
    return Place(
        path=part.place.path,
        line=outcome.raised.line,
        column=part.place.column + len(text) - len(text.lstrip()),
        length=max(1, len(text.strip())),
    )


def limit_finding(exercise: Exercise, outcome: Outcome, place: Place, label: str) -> Finding:
    """Report a run that hit a limit."""
    return Finding(
        rule=outcome.state,
        place=place,
        what=f"{label} did not come to its end",
        actual=told(outcome),
        hint=LIMITS[outcome.state],
        exercise=exercise.id,
    )


def _holds_line(part: Code, outcome: Outcome) -> bool:
    first, count = part.place.line, part.source.count("\n") + 1
    error = outcome.raised
    return error is not None and error.path == part.place.path and first <= error.line < first + count


def _broken_program(exercise: Exercise, trials: Sequence[Trial]) -> Finding | None:
    """In a `choice` the program is the same for all options, so its failure is nobody's answer."""
    if exercise.kind != "choice" or not exercise.program:
        return None
    outcome = trials[0].answer.outcome
    if any(trial.answer.outcome.step != "program" for trial in trials) or outcome.state != "refuted":
        return None
    return Finding(
        rule="broken-program",
        place=failing_line(exercise.program, outcome),
        what="The program does not run",
        actual=told(outcome),
        hint="Mend the program; every option is judged by what it leaves behind.",
        exercise=exercise.id,
    )


def _broken_check(exercise: Exercise, trials: Sequence[Trial]) -> Finding | None:
    """Blame the check for a slip at which every answer stops, the key too."""
    check = exercise.check
    stopped = [trial for trial in trials if trial.answer.outcome.step == "check" or _is_holding(trial)]
    keyed = [trial for trial in trials if trial.answer.keyed]
    errors = [trial.answer.outcome.raised for trial in stopped]
    kinds = {(error.type, error.message) if error else None for error in errors}
    if not check or not keyed or len(kinds) != 1 or any(key not in stopped for key in keyed):
        return None
    outcome = keyed[0].answer.outcome
    if not outcome.raised or outcome.raised.type not in SLIPS or not _holds_line(check, outcome):
        return None
    return Finding(
        rule="broken-program",
        place=failing_line(check, outcome),
        what="The check does not run",
        actual=told(outcome),
        hint="Mend the check; every answer stops at this line.",
        exercise=exercise.id,
    )


def _limits(exercise: Exercise, trials: Sequence[Trial]) -> Judgement:
    hit = [trial for trial in trials if trial.answer.outcome.state in LIMITS]
    for trial in _once_a_place(hit):
        label = f"The {_called(trial)} {code(trial.answer.label)}"
        yield limit_finding(exercise, trial.answer.outcome, trial.place, label)


def _vacuous(exercise: Exercise, trials: Sequence[Trial], ran: Ran) -> list[Finding]:
    check = exercise.check
    used = check if ran.without is not None else None
    reason = says_nothing(used) if used else ""
    if not reason and ran.without is not None and ran.without.state == "holds":
        reason = "it holds even when the answer is left out"
    if not reason and len(trials) > 1 and all(_is_holding(trial) for trial in trials):
        reason = "it holds whatever is answered" if used else "every sentence holds"
    if not reason:
        return []
    keyed = [trial.answer.label for trial in trials if trial.answer.keyed]
    return [
        Finding(
            rule="vacuous-check",
            place=used.place if used else exercise.place,
            what="The check can not tell a right answer from a wrong one",
            expected=f"a check that only {names(keyed) or 'the right answer'} can pass",
            actual=reason,
            hint="Assert something about what the answer made." if used else "Make a sentence false.",
            exercise=exercise.id,
        )
    ]


def _keys(exercise: Exercise, trials: Sequence[Trial]) -> Judgement:
    wrong = [t for t in trials if t.answer.keyed and t.answer.outcome.state == "refuted"]
    holding = [trial.answer.label for trial in trials if _is_holding(trial)]
    for trial in wrong:
        label = code(trial.answer.label)
        nothing = f"No answer holds, not even the key {label}"
        yield Finding(
            rule="wrong-key" if holding else "no-key",
            place=trial.place,
            what=f"The key does not hold: {label}" if holding else nothing,
            expected=hold(holding) if holding else f"{label} holds",
            actual=told(trial.answer.outcome),
            hint=_about_key(exercise) if holding else "Offer an answer that holds, or mend the check.",
            exercise=exercise.id,
        )
        if not holding:
            return


def _about_key(exercise: Exercise) -> str:
    if exercise.kind == "fill":
        return "Mend the program or the check."
    thing = "repair" if exercise.kind == "fix" else "answer"
    checked = "claim" if any(option.claim for option in exercise.options) else "check"
    return f"Tick the {thing} that holds, or mend the {checked}."


def _others(exercise: Exercise, trials: Sequence[Trial]) -> Judgement:
    keys = [trial.answer for trial in trials if trial.answer.keyed]
    # Where nothing is ticked, reading has said so.
    if not keys:
        return
    # Where the key itself does not hold, what holds instead was named there.
    if not exercise.multiple and any(key.outcome.state != "holds" for key in keys):
        return
    for trial in _once_a_place([t for t in trials if _is_holding(t) and not t.answer.keyed]):
        label = trial.answer.label
        hint = "Replace it, or make the check stricter."
        if exercise.kind == "choice":
            single = "Replace it, make the check stricter, or use `.multiple`."
            hint = "Tick it too." if exercise.multiple else single
        yield Finding(
            rule="ambiguous-key",
            place=trial.place,
            what=f"Another answer holds: {code(label)}",
            expected=f"only {hold(key.label for key in keys)}",
            actual=f"{code(label)} holds too",
            hint=hint,
            exercise=exercise.id,
        )


def _witnesses(exercise: Exercise, trials: Sequence[Trial]) -> Judgement:
    single = [t for t in trials if t.listed and t.distance == 1 and not t.answer.keyed]
    for place, group in _by_place(single):
        announced = group[0].raises
        kinds = [t.answer.outcome.raised.type if t.answer.outcome.raised else "" for t in group]
        if announced and announced.rpartition(".")[2] not in kinds:
            yield _unkept(exercise, place, group[0])
        elif not announced and all(kind in SLIPS for kind in kinds):
            yield _slip(exercise, place, group[0])


def _slip(exercise: Exercise, place: Place, trial: Trial) -> Finding:
    error = trial.answer.outcome.raised
    assert error is not None
    return Finding(
        rule="broken-witness",
        place=place,
        what=f"The wrong answer {code(trial.answer.label)} is refuted only by a slip",
        expected="an answer that runs and is refuted by the check",
        actual=raised(trial.answer.outcome),
        hint=f"Mend the answer, or announce the error with `{{raises={error.type}}}` if it is meant.",
        exercise=exercise.id,
    )


def _unkept(exercise: Exercise, place: Place, trial: Trial) -> Finding:
    return Finding(
        rule="broken-witness",
        place=place,
        what=f"The answer {code(trial.answer.label)} does not raise what is announced",
        expected=f"it raises {code(trial.raises)}",
        actual=told(trial.answer.outcome),
        hint="Take the announcement out, or mend the answer.",
        exercise=exercise.id,
    )


def _empty_claims(exercise: Exercise) -> Judgement:
    for option in exercise.options if exercise.kind == "choice" else ():
        if option.claim:
            yield from empty_claim(exercise, option.claim, of="the sentence")


def _unbroken(exercise: Exercise, ran: Ran) -> Judgement:
    if exercise.kind == "fix" and exercise.program and ran.written and ran.written.state == "holds":
        yield Finding(
            rule="not-broken",
            place=exercise.program.place,
            what="The program is not broken",
            expected="a program that stops with an error or does not pass its check",
            actual=told(ran.written),
            hint="Break the marked line, or mend the check.",
            exercise=exercise.id,
        )


def _is_holding(trial: Trial) -> bool:
    return trial.answer.outcome.state == "holds"


def _called(trial: Trial) -> str:
    return "key" if trial.answer.keyed else "answer"


def _by_place(trials: Iterable[Trial]) -> list[tuple[Place, list[Trial]]]:
    key: Callable[[Trial], Place] = lambda trial: trial.place  # noqa: E731 groupby and sorted share it
    return [(place, list(group)) for place, group in groupby(sorted(trials, key=key), key=key)]


def _once_a_place(trials: Iterable[Trial]) -> list[Trial]:
    """Keep one answer a place, the nearest to the key: its combinations say nothing new."""
    return [min(group, key=lambda trial: trial.distance) for _, group in _by_place(trials)]
