"""A figure takes the colours of the page, needs no style, and shares no id with another one."""

from __future__ import annotations

import re
from pathlib import Path

from keyproof.render.figure import COLOURS, figure
from keyproof.verify.worker import figures

WRITTEN = """<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="300pt" height="150pt" viewBox="0 0 300 150"
 xmlns="http://www.w3.org/2000/svg" version="1.1">
 <metadata><Work>matplotlib</Work></metadata>
 <defs><style type="text/css">*{stroke-linejoin: round}</style></defs>
 <g id="figure_1">
  <path id="m1" d="M 0 0
L 1 1" clip-path="url(#p1)" style="stroke: #010203; stroke-width: 0.8; fill: none"/>
  <use xlink:href="#m1" style="stroke: #01a0b0"/>
  <text style="font: italic 700 10px 'DejaVu Sans'; text-anchor: middle; fill: #010203">a &lt; b{ }</text>
 </g>
 <defs><clipPath id="p1"><rect width="9"/></clipPath></defs>
</svg>
"""


def _made(alt: str = "It falls.", caption: str = "") -> str:
    return figure(WRITTEN, alt=alt, caption=caption)


def test_no_style_is_left() -> None:
    """A strict policy forbids them; they are attributes now, and the font is the page's."""
    made = _made()

    assert " style=" not in made and "<style" not in made
    assert "DejaVu" not in made and "metadata" not in made
    assert 'stroke="currentColor" stroke-width="0.8" fill="none"' in made
    assert 'font-size="10px" ' in made and 'font-style="italic"' in made and 'font-weight="700"' in made


def test_colours_are_those_of_the_page() -> None:
    """Every colour that is drawn with in the place of another one has one."""
    assert 'stroke="var(--kp-series-1, #0072b2)"' in _made()
    assert {figures.INK, figures.FAINT, *figures.SERIES} <= set(COLOURS)


def test_the_sheet_defines_every_variable() -> None:
    """For pages that load it; the others have a colour of their own."""
    sheet = Path("keyproof/widget/figures.css")
    sheet = sheet if sheet.exists() else Path(__file__).parents[2] / sheet
    named = {match[1] for colour in COLOURS.values() for match in re.finditer(r"var\((--kp-[\w-]+)", colour)}

    assert named == {name for name in named if f"{name}:" in sheet.read_text(encoding="utf-8")}


def test_ids_are_those_of_this_figure() -> None:
    """What refers to them follows; ids that nothing refers to are gone."""
    made, other = _made(), _made("It rises.")
    ids = re.findall(r' id="([^"]+)"', made)

    assert 3 == len(ids) and not set(ids) & set(re.findall(r' id="([^"]+)"', other))
    assert {f"#{one}" for one in ids if one.endswith("-m1")} == set(re.findall(r'xlink:href="([^"]+)"', made))
    assert " href=" not in made, "Material's instant navigation stops at an href that it cannot set."
    assert re.search(r'clip-path="url\(#kp-\w+-p1\)"', made)
    assert "figure_1" not in made


def test_a_figure_is_told_to_those_who_do_not_see_it() -> None:
    """By its author's words, as one image."""
    made = _made('A "curve" < 3')

    (title,) = re.findall(r'<title id="([^"]+)">A &quot;curve&quot; &lt; 3</title>', made)
    assert f'role="img" aria-labelledby="{title}"' in made


def test_it_stands_on_one_line_and_nothing_in_it_is_markup() -> None:
    """Braces and line ends would be acted on by an engine."""
    made = _made(caption="Of <em>x</em>")

    assert "\n" not in made and "{" not in made
    assert "a &lt; b&#123; &#125;</text>" in made
    assert made.endswith("<figcaption>Of <em>x</em></figcaption></figure>")


def test_it_is_as_large_as_it_was_drawn() -> None:
    """In pixels; the sheet makes it smaller where there is less room."""
    assert 'viewBox="0 0 300 150" width="400" height="200"' in _made()
