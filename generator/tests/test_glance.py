"""The quick look that spares a site without exercises the whole program is never wrong in its no."""

from __future__ import annotations

from pathlib import Path

import pytest

from keyproof.glance import anything_to_prove, may_hold_exercises
from keyproof.settings import Settings


@pytest.mark.parametrize(
    "text",
    [
        "## Title {#id .fill}\n",
        "## Title { #id .choise .easy }\n",
        "## Title {#id fill}\n",
        "## Title {: .choice }\n",
        "## Title {attempts=2}\n",
        "## Title #id .medium}\n",
        "## Title .fill {#id}\n",
        "## `a {b` #id .easy}\n",
        "!!! note\n\n    ## Title {#id .fill}\n",
        "Title {#id .fill}\n=====\n",
        "Value `{python} 1 + 1`.\n",
        "Value `{pyhton} 1 + 1`.\n",
        "Value `{x after=train} 1 + 1`.\n",
        "```python run\nprint(1)\n```\n",
        "```keyproof-exhibit\ncourse: x\n```\n",
        "## Title {#id .fill}\r\n",
    ],
)
def test_what_may_be_ours_is_read(tmp_path: Path, text: str) -> None:
    """Also where a slip of the author's has to be told."""
    page = tmp_path / "page.md"
    page.write_bytes(text.encode())

    assert may_hold_exercises(page)


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\nText with {braces}, `code {x}` and a #tag.\n",
        "## Title { #own-id }\n",
        '## Title { #own-id data-toc-label="In short" }\n',
        "## Title { data-search-exclude }\n",
        "`{event_type}.{name}` and `{date}/{slug}`\n",
        "{% if a %}\n  --#}\n",
        "```python\n# started {'host': 'www.example.com'}\n#> {'a': 1.5}\n```\n",
    ],
)
def test_what_other_sites_write_is_passed_by(tmp_path: Path, text: str) -> None:
    """Ids of headings, labels and printed dicts, as the documentation of well-known projects has them."""
    page = tmp_path / "page.md"
    page.write_text(text)

    assert not may_hold_exercises(page)


def test_a_page_that_the_site_leaves_out_is_nothing_to_prove(tmp_path: Path) -> None:
    """Where only such a page holds an exercise there is nothing to do."""
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "one.md").write_text("## Title {#id .fill}\n")

    assert anything_to_prove(Settings(root=tmp_path, docs=tmp_path))
    left_out = frozenset({"drafts/one.md"})
    assert not anything_to_prove(Settings(root=tmp_path, docs=tmp_path, left_out=left_out))
