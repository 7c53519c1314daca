"""A figure in the colours of the site's theme, light or dark.

In: SVG as matplotlib writes it, drawn in the colours that `verify/worker/figures.py` names. Out: SVG on one
line, without styles (a site may forbid them), with ids that no other figure of the page has.
"""

from __future__ import annotations

import re
from hashlib import sha256
from xml.etree import ElementTree as ET

from keyproof.render.markup import escape, one_line

_HUES = ("#0072b2", "#d55e00", "#009e73", "#aa4499", "#b58900", "#7a68d8")

COLOURS = {
    "#010203": "currentColor",
    "#020304": "var(--kp-faint, #8888)",
    "#000000": "currentColor",
    "#ffffff": "var(--md-default-bg-color, Canvas)",
    **{f"#0{at}a0b0": f"var(--kp-series-{at}, {colour})" for at, colour in enumerate(_HUES, 1)},
}
"""What stands in the place of the colours that were drawn with; `figures.css` defines the variables."""

POINT = 4 / 3
"""Pixels of a point."""

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_FONT = re.compile(r"(?P<before>.*?)(?P<size>[0-9.]+)px\b.*")
_WORDS = {"italic": "font-style", "oblique": "font-style", "bold": "font-weight"}
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_SIDES = {"stroke-linejoin": "round", "stroke-linecap": "butt"}
"""What matplotlib says of all lines in a style sheet of its own."""


def figure(svg: str, *, alt: str, caption: str = "") -> str:
    """Write a figure with its text alternative and its caption."""
    name = f"kp-{sha256(f'{alt}{svg}'.encode()).hexdigest()[:8]}"
    told = f"<figcaption>{caption}</figcaption>" if caption else ""
    return one_line(f'<figure class="kp-figure">{_themed(svg, name, alt)}{told}</figure>')


def _themed(svg: str, name: str, alt: str) -> str:
    root = ET.fromstring(svg)
    for parent in root.iter():
        for child in [one for one in parent if one.tag in (f"{_SVG}metadata", f"{_SVG}style")]:
            parent.remove(child)
    used = _used(root)
    for element in root.iter():
        _restyle(element)
        _rename(element, name, used)
    width, height = root.attrib["viewBox"].split()[2:]
    attributes = {
        "role": "img", "aria-labelledby": f"{name}-title", "viewBox": root.attrib["viewBox"],
        "width": f"{float(width) * POINT:.0f}", "height": f"{float(height) * POINT:.0f}",
        "direction": "ltr", **_SIDES,
    }  # fmt: skip
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    inside = "".join(_written(child) for child in root)
    title = f'<title id="{name}-title">{escape(alt)}</title>'
    return f'<svg xmlns="http://www.w3.org/2000/svg"{written}>{title}{inside}</svg>'


def _used(root: ET.Element) -> set[str]:
    """Collect the ids that something refers to."""
    used = {element.attrib[_LINK].removeprefix("#") for element in root.iter() if _LINK in element.attrib}
    values = [value for element in root.iter() for value in element.attrib.values()]
    return used | {match[1] for value in values for match in _REFERENCE.finditer(value)}


def _restyle(element: ET.Element) -> None:
    """Turn a style into attributes, and colours into those of the theme."""
    style = element.attrib.pop("style", "")
    for rule in filter(None, (part.strip() for part in style.split(";"))):
        key, _, value = (part.strip() for part in rule.partition(":"))
        if key == "font":
            _set_font(element, value)
        elif key != "font-family":
            # The page's own font is nearer to its reader than that of the machine that drew.
            element.set(key, value)
    for key in ("fill", "stroke"):
        colour = element.get(key)
        if colour is not None:
            element.set(key, COLOURS.get(colour.lower(), colour))


def _set_font(element: ET.Element, value: str) -> None:
    match = _FONT.match(value)
    if match is None:
        return
    element.set("font-size", f"{match['size']}px")
    for word in match["before"].split():
        if word in _WORDS:
            element.set(_WORDS[word], word)
        elif word.isdigit():
            element.set("font-weight", word)


def _rename(element: ET.Element, name: str, used: set[str]) -> None:
    own = element.attrib.pop("id", "")
    if own in used:
        element.set("id", f"{name}-{own}")
    link = element.attrib.pop(_LINK, "")
    if link:
        # A theme that follows links by script would try to rewrite every plain `href`.
        element.set("xlink:href", f"#{name}-{link[1:]}" if link.startswith("#") else link)
    for key, value in list(element.attrib.items()):
        element.set(key, _REFERENCE.sub(rf"url(#{name}-\1)", value))


def _written(element: ET.Element) -> str:
    tag = element.tag.removeprefix(_SVG)
    attributes = "".join(
        f' {key}="{escape(" ".join(value.split()))}"'
        for key, value in element.attrib.items()
        if "}" not in key
    )
    text = escape(element.text or "") if tag in ("text", "tspan") else ""
    inside = text + "".join(
        _written(child) + (escape(child.tail or "") if tag in ("text", "tspan") else "") for child in element
    )
    if tag == "g" and not inside:
        return ""
    return f"<{tag}{attributes}>{inside}</{tag}>"
