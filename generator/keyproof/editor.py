"""What an editor can be told: schemas of YAML files, snippets of exercises, how findings read.

In: the models and templates that reading and `keyproof new` use. Out: texts of files for an editor's folder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from keyproof import scaffold
from keyproof.read.front_matter import TopicPage
from keyproof.read.topic import TopicFields

FINDING = r"^(.+?):(\d+):(\d+): ([a-z-]+)(?: \((warning)\))?: (.*)$"
"""First line of a finding in a report as text: file, line, column, rule, severity if no error, what."""

_SCHEMAS: Mapping[str, type[BaseModel]] = {
    "keyproof.topic.schema.json": TopicFields,
    "keyproof.page.schema.json": TopicPage,
}
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def own_files() -> Mapping[str, str]:
    """Give the files that belong to Keyproof alone, by name."""
    made = {name: _schema(model) for name, model in _SCHEMAS.items()}
    return {name: _json(one) for name, one in {**made, "keyproof.code-snippets": _snippets()}.items()}


def shared_files(exercises: str, folder: str) -> Mapping[str, str]:
    """Give the files that an author may have filled already: tasks and settings of Visual Studio Code.

    Args:
        exercises: the course's folder, relative to the project's root.
        folder: the editor's folder, relative to the root.
    """
    settings = {"yaml.schemas": {f"./{folder}/keyproof.topic.schema.json": f"{exercises}/*/topic.yml"}}
    return {"tasks.json": _json(_tasks()), "settings.json": _json(settings)}


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return {"$schema": _DRAFT, **model.model_json_schema(), "title": model.__doc__ or ""}


def _snippets() -> dict[str, Any]:
    return {f"Keyproof: {kind}": _snippet(kind) for kind in scaffold.KINDS}


def _snippet(kind: str) -> dict[str, Any]:
    # The names are put in last, so that what the exercise itself holds is escaped and they are not.
    title, id_ = "the-title", "the-id"
    text = re.sub(r"([\\$}])", r"\\\1", scaffold.exercise(kind, id_, title))
    body = text.replace(title, "${1:Title}", 1).replace(id_, f"${{2:my-{kind}}}", 1)
    return {
        "scope": "markdown",
        "prefix": f"kp-{kind}",
        "description": f"An exercise of the kind {kind}, proven as it stands",
        "body": [*body.rstrip("\n").split("\n"), "$0"],
    }


def _tasks() -> dict[str, Any]:
    names = ("file", "line", "column", "code", "severity", "message")
    pattern = {"regexp": FINDING, **{name: place for place, name in enumerate(names, start=1)}}
    matcher = {
        "owner": "keyproof",
        "source": "keyproof",
        "severity": "error",
        "fileLocation": ["relative", "${workspaceFolder}"],
        "pattern": pattern,
    }
    task = {
        "label": "keyproof check",
        "type": "process",
        "command": "keyproof",
        "args": ["check"],
        "group": {"kind": "test", "isDefault": True},
        "presentation": {"reveal": "silent"},
        "problemMatcher": matcher,
    }
    return {"version": "2.0.0", "tasks": [task]}


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
