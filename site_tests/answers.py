"""What the site's exercises should say to which answer, written down by hand.

In: nothing. Out: `TASKS`, one for each way of asking. Texts are as a reader sees them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Way = Literal["fill", "choose", "tick", "type"]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a reader gives, and parts of what the exercise then says."""

    gives: tuple[str, ...]
    says: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Task:
    """An exercise of the site, with wrong answers and the right one."""

    id: str
    path: str
    way: Way
    wrong: tuple[Answer, ...]
    right: Answer
    final: str
    """Generated final answer, without letters."""


def _says(gives: str | tuple[str, ...], *says: str) -> Answer:
    return Answer(gives=(gives,) if isinstance(gives, str) else gives, says=says)


LEARN, TRY, PRACTICE = "/rnn-layer/learn/", "/rnn-layer/try/", "/rnn-layer/practice/"

ONE_BLANK = Task(
    id="create-layer",
    path=TRY,
    way="fill",
    wrong=(
        _says("10", "rnn.hidden_size is 10.", "That is the width of what goes in."),
        _says("30", "rnn.hidden_size == 20 does not hold: rnn.hidden_size is 30."),
        _says("5", "rnn.hidden_size is 5.", "narrower than the task asks for"),
    ),
    right=_says("20", "Right. rnn.hidden_size == 20 and tuple(output.shape) == (7, 3, 20) hold."),
    final="20",
)

ERROR_BLANK = Task(
    id="pass-input",
    path=TRY,
    way="fill",
    wrong=(
        _says("h_0", "RuntimeError", "Expected 10, got 20 at output, h_n = rnn(h_0)."),
        _says("labels", "ValueError: RNN: Expected input to be 2D or 3D, got 1D tensor instead"),
        _says("inputs.transpose(0, 1)", "tuple(output.shape) is (3, 5, 20).", "Nothing is raised"),
    ),
    right=_says("inputs", "Right. tuple(output.shape) == (5, 3, 20) holds."),
    final="inputs",
)

TWO_BLANKS = Task(
    id="two-layers",
    path=TRY,
    way="fill",
    wrong=(
        _says(("2", "False"), "tuple(h_n.shape) is (2, 5, 20).", "Then axis 0 would be time."),
        _says(("1", "True"), "tuple(h_n.shape) is (1, 3, 20)."),
        _says(("2", "2"), "TypeError: batch_first should be of type bool, got: int"),
    ),
    right=_says(("2", "True"), "Right. tuple(output.shape) == (3, 5, 20) and tuple(h_n.shape) == (2, 3, 20)"),
    final="[1] 2, [2] True",
)

THREE_BLANKS = Task(
    id="last-state",
    path=TRY,
    way="fill",
    wrong=(
        _says(("0", "-1", "hidden_size"), "last is not what the layer gives at", "the first step"),
        _says(("-1", "0", "hidden_size"), "top is not the last state of the top layer.", "the bottom layer"),
        _says(("seq_len", "-1", "hidden_size"), "IndexError: index 7 is out of bounds for dimension 1"),
    ),
    right=_says(("-1", "-1", "hidden_size"), "Right. torch.equal(last, output[:, seq_len - 1]),"),
    final="[1] -1, [2] -1, [3] hidden_size",
)

CHOICE = Task(
    id="home-last-step",
    path="/",
    way="choose",
    wrong=(
        _says("output[:, 5]", "IndexError: index 5 is out of bounds for dimension 1 with size 5"),
        _says("output[-1]", "tuple(answer.shape) is (5, 6).", "That is the last sequence"),
        _says("output[:, :, -1]", "tuple(answer.shape) is (3, 5)."),
    ),
    right=_says(
        "output[:, -1]", "Right. tuple(answer.shape) == (3, 6) and torch.equal(answer, h_n[0]) hold."
    ),
    final="output[:, -1]",
)

PACK = "Pad them to one length, pack the result with the lengths, and read h_n."
LOOP = "Run them in a loop, one at a time and unpadded, and collect each h_n."
LIST = "Hand the list of sequences to the layer as it is, and read h_n."
PAD = "Pad them to one length, run the padded batch, and read h_n."

SEVERAL = Task(
    id="unequal-lengths",
    path=PRACTICE,
    way="tick",
    wrong=(
        _says((PACK, LIST), "True. A packed batch knows", "has no attribute 'dim'"),
        _says((PACK,), "A packed batch knows", "Nothing ticked is wrong, but something is missing."),
        _says((PAD, LOOP), "Not true. These are not the states after", "zeros still meet"),
    ),
    right=_says(
        (PACK, LOOP), "A packed batch knows where each sequence ends", "The same states as with packing."
    ),
    final=f"{PACK} {LOOP}",
)

PREDICT = Task(
    id="called-twice",
    path=LEARN,
    way="choose",
    wrong=(
        _says("True True", "The run does not print that.", "The third call begins with the state"),
        _says("False False", "Each call begins anew unless you pass a state."),
        _says("False True", "The other way round"),
    ),
    right=_says("True False", "Right. The run prints True False."),
    final="True False",
)

NUMBER = Task(
    id="two-steps",
    path=LEARN,
    way="type",
    wrong=(
        _says("0.4621", "The run gives a larger number.", "The layer reads on."),
        _says("12", "The run gives another number.", "Your number is too large."),
        _says("1", "The run gives a smaller number.", "leaves out tanh"),
    ),
    right=_says("0.745", "Right. The run gives 0.745"),
    final="0.745",
)

SHAPE = Task(
    id="final-state-shape",
    path=LEARN,
    way="type",
    wrong=(
        _says("(3, 5, 4)", "other numbers at axes 0 and 1", "That is the shape of output."),
        _says("1, 3, 4", "another number at axis 0"),
        _says("(9, 9)", "The run gives another shape."),
    ),
    right=_says("[2,3,4]", "Right. The run gives (2, 3, 4)."),
    final="(2, 3, 4)",
)

FIX = Task(
    id="wrong-features",
    path=PRACTICE,
    way="choose",
    wrong=(
        _says("rnn = nn.RNN(input_size=3, hidden_size=4)", "RuntimeError", "Expected 3, got 10 at"),
        _says("rnn = nn.RNN(input_size=8, hidden_size=10)", "Expected 8, got 10", "state is free"),
        _says("rnn = nn.RNN(input_size=8, hidden_size=4, batch_first=True)", "The fault is on the third."),
    ),
    right=_says(
        "rnn = nn.RNN(input_size=10, hidden_size=4)", "Right. tuple(output.shape) == (3, 5, 4) holds."
    ),
    final="rnn = nn.RNN(input_size=10, hidden_size=4)",
)

TASKS = (ONE_BLANK, TWO_BLANKS, THREE_BLANKS, CHOICE, SEVERAL, PREDICT, NUMBER, SHAPE, FIX)
"""Every kind, and every way in which a kind is answered."""

FILLS = (ONE_BLANK, TWO_BLANKS, THREE_BLANKS)
