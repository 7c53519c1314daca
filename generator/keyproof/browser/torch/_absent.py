"""Modules that only the real PyTorch has: importing one raises the error that names the way out.

In: imports that nothing else could satisfy. Out: the error.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

from ._missing import missing


class _Finder:
    """Asked last of all, so that only what isn't there comes to it."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        if fullname.startswith(f"{__package__}."):
            raise missing(f"The module torch{fullname.removeprefix(__package__)}")
        return None


def watch() -> None:
    """Let the finder see imports from now on."""
    sys.meta_path.append(_Finder())
