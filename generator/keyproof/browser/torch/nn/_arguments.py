"""What the function behind `nn.RNN` says of arguments that it can't take, word for word.

In: the arguments of the two ways to call it. Out: nothing, or PyTorch's error with both signatures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_PACKED = (("Tensor", "data"), ("Tensor", "batch_sizes"), ("Tensor", "hx"), ("tuple of Tensors", "params"),
           ("bool", "has_biases"), ("int", "num_layers"), ("float", "dropout"), ("bool", "train"),
           ("bool", "bidirectional"))  # fmt: skip
_PADDED = (("Tensor", "input"), ("Tensor", "hx"), ("tuple of Tensors", "params"), ("bool", "has_biases"),
           ("int", "num_layers"), ("float", "dropout"), ("bool", "train"), ("bool", "bidirectional"),
           ("bool", "batch_first"))  # fmt: skip
_TAKES = {"int": {"int"}, "bool": {"bool"}, "float": {"float", "int"}, "Tensor": {"Tensor"}, "tuple of Tensors": set()}


def check_arguments(
    function: str, *, packed: bool, weights: int, num_layers: Any, bidirectional: Any, rest: Sequence[Any]
) -> None:
    """Refuse what is no whole number of layers or no truth value; `rest` is (bias, dropout, training, batch_first)."""
    if type(num_layers) is int and type(bidirectional) is bool:
        return
    bias, dropout, training, batch_first = rest
    tail = [num_layers, dropout, training, bidirectional]
    kinds = ["Tensor", "Tensor", *(["Tensor"] if packed else []), "list", type(bias).__name__]
    kinds += [type(value).__name__ for value in tail]
    kinds += [] if packed else [type(batch_first).__name__]
    lines = [
        f"{function}() received an invalid combination of arguments - got ({', '.join(kinds)}), but expected one of:"
    ]
    for signature in (_PACKED, _PADDED):
        lines.append(f" * ({', '.join(f'{kind} {name}' for kind, name in signature)})")
        lines.append(
            "      didn't match because some of the arguments have invalid types: "
            f"({', '.join(_judged(kinds, signature, weights))})"
        )
    raise TypeError("\n".join(lines) + "\n")


def _judged(kinds: Sequence[str], signature: Sequence[tuple[str, str]], weights: int) -> list[str]:
    judged = []
    for kind, (wanted, _) in zip(kinds, signature, strict=True):
        shown = f"list of [{', '.join(['Parameter'] * weights)}]" if kind == "list" else kind
        judged.append(shown if kind in _TAKES[wanted] else f"!{shown}!")
    return judged
