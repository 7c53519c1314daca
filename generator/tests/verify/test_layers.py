"""A check that only builds a layer says nothing about most of its arguments."""

from __future__ import annotations

from typing import Any

import pytest

from keyproof.exercise import Exercise
from keyproof.finding import Finding
from keyproof.verify import Job, Pool, Result
from keyproof.verify.prove import verify_one

from .factory import blank, exercise, option, place

PROGRAM = "rnn = nn.RNN(10, 20)"
CALL = "rnn(torch.randn(7, 3, 10))"
BUILT = "assert rnn.hidden_size == 20"


def _rules(pool: Pool, one: Exercise) -> list[tuple[str, int]]:
    return [(finding.rule, finding.place.line) for finding in verify_one(one, run=pool.run).findings]


def _fill(check: str, program: str = PROGRAM, **more: Any) -> Exercise:
    blanks = (blank(program, "20", 10),)
    return exercise("fill", program=program, blanks=blanks, options=(option("30", 20),), check=check, **more)


def _choice(check: str, *texts: str, **more: Any) -> Exercise:
    key, *wrong = texts
    options = [option(key, 20, keyed=True), *(option(text, 21 + n) for n, text in enumerate(wrong))]
    return exercise("choice", options=tuple(options), check=check, **more)


def test_a_fill_whose_layer_is_never_called(pool: Pool) -> None:
    """The finding names the layer, and shows how to call it."""
    found = verify_one(_fill(BUILT), run=pool.run).findings

    assert found == (
        Finding(
            rule="never-run",
            place=place(40),
            what="The check never runs the layer that the answer builds",
            expected="a call of `rnn` in the program or in the check",
            actual="`rnn` is built, and no layer is called",
            hint="Call it once: `rnn(torch.randn(…))`. Many wrong arguments fail only then.",
            exercise="one",
        ),
    )


def test_the_key_that_only_the_constructor_accepts(pool: Pool) -> None:
    """What the rule is for: this key is wrong, and only a call shows it."""
    texts = ("nn.RNN(10, 20, bidirectional=None)", "nn.RNN(20, 10)")
    built = _choice("assert answer.hidden_size == 20", *texts)
    called = _choice("assert answer(torch.randn(7, 3, 10))[0].shape[-1] == 20", *texts)

    assert [("never-run", 40)] == _rules(pool, built)
    assert [("no-key", 20)] == _rules(pool, called)


@pytest.mark.parametrize(
    "one",
    [
        _fill(f"{BUILT}\n{CALL}"),
        _fill(BUILT, program=f"{PROGRAM}\n{CALL}"),
        _fill(f"{BUILT}\nrnn.forward(torch.randn(7, 3, 10))"),
        _fill(f"{BUILT}\nnn.Sequential(rnn)(torch.randn(7, 3, 10))"),
        _fill(f"{BUILT}\nwith torch.no_grad():\n    {CALL}"),
    ],
    ids=["in the check", "in the program", "by forward", "inside another", "in a block"],
)
def test_any_call_is_enough(pool: Pool, one: Exercise) -> None:
    """Wherever it stands and however it is written."""
    assert [] == _rules(pool, one)


@pytest.mark.parametrize(
    "one",
    [
        _choice("assert answer.shape == (3, 4)", "torch.zeros(3, 4)", "torch.zeros(4, 3)"),
        _choice("assert answer == rnn.hidden_size", "20", "10", setup=(PROGRAM,)),
        _choice(
            "try:\n    answer()\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError",
            "lambda: nn.RNN(10, 20, nonlinearity='TANH')",
            "lambda: nn.RNN(10, 20, nonlinearity='tanh')",
        ),
        _choice(
            "raised = False\ntry:\n    answer\nexcept ValueError:\n    raised = True\nassert raised",
            "nn.RNN(10, 20, nonlinearity='TANH')",
            "nn.RNN(10, 20, nonlinearity='tanh')",
        ),
        exercise("predict", program=f"{PROGRAM}\nprint(rnn)", options=(option("RNN()", 20),)),
    ],
    ids=["a tensor", "a layer of the setup", "an error in a function", "an error in place", "a prediction"],
)
def test_exercises_that_are_not_about_a_layer_that_runs(pool: Pool, one: Exercise) -> None:
    """Nothing is asked of a key that builds no layer; constructors that raise build none."""
    assert [] == _rules(pool, one)


def test_a_repair(pool: Pool) -> None:
    """Its program and check count together."""
    one = exercise(
        "fix",
        program="rnn = nn.RNN(10, 30)",
        repair=(1, 1),
        options=(option("rnn = nn.RNN(10, 20)", 20, keyed=True), option("rnn = nn.RNN(20, 10)", 21)),
        check=BUILT,
    )

    assert [("never-run", 40)] == _rules(pool, one)


def test_sentences_have_no_check(pool: Pool) -> None:
    """Their claims may speak of a layer's attributes."""
    options = (
        option("It has 20 units.", 20, sentence=True, claim="assert rnn.hidden_size == 20", keyed=True),
        option("It has 10 units.", 30, sentence=True, claim="assert rnn.hidden_size == 10"),
    )

    assert [] == _rules(pool, exercise("choice", program=PROGRAM, options=options))


def test_a_wrong_key_is_not_asked_for_a_call_as_well(pool: Pool) -> None:
    """One finding says what to do first."""
    assert ["no-key"] == [rule for rule, _ in _rules(pool, _fill("assert rnn.hidden_size == 7"))]


def test_the_answers_themselves_are_run_untouched(pool: Pool) -> None:
    """Layers are watched in a run of its own, the last one."""
    jobs: list[Job] = []

    def kept(job: Job) -> Result:
        jobs.append(job)
        return pool.run(job)

    check = f"{BUILT}\n{CALL}\nassert not hasattr(nn.Module.__call__, '__wrapped__')"
    found = verify_one(_fill(check), run=kept).findings
    watched = [[step.layers for step in candidate.steps] for candidate in jobs[0].candidates]

    assert () == found
    assert [[False, False], [False, False], [False], [True, False]] == watched
