"""Hand-made records: one exercise of each kind with the verdict a real run gives it."""

from __future__ import annotations

from keyproof.exercise import Blank, Code, Exercise, Experiment, Option, Prose, Write, Wrong
from keyproof.finding import Place
from keyproof.trace import Trace
from keyproof.unrolled import Moment, Unrolled
from keyproof.verdict import Answer, Assertion, Outcome, Raised, Verdict

PATH = "exercises/rnn-layer/try.md"


def at(line: int = 1) -> Place:
    return Place(path=PATH, line=line)


def code(source: str, *, line: int = 20) -> Code:
    return Code(source=source, place=at(line))


def prose(text: str) -> Prose:
    return Prose(text=text, place=at())


def option(
    text: str = "",
    *,
    keyed: bool = False,
    note: str = "",
    code: Code | None = None,
    claim: Code | None = None,
) -> Option:
    return Option(text=text, keyed=keyed, note=note, code=code, claim=claim, place=at())


def assertion(source: str, *, held: bool = True, left_value: str = "", right_value: str = "") -> Assertion:
    left, _, right = source.partition(" == ")
    return Assertion(
        source=source,
        held=held,
        left=left if right else "",
        left_value=left_value,
        right=right,
        right_value=right_value or right,
    )


def holds(*sources: str, value: str = "", form: str = "") -> Outcome:
    checks = tuple(assertion(source) for source in sources)
    return Outcome(candidate="c", state="holds", assertions=checks, value=value, form=form)  # type: ignore[arg-type]


def fails(source: str, left_value: str, right_value: str = "") -> Outcome:
    failed = assertion(source, held=False, left_value=left_value, right_value=right_value)
    return Outcome(candidate="c", state="refuted", step="check", assertions=(failed,))


def raises(type_: str, message: str, *, source: str = "", traceback: str = "") -> Outcome:
    raised = Raised(type=type_, message=message, source=source, traceback=traceback)
    return Outcome(candidate="c", state="refuted", step="program", raised=raised)


def answer(label: str, outcome: Outcome, *, keyed: bool = False, note: str = "") -> Answer:
    return Answer(label=label, outcome=outcome, keyed=keyed, note=note)


def verdict(id_: str, *answers: Answer, **parts: object) -> Verdict:
    return Verdict(exercise=id_, answers=answers, torch="2.13.0+cpu", **parts)  # type: ignore[arg-type]


def blank(source: str, text: str, *, nth: int = 0) -> Blank:
    start = -1
    for _ in range(nth + 1):
        start = source.index(text, start + 1)
    return Blank(text=text, start=start, end=start + len(text), place=at())


def fill() -> tuple[Exercise, Verdict]:
    source = "rnn = nn.RNN(10, 20, num_layers=2, batch_first=True)\noutput, h_n = rnn(x)"
    bank = ("2", "True", "False")
    exercise = Exercise(
        id="two-layers",
        kind="fill",
        level="medium",
        title="Two layers that read `(batch, seq_len, input_size)`",
        heading=2,
        place=at(3),
        before=prose("Batches come first: `x` has shape `(3, 5, 10)`."),
        program=code(source),
        blanks=(blank(source, "2", nth=1), blank(source, "True")),
        options=(option("`False`", note="The default puts `seq_len` first."),),
        check=code("assert rnn.num_layers == 2\nassert output.shape == (3, 5, 20)", line=30),
        hints=(prose("Layers are *counted*."), prose("See the [header](index.md):\n\n- a\n- b")),
        mistakes=prose("- Leaving `batch_first` out"),
        solution=prose("1. Count the layers.\n2. Put the batch first."),
    )
    answers = []
    for first in bank:
        for second in bank:
            if first == "2" and second != "False":
                keyed = second == "True"
                outcome = holds("rnn.num_layers == 2", "output.shape == (3, 5, 20)")
                if not keyed:
                    outcome = raises("TypeError", "batch_first must be bool, got int")
            else:
                keyed, outcome = False, fails("rnn.num_layers == 2", first)
            answers.append(answer(f"{first}, {second}", outcome, keyed=keyed))
    return exercise, verdict(exercise.id, *answers, bank=bank)


def choice() -> tuple[Exercise, Verdict]:
    exercise = Exercise(
        id="create",
        kind="choice",
        level="easy",
        title="Create a layer",
        heading=2,
        place=at(),
        before=prose("Which line makes a layer of 10 inputs and a state of 20?"),
        options=(
            option("`nn.RNN(10, 20)`", keyed=True, code=code("nn.RNN(10, 20)")),
            option("`nn.RNN(20, 10)`", code=code("nn.RNN(20, 10)"), note="The order is `input, hidden`."),
            option("`nn.RNN(10)`", code=code("nn.RNN(10)")),
            option(code=code("layer = nn.RNN(20, 20)\nlayer.input_size = 30\nanswer = layer")),
        ),
        check=code("assert answer.input_size == 10\nassert answer.hidden_size == 20"),
        attempts=2,
    )
    message = "RNNBase.__init__() missing 1 required positional argument: 'hidden_size'"
    return exercise, verdict(
        exercise.id,
        answer("nn.RNN(10, 20)", holds("answer.input_size == 10", "answer.hidden_size == 20"), keyed=True),
        answer(
            "nn.RNN(20, 10)", fails("answer.input_size == 10", "20"), note="The order is `input, hidden`."
        ),
        answer("nn.RNN(10)", raises("TypeError", message, source="nn.RNN(10)")),
        answer("layer", fails("answer.input_size == 10", "30")),
    )


def claims() -> tuple[Exercise, Verdict]:
    exercise = Exercise(
        id="what-holds",
        kind="choice",
        title="What holds of a layer?",
        heading=3,
        place=at(),
        program=code("rnn = nn.RNN(10, 20)"),
        multiple=True,
        options=(
            option("It has *one* layer", keyed=True, claim=code("assert rnn.num_layers == 1")),
            option("It reads `batch` first", claim=code("assert rnn.batch_first")),
            option("Its state holds 20 numbers", keyed=True, claim=code("assert rnn.hidden_size == 20")),
        ),
    )
    refuted = Assertion(source="rnn.batch_first", held=False)
    return exercise, verdict(
        exercise.id,
        answer("a", holds("rnn.num_layers == 1"), keyed=True),
        answer("b", Outcome(candidate="b", state="refuted", step="claim", assertions=(refuted,))),
        answer("c", holds("rnn.hidden_size == 20"), keyed=True),
    )


def predict() -> tuple[Exercise, Verdict]:
    exercise = Exercise(
        id="shape",
        kind="predict",
        level="medium",
        title="The shape of the output",
        heading=2,
        place=at(),
        program=code("rnn = nn.RNN(10, 20)\noutput, h_n = rnn(torch.randn(7, 3, 10))"),
        answer=code("output.shape"),
        options=(option("`(3, 7, 20)`", note="Not with the default layout."), option("`(7, 20)`")),
    )
    wrong = Outcome(candidate="w", state="refuted")
    return exercise, verdict(
        exercise.id,
        answer("(7, 3, 20)", holds(value="(7, 3, 20)", form="shape"), keyed=True),
        answer("(3, 7, 20)", wrong, note="Not with the default layout."),
        answer("(7, 20)", wrong),
        choices=("(7, 3, 20)", "(3, 7, 20)", "(7, 20)"),
    )


def typed() -> tuple[Exercise, Verdict]:
    exercise = Exercise(
        id="count",
        kind="predict",
        level="hard",
        title="How many parameters?",
        heading=2,
        place=at(),
        program=code("rnn = nn.RNN(10, 20)"),
        answer=code("sum(p.numel() for p in rnn.parameters())"),
        options=(option("`600`", note="There are biases too."),),
        typed=True,
        tolerance=0.5,
    )
    return exercise, verdict(
        exercise.id,
        answer("640", holds(value="640", form="number"), keyed=True),
        answer("600", Outcome(candidate="w", state="refuted"), note="There are biases too."),
    )


def fix() -> tuple[Exercise, Verdict]:
    source = "rnn = nn.RNN(10, 20)\nx = torch.randn(7, 3, 8)\noutput, h_n = rnn(x)"
    exercise = Exercise(
        id="repair",
        kind="fix",
        level="hard",
        title="Make it run",
        heading=2,
        place=at(),
        program=code(source, line=40),
        repair=(2, 2),
        options=(
            option("`x = torch.randn(7, 3, 10)`", keyed=True, code=code("x = torch.randn(7, 3, 10)")),
            option("`x = torch.randn(10, 3, 8)`", code=code("x = torch.randn(10, 3, 8)")),
        ),
        check=code("assert output.shape == (7, 3, 20)", line=50),
    )
    message = "input.size(-1) must be equal to input_size. Expected 10, got 8"
    trace = (
        "Traceback (most recent call last):\n"
        f'  File "{PATH}", line 42, in <module>\n'
        "    output, h_n = rnn(x)\n"
        f"RuntimeError: {message}"
    )
    failed = raises("RuntimeError", message, source="output, h_n = rnn(x)", traceback=trace)
    return exercise, verdict(
        exercise.id,
        answer("a", holds("output.shape == (7, 3, 20)"), keyed=True),
        answer("b", failed),
        as_written=failed,
    )


def order() -> tuple[Exercise, Verdict]:
    source = "rnn = nn.RNN(10, 20)\n# The last step.\noutput, h_n = rnn(x)\nlast = output[-1]"
    exercise = Exercise(
        id="last-step",
        kind="order",
        title="The last step",
        heading=2,
        place=at(),
        before=prose("Each line waits for another one."),
        program=code(source),
        pieces=((1, 1), (2, 3), (4, 4)),
        check=code("assert last.shape == (3, 20)", line=30),
    )
    line = "output, h_n = rnn(x)"
    return exercise, verdict(
        exercise.id,
        answer("1, 2, 3", holds("last.shape == (3, 20)"), keyed=True),
        answer("2, …", raises("NameError", "name 'rnn' is not defined", source=line)),
        answer("3, …", raises("NameError", "name 'output' is not defined", source="last = output[-1]")),
        answer("1, 3, …", raises("NameError", "name 'output' is not defined", source="last = output[-1]")),
        orders=((0, 1, 2), (1,), (2,), (0, 2)),
    )


def _unrolled(total: float, after: float) -> Unrolled:
    moment = Moment(
        x=(1.0,), before=(0.0,), from_input=(0.5,), b_ih=(0.1,), from_state=(0.0,), b_hh=(0.2,),
        total=(total,), after=(after,),
    )  # fmt: skip
    return Unrolled(
        layer="RNN", activation="tanh", bias=True, batch_first=False, input_shape=(1, 1), output_shape=(1, 1),
        state_shape=(1, 1), w_ih=((0.5,),), w_hh=((2.0,),), start=(0.0,), started=False, moments=(moment,),
        off=0.0,
    )  # fmt: skip


def trace() -> tuple[Exercise, Verdict]:
    exercise = Exercise(
        id="by-hand",
        kind="trace",
        title="By hand",
        heading=2,
        place=at(),
        before=prose("One step."),
        program=code("rnn = nn.RNN(1, 1)\nx = torch.ones(1, 1)"),
        trace=Trace(),
    )
    slip = Outcome(candidate="no-b-hh", state="refuted", step="answer")
    return exercise, verdict(
        exercise.id,
        answer("the layer", holds(), keyed=True),
        answer("no-b-hh", slip),
        unrolled=(_unrolled(0.8, 0.664037), _unrolled(0.6, 0.53705)),
    )


def card() -> tuple[Exercise, Verdict]:
    exercise = Exercise(
        id="card",
        kind="card",
        title="Axes of h_n",
        heading=2,
        place=at(),
        before=prose("Which axes has `h_n`?"),
        back=prose("Layers, batch, width: `a < b`."),
        check=code("assert h_n.dim() == 3"),
    )
    answer = Answer(label="Axes of h_n", outcome=holds("h_n.dim() == 3"), keyed=True)
    return exercise, Verdict(exercise="card", answers=(answer,), torch="2.13.0", python="3.11.7")


def write() -> tuple[Exercise, Verdict]:
    exercise = Exercise(
        id="make",
        kind="write",
        level="hard",
        title="Make a layer",
        heading=2,
        place=at(),
        setup=(code("import torch\nfrom torch import nn"),),
        before=prose("Write `make()`."),
        program=code("def make():\n    ..."),
        check=code("assert make().hidden_size == 20", line=30),
        write=Write(
            reference=code("def make():\n    return nn.RNN(10, 20)"),
            wrong=(
                Wrong(code=code("def make():\n    return nn.RNN(20, 10)"), note="The `input` comes first."),
            ),
        ),
        hints=(prose("Two numbers."),),
        solution=prose("1. Inputs first."),
    )
    return exercise, verdict(
        exercise.id,
        answer("reference solution", holds("make().hidden_size == 20"), keyed=True),
        answer("starter", raises("AttributeError", "'NoneType' object has no attribute 'hidden_size'")),
        answer(
            "wrong solution 1", fails("make().hidden_size == 20", "10"), note="The `input` comes first."
        ),
    )


def experiment() -> tuple[Exercise, Verdict]:
    exercise = Exercise(
        id="beat",
        kind="experiment",
        title="Beat it",
        heading=2,
        place=at(),
        setup=(code("y_train = torch.ones(3)"),),
        before=prose("Reach it."),
        program=code("accuracy = 0.5"),
        experiment=Experiment(
            metric="accuracy",
            target=(">=", 0.9),
            labels="y_train",
            runs=5,
            solution=code("accuracy = 0.95"),
            place=at(),
        ),
        hints=(prose("More."),),
    )
    number = Outcome(candidate="c", state="refuted", value="0.5", form="number")
    return exercise, verdict(
        exercise.id,
        answer("baseline", number),
        answer("solution", Outcome(candidate="c", state="holds", value="0.95", form="number"), keyed=True),
        answer("solution with shuffled labels", number),
        measured=((0.5, 0.52, 0.8996, 0.5, 0.5), (0.95,) * 5, (0.4, None, 0.5, 0.5, 0.5)),
    )


def explain() -> tuple[Exercise, Verdict]:
    exercise = Exercise(
        id="explain",
        kind="explain",
        title="Why so",
        heading=2,
        place=at(),
        before=prose("Explain why."),
        solution=prose("Since **this** holds."),
        options=(
            Option(text="Two `states`, `a < b`.", claim=code("assert h_n.dim() == 3"), place=at()),
            Option(text="Nothing to run.", place=at()),
        ),
        hints=(prose("Look at `h_n`."),),
    )
    return exercise, verdict(exercise.id, answer("Two states.", holds("h_n.dim() == 3"), keyed=True))


ALL = (fill, choice, claims, predict, typed, fix, order, trace)
"""Every sample with an answer to give; the tests that must hold for each such kind walk them."""

CARDS = (card,)
"""Samples without an answer to give."""

OWN = (write, experiment, explain)
"""Samples that only their reader can judge."""
