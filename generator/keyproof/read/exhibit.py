"""Exhibits: fences that show the findings of a course that must keep failing.

In: a fence of language `keyproof-exhibit`. Out: an `Exhibit`.
"""

from __future__ import annotations

from markdown_it.tree import SyntaxTreeNode
from pydantic import Field

from keyproof.course import Exhibit
from keyproof.read.fences import fence_code, opening_place
from keyproof.read.source import Source
from keyproof.read.yaml_text import Stretch, Strict, read_yaml


class _Fields(Strict):
    course: str = Field(
        min_length=1, description="a folder from the project's root, such as `course: broken`"
    )
    only: str = Field("", description="the id of one exercise, such as `only: create-layer`")


def read_exhibit(source: Source, node: SyntaxTreeNode) -> Exhibit:
    """Read the fence; whether the folder holds a course is for the pipeline to see."""
    code, place = fence_code(source, node), opening_place(source, node)
    stretch = Stretch(name="The exhibit", text=code.source, line=code.place.line, column=code.place.column)
    fields, _ = read_yaml(source, stretch, _Fields)
    return Exhibit(course=fields.course if fields else "", only=fields.only if fields else "", place=place)
