"""Writing at places given by tensors, with a choice to add up what falls on one place.

In: a tensor, places and values. Out: the same tensor, changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from . import _elementwise as two
from . import _index, _inplace
from ._graph import needed
from ._missing import missing
from ._tensor import Tensor


def index_put_(self: Tensor, indices: Sequence[Tensor], values: Tensor, accumulate: bool = False) -> Tensor:
    if values.dtype is not self.dtype:
        raise RuntimeError(
            f"Index put requires the source and destination dtypes match, got {self.dtype.title} for the destination "
            f"and {values.dtype.title} for the source."
        )
    if not accumulate:
        _index.setitem(self, tuple(indices), values)
        return self
    if needed(self, values):
        raise missing("Tensor.index_put_ with accumulate=True where gradients follow")
    _inplace.refuse_leaf(self, through_view=True)
    shape, spots = _index.spots(self.sharing(), tuple(indices))
    data = self.storage.data
    for at, number in zip(spots, list(two.expand_to(values, shape).flat()), strict=True):
        data[at] += number
    self.storage.changed()
    return self
