"""A topic on paper: one PDF with its questions, and behind each page what solves them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

TRY = """# Try

## A sum {#sum .choice}

Which gives three, größer than `<UNK>`?

- [x] `1 + 2`
- [ ] `2 + 2`

```python check
assert answer == 3
```

??? solution
    1. Count to three.
"""
PRACTICE = """# Practice

## A product {#product .fill}

```python
six = 2 * 3   # blank: 3
```

- `4`

```python check
assert six == 6
```
"""


@pytest.fixture(name="course", scope="module")
def _course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A topic of two pages."""
    root = tmp_path_factory.mktemp("paper")
    folder = root / "exercises" / "sums"
    folder.mkdir(parents=True)
    (folder / "topic.yml").write_text("title: Sums\napi: []\nobjectives: {}\n", encoding="utf-8")
    (folder / "try.md").write_text(TRY, encoding="utf-8")
    (folder / "practice.md").write_text(PRACTICE, encoding="utf-8")
    return root


def _export(course: Path, name: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "keyproof", "export", "pdf", name, "--seeds", "1"]
    return subprocess.run(command, cwd=course, env={**os.environ, **environment}, capture_output=True,
                          text=True, check=False, timeout=120)  # fmt: skip


def test_questions_code_and_solutions_are_on_paper(course: Path) -> None:
    """Questions first, then their solutions; the practice set stands once; two prints are the same bytes."""
    done = _export(course, "one.pdf")
    assert (0, "2 exercises printed to one.pdf\n") == (done.returncode, done.stdout), done.stderr
    assert 0 == _export(course, "two.pdf").returncode

    assert (course / "one.pdf").read_bytes() == (course / "two.pdf").read_bytes()
    reader = PdfReader(course / "one.pdf")
    text = "\n".join(page.extract_text() for page in reader.pages)
    question, answer = text.index("Which gives three, größer than <UNK>"), text.index("Count to three.")
    assert question < text.index("1 + 2") < text.index("Solutions") < answer
    assert "Final answer: 1 + 2" in text
    assert 1 == text.count("six = 2 *")
    assert ["Try", "Practice"] == [entry.title for entry in reader.outline]


def test_a_missing_chromium_is_named_with_the_command_that_installs_it(course: Path) -> None:
    """One sentence, exit code 2, and no file."""
    done = _export(course, "none.pdf", PATH="/nowhere", PLAYWRIGHT_BROWSERS_PATH="/nowhere")

    assert 2 == done.returncode
    assert "install it with `playwright install chromium`" in " ".join(done.stderr.split())
    assert not (course / "none.pdf").exists()
