"""Each rule about answers, with its whole finding, by real runs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from keyproof.exercise import Exercise, Option
from keyproof.finding import Finding
from keyproof.verdict import Verdict
from keyproof.verify import Pool, verify
from keyproof.verify.prove import verify_one

from .factory import blank, exercise, option, place

CHECK = "assert rnn.input_size == 10\nassert rnn.hidden_size == 20\nrnn(torch.randn(7, 3, 10))"
ANSWER = "assert answer.input_size == 10\nassert answer.hidden_size == 20\nanswer(torch.randn(7, 3, 10))"
PROGRAM = "rnn = nn.RNN(10, 20)"


def _fill(*distractors: str, key: str = "20", program: str = PROGRAM, check: str = CHECK) -> Exercise:
    options = tuple(option(chip, 20 + number) for number, chip in enumerate(distractors))
    return exercise("fill", program=program, blanks=(blank(program, key, 10),), options=options, check=check)


def _choice(*options: Option, check: str = ANSWER, **more: Any) -> Exercise:
    return exercise("choice", options=options, check=check, **more)


def _found(pool: Pool, one: Exercise) -> tuple[Finding, ...]:
    return verify_one(one, run=pool.run).findings


def _labels(verdict: Verdict) -> list[tuple[str, str]]:
    return [(answer.label, answer.outcome.state) for answer in verdict.answers]


def test_a_fill_is_proven_when_only_the_key_holds(pool: Pool) -> None:
    """The bank is the key and the distractors, and each was run."""
    verdict = verify_one(_fill("10", "30", "5"), run=pool.run)

    assert () == verdict.findings
    assert ("20", "10", "30", "5") == verdict.bank
    assert [("20", "holds"), ("10", "refuted"), ("30", "refuted"), ("5", "refuted")] == _labels(verdict)
    assert (4, (0,)) == (verdict.runs, verdict.holding)
    assert [True, False, False, False] == [answer.keyed for answer in verdict.answers]
    assert verdict.torch.startswith("2.")


def test_every_assignment_of_several_blanks_is_run(pool: Pool) -> None:
    """Bank to the power of blanks, the last blank fastest."""
    program = "rnn = nn.RNN(10, 20, num_layers=2)"
    second = blank(program, "=2", 10)
    blanks = (blank(program, "20", 10), replace(second, text="2", start=second.start + 1))
    check = "assert rnn.hidden_size == 20 and rnn.num_layers == 2\nrnn(torch.randn(7, 10))"
    one = exercise("fill", program=program, blanks=blanks, options=(option("3", 20),), check=check)
    verdict = verify_one(one, run=pool.run)

    assert () == verdict.findings
    assert ["20, 20", "20, 2", "20, 3", "2, 20", "2, 2", "2, 3", "3, 20", "3, 2", "3, 3"] == [
        answer.label for answer in verdict.answers
    ]
    assert (1,) == verdict.holding


def test_wrong_key_in_a_choice(pool: Pool) -> None:
    """It names what the key did and what holds instead."""
    wrong = option("nn.RNN(hidden_size=10, input_size=20)", 20, keyed=True)
    right = option("nn.RNN(input_size=10, hidden_size=20)", 21)

    assert _found(pool, _choice(wrong, right)) == (
        Finding(
            rule="wrong-key",
            place=place(20, 7, 39),
            what="The key does not hold: `nn.RNN(hidden_size=10, input_size=20)`",
            expected="`nn.RNN(input_size=10, hidden_size=20)` holds",
            actual="`answer.input_size == 10` does not hold: `answer.input_size` is `20`",
            hint="Tick the answer that holds, or mend the check.",
            exercise="one",
        ),
    )


def test_wrong_key_in_a_fill_stands_at_the_blank(pool: Pool) -> None:
    """The key of a fill is the program, so that is what to mend."""
    found = _found(pool, _fill("20", "5", key="30", program="rnn = nn.RNN(10, 30)"))

    assert found == (
        Finding(
            rule="wrong-key",
            place=place(10, 33, 2),
            what="The key does not hold: `30`",
            expected="`20` holds",
            actual="`rnn.hidden_size == 20` does not hold: `rnn.hidden_size` is `30`",
            hint="Mend the program or the check.",
            exercise="one",
        ),
    )


def test_wrong_key_stands_at_the_blank_that_would_have_to_change(pool: Pool) -> None:
    """Of several blanks the one in which the nearest answer that holds differs."""
    program = "rnn = nn.RNN(10, 30)"
    blanks = (blank(program, "10", 10), replace(blank(program, "30", 10), place=place(10, 37, 2)))
    one = exercise("fill", program=program, blanks=blanks, options=(option("20", 20),), check=CHECK)

    assert [("wrong-key", place(10, 37, 2))] == [(found.rule, found.place) for found in _found(pool, one)]


def test_a_key_that_raises_is_told_by_its_error(pool: Pool) -> None:
    """With the line where it happened."""
    found = _found(pool, _choice(option("nn.RNN(10)", 20, keyed=True), option("nn.RNN(10, 20)", 21)))

    assert ["wrong-key"] == [finding.rule for finding in found]
    assert found[0].actual.startswith("it raises `TypeError: ")
    assert found[0].actual.endswith("at `nn.RNN(10)`")


def test_ambiguous_key_names_both(pool: Pool) -> None:
    """It stands at the answer that was not meant to hold."""
    key = option("nn.RNN(10, 20)", 20, keyed=True)
    other = option("nn.RNN(10, hidden_size=20)", 21)

    assert _found(pool, _choice(key, other, option("nn.RNN(20, 10)", 22))) == (
        Finding(
            rule="ambiguous-key",
            place=place(21, 7, 28),
            what="Another answer holds: `nn.RNN(10, hidden_size=20)`",
            expected="only `nn.RNN(10, 20)` holds",
            actual="`nn.RNN(10, hidden_size=20)` holds too",
            hint="Replace it, make the check stricter, or use `.multiple`.",
            exercise="one",
        ),
    )


def test_ambiguous_key_of_a_fill_stands_at_the_distractor(pool: Pool) -> None:
    """`-1` and `seq_len - 1` are both right."""
    program = "last = torch.arange(5)[-1]"
    found = _found(pool, _fill("4", "0", key="-1", program=program, check="assert last == 4"))

    assert [("ambiguous-key", place(20, 7, 3))] == [(finding.rule, finding.place) for finding in found]


def test_an_unticked_answer_that_holds_among_several(pool: Pool) -> None:
    """With `.multiple` it has to be ticked too, even when a ticked one fails."""
    options = (
        option("nn.RNN(10, 20)", 20, keyed=True),
        option("nn.GRU(10, 20)", 21),
        option("nn.RNN(20, 10)", 22, keyed=True),
    )
    found = _found(pool, _choice(*options, multiple=True))

    assert [(21, "ambiguous-key"), (22, "wrong-key")] == [(one.place.line, one.rule) for one in found]
    assert "Tick it too." == found[0].hint
    assert "`nn.RNN(10, 20)` and `nn.GRU(10, 20)` hold" == found[1].expected


def test_a_slip_in_the_check_is_the_checks_own(pool: Pool) -> None:
    """It is told once, at its line, and no answer is blamed."""
    check = "layer = answer\nassert lyaer.hidden_size == 20"
    options = (option("nn.RNN(10, 20)", 20, keyed=True), option("nn.RNN(20, 10)", 21))

    assert _found(pool, exercise("choice", options=options, check=check)) == (
        Finding(
            rule="broken-program",
            place=place(41, 1, 30),
            what="The check does not run",
            actual="it raises `NameError: name 'lyaer' is not defined` at `assert lyaer.hidden_size == 20`",
            hint="Mend the check; every answer stops at this line.",
            exercise="one",
        ),
    )


def test_a_name_that_only_a_wrong_answer_lacks_is_its_own_slip(pool: Pool) -> None:
    """The key reaches the end of the check, so the check is in order."""
    options = (option("layer = nn.RNN(10, 20)", 20, keyed=True), option("lyaer = nn.RNN(20, 10)", 21))
    found = _found(pool, exercise("choice", options=options, check="assert layer.hidden_size == 20"))

    assert "broken-witness" in [finding.rule for finding in found]
    assert "broken-program" not in [finding.rule for finding in found]


def test_no_answer_is_another_one_where_nothing_is_ticked(pool: Pool) -> None:
    """Reading reports that; there is no key that another answer could be besides."""
    options = (option("nn.RNN(10, 20)", 20), option("nn.RNN(20, 10)", 21))

    assert "ambiguous-key" not in [finding.rule for finding in _found(pool, _choice(*options))]


def test_no_key_when_nothing_holds(pool: Pool) -> None:
    """Once, whatever else is wrong with the answers."""
    key, other = option("nn.RNN(10, 30)", 20, keyed=True), option("nn.RNN(20, 10)", 21)

    assert _found(pool, _choice(key, other)) == (
        Finding(
            rule="no-key",
            place=place(20, 7, 16),
            what="No answer holds, not even the key `nn.RNN(10, 30)`",
            expected="`nn.RNN(10, 30)` holds",
            actual="`answer.hidden_size == 20` does not hold: `answer.hidden_size` is `30`",
            hint="Offer an answer that holds, or mend the check.",
            exercise="one",
        ),
    )


@pytest.mark.parametrize(
    ("check", "reason"),
    [
        ("rnn(torch.randn(7, 3, 10))", "it holds no assertion"),
        ("assert nn.RNN(10, 20).hidden_size == 20", "it holds even when the answer is left out"),
        ("assert rnn.input_size == 10", "it holds whatever is answered"),
    ],
)
def test_vacuous_check(pool: Pool, check: str, reason: str) -> None:
    """A check that can not tell right from wrong proves nothing, and nothing else is said of the answers."""
    assert _found(pool, _fill("10", "30", check=check)) == (
        Finding(
            rule="vacuous-check",
            place=place(40),
            what="The check can not tell a right answer from a wrong one",
            expected="a check that only `20` can pass",
            actual=reason,
            hint="Assert something about what the answer made.",
            exercise="one",
        ),
    )


@pytest.mark.parametrize(
    "check", ["torch.testing.assert_close(y, torch.ones(1))", "if y != 1: raise ValueError"]
)
def test_a_call_that_asserts_and_a_raise_count_as_assertions(pool: Pool, check: str) -> None:
    """They refute as well as `assert` does."""
    assert () == _found(pool, _fill("2", key="1", program="y = torch.ones(1) * 1", check=check))


def test_broken_witness(pool: Pool) -> None:
    """A wrong answer that is no program shows nothing but a slip."""
    found = _found(pool, _choice(option("nn.RNN(10, 20)", 20, keyed=True), option("RNN(10, 20)", 21)))

    assert found == (
        Finding(
            rule="broken-witness",
            place=place(21, 7, 13),
            what="The wrong answer `RNN(10, 20)` is refuted only by a slip",
            expected="an answer that runs and is refuted by the check",
            actual="it raises `NameError: name 'RNN' is not defined` at `RNN(10, 20)`",
            hint="Mend the answer, or announce the error with `{raises=NameError}` if it is meant.",
            exercise="one",
        ),
    )


@pytest.mark.parametrize("text", ["nn.RNN(10, 20", "import recurrent"])
def test_syntax_and_import_errors_are_slips_too(pool: Pool, text: str) -> None:
    """Neither says anything about the answer."""
    found = _found(pool, _choice(option("nn.RNN(10, 20)", 20, keyed=True), option(text, 21)))

    assert ["broken-witness"] == [finding.rule for finding in found]


def test_an_announced_error_is_no_slip(pool: Pool) -> None:
    """The author meant it."""
    meant = option("RNN(10, 20)", 21, raises="NameError")

    assert () == _found(pool, _choice(option("nn.RNN(10, 20)", 20, keyed=True), meant))


def test_an_announced_error_has_to_happen(pool: Pool) -> None:
    """The announcement is shown to readers, so it is checked."""
    other = option("nn.RNN(20, 10)", 21, raises="TypeError")

    assert _found(pool, _choice(option("nn.RNN(10, 20)", 20, keyed=True), other)) == (
        Finding(
            rule="broken-witness",
            place=place(21, 7, 16),
            what="The answer `nn.RNN(20, 10)` does not raise what is announced",
            expected="it raises `TypeError`",
            actual="`answer.input_size == 10` does not hold: `answer.input_size` is `20`",
            hint="Take the announcement out, or mend the answer.",
            exercise="one",
        ),
    )


def test_a_chip_made_for_another_blank_is_no_slip(pool: Pool) -> None:
    """`Linear` as a number is nonsense, but it was written for the other blank."""
    program = "rnn = nn.RNN(10, 20)"
    one = exercise(
        "fill",
        program=program,
        blanks=(blank(program, "RNN", 10), blank(program, "20", 10)),
        options=(option("Linear", 20), option("3O", 21)),
        check="assert isinstance(rnn, nn.RNN) and rnn.hidden_size == 20 and rnn(torch.ones(7, 10))",
    )
    found = _found(pool, one)

    assert [(21, "broken-witness")] == [(finding.place.line, finding.rule) for finding in found]


@pytest.mark.parametrize(
    ("chip", "rule", "actual"),
    [
        ("sum(iter(int, 1))", "timeout", "it ran for more than 0.5 s"),
        ("__import__('os')._exit(0)", "crash", "it ended its own process with exit status 0"),
        ("2**40", "memory", "it asked for more memory"),
        ("print('x' * 10**6)", "output", "it printed more than 64 KiB"),
    ],
)
def test_a_limit_is_its_own_finding(pool: Pool, chip: str, rule: str, actual: str) -> None:
    """Once a chip, with what to do about it."""
    one = _fill(chip, check="assert y.sum() == 20", program="y = torch.ones(20)")
    found = _found(pool, replace(one, seconds=0.5 if rule == "timeout" else 20))

    assert [(rule, 20, actual)] == [(finding.rule, finding.place.line, finding.actual) for finding in found]
    assert found[0].what.startswith("The answer `")
    assert found[0].hint


def test_a_limit_hit_by_the_key_is_told_instead_of_a_wrong_key(pool: Pool) -> None:
    """One finding an answer."""
    key = option("__import__('os')._exit(1)", 20, keyed=True)
    found = _found(pool, _choice(key, option("nn.RNN(20, 10)", 21)))

    assert [("crash", 20)] == [(finding.rule, finding.place.line) for finding in found]
    assert "The key `__import__('os')._exit(1)` did not come to its end" == found[0].what


def test_a_setup_that_fails_is_reported_once_at_its_line(pool: Pool) -> None:
    """Every answer would fail for the same reason."""
    options = (option("nn.RNN(10, 20)", 20, keyed=True), option("1", 21))
    found = _found(pool, _choice(*options, setup=("a = 1\nb = nothing",)))

    assert found == (
        Finding(
            rule="broken-program",
            place=place(51, 1, 11),
            what="The setup does not run",
            actual="it raises `NameError: name 'nothing' is not defined` at `b = nothing`",
            hint="Mend the setup; it runs before every answer.",
            exercise="one",
        ),
    )


def test_a_program_that_fails_under_every_option_is_reported_once(pool: Pool) -> None:
    """It is not the options' fault."""
    options = (option("x + 1", 20, keyed=True), option("x + 2", 21))
    found = _found(pool, _choice(*options, program="x = 1\n\nif x:\n    x.y", check="assert answer == 2"))

    assert [("broken-program", place(13, 5, 3))] == [(finding.rule, finding.place) for finding in found]
    assert "it raises `AttributeError: 'int' object has no attribute 'y'` at `x.y`" == found[0].actual


def _sentence(text: str, line: int, claim: str, **more: Any) -> Option:
    return option(text, line, sentence=True, claim=claim, **more)


def test_claims_decide_about_sentences(pool: Pool) -> None:
    """Exactly the ticked ones must hold."""
    options = (
        _sentence("It has 20 units.", 20, "assert rnn.hidden_size == 20", keyed=True),
        _sentence("It has 10 units.", 30, "assert rnn.hidden_size == 10"),
    )
    verdict = verify_one(exercise("choice", program=PROGRAM, options=options), run=pool.run)

    assert () == verdict.findings
    assert [("It has 20 units.", "holds"), ("It has 10 units.", "refuted")] == _labels(verdict)


def test_a_false_sentence_that_is_ticked(pool: Pool) -> None:
    """Its claim is what to mend."""
    options = (
        _sentence("It has 20 units.", 20, "assert rnn.hidden_size == 20"),
        _sentence("It has 10 units.", 30, "assert rnn.hidden_size == 10", keyed=True),
    )
    found = _found(pool, exercise("choice", program=PROGRAM, options=options))

    assert [("wrong-key", 30)] == [(finding.rule, finding.place.line) for finding in found]
    assert "Tick the answer that holds, or mend the claim." == found[0].hint


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("assert 1 == 1", "it names nothing that the program or the setup made"),
        ("x = 3\nassert len([x]) == x", "it names nothing that the program or the setup made"),
        ("rnn.hidden_size == 3", "it holds no assertion"),
    ],
)
def test_a_claim_that_depends_on_nothing(pool: Pool, claim: str, reason: str) -> None:
    """It would be true or false whatever the program did."""
    options = (
        _sentence("It has 20 units.", 20, "assert rnn.hidden_size == 20", keyed=True),
        _sentence("No.", 30, claim),
    )
    found = _found(pool, exercise("choice", program=PROGRAM, options=options, multiple=True))
    vacuous = [(finding.place, finding.actual) for finding in found if "claim" in finding.what]

    assert [(place(32), reason)] == vacuous


def test_sentences_that_all_hold_leave_nothing_to_choose(pool: Pool) -> None:
    """Then the exercise as a whole says nothing."""
    options = (
        _sentence("It has 20 units.", 20, "assert rnn.hidden_size == 20", keyed=True),
        _sentence("It reads 10.", 30, "assert rnn.input_size == 10"),
    )
    found = _found(pool, exercise("choice", program=PROGRAM, options=options))

    assert ["vacuous-check"] == [finding.rule for finding in found]
    assert (place(1), "every sentence holds") == (found[0].place, found[0].actual)


def test_an_option_stands_where_the_check_says_answer(pool: Pool) -> None:
    """Indented as there, of several lines, and its errors are its own."""
    options = (
        option("y = rnn(x)[0]\ny = y + 1", 20, keyed=True),
        option("y = rnn(x)\n", 23),
        option("y = rnn(x, 1, 2, 3)[0]", 26),
    )
    check = "y = None\nwith torch.no_grad():\n    answer\nassert y.shape == (7, 3, 20)"
    program = PROGRAM + "\nx = torch.randn(7, 3, 10)"
    verdict = verify_one(_choice(*options, check=check, program=program), run=pool.run)
    raised = [answer.outcome.raised for answer in verdict.answers]

    assert () == verdict.findings
    assert [None, "AttributeError", "TypeError"] == [error and error.type for error in raised]
    assert [(43, "assert y.shape == (7, 3, 20)"), (26, "y = rnn(x, 1, 2, 3)[0]")] == [
        (error.line, error.source) for error in raised if error
    ]


def test_an_option_of_statements_runs_before_the_check(pool: Pool) -> None:
    """It needs no name; an error of the check stays at the check."""
    options = (option("rnn = nn.RNN(10, 20)", 20, keyed=True), option("rnn = None", 21))
    verdict = verify_one(_choice(*options, check=CHECK), run=pool.run)

    assert () == verdict.findings
    assert "check" == verdict.answers[1].outcome.step


def test_an_option_that_raises_ends_in_a_step_of_its_own(pool: Pool) -> None:
    """So feedback can tell it from a failed check."""
    options = (option("nn.RNN(10, 20)", 20, keyed=True), option("nn.RNN(10, -1)", 21))
    outcome = verify_one(_choice(*options), run=pool.run).answers[1].outcome

    assert "answer" == outcome.step
    assert outcome.raised is not None
    assert ("ValueError", 21) == (outcome.raised.type, outcome.raised.line)


def _fix(program: str, *options: Option, repair: tuple[int, int] = (1, 1), check: str = CHECK) -> Exercise:
    return exercise("fix", program=program, repair=repair, options=options, check=check)


def test_a_fix_shows_how_the_program_fails(pool: Pool) -> None:
    """Lines of a repair keep their own place, lines below it keep theirs."""
    program = "rnn = nn.RNN(8, 20)\nrnn(torch.randn(7, 3, 10))"
    options = (option("n = 10\nrnn = nn.RNN(n, 20)", 20, keyed=True), option("rnn = nn.RNN(9, 20)", 30))
    verdict = verify_one(_fix(program, *options), run=pool.run)
    written, wrong = verdict.as_written, verdict.answers[1].outcome

    assert () == verdict.findings
    assert (0,) == verdict.holding
    assert written is not None and written.raised is not None and wrong.raised is not None
    assert ("refuted", "program", "RuntimeError", 11) == (
        written.state, written.step, written.raised.type, written.raised.line
    )  # fmt: skip
    assert (11, "rnn(torch.randn(7, 3, 10))") == (wrong.raised.line, wrong.raised.source)


def test_a_repair_keeps_the_indentation_of_the_marked_line(pool: Pool) -> None:
    """The author writes it without."""
    program = "def make():\n    size = 8\n    return nn.RNN(size, 20)\nrnn = make()"
    options = (option("size = 10", 20, keyed=True), option("size = 9", 21))

    assert () == _found(pool, _fix(program, *options, repair=(2, 2)))


def test_not_broken(pool: Pool) -> None:
    """There is nothing to repair."""
    options = (option("rnn = nn.RNN(10, 20, 2)", 20, keyed=True), option("rnn = nn.RNN(8, 20)", 21))

    assert _found(pool, _fix(PROGRAM, *options)) == (
        Finding(
            rule="not-broken",
            place=place(10),
            what="The program is not broken",
            expected="a program that stops with an error or does not pass its check",
            actual="it holds: the check ran to its end",
            hint="Break the marked line, or mend the check.",
            exercise="one",
        ),
    )


def test_what_has_nothing_to_run_gets_an_empty_verdict(pool: Pool) -> None:
    """Reading has reported it, or the page says that it was not checked."""
    opinion = _sentence("Yes.", 20, "", keyed=True)
    excused = exercise("choice", options=(opinion,), unverified="a matter of taste")
    bare = exercise("fill", program=PROGRAM, blanks=(blank(PROGRAM, "20", 10),))

    assert [Verdict(exercise="one")] * 2 == [verify_one(one, run=pool.run) for one in (excused, bare)]


def test_verdicts_come_in_the_order_of_the_exercises(pool: Pool) -> None:
    """However many are run at the same time."""
    made = [exercise("predict", program=f"print({n})", options=(option("9", 20),)) for n in range(4)]
    named = [replace(one, id=f"id-{number}") for number, one in enumerate(made)]
    verdicts = verify(named, run=pool.run, jobs=1)

    assert ["id-0", "id-1", "id-2", "id-3"] == list(verdicts)
    assert ["0", "1", "2", "3"] == [verdict.answers[0].label for verdict in verdicts.values()]
