"""The walk back: from a result to every tensor that asked for its gradient.

In: the recorded nodes. Out: `backward`, `grad` and `retain_grad`.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

from . import _hooks
from ._graph import Edge, Gradient, Node, edge
from ._mode import grad_mode, is_grad_enabled
from ._ready import LEAF, Ready
from ._tensor import Tensor, filled, make

Target = Node | Tensor

_CYCLE = (
    "Using backward() with create_graph=True will create a reference cycle between the parameter and its gradient "
    "which can cause a memory leak. We recommend using autograd.grad when creating the graph to avoid this. If you "
    "have to use this function, make sure to reset the .grad fields of your parameters to None after use to break the "
    "cycle and avoid the leak."
)


class _Walk:
    """One way back: which gradients have come in, and what they are kept for.

    Args:
        keep: whether the graph may be walked again.
        wanted: the tensors whose gradients are asked for; None is every leaf.
        collects: whether those are handed out, and not added to any `grad`.
    """

    def __init__(self, *, keep: bool, wanted: Sequence[Tensor] | None, collects: bool = False) -> None:
        self.keep, self.wanted, self.collects = keep, wanted, collects
        self.found: dict[tuple[int, int], Tensor] = {}
        self.waiting: dict[Target, list[Gradient]] = {}
        self.missing: dict[Target, int] = {}
        self.taken: set[Target] = set()
        self.goes_on: set[Target] = set()
        self.ready = Ready()

    def look(self, roots: Sequence[Edge]) -> None:
        """Count from how many places each step will hear, and find those on the way to what is wanted."""
        missing, seen, found = self.missing, set(), []
        ahead = [target for target, _ in roots if target is not None]
        for target in ahead:
            missing[target] = missing.get(target, 0) + 1
        while ahead:
            target = ahead.pop()
            if target in seen or not isinstance(target, Node):
                continue
            seen.add(target)
            found.append(target)
            for further, _ in target.edges:
                if further is not None:
                    missing[further] = missing.get(further, 0) + 1
                    ahead.append(further)
        self._choose(found)

    def _choose(self, found: list[Node]) -> None:
        if self.wanted is None:
            return
        self.taken = {tensor.grad_fn or tensor for tensor in self.wanted}
        self.goes_on = set() if self.collects else set(self.taken)
        for node in sorted(found, key=lambda node: node.order):
            if any(further in self.taken for further, _ in node.edges):
                self.taken.add(node)
                self.goes_on.add(node)

    def give(self, edge: Edge, gradient: Gradient) -> None:
        target, number = edge
        if target is None:
            return
        self.missing[target] -= 1
        if self.wanted is not None and target not in self.taken:
            return
        waiting = self.waiting.get(target)
        if waiting is None:
            waiting = self.waiting[target] = [None] * (target.outputs if isinstance(target, Node) else 1)
        if gradient is not None:
            before = waiting[number]
            waiting[number] = gradient if before is None else before + gradient
        if not self.missing[target]:
            self.ready.push(target.order if isinstance(target, Node) else LEAF, target)

    def run(self) -> None:
        while self.ready:
            self._next()

    def _next(self) -> None:
        target = self.ready.pop()
        gradients = self.waiting.pop(target)
        if isinstance(target, Node):
            self._step(target, gradients)
        elif gradients[0] is not None:
            self._reach_leaf(target, gradients[0])

    def _step(self, node: Node, gradients: list[Gradient]) -> None:
        self._show(node, gradients)
        if self.wanted is not None and node not in self.goes_on:
            return
        if any(gradient is not None for gradient in gradients):
            node.check()
            given = node.rule(*gradients)
        else:
            given = [None] * len(node.edges)
        for number in node.turns or range(len(node.edges)):
            self.give(node.edges[number], given[number])
            # What is several steps in PyTorch lets each of its leaves go first.
            while node.turns and self.ready.is_urgent:
                self._next()
        if not self.keep:
            node.freed, node.saved = True, []
            if node.keeps:
                node.rule = _gone

    def _show(self, node: Node, gradients: list[Gradient]) -> None:
        """Let hooks, `retain_grad` and `autograd.grad` see the gradients of a step's outputs."""
        for number, incoming in enumerate(gradients):
            if incoming is None:
                continue
            gradient = _hooks.seen(node.hooks.get(number, {}), incoming)
            gradients[number] = gradient
            # PyTorch hands out what came in, unless the way ends here.
            self.found[id(node), number] = incoming if node in self.goes_on else gradient
            watcher = node.watched.get(number)
            if watcher is not None:
                watcher.grad = gradient if watcher.grad is None else watcher.grad + gradient

    def _reach_leaf(self, leaf: Tensor, gradient: Tensor) -> None:
        gradient = _hooks.seen(_hooks.of_leaf(leaf), gradient)
        if self.collects:
            self.found[id(leaf), -1] = gradient
            return
        if leaf.grad is None:
            leaf.grad = gradient if is_grad_enabled() else _own(gradient)
        elif is_grad_enabled():
            leaf.grad = leaf.grad + gradient
        else:
            leaf.grad.write((leaf.grad + gradient).flat())
        _hooks.after(leaf)


def _gone(*_: Gradient) -> Sequence[Gradient]:
    raise AssertionError("a freed step is refused before its rule is asked")


def _own(gradient: Tensor) -> Tensor:
    # A copy, so that a later change of the gradient changes nothing else.
    return make(gradient.flat()[:], gradient.shape, gradient.dtype)


def _identity(tensor: Tensor) -> tuple[int, int]:
    return (id(tensor), -1) if tensor.grad_fn is None else (id(tensor.grad_fn), tensor.output_nr)


def _first_gradients(outputs: Sequence[Tensor], given: Sequence[Gradient]) -> list[Tensor]:
    first: list[Tensor] = []
    for number, (output, gradient) in enumerate(zip(outputs, given, strict=True)):
        if gradient is None and output.requires_grad and output.numel() != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        if gradient is not None and gradient.shape != output.shape:
            raise RuntimeError(
                f"Mismatch in shape: grad_output[{number}] has a shape of {gradient.shape} and output[{number}] has a "
                f"shape of {output.shape}."
            )
        if not output.requires_grad:
            raise RuntimeError(f"element {number} of tensors does not require grad and does not have a grad_fn")
        first.append(filled(1, output.shape, output.dtype) if gradient is None else gradient)
    return first


def _walk(outputs: Sequence[Tensor], given: Sequence[Gradient], walk: _Walk, *, create: bool) -> None:
    first = _first_gradients(outputs, given)
    with grad_mode(create):
        roots = [edge(output) for output in outputs]
        walk.look(roots)
        for root, gradient in zip(roots, first, strict=True):
            walk.give(root, gradient)
        walk.run()


def backward(
    self: Tensor,
    gradient: Gradient = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Tensor | Sequence[Tensor] | None = None,
) -> None:
    """Add to each leaf's `grad`, or to those of `inputs` alone, what a small change of it changes here."""
    backward_of([self], [gradient], retain_graph, create_graph, inputs=inputs)


def backward_of(
    tensors: Tensor | Sequence[Tensor],
    grad_tensors: Gradient | Sequence[Gradient] = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    *,
    inputs: Tensor | Sequence[Tensor] | None = None,
) -> None:
    """`torch.autograd.backward`: the same for several results at once."""
    outs = _several(tensors)
    given = [None] * len(outs) if grad_tensors is None else _several(grad_tensors)
    wanted = None if inputs is None else _several(inputs)
    if wanted is not None and not wanted:
        raise RuntimeError("`inputs` argument to `backward()` cannot be empty.")
    for tensor in wanted or ():
        retain_grad(tensor)
    if create_graph:
        warnings.warn(_CYCLE, stacklevel=3)
    keep = create_graph if retain_graph is None else retain_graph
    _walk(outs, given, _Walk(keep=keep, wanted=wanted), create=create_graph)


def _several(given: Any) -> Sequence[Any]:
    return (given,) if isinstance(given, Tensor) else tuple(given)


def grad(
    outputs: Tensor | Sequence[Tensor],
    inputs: Tensor | Sequence[Tensor],
    grad_outputs: Tensor | Sequence[Gradient] | None = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool = False,
) -> tuple[Gradient, ...]:
    """Give the gradients of `outputs` with respect to `inputs`, without touching any `grad`."""
    outs, ins = _several(outputs), _several(inputs)
    given = [None] * len(outs) if grad_outputs is None else _several(grad_outputs)
    if not all(tensor.requires_grad for tensor in ins):
        raise RuntimeError("One of the differentiated Tensors does not require grad")
    keep = create_graph if retain_graph is None else retain_graph
    walk = _Walk(keep=keep, wanted=ins, collects=True)
    _walk(outs, given, walk, create=create_graph)
    found = tuple(walk.found.get(_identity(tensor)) for tensor in ins)
    unused = [number for number, gradient in enumerate(found) if gradient is None]
    if unused and not allow_unused:
        raise RuntimeError(
            f"The differentiated Tensor at index {unused[0]} appears to not have been used in the graph. Set "
            "allow_unused=True if this is the desired behavior."
        )
    return found


def retain_grad(self: Tensor) -> None:
    if not self.requires_grad:
        raise RuntimeError("can't retain_grad on Tensor that has requires_grad=False")
    if self.grad_fn is not None:
        self.retains = True
        self.grad_fn.watched[self.output_nr] = self

