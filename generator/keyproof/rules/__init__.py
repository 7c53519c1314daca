"""What each rule means: one Markdown file a rule, with a failing and a mended example.

The files are read by `keyproof explain`, shown on the site's page of rules, and run by the tests.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from keyproof.errors import SettingsError

EXAMPLE = re.compile(r"^(?P<label>Fails|Mended):\n\n````markdown\n(?P<text>.*?)\n````$", re.M | re.S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, as its file tells it."""

    name: str
    """Stable name, the file's name."""

    meaning: str
    """What a finding of this rule says, in one sentence."""

    text: str
    """The whole file without its heading."""

    fails: str
    """A page source that gives this finding; empty for the rule that needs more than a page."""

    mended: str
    """The same page without the fault."""


def explain(name: str) -> str:
    """Give the whole explanation of one rule.

    Raises:
        SettingsError: there is no such rule; the sentence offers the nearest name.
    """
    if name not in RULES:
        near = difflib.get_close_matches(name, RULES, n=1)
        offer = f" Did you mean '{near[0]}'?" if near else " `keyproof explain` lists them all."
        raise SettingsError(f"There is no rule '{name}'.{offer}")
    return f"{name}\n{'=' * len(name)}\n\n{RULES[name].text}"


def _read(name: str, source: str) -> Rule:
    text = source.partition("\n\n")[2].rstrip()
    examples = {match["label"]: match["text"] for match in EXAMPLE.finditer(source)}
    return Rule(
        name=name,
        meaning=text.partition("\n")[0],
        text=text,
        fails=examples.get("Fails", ""),
        mended=examples.get("Mended", ""),
    )


def _all() -> dict[str, Rule]:
    files = sorted(resources.files(__name__).iterdir(), key=lambda file: file.name)
    names = [(file.name.removesuffix(".md"), file) for file in files if file.name.endswith(".md")]
    return {name: _read(name, file.read_text(encoding="utf-8")) for name, file in names}


RULES: Mapping[str, Rule] = _all()
"""Every rule by name."""
