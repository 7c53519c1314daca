"""A generated course: as many exercises as wanted, of all kinds, the same ones each time.

In: a folder and a count. Out: a course in it that is proven, and of which no two programs are equal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PER_PAGE = 10
MODES = ("learn", "try", "practice", "challenge")

SHAPES = [
    (size, width, steps, batch)
    for size in range(3, 13)
    for width in range(14, 30)
    for steps in (2, 4)
    for batch in (1, 3)
]
"""Sizes of the layers. A width is more than any size, so that each wrong number makes another shape."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What tells one exercise from the next."""

    index: int
    size: int
    width: int
    steps: int
    batch: int
    layer: str
    few: bool

    @property
    def inputs(self) -> str:
        """An expression for the input; it occurs in no other exercise."""
        return f"torch.full(({self.steps}, {self.batch}, {self.size}), {self.index} / 100000)"

    @property
    def shape(self) -> str:
        """Shape of the output."""
        return f"({self.steps}, {self.batch}, {self.width})"

    def listed(self, right: str, *wrong: str) -> list[tuple[bool, str]]:
        """Give the options, the key at a place that changes from exercise to exercise."""
        options = [(False, text) for text in (wrong[:1] if self.few else wrong)]
        options.insert(self.index // len(KINDS) % (len(options) + 1), (True, right))
        return options


def write_course(folder: Path, count: int, *, few: bool = False) -> None:
    """Write `count` exercises under `folder/exercises`.

    Args:
        folder: the project's root.
        count: how many exercises.
        few: give each one wrong answer instead of three, for courses of thousands.
    """
    exercises = [_exercise(index, few=few) for index in range(count)]
    pages = [exercises[start : start + PER_PAGE] for start in range(0, count, PER_PAGE)]
    for number, page in enumerate(pages):
        topic, place = divmod(number, len(MODES))
        here = folder / "exercises" / f"topic-{topic:03}"
        here.mkdir(parents=True, exist_ok=True)
        title = f"title: Recurrent layers, part {topic + 1}\norder: {topic + 1}\n"
        (here / "topic.yml").write_text(title, encoding="utf-8")
        head = f"---\nmode: {MODES[place]}\n---\n\n# Part {topic + 1}, page {place + 1}\n\n"
        (here / f"{MODES[place]}.md").write_text(head + "\n".join(page), encoding="utf-8")


def numbers(index: int, *, few: bool = False) -> Numbers:
    """Give an exercise its numbers."""
    size, width, steps, batch = SHAPES[index * 7 % len(SHAPES)]
    layer = ("nn.RNN", "nn.GRU")[index // len(KINDS) % 2]
    return Numbers(index=index, size=size, width=width, steps=steps, batch=batch, layer=layer, few=few)


def _exercise(index: int, *, few: bool) -> str:
    return KINDS[index % len(KINDS)](numbers(index, few=few))


def _fill(n: Numbers) -> str:
    chips = "\n".join(f"- `{text}`" for keyed, text in n.listed("", str(n.size), "2", "1") if not keyed)
    return f"""## Fill in the width {n.index} {{#fill-{n.index} .fill .easy}}

The state shall have {n.width} numbers.

```python
layer = {n.layer}(input_size={n.size}, hidden_size={n.width})  # blank: {n.width}
output, h_n = layer({n.inputs})
```

{chips}

```python check
assert output.shape == {n.shape}
```

??? hint
    What is the last axis of the output?
"""


def _code(n: Numbers) -> str:
    calls = [f"{n.layer}({size}, {width})" for size, width in
             ((n.size, n.width), (n.width, n.size), (n.size, n.size), (n.size, n.width + 1))]  # fmt: skip
    options = "\n".join(f"- [{'x' if keyed else ' '}] `{text}`" for keyed, text in n.listed(*calls))
    return f"""## Choose the call {n.index} {{#code-{n.index} .choice .easy}}

Which layer reads {n.size} numbers a step and keeps a state of {n.width}?

{options}

```python check
output, h_n = answer({n.inputs})
assert output.shape == {n.shape}
```

??? solution
    The width of the input comes first.
"""


def _sentences(n: Numbers) -> str:
    def option(*, keyed: bool, size: str) -> str:
        box = "x" if keyed else " "
        claim = f"    ```python claim\n    assert output.shape[-1] == {size}\n    ```\n"
        return f"- [{box}] Each step of the output has {size} numbers.\n\n{claim}"

    sizes = n.listed(str(n.width), str(n.size), str(n.width + 1), str(n.width + 2))
    options = "\n".join(option(keyed=keyed, size=size) for keyed, size in sizes)
    return f"""## What is true {n.index} {{#true-{n.index} .choice .medium}}

```python
layer = {n.layer}({n.size}, {n.width})
output, h_n = layer({n.inputs})
```

Which sentence is true?

{options}"""


def _predict(n: Numbers) -> str:
    wrong = [f"({n.batch}, {n.steps}, {n.width})", f"({n.steps}, {n.batch}, {n.size})",
             f"({n.steps}, {n.batch}, {n.width + 1})"]  # fmt: skip
    options = "\n".join(f"- `{text}`" for text in (wrong[:1] if n.few else wrong))
    return f"""## Predict the shape {n.index} {{#shape-{n.index} .predict .medium}}

```python
layer = {n.layer}(input_size={n.size}, hidden_size={n.width})
output, h_n = layer({n.inputs})
```

What is the shape of `output`?

```python answer
output.shape
```

{options}
"""


def _fix(n: Numbers) -> str:
    calls = [f"{n.layer}({size}, {width})" for size, width in
             ((n.size, n.width), (n.width, n.size), (n.size, n.size), (n.width, n.width))]  # fmt: skip
    listed = n.listed(*calls)
    options = "\n".join(f"- [{'x' if keyed else ' '}] `layer = {text}`" for keyed, text in listed)
    return f"""## Mend it {n.index} {{#fix-{n.index} .fix .hard}}

```python
inputs = {n.inputs}
layer = {n.layer}({n.size + 1}, {n.width})  # repair
output, h_n = layer(inputs)
```

{options}

```python check
assert output.shape == {n.shape}
```
"""


KINDS: tuple[Callable[[Numbers], str], ...] = (_fill, _code, _sentences, _predict, _fix)
"""One exercise of each sort, in turn."""
