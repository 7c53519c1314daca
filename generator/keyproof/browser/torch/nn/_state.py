"""A module's state by name: given out, taken in, described.

In: a module, and a state to load. Out: `state_dict`, the errors of `load_state_dict`, a model's text.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from .._inplace import copy_
from .._mode import grad_mode
from .._tensor import Tensor

if TYPE_CHECKING:
    from ._module import Module


class _IncompatibleKeys(NamedTuple):
    missing_keys: list[str]
    unexpected_keys: list[str]

    def __repr__(self) -> str:
        if not self.missing_keys and not self.unexpected_keys:
            return "<All keys matched successfully>"
        return f"_IncompatibleKeys(missing_keys={self.missing_keys}, unexpected_keys={self.unexpected_keys})"


def typename(value: object) -> str:
    """Name a value's type as PyTorch's errors do."""
    if type(value) is Tensor:
        return "torch.FloatTensor" if value.dtype.title == "Float" else f"torch.{value.dtype.title}Tensor"
    module = type(value).__module__
    return type(value).__qualname__ if module == "builtins" else f"{module}.{type(value).__qualname__}"


def _own(module: Module) -> Iterator[tuple[str, Tensor]]:
    for name, parameter in module._parameters.items():
        if parameter is not None:
            yield name, parameter
    for name, buffer in module._buffers.items():
        if buffer is not None and name not in module._passing:
            yield name, buffer


def state_of(module: Module, prefix: str) -> OrderedDict[str, Tensor]:
    """Give names and values; the values share the module's memory."""
    found: OrderedDict[str, Tensor] = OrderedDict()
    for name, value in _own(module):
        found[prefix + name] = value.detach()
    for name, child in module.named_children():
        found.update(state_of(child, f"{prefix}{name}."))
    return found


def load(module: Module, state: Mapping[str, Any], *, strict: bool) -> _IncompatibleKeys:
    """Copy values into a module, and say everything that doesn't fit at once."""
    if not isinstance(state, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state)}.")
    absent: list[str] = []
    unexpected: list[str] = []
    errors: list[str] = []
    _load_into(module, state, "", absent, unexpected, errors)
    if strict and absent:
        errors.insert(0, "Missing key(s) in state_dict: {}. ".format(", ".join(f'"{k}"' for k in absent)))
    if strict and unexpected:
        at = 0 if not absent else 1
        names = ", ".join(f'"{k}"' for k in unexpected)
        errors.insert(at, f"Unexpected key(s) in state_dict: {names}. ")
    if errors:
        lines = "\n\t".join(errors)
        raise RuntimeError(f"Error(s) in loading state_dict for {type(module).__name__}:\n\t{lines}")
    return _IncompatibleKeys(absent, unexpected)


def _load_into(
    module: Module,
    state: Mapping[str, Any],
    prefix: str,
    absent: list[str],
    unexpected: list[str],
    errors: list[str],
) -> None:
    own = dict(_own(module))
    for name, value in own.items():
        key = prefix + name
        if key in state:
            errors += _copied(key, value, state[key])
        else:
            absent.append(key)
    for key in state:
        if key.startswith(prefix):
            first = key[len(prefix) :].split(".", 1)
            known = first[0] in module._modules if len(first) > 1 else first[0] in own
            if not known:
                unexpected.append(key)
    for name, child in module.named_children():
        inner = f"{prefix}{name}."
        part = {key: value for key, value in state.items() if key.startswith(inner)}
        _load_into(child, part, inner, absent, unexpected, errors)


def _copied(key: str, value: Tensor, given: Any) -> list[str]:
    if not isinstance(given, Tensor):
        return [
            f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object from checkpoint '
            f"but received {type(given)}"
        ]
    if given.shape != value.shape:
        return [
            f"size mismatch for {key}: copying a param with shape {given.shape} from checkpoint, the shape in current "
            f"model is {value.shape}."
        ]
    with grad_mode(False):
        copy_(value, given)
    return []


def listed(modules: Module) -> str:
    """Give the text of a list: neighbours that are alike stand in one line."""
    texts = [repr(child) for child in modules._modules.values()]
    blocks: list[tuple[int, int]] = []
    for at, text in enumerate(texts):
        if blocks and text == texts[at - 1]:
            blocks[-1] = blocks[-1][0], at
        else:
            blocks.append((at, at))
    lines = [
        f"({first}): {texts[first]}" if first == last else f"({first}-{last}): {last - first + 1} x {texts[first]}"
        for first, last in blocks
    ]
    inner = "".join(f"\n  {line}" for line in "\n".join(lines).split("\n")) + "\n" if lines else ""
    return f"{type(modules).__name__}({inner})"


def described(module: Module) -> str:
    """Give the text of a model: one line for a layer, one for each part of a larger one."""
    extra = module.extra_repr()
    lines = extra.split("\n") if extra else []
    parts = [f"({name}): " + repr(child).replace("\n", "\n  ") for name, child in module._modules.items()]
    name = type(module).__name__
    if len(lines) == 1 and not parts:
        return f"{name}({lines[0]})"
    inner = "\n  ".join([*lines, *parts])
    return f"{name}(\n  {inner}\n)" if inner else f"{name}()"
