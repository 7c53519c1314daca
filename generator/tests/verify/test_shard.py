"""The shards of a course are its exercises, each once, and find together what one run finds."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from keyproof.errors import SettingsError
from keyproof.pipeline import check, evidence_of
from keyproof.settings import Settings
from keyproof.verify import Memory, Shard

CASES = Path(__file__).parents[1] / "cases"


def _shards(count: int) -> list[Shard]:
    return [Shard(index=index, count=count) for index in range(1, count + 1)]


def test_shards_are_complete_disjoint_and_balanced() -> None:
    """Whatever the ids and however many parts; the order of the ids and doubles of them change nothing."""
    chance = random.Random(7)
    for _ in range(200):
        ids = [f"{chance.choice('abc')}-{chance.randrange(10**6)}" for _ in range(chance.randrange(60))]
        count = chance.randint(1, 12)
        parts = [shard.own(ids) for shard in _shards(count)]
        shuffled = chance.sample(ids, len(ids))

        assert Counter(set(ids)) == Counter(id_ for part in parts for id_ in part)
        assert max(map(len, parts)) - min(map(len, parts)) <= 1
        assert parts == [shard.own([*shuffled, *shuffled]) for shard in _shards(count)]


def test_every_machine_deals_alike() -> None:
    """Not by `hash`, which differs from process to process."""
    ids = [f"exercise-{number}" for number in range(40)]
    program = f"from keyproof.verify import Shard\nprint(sorted(Shard(index=2, count=5).own({ids!r})))"
    command = [sys.executable, "-c", program]
    dealt = {
        subprocess.run(
            command, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }

    assert {f"{sorted(Shard(index=2, count=5).own(ids))}\n"} == dealt


@pytest.mark.parametrize("text", ["0/2", "3/2", "1/0", "x", "", "1", "1/2/3", "-1/2", "1.5/2", " 1/2", "١/٢"])
def test_what_is_no_shard_is_a_usage_error(text: str) -> None:
    """And the sentence holds what was written."""
    with pytest.raises(SettingsError, match=r"shard") as caught:
        Shard.parse(text)

    assert f"'{text}'" in str(caught.value)


def test_a_shard_is_read_as_it_is_written() -> None:
    """Of one part, of the last of many."""
    assert ["1/1", "8/8"] == [str(Shard.parse(text)) for text in ("1/1", "8/8")]


@pytest.mark.parametrize("case", ["many-faults", "broken-files", "every-kind"])
def test_together_shards_find_what_one_run_finds(case: str, memory: Memory) -> None:
    """Each finding once, those of broken files and of reading included."""
    root = CASES / case
    docs = root / "docs"
    settings = Settings(root=root, exercises=root / "exercises", docs=docs if docs.is_dir() else None, jobs=2)
    whole = check(settings, run=memory.run)

    for count in (1, 2, 5):
        proofs = [check(settings, run=memory.run, shard=shard) for shard in _shards(count)]
        found = [finding for proof in proofs for finding in proof.findings]

        assert Counter(whole.findings) == Counter(found)
        assert whole.verdicts == {id_: proof.verdicts[id_] for proof in proofs for id_ in proof.verdicts}


CHOICE = """\
## Number {number} {{#number-{number} .choice .easy}}

- [x] `{number} + 1000000`
- [ ] `-{number}`

```python check
assert answer == 1000000 + {number}
```

"""
PREDICT = """\
## Guess {{#guess .predict .easy}}

```python
x = (4, 7, 3)
```

```python answer
x
```

- `(4, 3, 7)`

??? hint

    It is `(4, 7, 3)`.
"""


def test_together_shards_warn_of_what_one_run_warns_of(tmp_path: Path, memory: Memory) -> None:
    """Of a habit, which reading shows, the first; of a hint that names what a run gives, whoever runs it."""
    (tmp_path / "docs").mkdir()
    text = "".join(CHOICE.format(number=number) for number in range(10)) + PREDICT.format()
    (tmp_path / "docs" / "page.md").write_text(text)
    settings = Settings(root=tmp_path, docs=tmp_path / "docs", seeds=1, jobs=2)
    whole = check(settings, run=memory.run)

    proofs = [check(settings, run=memory.run, shard=shard) for shard in _shards(4)]

    assert ["tell", "tell"] == [finding.rule for finding in whole.findings]
    assert Counter(whole.findings) == Counter(found for proof in proofs for found in proof.findings)
    habit, hint = whole.findings
    assert [habit in proof.findings for proof in proofs] == [True, False, False, False]
    assert [hint in proof.findings for proof in proofs] == ["guess" in proof.verdicts for proof in proofs]
    cases = [case for proof in proofs for case in evidence_of(proof, settings).cases]
    assert list(evidence_of(whole, settings).cases) == sorted(cases, key=lambda case: case.place)


def test_a_shard_says_so(memory: Memory) -> None:
    """The one line of a run tells which part of the course it is about."""
    root = CASES / "every-kind"
    settings = Settings(root=root, exercises=root / "exercises", jobs=2)
    whole = check(settings, run=memory.run)
    count = len(whole.course.exercises())

    proof = check(settings, run=memory.run, shard=Shard(index=2, count=count))

    assert proof.summary.startswith(f"shard 2/{count}: 1 of {count} exercises, ")

    beyond = check(settings, run=memory.run, shard=Shard(index=count + 1, count=count + 1))
    told = f"shard {count + 1}/{count + 1}: 0 of {count} exercises, 0 answers run: nothing to prove"
    assert told == beyond.summary
