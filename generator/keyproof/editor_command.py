"""`keyproof editor`: schemas, snippets and a problem matcher for an author's editor."""

from __future__ import annotations

from pathlib import Path

import click

from keyproof.editor import own_files, shared_files
from keyproof.errors import SettingsError
from keyproof.terminal import usage_errors


@click.command(name="editor")
@click.argument("folder", default=".vscode", type=click.Path(file_okay=False, path_type=Path))
@click.option("--exercises", default="exercises", show_default=True, metavar="DIR",
              help="Folder of the course, relative to the root.")  # fmt: skip
def editor_files(folder: Path, exercises: str) -> None:
    """Write schemas, snippets and a problem matcher to FOLDER (.vscode in the project's root).

    Files of Keyproof's own are written anew. Tasks and settings that are there stay as they are; what to add
    to them is printed.
    """
    shared = shared_files(exercises, folder.as_posix())
    missing = {name: text for name, text in shared.items() if not (folder / name).exists()}
    with usage_errors():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in {**own_files(), **missing}.items():
                (folder / name).write_text(text, encoding="utf-8")
                click.echo(f"{folder / name}")
        except OSError as error:
            raise SettingsError(f"Cannot write to {folder}: {error.strerror or error}.") from error
    for name in sorted(shared.keys() - missing.keys()):
        if (folder / name).read_text(encoding="utf-8") != shared[name]:
            click.echo(f"\n{folder / name} is there and was left as it is. Add to it:\n")
            click.echo(shared[name], nl=False)
