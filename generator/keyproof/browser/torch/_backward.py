"""The walk back: from a result to every tensor that asked for its gradient.

In: the recorded nodes. Out: `backward`, `grad`, `retain_grad` and `register_hook`.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence

from ._graph import Edge, Gradient, Node, edge
from ._mode import grad_mode, is_grad_enabled
from ._tensor import Tensor, filled, make


class _Walk:
    """One way back: which gradients have come in, and what they are kept for."""

    def __init__(self, *, keep: bool, wanted: Sequence[Tensor] | None) -> None:
        self.keep = keep
        self.wanted = None if wanted is None else {_identity(tensor): None for tensor in wanted}
        self.found: dict[tuple[int, int], Tensor] = {}
        self.pending: dict[Node, list[Gradient]] = {}
        self.queue: list[tuple[int, Node]] = []
        self.leaves: dict[Tensor, Tensor] = {}

    def give(self, edge: Edge, gradient: Gradient) -> None:
        target, number = edge
        if gradient is None or target is None:
            return
        if not isinstance(target, Node):
            # Added up first: a leaf's hooks see the whole gradient, once.
            arrived = self.leaves.get(target)
            self.leaves[target] = gradient if arrived is None else arrived + gradient
            return
        if target not in self.pending:
            self.pending[target] = [None] * target.outputs
            heapq.heappush(self.queue, (-target.order, target))
        before = self.pending[target][number]
        self.pending[target][number] = gradient if before is None else before + gradient

    def reach_leaf(self, leaf: Tensor, gradient: Tensor) -> None:
        if self.wanted is not None and _identity(leaf) not in self.wanted:
            return
        for hook in leaf.__dict__.get("_hooks", ()):
            gradient = _hooked(hook, gradient)
        if self.wanted is not None:
            self.collect((id(leaf), -1), gradient)
        elif leaf.grad is None:
            leaf.grad = gradient if is_grad_enabled() else _own(gradient)
        elif is_grad_enabled():
            leaf.grad = leaf.grad + gradient
        else:
            leaf.grad.write((leaf.grad + gradient).flat())

    def collect(self, key: tuple[int, int], gradient: Tensor) -> None:
        if self.wanted is not None and key in self.wanted:
            before = self.found.get(key)
            self.found[key] = gradient if before is None else before + gradient

    def run(self) -> None:
        while self.queue:
            _, node = heapq.heappop(self.queue)
            gradients = self.pending.pop(node)
            self.show(node, gradients)
            node.check()
            for target, gradient in zip(node.edges, node.rule(*gradients), strict=True):
                self.give(target, gradient)
            if not self.keep:
                node.freed, node.saved = True, []
                if node.keeps:
                    node.rule = _gone
        for leaf, whole in self.leaves.items():
            self.reach_leaf(leaf, whole)

    def show(self, node: Node, gradients: list[Gradient]) -> None:
        """Let hooks, `retain_grad` and `autograd.grad` see the gradients of a step's outputs."""
        for number, incoming in enumerate(gradients):
            if incoming is None:
                continue
            gradient = incoming
            for hook in node.hooks.get(number, ()):
                gradient = _hooked(hook, gradient)
            gradients[number] = gradient
            self.collect((id(node), number), gradient)
            watcher = node.watched.get(number)
            if watcher is not None and self.wanted is None:
                watcher.grad = gradient if watcher.grad is None else watcher.grad + gradient


def _hooked(hook: Callable[[Tensor], Gradient], gradient: Tensor) -> Tensor:
    changed = hook(gradient)
    return gradient if changed is None else changed


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
        if gradient is None and output.numel() != 1:
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
        for output, gradient in zip(outputs, first, strict=True):
            walk.give(edge(output), gradient)
        walk.run()


def backward(
    self: Tensor, gradient: Gradient = None, retain_graph: bool | None = None, create_graph: bool = False
) -> None:
    """Add to each leaf's `grad` what a small change of it changes here."""
    keep = create_graph if retain_graph is None else retain_graph
    _walk([self], [gradient], _Walk(keep=keep, wanted=None), create=create_graph)


def grad(
    outputs: Tensor | Sequence[Tensor],
    inputs: Tensor | Sequence[Tensor],
    grad_outputs: Tensor | Sequence[Gradient] | None = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool = False,
) -> tuple[Gradient, ...]:
    """Give the gradients of `outputs` with respect to `inputs`, without touching any `grad`."""
    outs = (outputs,) if isinstance(outputs, Tensor) else tuple(outputs)
    ins = (inputs,) if isinstance(inputs, Tensor) else tuple(inputs)
    given: Sequence[Gradient] = (
        [None] * len(outs) if grad_outputs is None
        else (grad_outputs,) if isinstance(grad_outputs, Tensor) else grad_outputs
    )  # fmt: skip
    if not all(tensor.requires_grad for tensor in ins):
        raise RuntimeError("One of the differentiated Tensors does not require grad")
    walk = _Walk(keep=create_graph if retain_graph is None else retain_graph, wanted=ins)
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


def register_hook(self: Tensor, hook: Callable[[Tensor], Gradient]) -> None:
    if not self.requires_grad:
        raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
    if self.grad_fn is None:
        self.__dict__.setdefault("_hooks", []).append(hook)
    else:
        self.grad_fn.hooks.setdefault(self.output_nr, []).append(hook)
