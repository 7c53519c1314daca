"""Figures: matplotlib, made ready for an author's code, and what that has drawn as SVG.

In: a namespace. Out: SVG in colours that stand for those of the site's theme; see `render/figure.py`.

matplotlib is imported where a figure is drawn and nowhere else: that takes longer than most answers run.
"""

from __future__ import annotations

import importlib
import io
import os
from typing import Any

from .tables import UnshowableError

INK, FAINT = "#010203", "#020304"
"""Colours in the place of text and lines, and of what stays behind them."""

SERIES = tuple(f"#0{number}a0b0" for number in range(1, 7))
"""Colours in the place of those that tell series apart."""

STYLES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 3)))
"""Lines that tell series apart where colours do not."""

SIZE = (4.6, 3.0)
"""Inches: on a narrow phone text is still large enough to be read."""

_THEME = {
    "figure.figsize": SIZE, "font.size": 10, "axes.titlesize": 10, "lines.linewidth": 2,
    "figure.facecolor": "none", "axes.facecolor": "none", "savefig.facecolor": "none",
    "savefig.bbox": "tight", "savefig.pad_inches": 0.05,
    "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": INK, "axes.titlecolor": INK,
    "xtick.color": INK, "ytick.color": INK, "patch.edgecolor": INK, "hatch.color": INK,
    "grid.color": FAINT, "legend.frameon": False, "axes.spines.top": False, "axes.spines.right": False,
    "svg.fonttype": "none", "svg.hashsalt": "keyproof",
}  # fmt: skip


def begin(namespace: dict[str, Any]) -> None:
    """Import matplotlib in the theme, and call its usual module `plt` for the code that draws."""
    # Which fonts a machine has would change the figure, and looking for them takes a program of the system.
    os.environ["MPL_IGNORE_SYSTEM_FONTS"] = "1"
    matplotlib = importlib.import_module("matplotlib")
    matplotlib.use("svg")
    cycler = importlib.import_module("cycler").cycler
    matplotlib.rcdefaults()
    matplotlib.rcParams.update(_THEME)
    matplotlib.rcParams["axes.prop_cycle"] = cycler(color=SERIES) + cycler(linestyle=STYLES)
    plt = importlib.import_module("matplotlib.pyplot")
    plt.close("all")
    namespace.setdefault("plt", plt)


def drawn() -> str:
    """Give what was drawn since `begin`, as SVG."""
    plt = importlib.import_module("matplotlib.pyplot")
    figures = [plt.figure(number) for number in plt.get_fignums()]
    if len(figures) > 1:
        raise UnshowableError(f"it draws {len(figures)} figures; `plt.subplots` puts several into one")
    if not figures or not _has_something(figures[0]):
        raise UnshowableError("it draws nothing")
    written = io.StringIO()
    figures[0].savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    plt.close("all")
    return written.getvalue()


def _has_something(figure: Any) -> bool:
    loose = (figure.texts, figure.lines, figure.patches, figure.images, figure.artists)
    return any(loose) or any(axes.has_data() or axes.texts or axes.tables for axes in figure.axes)
