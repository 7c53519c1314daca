"""The bar of a run: as many steps as exercises, whatever else is run for them."""

from __future__ import annotations

from pathlib import Path

from keyproof.pipeline import check
from keyproof.progress import Progress
from keyproof.settings import Settings
from keyproof.verify import Memory

PAGE = """\
# A page

The sum is `5`{check="2 + 3"}.

## One {#one .choice .easy}

Two and two are `4`{check="2 + 2"}.

- [x] `4`
- [ ] `5`

```python check
assert answer == 4
```

## Two {#two .choice .easy}

- [x] `3`
- [ ] `5`

```python check
assert answer == 3
```
"""


def test_an_exercise_is_one_step(tmp_path: Path, memory: Memory) -> None:
    """Not a run: there is one for each seed, one for what its prose says, and one for the page."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text(PAGE)
    told: list[int] = []
    jobs: list[object] = []
    progress = Progress(begin=told.append, step=lambda: told.append(1))
    settings = Settings(root=tmp_path, docs=tmp_path / "docs", seeds=2)

    proof = check(settings, run=lambda job: jobs.append(job) or memory.run(job), progress=progress)

    assert () == proof.findings
    assert [2, 1, 1] == told
    assert len(jobs) > 4
