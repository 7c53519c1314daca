"""The table that makes functions into methods of `Tensor`: the same code under both names.

In: the functions of the other modules. Out: a `Tensor` with its operators and methods.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from . import (
    _backward,
    _create,
    _hooks,
    _index,
    _inplace,
    _join,
    _layout,
    _matrix,
    _norms,
    _order,
    _power,
    _put,
    _reduce,
    _softmax,
    _text,
    _types,
    _unary,
    _views,
)
from . import _elementwise as two
from ._missing import missing
from ._tensor import Tensor, make
from ._types import dtype


def to(self: Tensor, *args: Any, dtype: _types.dtype | None = None, device: Any = None, copy: bool = False) -> Tensor:
    for arg in args:
        if isinstance(arg, Tensor):
            dtype = arg.dtype
        elif isinstance(arg, _types.dtype):
            dtype = arg
        else:
            device = arg
    _types.check_device(device)
    out = self if dtype is None else _reduce.to_dtype(self, dtype)
    return _views.clone(self) if copy and out is self else out


def _as(kind: dtype) -> Callable[[Tensor], Tensor]:
    return lambda self: _reduce.to_dtype(self, kind)


def size(self: Tensor, dim: int | None = None) -> Any:
    return self.shape if dim is None else self.shape[_layout.wrap(dim, self.ndim)]


def stride(self: Tensor, dim: int | None = None) -> Any:
    return self.strides if dim is None else self.strides[_layout.wrap(dim, self.ndim)]


def _length(self: Tensor) -> int:
    if not self.shape:
        raise TypeError("len() of a 0-d tensor")
    return self.shape[0]


def _iterate(self: Tensor) -> Iterator[Tensor]:
    if not self.shape:
        raise TypeError("iteration over a 0-d tensor")
    return iter(_join.unbind(self, 0))


def _truth(self: Tensor) -> bool:
    if self.numel() == 0:
        raise RuntimeError("Boolean value of Tensor with no values is ambiguous")
    if self.numel() > 1:
        raise RuntimeError("Boolean value of Tensor with more than one value is ambiguous")
    return bool(_inplace.item(self))


def _index_value(self: Tensor) -> int:
    if self.numel() != 1 or self.dtype.is_floating_point:
        raise TypeError("only integer tensors of a single element can be converted to an index")
    return int(_inplace.item(self))


def _float(self: Tensor) -> float:
    return float(_inplace.item(self))


def _int(self: Tensor) -> int:
    return int(_inplace.item(self))


def _contains(self: Tensor, element: Any) -> bool:
    return any(two.eq(self, element).flat())


def _deepcopy(self: Tensor, memo: dict[int, Any]) -> Tensor:
    if not self.is_leaf:
        raise RuntimeError(
            "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment.  "
            "If you were attempting to deepcopy a module, this may be because of a torch.nn.utils.weight_norm usage, "
            "see https://github.com/pytorch/pytorch/pull/103001"
        )
    if id(self) not in memo:
        copy = make(list(self.flat()), self.shape, self.dtype)
        copy.__class__ = type(self)
        copy.requires_grad = self.requires_grad
        copy.grad = None if self.grad is None else _deepcopy(self.grad, memo)
        memo[id(self)] = copy
    return memo[id(self)]  # type: ignore[no-any-return]


def type_(self: Tensor, dtype: Any = None) -> Any:
    if dtype is None:
        return f"torch.{self.dtype.title}Tensor"
    if not isinstance(dtype, _types.dtype):
        raise missing("Tensor.type with a name")
    return _reduce.to_dtype(self, dtype)


def numpy(self: Tensor) -> Any:
    if self.requires_grad:
        raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
    raise missing("Tensor.numpy")


def data_ptr(self: Tensor) -> int:
    return id(self.storage.data) + self.offset * self.itemsize


def _reverse(function: Callable[..., Tensor]) -> Callable[[Tensor, Any], Tensor]:
    return lambda self, other: function(other, self)


def _operator(
    function: Callable[..., Tensor], symbol: str, kinds: Any = Tensor | int | float
) -> Callable[[Tensor, Any], Any]:
    """Leave a kind of operand that isn't known to Python, which words the error."""

    def operate(self: Tensor, other: Any) -> Any:
        return function(self, other) if isinstance(other, kinds) else NotImplemented

    operate.__name__ = symbol
    return operate


def _equality(function: Callable[..., Tensor], *, otherwise: bool) -> Callable[[Tensor, Any], Any]:
    return lambda self, other: function(self, other) if isinstance(other, Tensor | int | float) else otherwise


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": _unary.abs_, "add": two.add, "all": _reduce.all_, "allclose": _order.allclose, "amax": _reduce.amax,
    "amin": _reduce.amin, "any": _reduce.any_, "argmax": _order.argmax, "argmin": _order.argmin,
    "argsort": _order.argsort, "atanh": _unary.atanh, "bernoulli": _create.bernoulli, "bincount": _order.bincount,
    "bmm": _matrix.bmm,
    "ceil": _unary.ceil, "chunk": _join.chunk, "clamp": _unary.clamp, "clamp_min": _unary.clamp_min,
    "clip": _unary.clamp, "clone": _views.clone, "cos": _unary.cos, "cumsum": _order.cumsum, "detach": _views.detach,
    "div": two.div, "divide": two.div, "dot": _matrix.dot, "eq": two.eq, "equal": _order.equal, "erf": _unary.erf,
    "exp": _unary.exp, "expm1": _unary.expm1, "flatten": _views.flatten, "flip": _index.flip, "floor": _unary.floor,
    "floor_divide": two.floor_divide, "gather": _index.gather, "ge": two.ge, "gt": two.gt,
    "index_select": _index.index_select, "isclose": _order.isclose, "isfinite": _unary.isfinite,
    "isinf": _unary.isinf, "isnan": _unary.isnan, "le": two.le, "log": _unary.log, "log10": _unary.log10,
    "log1p": _unary.log1p, "log2": _unary.log2, "logical_and": two.logical_and, "logical_not": _unary.logical_not,
    "logical_or": two.logical_or, "logical_xor": two.logical_xor, "lt": two.lt, "masked_fill": _index.masked_fill,
    "masked_select": _index.masked_select, "matmul": _matrix.matmul,
    "max": _order.max_, "maximum": two.maximum, "mean": _reduce.mean, "min": _order.min_, "minimum": two.minimum,
    "mm": _matrix.mm, "movedim": _views.movedim, "mul": two.mul, "multiply": two.mul, "mv": _matrix.mv,
    "narrow": _views.narrow, "ne": two.ne, "neg": _unary.neg, "nonzero": _create.nonzero, "norm": _norms.norm,
    "outer": _matrix.outer, "permute": _views.permute, "pow": _power.pow_, "prod": _reduce.prod,
    "reciprocal": _unary.reciprocal, "relu": _unary.relu, "remainder": two.remainder,
    "repeat_interleave": _join.repeat_interleave, "reshape": _views.reshape, "roll": _index.roll,
    "round": _unary.round_, "rsqrt": _unary.rsqrt, "scatter": _index.scatter, "select": _views.select,
    "sigmoid": _unary.sigmoid, "sign": _unary.sign, "softmax": _softmax.softmax,
    "log_softmax": _softmax.log_softmax, "sin": _unary.sin, "sort": _order.sort, "split": _join.split,
    "sqrt": _unary.sqrt, "square": _power.square, "squeeze": _views.squeeze, "std": _norms.std, "sub": two.sub,
    "subtract": two.sub, "sum": _reduce.sum_, "swapaxes": _views.transpose, "t": _views.t, "tan": _unary.tan,
    "tanh": _unary.tanh, "tile": _join.tile, "topk": _order.topk, "transpose": _views.transpose, "tril": _create.tril,
    "triu": _create.triu, "true_divide": two.div, "trunc": _unary.trunc, "unbind": _join.unbind,
    "unflatten": _views.unflatten, "unique": _order.unique, "unsqueeze": _views.unsqueeze, "var": _norms.var,
}  # fmt: skip
"""Functions of `torch` that are methods too."""

_METHODS: dict[str, Callable[..., Any]] = {
    "backward": _backward.backward, "bernoulli_": _inplace.bernoulli_, "bool": _as(_types.bool_),
    "contiguous": _views.contiguous, "copy_": _inplace.copy_, "cpu": lambda self: self, "data_ptr": data_ptr,
    "detach_": _views.detach_, "dim": lambda self: self.ndim, "double": _as(_types.float64),
    "element_size": lambda self: self.itemsize, "expand": _views.expand, "expand_as": _views.expand_as,
    "fill_": _inplace.fill_, "index_put_": _put.index_put_, "float": _as(_types.float32), "int": _as(_types.int32),
    "is_contiguous": _views.is_contiguous, "is_floating_point": lambda self: self.dtype.is_floating_point,
    "item": _inplace.item, "long": _as(_types.int64), "new_empty": _create.new_empty, "new_full": _create.new_full,
    "new_ones": _create.new_ones, "new_tensor": _create.new_tensor, "new_zeros": _create.new_zeros,
    "nelement": Tensor.numel, "normal_": _inplace.normal_, "numpy": numpy, "register_hook": _hooks.register_hook,
    "register_post_accumulate_grad_hook": _hooks.register_post_accumulate_grad_hook,
    "repeat": _join.repeat, "requires_grad_": _inplace.requires_grad_, "reshape_as": _views.reshape_as,
    "retain_grad": _backward.retain_grad, "scatter_": _index.scatter_, "size": size, "stride": stride,
    "storage_offset": lambda self: self.offset, "to": to, "tolist": _inplace.tolist, "type": type_,
    "type_as": lambda self, other: _reduce.to_dtype(self, other.dtype), "uniform_": _inplace.uniform_,
    "view": _views.view, "view_as": _views.view_as, "zero_": _inplace.zero_,
}  # fmt: skip

_IN_PLACE = (
    "abs", "add", "ceil", "clamp", "div", "exp", "floor", "log", "masked_fill", "mul", "neg", "pow", "reciprocal",
    "relu", "round", "sigmoid", "sqrt", "square", "sub", "tanh",
)  # fmt: skip

_OPERATORS: dict[str, Callable[..., Tensor]] = {
    "add": two.add, "sub": two.sub, "mul": two.mul, "truediv": two.div, "pow": _power.pow_, "mod": two.remainder,
    "floordiv": two.floor_divide, "radd": two.add, "rmul": two.mul, "rsub": two.rsub, "rtruediv": two.rdiv,
    "rpow": _power.rpow, "rfloordiv": two.rfloor_divide, "rmod": two.rremainder, "lt": two.lt, "le": two.le,
    "gt": two.gt, "ge": two.ge, "and": two.bitwise_and, "or": two.bitwise_or, "xor": two.bitwise_xor,
    "rand": two.bitwise_and, "ror": two.bitwise_or,
}  # fmt: skip

_PLAIN: dict[str, Callable[..., Any]] = {
    "neg": _unary.neg, "abs": _unary.abs_, "invert": _unary.bitwise_not,
    "pos": lambda self: self, "eq": _equality(two.eq, otherwise=False), "ne": _equality(two.ne, otherwise=True),
    "getitem": _index.getitem, "setitem": _index.setitem, "len": _length, "iter": _iterate, "bool": _truth,
    "float": _float, "int": _int, "index": _index_value, "contains": _contains, "repr": _text.text,
    "format": _text.formatted, "deepcopy": _deepcopy,
}  # fmt: skip


def bind() -> None:
    """Give `Tensor` all of it."""
    Tensor._of = staticmethod(lambda data: _create.tensor(data, dtype=_types.get_default_dtype()))
    for name, function in {**FUNCTIONS, **_METHODS}.items():
        setattr(Tensor, name, function)
    for name in _IN_PLACE:
        setattr(Tensor, f"{name}_", _inplace.in_place(FUNCTIONS[name]))
    operators = {"matmul": _operator(_matrix.matmul, "matmul", Tensor)}
    operators |= {name: _operator(function, name) for name, function in _OPERATORS.items()}
    for name, function in {**operators, **_PLAIN}.items():
        setattr(Tensor, f"__{name}__", function)
    for name in ("add", "sub", "mul", "truediv", "pow"):
        setattr(Tensor, f"__i{name}__", getattr(Tensor, f"{name.replace('true', '')}_"))
    for name, view in (("T", _views.reversed_dims), ("mT", _views.last_two)):
        setattr(Tensor, name, property(view))
