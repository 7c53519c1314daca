"""A small project with exercises that only their reader can judge.

In: a folder, and the language of the site. Out: the project in it.
"""

from __future__ import annotations

from pathlib import Path

SETTINGS = """\
site_name: Own
site_url: !ENV SITE_URL
theme: {{name: material, font: false, language: {language}, features: [navigation.instant]}}
plugins: [search, {{keyproof: {{exercises: exercises}}}}]
markdown_extensions: [admonition, attr_list, md_in_html, pymdownx.details, pymdownx.superfences]
"""

WRITE = """\
## Make a layer {#make .write .easy}

Write `make(size)`: a layer of 10 inputs whose state has `size` numbers.

```python
def make(size):
    ...
```

```python check
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

??? hint
    The layer is `nn.RNN`.

??? hint
    It takes two numbers.
"""

EXPLAIN = """\
## Why none {#why-none .explain}

Why is there no axis of steps in `h_n`?

- It holds the last state alone.

    ```python claim
    output, h_n = nn.RNN(3, 4)(torch.randn(5, 3))
    assert torch.equal(h_n[0], output[-1])
    ```

- The others are in `output`.

??? model
    Only the last state is in it.
"""

CHOICE = """\
## Inputs first {#inputs-first .choice}

- [x] `nn.RNN(10, 20)`
- [ ] `nn.RNN(20, 10)`

```python check
assert answer.input_size == 10
answer(torch.randn(7, 10))
```
"""


def write(root: Path, *, language: str = "en") -> None:
    """Write the project."""
    files = {
        "mkdocs.yml": SETTINGS.format(language=language),
        "docs/index.md": "# Home\n\n[Try](layers/try.md)\n",
        "exercises/layers/topic.yml": "title: Layers\norder: 1\n",
        "exercises/layers/try.md": f"# Try\n\n{WRITE}\n{EXPLAIN}\n{CHOICE}",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
