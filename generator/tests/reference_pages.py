"""Pages of the reference that are made from the code: the command line, and the plugin's options.

In: the commands of click, the config scheme of MkDocs. Out: Markdown, which `UPDATE=1` writes into the docs.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator

import click

from keyproof.cli import main
from keyproof.publish import mkdocs_config
from keyproof.publish.mkdocs_config import KeyproofConfig

COMMANDS_HEAD = """\
---
title: Command line
---

# Command line

Made from the program itself: `keyproof --help` and `keyproof COMMAND --help` say the same.

Exit code 0: done, and all that can be run is proven. 1: findings. 2: the command cannot be carried
out; one sentence says why.
"""
OPTIONS_HEAD = """\
---
title: Options of the plugin
---

# Options of the plugin

What may stand under `keyproof:` in `mkdocs.yml`; made from the program itself. None has to.

```yaml
plugins:
  - search
  - keyproof:
      seeds: 5
      progress: false
```

"""


def commands_page() -> str:
    """Describe every command with its arguments and options."""
    return "\n".join([COMMANDS_HEAD, *_commands(main, "keyproof")]).rstrip() + "\n"


def _commands(command: click.Command, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=name)
    if isinstance(command, click.Group):
        for sub in sorted(command.commands):
            yield from _commands(command.commands[sub], f"{name} {sub}")
        return
    yield f"## {name}\n"
    pieces = [piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]"]
    yield f"```text\n{' '.join([name, *pieces])}\n```\n"
    yield f"{inspect.cleandoc(command.help or '').replace(chr(12), '')}\n"
    records = [record for one in command.params if (record := one.get_help_record(context))]
    # The usage above names all arguments; some speak for themselves.
    rows = [(option, told) for option, told in records if told.strip()]
    if rows:
        yield "| option | what it does |\n| --- | --- |"
        yield "\n".join(f"| `{_choices(option)}` | {_cell(_said(told))} |" for option, told in rows) + "\n"


def _said(told: str) -> str:
    """Write what click says of an option as text of a table."""
    return re.sub(r"\s+", " ", told).strip().replace("<", "&lt;")


def _choices(option: str) -> str:
    """Part choices as words: in code a table shows an escaped stroke as it is."""
    return option.replace("|", ", ")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def options_page() -> str:
    """Describe every option of the plugin with its default."""
    tree = ast.parse(inspect.getsource(mkdocs_config))
    (scheme,) = (
        node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "KeyproofConfig"
    )
    texts: dict[str, str] = {}
    for named, said in zip(scheme.body, scheme.body[1:], strict=False):
        if (
            isinstance(named, ast.Assign)
            and isinstance(said, ast.Expr)
            and isinstance(said.value, ast.Constant)
        ):
            (target,) = named.targets
            texts[ast.unparse(target)] = " ".join(str(said.value.value).split())
    rows = ["| option | if not given | what it does |", "| --- | --- | --- |"]
    for name, option in KeyproofConfig._schema:
        default = getattr(option, "default", None)
        shown = (
            "" if default is None else f"`{str(default).lower() if isinstance(default, bool) else default}`"
        )
        rows.append(f"| `{name}` | {shown} | {_cell(texts[name])} |")
    return OPTIONS_HEAD + "\n".join(rows) + "\n"
