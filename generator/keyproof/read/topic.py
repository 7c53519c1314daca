"""`topic.yml`: what a topic is called and is about.

In: the file of a topic's folder. Out: a `Topic` and its hidden setup.
"""

from __future__ import annotations

import yaml
from pydantic import Field

from keyproof.exercise import Code
from keyproof.read.source import Source
from keyproof.read.syntax import report_syntax
from keyproof.read.yaml_text import Stretch, Strict, read_yaml, value_node
from keyproof.topic import Topic

FILE = "topic.yml"


class TopicFields(Strict):
    """`topic.yml` of a Keyproof course."""

    title: str = Field(min_length=1, description="the topic's title, such as `title: The RNN layer`")
    order: int = Field(0, description="a whole number, such as `order: 1`")
    minutes: int = Field(0, ge=0, description="a whole number of minutes, such as `minutes: 10`")
    tags: list[str] = Field([], description="a list of words, such as `tags: [pytorch, rnn]`")
    api: list[str] = Field([], description="a list of names, such as `api: [torch.nn.RNN]`")
    objectives: dict[str, str] = Field(
        {}, description="a slug and a sentence on each line, such as `shapes: Tell the shapes of the outputs`"
    )
    prerequisites: list[str] = Field([], description="a list of topics, such as `prerequisites: [tensors]`")
    setup: str = Field("", description="Python code, such as `setup: |` with the code on indented lines")


def read_topic(source: Source, *, slug: str) -> tuple[Topic, tuple[Code, ...]]:
    """Read the file; a topic is made even of a broken one, so that its pages are read too."""
    stretch = Stretch(name="`topic.yml`", text=source.text, line=1)
    fields, node = read_yaml(source, stretch, TopicFields)
    place = source.line_place(1)
    if fields is None:
        return Topic(slug=slug, title=slug, objectives={}, place=place), ()
    topic = Topic(
        slug=slug,
        title=fields.title,
        order=fields.order,
        minutes=fields.minutes,
        tags=tuple(fields.tags),
        api=tuple(fields.api),
        objectives=dict(fields.objectives),
        prerequisites=tuple(fields.prerequisites),
        place=place,
    )
    return topic, _read_setup(source, fields.setup, value_node(node, "setup"))


def _read_setup(source: Source, text: str, node: yaml.Node | None) -> tuple[Code, ...]:
    if not isinstance(node, yaml.ScalarNode) or not text.strip():
        return ()
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    several = node.end_mark.line > node.start_mark.line
    if several and node.style != "|":
        source.report(
            "unreadable",
            source.place(line, column),
            "Lines of code in `setup` would be run together",
            hint="Write `setup: |` and the code on the following lines, indented.",
        )
        return ()
    if node.style == "|":
        line, first = line + 1, text.split("\n", 1)[0]
        raw = source.lines[line - 1]
        column = len(raw) - len(first) + 1 if raw.endswith(first) else 1
    elif node.style in ("'", '"'):
        column += 1
    code = Code(source=text.rstrip("\n"), place=source.place(line, column, len(text.split("\n", 1)[0])))
    report_syntax(source, code, name="setup")
    return (code,)
