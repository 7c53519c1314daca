"""Layers without a memory, and losses as modules.

In: sizes and options. Out: modules with PyTorch's parameters, first values and texts.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from .. import _views
from .._missing import missing
from .._mode import grad_mode
from .._tensor import Tensor
from .._types import check_device, dtype
from . import _state, functional, init
from ._module import Module
from .parameter import Parameter, fresh


class Linear(Module):
    """`x @ weight.T + bias`."""

    __module__ = "torch.nn.modules.linear"

    def __init__(
        self,
        in_features: int,
        out_features: int,
        bias: bool = True,
        device: Any = None,
        dtype: dtype | None = None,
    ) -> None:
        check_device(device)
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        self.weight = fresh(out_features, in_features, dtype=dtype)
        self.register_parameter("bias", fresh(out_features, dtype=dtype) if bias else None)
        self.reset_parameters()

    def reset_parameters(self) -> None:
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            bound = 1 / math.sqrt(self.in_features) if self.in_features > 0 else 0
            init.uniform_(self.bias, -bound, bound)

    def forward(self, input: Tensor) -> Tensor:
        return functional.linear(input, self.weight, self.bias)

    def extra_repr(self) -> str:
        return f"in_features={self.in_features}, out_features={self.out_features}, bias={self.bias is not None}"


class Embedding(Module):
    """A row of numbers for each index."""

    __module__ = "torch.nn.modules.sparse"

    def __init__(
        self, num_embeddings: int, embedding_dim: int, padding_idx: int | None = None, *, dtype: dtype | None = None,
        device: Any = None, **other: Any,
    ) -> None:  # fmt: skip
        if other:
            raise missing(f"Embedding({next(iter(other))}=…)")
        check_device(device)
        super().__init__()
        self.num_embeddings, self.embedding_dim = num_embeddings, embedding_dim
        if padding_idx is not None and not -num_embeddings <= padding_idx < num_embeddings:
            raise AssertionError("Padding_idx must be within num_embeddings")
        self.padding_idx = None if padding_idx is None else padding_idx % num_embeddings
        self.weight = fresh(num_embeddings, embedding_dim, dtype=dtype)
        init.normal_(self.weight)
        if self.padding_idx is not None:
            with grad_mode(False):
                self.weight[self.padding_idx].fill_(0)

    @classmethod
    def from_pretrained(cls, embeddings: Tensor, freeze: bool = True) -> Embedding:
        made = cls(*embeddings.shape)
        made.weight = Parameter(embeddings, requires_grad=not freeze)
        return made

    def forward(self, input: Tensor) -> Tensor:
        return functional.embedding(input, self.weight, self.padding_idx)

    def extra_repr(self) -> str:
        padding = "" if self.padding_idx is None else f", padding_idx={self.padding_idx}"
        return f"{self.num_embeddings}, {self.embedding_dim}{padding}"


class Dropout(Module):
    """Zeros at random while training."""

    __module__ = "torch.nn.modules.dropout"

    def __init__(self, p: float = 0.5, inplace: bool = False) -> None:
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input: Tensor) -> Tensor:
        return functional.dropout(input, self.p, self.training, self.inplace)

    def extra_repr(self) -> str:
        return f"p={self.p}, inplace={self.inplace}"


class Flatten(Module):
    """Several dimensions as one."""

    __module__ = "torch.nn.modules.flatten"

    def __init__(self, start_dim: int = 1, end_dim: int = -1) -> None:
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, input: Tensor) -> Tensor:
        return _views.flatten(input, self.start_dim, self.end_dim)

    def extra_repr(self) -> str:
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"


class Identity(Module):
    """Nothing at all."""

    __module__ = "torch.nn.modules.linear"

    def __init__(self, *_: Any, **__: Any) -> None:
        super().__init__()

    def forward(self, input: Tensor) -> Tensor:
        return input


def _activation(name: str, function: Callable[[Tensor], Tensor]) -> type[Module]:
    def forward(_self: Module, input: Tensor) -> Tensor:
        return function(input)

    return type(name, (Module,), {"forward": forward, "__module__": "torch.nn.modules.activation"})


Tanh, ReLU = _activation("Tanh", functional.tanh), _activation("ReLU", functional.relu)
Sigmoid = _activation("Sigmoid", functional.sigmoid)


class _AlongDim(Module):
    function: Callable[..., Tensor]

    def __init__(self, dim: int | None = None) -> None:
        super().__init__()
        self.dim = dim

    def forward(self, input: Tensor) -> Tensor:
        return type(self).function(input, self.dim)

    def extra_repr(self) -> str:
        return f"dim={self.dim}"


class Softmax(_AlongDim):
    """Shares that add up to one."""

    __module__ = "torch.nn.modules.activation"
    function = staticmethod(functional.softmax)


class LogSoftmax(_AlongDim):
    """The logarithms of such shares."""

    __module__ = "torch.nn.modules.activation"
    function = staticmethod(functional.log_softmax)


class _Loss(Module):
    __module__ = "torch.nn.modules.loss"
    function: Callable[..., Tensor]

    def __init__(self, weight: Tensor | None = None, *, reduction: str = "mean", **options: Any) -> None:
        super().__init__()
        self.reduction = reduction
        self.options = options if weight is None else {"weight": weight, **options}

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return type(self).function(input, target, reduction=self.reduction, **self.options)


def _loss(name: str, function: Callable[..., Tensor]) -> type[Module]:
    return type(name, (_Loss,), {"function": staticmethod(function), "__module__": "torch.nn.modules.loss"})


CrossEntropyLoss, NLLLoss = (
    _loss("CrossEntropyLoss", functional.cross_entropy),
    _loss("NLLLoss", functional.nll_loss),
)
MSELoss, L1Loss = _loss("MSELoss", functional.mse_loss), _loss("L1Loss", functional.l1_loss)
SmoothL1Loss, BCELoss = (
    _loss("SmoothL1Loss", functional.smooth_l1_loss),
    _loss("BCELoss", functional.binary_cross_entropy),
)
BCEWithLogitsLoss = _loss("BCEWithLogitsLoss", functional.binary_cross_entropy_with_logits)


class Sequential(Module):
    """Modules one after another."""

    __module__ = "torch.nn.modules.container"

    def __init__(self, *args: Any) -> None:
        super().__init__()
        named = args[0].items() if len(args) == 1 and isinstance(args[0], dict) else enumerate(args)
        for name, module in named:
            if not isinstance(module, Module):
                raise TypeError(f"{_named(module)} is not a Module subclass")
            self.add_module(str(name), module)

    def forward(self, input: Any) -> Any:
        for module in self.children():
            input = module(input)
        return input

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Any:
        return iter(self._modules.values())

    def __getitem__(self, at: Any) -> Any:
        found = list(self._modules.values())[at]
        return Sequential(*found) if isinstance(at, slice) else found

    def append(self, module: Module) -> Sequential:
        self.add_module(str(len(self)), module)
        return self


def _named(value: object) -> str:
    kind = type(value)
    return f"{kind.__module__}.{kind.__qualname__}" if kind.__module__ != "builtins" else kind.__qualname__


class ModuleList(Module):
    """Modules in a list that belongs to the model."""

    __module__ = "torch.nn.modules.container"

    def __init__(self, modules: Any = ()) -> None:
        super().__init__()
        for module in modules:
            self.append(module)

    def append(self, module: Module) -> ModuleList:
        self.add_module(str(len(self)), module)
        return self

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Any:
        return iter(self._modules.values())

    def __getitem__(self, at: int | slice) -> Any:
        found = list(self._modules.values())[at]
        return ModuleList(found) if isinstance(found, list) else found

    def __repr__(self) -> str:
        return _state.listed(self)
