"""The name an author probably meant.

In: a name and the known names. Out: the nearest one, or a sentence that offers it.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return the known name most like `name`, or an empty string."""
    close = get_close_matches(name.lower(), sorted(known), n=1, cutoff=cutoff)
    return close[0] if close else ""


def suggestion(name: str, known: Iterable[str], *, mark: str = "") -> str:
    """Say what to write instead; `mark` is what stands before such a name (`.` or `#`)."""
    names = sorted(known)
    near = nearest(name, names)
    if near:
        return f"Did you mean `{mark}{near}`?"
    if not names:
        return "Remove it."
    if len(names) == 1:
        return f"Use `{mark}{names[0]}`, or remove it."
    return "Use one of " + ", ".join(f"`{mark}{item}`" for item in names) + ", or remove it."
