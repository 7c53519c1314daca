"""YAML with places: composed nodes for positions, pydantic for what the values may be.

In: YAML text inside a file and a model. Out: the model, or findings at the very key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from keyproof.finding import Place
from keyproof.read.near import suggestion
from keyproof.read.source import Source


class Strict(BaseModel):
    """A mapping in YAML in which unknown keys are faults."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Where YAML stands in a file."""

    name: str
    """What to call it in a message: `The front matter`."""

    text: str
    """The YAML."""

    line: int
    """Line of its first line in the file, counted from 1."""

    column: int = 1
    """Column of its first character."""


def read_yaml(source: Source, stretch: Stretch, model: type[Model]) -> tuple[Model | None, yaml.Node | None]:
    """Return the validated mapping and its node; None for what could not be read."""
    node = _compose(source, stretch)
    if node is None:
        return _validate(source, stretch, model, {}, None), None
    if node is _BROKEN:
        return None, None
    if not isinstance(node, yaml.MappingNode):
        source.report(
            "unreadable",
            _place(source, stretch, node),
            f"{stretch.name} is not a mapping of keys to values",
            hint="Write one `key: value` on each line.",
        )
        return None, None
    _report_twice(source, stretch, node)
    try:
        values = yaml.SafeLoader("").construct_document(node)
    except (yaml.YAMLError, ValueError, RecursionError, TypeError) as error:
        _report_broken(source, stretch, error)
        return None, None
    return _validate(source, stretch, model, values, node), node


def value_node(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """Return the node of a key's value."""
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def node_place(source: Source, stretch: Stretch, node: yaml.Node) -> Place:
    """Name the place of a node in the author's file."""
    return _place(source, stretch, node)


def _compose(source: Source, stretch: Stretch) -> yaml.Node | None:
    try:
        return yaml.compose(stretch.text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        _report_broken(source, stretch, error)
        return _BROKEN


_BROKEN = yaml.MappingNode("tag:yaml.org,2002:map", [])


def _report_broken(source: Source, stretch: Stretch, error: Exception) -> None:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it cannot be read"
    line = stretch.line + (mark.line if mark else 0)
    line = min(line, len(source.lines))
    column = (mark.column + 1 if mark else 1) + (stretch.column - 1)
    source.report(
        "unreadable",
        source.place(line, min(column, len(source.lines[line - 1]) + 1)),
        f"{stretch.name} is not YAML: {problem}",
        hint="Write one `key: value` on each line, and put a value with a colon or a quote between quotes.",
    )


def _place(source: Source, stretch: Stretch, node: yaml.Node) -> Place:
    line, column = node.start_mark.line, node.start_mark.column
    end = node.end_mark.column if node.end_mark.line == line else column + 1
    return source.place(stretch.line + line, stretch.column + column, end - column)


def _report_twice(source: Source, stretch: Stretch, node: yaml.MappingNode) -> None:
    seen = set[str]()
    for name, _ in node.value:
        if isinstance(name.value, str) and name.value in seen:
            source.report(
                "unreadable",
                _place(source, stretch, name),
                f"`{name.value}` stands here twice",
                hint="Keep one of them.",
            )
        seen.add(str(name.value))


def _validate(
    source: Source, stretch: Stretch, model: type[Model], values: Any, node: yaml.Node | None
) -> Model | None:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        for fault in error.errors():
            _report_fault(source, stretch, model, node, fault)
        return None


def _report_fault(
    source: Source, stretch: Stretch, model: type[BaseModel], node: yaml.Node | None, fault: ErrorDetails
) -> None:
    path, sort = fault["loc"], fault["type"]
    key = str(path[0]) if path else ""
    place = _fault_place(source, stretch, node, path, key_only=sort in ("extra_forbidden", "invalid_key"))
    if sort in ("extra_forbidden", "invalid_key"):
        what, hint = f"`{key}` is not a key of this file", suggestion(key, model.model_fields)
        source.report("unknown-name", place, what, hint=hint)
        return
    field = model.model_fields.get(key)
    expected = field.description or "" if field is not None else ""
    what = f"`{key}` is missing" if sort == "missing" else f"The value of `{key}` cannot be used"
    source.report("unreadable", place, what, expected=expected, hint=f"Write {expected}.")


def _fault_place(
    source: Source, stretch: Stretch, node: yaml.Node | None, path: tuple[int | str, ...], *, key_only: bool
) -> Place:
    here, found = node, node
    for step in path:
        if isinstance(here, yaml.MappingNode):
            pairs = [pair for pair in here.value if str(pair[0].value) == str(step)]
            if not pairs:
                break
            here = pairs[0][1]
            found = pairs[0][0] if key_only else here
        elif isinstance(here, yaml.SequenceNode) and isinstance(step, int) and step < len(here.value):
            here = found = here.value[step]
    if found is None or found is node:
        return source.place(stretch.line, stretch.column)
    return _place(source, stretch, found)
