"""The one error for everything of PyTorch that this package has not got.

In: what was asked for. Out: an exception that names the way out; nothing is ever imitated roughly.
"""

from __future__ import annotations


class NotInBrowserError(NotImplementedError, AttributeError):
    """Raised for a name, an argument or a combination that only the real PyTorch has."""

    __module__ = "torch"


def missing(what: str) -> NotInBrowserError:
    """Word the error for `what`."""
    return NotInBrowserError(
        f"{what} isn't in the part of PyTorch that runs in this page (or PyTorch hasn't got it either). "
        "Copy the program and run it with PyTorch on your machine."
    )
