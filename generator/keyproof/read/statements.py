"""What prose says that a run can confirm: outputs, numbers, signatures, and programs that are only shown.

In: nodes of a page, and text. Out: `Statement`s with their places, and the text as readers see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markdown_it.tree import SyntaxTreeNode

from keyproof.exercise import Code, Prose
from keyproof.read.computed import read_computed
from keyproof.read.fences import Fence, fence_code, opening_place, read_fence
from keyproof.read.markdown import lines_of, within
from keyproof.read.near import nearest
from keyproof.read.shown import OUTPUT, attributes
from keyproof.read.source import Source
from keyproof.read.syntax import report_syntax
from keyproof.statement import Statement


def read_statements(
    source: Source, nodes: Sequence[SyntaxTreeNode], prose: Iterable[Prose | None], *, inside: bool
) -> tuple[Statement, ...]:
    """Find what the nodes say; `inside` an exercise, outputs are those of its own program.

    Something computed can be shown in the `prose` that was made of them.
    """
    slots = {slot.place for part in prose if part for slot in part.slots}
    computed = read_computed(source, nodes, slots, inside=inside)
    found = [*_numbers(source, nodes), *_fences(source, nodes, computed, inside=inside), *computed]
    return tuple(sorted(found, key=lambda one: one.place))


def _numbers(source: Source, nodes: Sequence[SyntaxTreeNode]) -> Iterator[Statement]:
    listed = list(nodes)
    coded = {
        line
        for kind in ("fence", "code_block")
        for node in within(listed, kind)
        for line in range(*lines_of(node))
    }
    for line in (line for node in listed for line in range(*lines_of(node)) if line not in coded):
        for span, match in attributes(source.lines[line]):
            name, begin = match["name"], match.start("code") + 1
            if name == "check":
                code = Code(source=match["code"], place=source.place(line + 1, begin, len(match["code"])))
                if report_syntax(source, code, name="expression", mode="eval"):
                    place = source.place(line + 1, span.inner + 1, len(span.code))
                    yield Statement(
                        sort="number",
                        text=span.code,
                        place=place,
                        source=code.source,
                        source_place=code.place,
                    )
            elif nearest(name, ["check"], cutoff=0.7):
                place = source.place(line + 1, match.start("name") + 1, len(name))
                what = f"`{name}` is not an attribute of a number"
                source.report("unknown-name", place, what, hint="Did you mean `check`?")


def _fences(
    source: Source, nodes: Sequence[SyntaxTreeNode], computed: Sequence[Statement], *, inside: bool
) -> Iterator[Statement]:
    lines = {one.place: one.line for one in computed}
    program: Fence | None = None
    for node in nodes:
        fence = read_fence(source, node) if node.type == "fence" else None
        if node.type == "fence" and node.info.strip() == OUTPUT:
            if program is not None:
                line = lines.get(program.code.place, "")
                yield _output(source, node, program, line=line, inside=inside)
            elif inside:
                hint = "Put it directly after the program whose output it shows."
                what = "An `output` fence stands here without a program"
                source.report("unknown-name", opening_place(source, node), what, hint=hint)
        program = fence if fence and fence.role == ("program" if inside else "run") else None
    for node in within(list(nodes), "fence"):
        fence = read_fence(source, node)
        if fence and fence.role == "signature" and _is_signature(source, fence):
            yield Statement(sort="signature", text=fence.code.source.strip(), place=fence.code.place)


def _output(source: Source, node: SyntaxTreeNode, program: Fence, *, line: str, inside: bool) -> Statement:
    code = fence_code(source, node)
    place = code.place if code.source.strip() else opening_place(source, node)
    if inside:
        return Statement(sort="output", text=code.source, place=place)
    printing = program.code
    return Statement(
        sort="output",
        text=code.source,
        place=place,
        source=printing.source,
        source_place=printing.place,
        line=line,
    )


def _is_signature(source: Source, fence: Fence) -> bool:
    name, opened, rest = fence.code.source.strip().partition("(")
    known = bool(opened) and all(part.isidentifier() for part in name.strip().split("."))
    try:
        compile(f"def _({rest}: ...", "", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        known = False
    if not known:
        source.report(
            "syntax",
            fence.code.place,
            "This is not a signature",
            hint="Write one name and its arguments as after `def`: `nn.Linear(in_features, out_features)`.",
        )
    return known
