"""The base of every layer and model: what belongs to it, by name, and what is done to all of it at once.

In: attributes that are parameters, buffers or modules. Out: their names, their state, and the text of a model.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn, Self

from .. import _types
from .._missing import missing
from .._tensor import Tensor
from . import _state, _watched
from .parameter import Parameter

_UNCOVERED = frozenset(
    {"bfloat16", "check_forward_args", "compile", "cuda", "extend", "get_buffer", "get_expected_hidden_size",
     "get_extra_state", "half", "insert", "ipu", "mtia", "permute_hidden", "pop", "register_backward_hook",
     "register_full_backward_hook", "register_full_backward_pre_hook", "register_load_state_dict_post_hook",
     "register_load_state_dict_pre_hook", "register_state_dict_post_hook", "register_state_dict_pre_hook",
     "reset_parameters", "set_extra_state", "set_submodule", "share_memory", "to_empty", "type", "xpu"}
)  # fmt: skip


class Module:
    """A layer or a model."""

    __module__ = "torch.nn.modules.module"

    training: bool
    _parameters: dict[str, Parameter | None]
    _buffers: dict[str, Tensor | None]
    _modules: dict[str, Module | None]
    _passing: set[str]
    forward: Callable[..., Any]

    def __init__(self) -> None:
        for name, value in (("training", True), ("_parameters", {}), ("_buffers", {}), ("_modules", {}),
                            ("_passing", set()), *((name, {}) for name in _watched.KEPT)):  # fmt: skip
            object.__setattr__(self, name, value)

    def __call__(self, *args: Any, **options: Any) -> Any:
        if self._backward_hooks or self._forward_hooks or self._forward_pre_hooks:
            return _watched.called(self, args, options)
        return self.forward(*args, **options)

    register_forward_hook = _watched.register_forward_hook
    register_forward_pre_hook = _watched.register_forward_pre_hook

    def __getattr__(self, name: str) -> Any:
        for kind in ("_parameters", "_buffers", "_modules"):
            found = self.__dict__.get(kind, {})
            if name in found:
                return found[name]
        if name == "forward":
            return self._no_forward
        if name in _UNCOVERED:
            raise missing(f"Module.{name}")
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def _no_forward(self, *_: Any) -> NoReturn:
        raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')

    def __setattr__(self, name: str, value: Any) -> None:
        own = self.__dict__
        if isinstance(value, Parameter | Module) and "_parameters" not in own:
            kind = "module" if isinstance(value, Module) else "parameters"
            raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
        if isinstance(value, Parameter):
            self._forget(name)
            self.register_parameter(name, value)
        elif isinstance(value, Module):
            self._forget(name)
            self._modules[name] = value
        elif name in own.get("_parameters", ()):
            self._only_none(name, value, "parameter", "torch.nn.Parameter or None")
            self._parameters[name] = None
        elif name in own.get("_modules", ()):
            self._only_none(name, value, "child module", "torch.nn.Module or None")
            self._modules[name] = None
        elif name in own.get("_buffers", ()):
            self._buffers[name] = value
        else:
            object.__setattr__(self, name, value)

    def _only_none(self, name: str, value: object, kind: str, expected: str) -> None:
        if value is not None:
            title = _state.typename(value)
            raise TypeError(f"cannot assign '{title}' as {kind} '{name}' ({expected} expected)")

    def _forget(self, name: str) -> None:
        for kind in (self.__dict__, self._parameters, self._buffers, self._modules):
            kind.pop(name, None)

    def __delattr__(self, name: str) -> None:
        for kind in (self._parameters, self._buffers, self._modules):
            if name in kind:
                del kind[name]
                return
        object.__delattr__(self, name)

    def register_parameter(self, name: str, param: Parameter | None) -> None:
        if param is not None and not isinstance(param, Parameter):
            raise TypeError(
                f"cannot assign '{_state.typename(param)}' object to parameter '{name}' "
                "(torch.nn.Parameter or None required)"
            )
        if param is not None and param.grad_fn is not None:
            raise ValueError(
                f"Cannot assign non-leaf Tensor to parameter '{name}'. Model parameters must be created explicitly. To "
                f"express '{name}' as a function of another Tensor, compute the value in the forward() method."
            )
        self._parameters[name] = param

    def register_buffer(self, name: str, tensor: Tensor | None, persistent: bool = True) -> None:
        self.__dict__.pop(name, None)
        self._buffers[name] = tensor
        (self._passing.discard if persistent else self._passing.add)(name)

    def add_module(self, name: str, module: Module | None) -> None:
        self._modules[name] = module

    register_module = add_module

    def get_submodule(self, target: str) -> Module:
        found: Any = self
        for name in target.split(".") if target else ():
            if name not in found._modules:
                raise AttributeError(f"{type(found).__name__} has no attribute `{name}`")
            found = found._modules[name]
        return found  # type: ignore[no-any-return]

    def named_modules(self, prefix: str = "") -> Iterator[tuple[str, Module]]:
        seen: set[int] = set()

        def walk(module: Module, at: str) -> Iterator[tuple[str, Module]]:
            if id(module) in seen:
                return
            seen.add(id(module))
            yield at, module
            for name, child in module._modules.items():
                if child is not None:
                    yield from walk(child, f"{at}.{name}" if at else name)

        return walk(self, prefix)

    def modules(self) -> Iterator[Module]:
        return (module for _, module in self.named_modules())

    def named_children(self) -> Iterator[tuple[str, Module]]:
        return ((name, child) for name, child in self._modules.items() if child is not None)

    def children(self) -> Iterator[Module]:
        return (child for _, child in self.named_children())

    def _named(self, kind: str, prefix: str, *, recurse: bool) -> Iterator[tuple[str, Any]]:
        seen: set[int] = set()
        for at, module in self.named_modules(prefix) if recurse else [(prefix, self)]:
            for name, value in getattr(module, kind).items():
                if value is not None and id(value) not in seen:
                    seen.add(id(value))
                    yield f"{at}.{name}" if at else name, value

    def named_parameters(self, prefix: str = "", recurse: bool = True) -> Iterator[tuple[str, Parameter]]:
        return self._named("_parameters", prefix, recurse=recurse)

    def parameters(self, recurse: bool = True) -> Iterator[Parameter]:
        return (parameter for _, parameter in self.named_parameters(recurse=recurse))

    def named_buffers(self, prefix: str = "", recurse: bool = True) -> Iterator[tuple[str, Tensor]]:
        return self._named("_buffers", prefix, recurse=recurse)

    def buffers(self, recurse: bool = True) -> Iterator[Tensor]:
        return (buffer for _, buffer in self.named_buffers(recurse=recurse))

    def get_parameter(self, target: str) -> Parameter:
        return dict(self.named_parameters())[target]

    def state_dict(self, prefix: str = "") -> OrderedDict[str, Tensor]:
        return _state.state_of(self, prefix)

    def load_state_dict(self, state_dict: Mapping[str, Any], strict: bool = True, assign: bool = False) -> Any:
        if assign:
            raise missing("load_state_dict(assign=True)")
        return _state.load(self, state_dict, strict=strict)

    def train(self, mode: bool = True) -> Self:
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")  # noqa: TRY004 - PyTorch's type
        for module in self.modules():
            object.__setattr__(module, "training", mode)
        return self

    def eval(self) -> Self:
        return self.train(False)

    def requires_grad_(self, requires_grad: bool = True) -> Self:
        for parameter in self.parameters():
            parameter.requires_grad = requires_grad
        return self

    def zero_grad(self, set_to_none: bool = True) -> None:
        for parameter in self.parameters():
            if set_to_none:
                parameter.grad = None
            elif parameter.grad is not None:
                parameter.grad = parameter.grad.detach() * 0

    def apply(self, fn: Callable[[Module], None]) -> Self:
        for child in self.children():
            child.apply(fn)
        fn(self)
        return self

    def to(self, *args: Any, dtype: _types.dtype | None = None, device: Any = None) -> Self:
        for arg in args:
            if isinstance(arg, _types.dtype):
                dtype = arg
            else:
                device = arg
        _types.check_device(device)
        if dtype is not None and not dtype.is_floating_point:
            raise TypeError(
                f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}"
            )
        for tensor in [*self.parameters(), *self.buffers()]:
            if dtype is not None and tensor.dtype.is_floating_point:
                tensor.data = tensor.data.to(dtype)
                tensor.grad = None if tensor.grad is None else tensor.grad.to(dtype)
        return self

    def float(self) -> Self:
        return self.to(_types.float32)

    def double(self) -> Self:
        return self.to(_types.float64)

    def cpu(self) -> Self:
        return self

    def extra_repr(self) -> str:
        return ""

    def __repr__(self) -> str:
        return _state.described(self)

    def __dir__(self) -> list[str]:
        return sorted({*object.__dir__(self), *self._parameters, *self._buffers, *self._modules})
