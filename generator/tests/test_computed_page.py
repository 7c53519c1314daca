"""A page with every sort of computed prose is proven; an error planted in each is found, all in one run."""

from __future__ import annotations

from collections.abc import Callable

from keyproof.proof import Proof

PAGE = """\
# Computed

```python run name=train seconds=5
torch.manual_seed(0)
losses = [1.0, 0.5, 0.25]
print(losses[-1])
```

It ends at `{python after=train} losses[-1]:.2f`, or `0.25`{check="1 / 4"}.

```python figure after=train alt="It falls."
plt.plot(losses)
```

```python table after=train
[{"loss": loss} for loss in losses]
```

```python run
print("a")
```

```output
a
```

## Of an exercise {#of-an-exercise .predict}

Of `{python} x + 1`.

```python
x = 3
```

- `4`

```python answer
x
```
"""

PLANTED = [
    ("losses[-1]:.2f`", "loses[-1]:.2f`", "9 broken-program"),
    ("`0.25`", "`0.26`", "9 false-number"),
    ("plt.plot(losses)", "plt.plot(loses)", "12 broken-program"),
    ('{"loss": loss}', '{"loss": lost}', "16 broken-program"),
    ("```output\na", "```output\nb", "24 false-output"),
    ("x + 1", "y + 1", "29 broken-program"),
]
"""What is written, what an author might write instead, and what is to be said about that."""


def test_a_page_of_every_sort_is_proven(prove_page: Callable[..., Proof]) -> None:
    """And what the run gave is counted apart from what its author says."""
    proof = prove_page(PAGE)

    assert "" == proof.report
    assert "4 computed values" in proof.summary


def test_an_error_in_each_sort_is_found_in_one_run(prove_page: Callable[..., Proof]) -> None:
    """Each at its line; none hides another."""
    text = PAGE
    for right, wrong, _ in PLANTED:
        assert 1 == text.count(right)
        text = text.replace(right, wrong)

    found = [f"{one.place.line} {one.rule}" for one in prove_page(text).findings]
    assert sorted(expected for _, _, expected in PLANTED) == sorted(found)
