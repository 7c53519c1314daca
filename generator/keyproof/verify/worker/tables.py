"""Tables: what an author's last expression gave, as columns and rows of text.

In: a list of rows, each a dict from column to value, or a dict from column to a list of values. Out: JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from .values import answer_text, clean, plain

DIGITS = 3
"""Decimals of a number that is no whole one, unless its author says how many."""


class UnshowableError(Exception):
    """What an author's code gave cannot be shown as it was asked for; the message says why."""


def table(value: object, digits: str) -> str:
    """Write a table: {"columns": [str...], "rows": [[str...]...], "numbers": [bool for each column...]}."""
    columns, rows = _taken_apart(value)
    if not rows:
        raise UnshowableError("it has no rows")
    decimals = int(digits) if digits else DIGITS
    numbers = [all(_is_number(row[at]) for row in rows) for at in range(len(columns))]
    texts = [[_text(cell, decimals) for cell in row] for row in rows]
    return json.dumps({"columns": columns, "rows": texts, "numbers": numbers}, ensure_ascii=False)


def _taken_apart(value: object) -> tuple[list[str], list[list[Any]]]:
    if isinstance(value, Mapping):
        columns = {str(name): list(cells) for name, cells in value.items()}
        lengths = {name: len(cells) for name, cells in columns.items()}
        if len(set(lengths.values())) > 1:
            told = ", ".join(f"`{name}` has {length}" for name, length in lengths.items())
            raise UnshowableError(f"its columns have different lengths: {told}")
        return list(columns), [list(row) for row in zip(*columns.values(), strict=True)]
    if not isinstance(value, Sequence) or not all(isinstance(row, Mapping) for row in value):
        wanted = "a list of rows (`[{'epoch': 1, 'loss': 0.5}]`) or a dict of columns (`{'epoch': [1]}`)"
        raise UnshowableError(f"its last expression gives {type(value).__name__}, not {wanted}")
    names = list(value[0]) if value else []
    for number, row in enumerate(value, 1):
        if list(row) != names:
            told = f"row {number} has {_listed(row)}, the first has {_listed(names)}"
            raise UnshowableError(f"its rows have different columns: {told}")
    return [clean(str(name)) for name in names], [list(row.values()) for row in value]


def _listed(names: Any) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"


def _is_number(value: object) -> bool:
    return isinstance(plain(value), (int, float)) and not isinstance(plain(value), bool)


def _text(value: object, digits: int) -> str:
    value = plain(value)
    if isinstance(value, float):
        return f"{value:.{digits}f}"
    return clean(value) if isinstance(value, str) else answer_text(value)[0]
