"""What the page's script needs to know about one exercise.

In: an `Exercise` and its `Interaction`. Out: the payload as JSON data, and as the text of the
attribute that carries it. Its shape is shared with the widget; `VERSION` counts its changes.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from hashlib import sha256

from keyproof.exercise import Exercise
from keyproof.render.interaction import Interaction
from keyproof.render.phrase import Phrase

VERSION = 1

Json = str | int | float | bool | Sequence["Json"] | dict[str, "Json"]
"""What `json.dumps` can write."""


def payload(exercise: Exercise, interaction: Interaction, *, seen: Sequence[str] = ()) -> dict[str, Json]:
    """Make the payload; `seen` is what the reader sees of the exercise, for the digest."""
    texts = _Texts()
    data: dict[str, Json] = {
        "v": VERSION,
        "id": exercise.id,
        "kind": exercise.kind,
        "input": interaction.input,
    }
    if interaction.input == "own":
        data["runnable"] = dict(interaction.runnable)
        return data | {"digest": _digest(seen, data)}
    data |= {
        "attempts": exercise.attempts,
        "shuffle": exercise.shuffle,
        "key": interaction.key,
        "outcomes": [texts.index(text) for text in interaction.outcomes],
        "final": interaction.final,
    }
    if interaction.input == "bank":
        data |= {"bank": interaction.bank, "blanks": interaction.blanks}
    if interaction.cells:
        data |= {"cells": interaction.cells, "tolerance": interaction.tolerance}
    if interaction.orders:
        data |= {"orders": interaction.orders, "right": interaction.right}
    if interaction.input in ("number", "shape", "text"):
        data |= {"value": interaction.value, "tolerance": interaction.tolerance}
        data["known"] = [(text, texts.index(told)) for text, told in interaction.known]
    data["texts"] = texts.all
    return data | {"digest": _digest(seen, data)}


def _digest(seen: Sequence[str], data: dict[str, Json]) -> str:
    return sha256(_dump([*seen, data]).encode()).hexdigest()[:12]


def attribute(data: dict[str, Json]) -> str:
    """Write a payload for its attribute: compressed, so that a glance at the source gives nothing away."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(_dump(data).encode()) + packer.flush()
    return base64.b64encode(packed).decode("ascii")


def _dump(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class _Texts:
    """Texts in order of first use, each once: many wrong answers fail alike."""

    def __init__(self) -> None:
        self.all: list[Phrase] = []
        self._places: dict[Phrase, int] = {}

    def index(self, text: Phrase) -> int:
        if text not in self._places:
            self._places[text] = len(self.all)
            self.all.append(text)
        return self._places[text]
