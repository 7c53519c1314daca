"""A small project whose programs run in the page.

In: a folder. Out: the project in it.
"""

from __future__ import annotations

from pathlib import Path

from conftest import ROOT

SETTINGS = f"""\
site_name: Run
site_url: !ENV SITE_URL
theme:
  name: material
  font: false
  features: [navigation.instant]
  palette:
    - {{media: "(prefers-color-scheme: light)", scheme: default}}
    - {{media: "(prefers-color-scheme: dark)", scheme: slate}}
plugins:
  - search
  - keyproof:
      exercises: exercises
      runtime: keyproof-torch
      pyodide: {ROOT / "generator" / "node_modules" / "pyodide"}
markdown_extensions:
  [admonition, attr_list, md_in_html, pymdownx.details, pymdownx.highlight, pymdownx.superfences]
"""

LEARN = """\
# Learn

[Try](try.md)

```python run name=layer
torch.manual_seed(1)
rnn = nn.RNN(3, 4)
output, h_n = rnn(torch.randn(5, 3))
print(output.shape)
print(h_n)
```

It goes on:

```python run after=layer
print(torch.equal(output[-1], h_n[0]))
```
"""

TRY = """\
# Try

## A layer {#layer .fill}

```python
rnn = nn.RNN(3, 4)   # blank: 4
print(rnn)
```

- `3`

```python check
assert rnn.hidden_size == 4
rnn(torch.randn(5, 3))
```

## A shape {#shape .predict}

```python
print(nn.RNN(3, 4)(torch.randn(5, 3))[0].shape)
```

- `torch.Size([5, 3])`

## The order {#sorted .order}

```python
rnn = nn.RNN(3, 4)
output, h_n = rnn(torch.randn(5, 3))
print(h_n.shape)
```

```python check
assert h_n.shape == (1, 4)
```

## Make a layer {#make .write}

Write `make(size)`: a layer of 10 inputs whose state has `size` numbers.

```python
def make(size):
    ...
```

```python check
assert make(20).hidden_size == 20
output, h_n = make(20)(torch.randn(7, 3, 10))
assert output.shape == (7, 3, 20)
```

```python reference
def make(size):
    return nn.RNN(10, size)
```

```python wrong The number of inputs comes first.
def make(size):
    return nn.RNN(size, 10)
```
"""


def write(root: Path) -> None:
    """Write the project."""
    files = {
        "mkdocs.yml": SETTINGS,
        "docs/index.md": "# Home\n\n[Learn](layers/learn.md)\n",
        "exercises/layers/topic.yml": "title: Layers\norder: 1\n",
        "exercises/layers/learn.md": LEARN,
        "exercises/layers/try.md": TRY,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
