"""A small project with a test, a challenge and a review, for tests that need to know each answer.

In: a folder. Out: the project in it. The right option of every question begins with `Right`.
"""

from __future__ import annotations

from pathlib import Path

SETTINGS = """\
site_name: Modes
site_url: !ENV SITE_URL
theme: {name: material, font: false, features: [navigation.instant]}
plugins: [search, {keyproof: {exercises: exercises}}]
markdown_extensions: [admonition, attr_list, md_in_html, pymdownx.details, pymdownx.superfences]
"""

TOPIC = """\
title: Layers & more
order: 1
objectives:
  shapes: Tell the shapes.
  sizes: Choose the `sizes`.
  order: Put things in order.
  rare: Know the exception.
"""

QUESTION = """\
## Question {name} {{#{name} .choice {keys} unverified="made up for a test of the site"}}

What is {name}?

- [ ] Wrong {name} one.
- [x] Right {name}.
- [ ] Wrong {name} two.

??? hint
    Not {name} one.
"""

LEVELS = ("easy", "medium", "hard")
OBJECTIVES = ("shapes", "sizes", "order")

PROGRAM = """\
## A sum {#sum .predict .typed .hard objective=rare}

```python
total = 2 + 3
```

What is `total`?

```python answer
total
```
"""


def question(name: str, *, level: str = "", objective: str = "", keys: str = "") -> str:
    """Write a question whose options tell whether they are right."""
    parts = [f".{level}" if level else "", f"objective={objective}" if objective else "", keys]
    return QUESTION.format(name=name, keys=" ".join(part for part in parts if part))


ORDER = """\
## Lines of {name} {{#{name} .order}}

```python
first = 1
second = first + 1
third = second + 1
```

```python check
assert third == 3
```
"""

TRACE = """\
## Numbers {#numbers .trace}

```python
rnn = nn.RNN(1, 2)
with torch.no_grad():
    rnn.weight_ih_l0.copy_(torch.tensor([[1.0], [0.5]]))
    rnn.weight_hh_l0.copy_(torch.tensor([[0.5, -1.0], [0.25, 0.5]]))
    rnn.bias_ih_l0.copy_(torch.tensor([0.1, 0.2]))
    rnn.bias_hh_l0.copy_(torch.tensor([-0.3, 0.4]))
x = torch.tensor([[1.0], [-2.0]])
```
"""

CARD = """\
## Card {name} {{#{name} .card unverified="made up for a test of the site"}}

Front of {name}.

??? back
    Back of **{name}**.
"""


def pool() -> list[str]:
    """Four questions of each level; with the typed one, thirteen."""
    return [
        question(f"{level}-{number}", level=level, objective=OBJECTIVES[number % 3])
        for level in LEVELS
        for number in range(4)
    ]


FILES = {
    "mkdocs.yml": SETTINGS,
    "docs/index.md": "# Home\n\n[Test](layers/test.md) [Challenge](layers/challenge.md)\n",
    "exercises/layers/topic.yml": TOPIC,
    "exercises/layers/learn.md": "# Learn\n\nSome text.\n",
    "exercises/layers/try.md": "# Try\n\n" + question("try-shapes", objective="shapes"),
    "exercises/layers/test.md": "# Test\n\nAn introduction.\n\n" + "\n".join([*pool(), PROGRAM]),
    "exercises/layers/challenge.md": "---\ncountdown: 60\n---\n\n# Challenge\n\n"
    + "\n".join([question("first"), question("second", keys="countdown=3"), question("third")]),
    "exercises/layers/review.md": "# Review\n\nA cheat sheet.\n\n"
    + "\n".join(CARD.format(name=f"card-{n}") for n in range(3)),
    "exercises/own/topic.yml": "title: Ways of their own\norder: 3\n",
    "exercises/own/practice.md": "# Practice\n\n" + ORDER.format(name="lines") + "\n" + TRACE,
    "exercises/own/test.md": "# Test\n\n" + ORDER.format(name="asked"),
    "exercises/small/topic.yml": "title: Small\norder: 2\n",
    "exercises/small/test.md": "# Test\n\n" + "\n".join(question(f"few-{n}") for n in range(3)),
}


def write(root: Path) -> None:
    """Write the project."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
