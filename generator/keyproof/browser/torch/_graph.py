"""Gradients: what was computed from what, and the way back.

In: each differentiable step, as it happens, with its rule. Out: nodes, which `_backward` walks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import NoReturn

from ._missing import missing
from ._mode import is_grad_enabled
from ._tensor import Tensor

Gradient = Tensor | None
Rule = Callable[..., Sequence[Gradient]]

_sequence = count()


class Node:
    """One recorded step: `rule` gives the gradients of its inputs from those of its outputs."""

    def __init__(self, name: str, inputs: Sequence[Tensor | None], rule: Rule, saved: Sequence[Tensor]) -> None:
        self.title, self.rule, self.order = name, rule, next(_sequence)
        self.edges = [edge(tensor) for tensor in inputs]
        self.saved = [(tensor, tensor.storage.version) for tensor in saved]
        self.own: Sequence[Tensor] = ()
        self.keeps, self.freed, self.outputs = bool(saved), False, 1
        self.watched: dict[int, Tensor] = {}
        self.hooks: dict[int, dict[int, Callable[[Tensor], Gradient]]] = {}
        self.turns: Sequence[int] = ()

    def name(self) -> str:
        return self.title

    def __repr__(self) -> str:
        return f"<{self.title} object at {hex(id(self))}>"

    def __getattr__(self, name: str) -> NoReturn:
        raise missing(f"The attribute {name!r} of a recorded step")

    def check(self) -> None:
        """Refuse to go back over a step whose inputs were changed or are gone."""
        if self.freed and self.keeps:
            raise RuntimeError(
                "Trying to backward through the graph a second time (or directly access saved tensors after they have "
                "already been freed). Saved intermediate values of the graph are freed when you call .backward() or "
                "autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time "
                "or if you need to access saved tensors after calling backward."
            )
        for tensor, version in self.saved:
            if tensor.storage.version != version:
                own = any(tensor is output for output in self.own)
                raise RuntimeError(_changed(tensor, version, self if own else tensor.grad_fn))


def _changed(tensor: Tensor, version: int, made: Node | None) -> str:
    shape = ", ".join(map(str, tensor.shape))
    title = made and made.title.partition("Backward")[0]
    if tensor.is_view_of is not None and tensor.requires_grad:
        if title in _SEVERAL:
            return _several_changed(tensor, str(title))
        # A view is made anew from changed memory, and no longer knows which step it came from.
        title = "AsStrided"
    origin = f", which is output {tensor.output_nr} of {_CPP.get(str(title), title)}," if title else ""
    return (
        "one of the variables needed for gradient computation has been modified by an inplace operation: "
        f"[torch.{tensor.dtype.title}Tensor [{shape}]]{origin} is at version {tensor.storage.version}; "
        f"expected version {version} instead. Hint: enable anomaly detection to find the operation that failed to "
        "compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False)."
    )


_CPP = {"CopySlices": "torch::autograd::CopySlices"}
_SEVERAL = {"Unbind", "Split", "SplitWithSizes"}
"""Steps that give several views at once."""


def _several_changed(tensor: Tensor, title: str) -> str:
    return (
        f"Output {tensor.output_nr} of {title} is a view and its base or another view of its base has been modified "
        "inplace. This view is the output of a function that returns multiple views. Such functions do not allow the "
        "output views to be modified inplace. You should replace the inplace operation by an out-of-place one."
    )


Edge = tuple[Node | Tensor | None, int]


def edge(tensor: Tensor | None) -> Edge:
    if tensor is None or not tensor.requires_grad:
        return None, 0
    if tensor.grad_fn is None:
        return tensor, 0
    return tensor.grad_fn, tensor.output_nr


def needed(*tensors: Tensor | None) -> bool:
    """Tell whether a step with these inputs has to be recorded."""
    if not is_grad_enabled():
        return False
    for tensor in tensors:
        # PyTorch would work out such a view's gradient anew; to go on with the old one would be wrong in silence.
        if tensor is not None and tensor.is_view_of is not None and tensor.history != tensor.storage.history:
            raise missing("Using a view after its memory was changed in a way that gradients follow")
    return any(tensor is not None and tensor.requires_grad for tensor in tensors)


def known_as(out: Tensor, title: str, *, keeps: bool | None = None) -> Tensor:
    """Give a result the name of its step in PyTorch, where it is made of other steps here."""
    if out.grad_fn is not None:
        out.grad_fn.title = title
        out.grad_fn.keeps = out.grad_fn.keeps if keeps is None else keeps
    return out


def record(
    name: str,
    outputs: Tensor | Sequence[Tensor],
    inputs: Sequence[Tensor | None],
    rule: Rule,
    *,
    saved: Sequence[Tensor] = (),
    turns: Sequence[int] = (),
    keeps: bool = False,
) -> None:
    """Remember a step; `rule` takes one gradient per output, None where there is none.

    It `keeps` what a second way back would miss, if not only what is `saved`. Where PyTorch takes several steps for
    this one, `turns` is the order in which they reach its inputs.
    """
    node = Node(name, inputs, rule, saved)
    node.turns, node.keeps = turns, node.keeps or keeps
    made = (outputs,) if isinstance(outputs, Tensor) else outputs
    node.outputs, node.own = (
        len(made),
        [tensor for tensor in saved if any(tensor is output for output in made)],
    )
    for number, tensor in enumerate(made):
        tensor.grad_fn, tensor.output_nr, tensor.leaf_needs_grad = node, number, False
        tensor.history = tensor.storage.history
