"""Pages to read, and findings as lines of text."""

from __future__ import annotations

from keyproof.course import SourcePage
from keyproof.exercise import Exercise
from keyproof.finding import Finding
from keyproof.read import decode, read_page

CHECK = """
```python check
assert rnn.hidden_size == 20
```
"""

FILL = """\
## Make a layer {{#make .fill}}

```python
{program}
```

{options}

```python check
assert rnn.hidden_size == 20
```
"""


def read(text: str, *, mode: str = "") -> tuple[SourcePage, list[str]]:
    """Read a page named `page.md`; findings come as `line:column+length rule: what / hint`."""
    source = decode("page.md", text.encode())
    page = read_page(source, mode=mode)
    return page, [line(finding) for finding in source.findings]


def line(finding: Finding) -> str:
    """Write a finding on one line, whole."""
    place = finding.place
    return f"{place.line}:{place.column}+{place.length} {finding.rule}: {finding.what} / {finding.hint}"


def findings(text: str, *, mode: str = "") -> list[str]:
    """Return the findings of a page alone."""
    return read(text, mode=mode)[1]


def exercise(text: str) -> Exercise:
    """Return the only exercise of a page that must have no findings."""
    page, found = read(text)
    assert [] == found
    (only,) = page.exercises()
    return only


def fill(program: str, *, options: str = "- `10`") -> str:
    """Return a `fill` page with this program; its first line is line 4 of the page."""
    return FILL.format(program=program, options=options)
