"""Comments that claim something about a tensor: `# shape: (4, 7, 3)`, `# batch=3, seq_len=5`.

In: a program and what its tensors really were. Out: names to watch, and findings for what is not so.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from keyproof.exercise import Code, Exercise
from keyproof.finding import Finding, Place
from keyproof.statement import Checked
from keyproof.trees import tree_of
from keyproof.verify.job import Candidate, Tensor
from keyproof.verify.plan import Plan, step
from keyproof.verify.wording import code

AXES = {
    **dict.fromkeys(("batch", "batch_size", "N"), "batch"),
    **dict.fromkeys(("seq_len", "seq", "L", "time", "T", "steps"), "seq_len"),
    **dict.fromkeys(("input_size", "H_in"), "input_size"),
    **dict.fromkeys(("hidden_size", "H"), "hidden_size"),
    **dict.fromkeys(("num_layers", "layers"), "num_layers"),
    "features": "features",
}
"""Names of axes as people write them, and the axis each one means."""

FEATURES = ("input_size", "hidden_size")
"""Axes that `features` may mean."""

_SIZES = r"(?:\((?:\s*\d+\s*,?)*\)|\[(?:\s*\d+\s*,?)*\])"
_SHAPE = re.compile(
    r"#\s*(?i:shapes?|size)(?:\s*[:=]\s*|\s+)(?:is\s+)?"
    rf"(?:torch\.)?(?:Size\()?(?P<sizes>{_SIZES})"
)
_BARE = re.compile(
    r"#\s*(?:(?i:outputs?|result)\s*[:=]\s*|(?:->|=>|→)\s*)?"
    rf"(?P<sizes>(?:torch\.)?Size\({_SIZES}\)|\((?:\s*\d+\s*,)(?:\s*\d+\s*,?)*\))"
    rf"(?:\s*,\s*{_SIZES})*\s*\.?\s*"
)
"""A shape without the word, which has to be all that the comment says."""

_WORD = re.compile(rf"#\s*(?P<word>\w+)\s*[:=]\s*{_SIZES}")
_NAMED = re.compile(r"#\s*\(?\s*(?P<pairs>\w+\s*=\s*\d+(?:\s*,\s*\w+\s*=\s*\d+)*)\s*\)?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one comment says about one tensor."""

    name: str
    """The name assigned on the comment's line."""

    line: int
    """Line of the program's source, counted from 1."""

    place: Place
    """Where the claim stands in the author's file."""

    text: str
    """The claim as written."""

    shape: tuple[int, ...] = ()
    """The sizes claimed by `shape:`, if it is one."""

    bare: bool = False
    """Whether the shape stands there without a word, so that it may be the value of a short vector."""

    axes: tuple[tuple[str, int], ...] = ()
    """Names as written and sizes, in the order written."""


def with_comments(plan: Plan, exercise: Exercise) -> Plan:
    """Let the program as written be watched where its comments claim something."""
    program = exercise.program
    watch = tuple(dict.fromkeys((claim.line, claim.name) for claim in claims(program))) if program else ()
    if not program or not watch:
        return plan
    written = plan.written or Candidate(name="as written", steps=(step("program", program),))
    first, *rest = written.steps
    return replace(plan, written=replace(written, steps=(replace(first, watch=watch), *rest)))


def false_comments(exercise: Exercise, tensors: Sequence[Tensor]) -> Iterator[Finding]:
    """Report each claim that the run contradicts; what was never reached is not judged."""
    if not exercise.program:
        return
    yield from _misspelt(exercise, exercise.program)
    for claim in claims(exercise.program):
        against = _against(claim, _spoken_of(claim, exercise.program, tensors))
        if against:
            yield _finding(exercise, claim, against)


def checked_comments(exercise: Exercise, tensors: Sequence[Tensor]) -> tuple[Checked, ...]:
    """Tell of each claim what the run gave, whether that is what it says or not."""
    program = exercise.program
    if not program:
        return ()
    return tuple(_checked(claim, program, exercise.id, tensors) for claim in claims(program))


def _checked(claim: Claim, program: Code, exercise: str, tensors: Sequence[Tensor]) -> Checked:
    made = _spoken_of(claim, program, tensors)
    against = _against(claim, made)
    shown = against or (made[0] if made else None)
    return Checked(
        sort="comment",
        place=claim.place,
        said=claim.text,
        gave=_shown(shown) if shown else "",
        truth="false" if against else "true" if made else "unreached",
        exercise=exercise,
    )


def _spoken_of(claim: Claim, program: Code, tensors: Sequence[Tensor]) -> list[Tensor]:
    line = program.place.line + claim.line - 1
    return [tensor for tensor in tensors if (tensor.line, tensor.name) == (line, claim.name)]


def _against(claim: Claim, made: Sequence[Tensor]) -> Tensor | None:
    return next((tensor for tensor in made if not _is_true(claim, tensor)), None)


def claims(program: Code) -> tuple[Claim, ...]:
    """Find the comments of a program that claim something about the name assigned beside them."""
    found = (_claim(program, token, name) for token, name in _beside(program))
    return tuple(claim for claim in found if claim)


def _beside(program: Code) -> list[tuple[tokenize.TokenInfo, str]]:
    """Pair each comment on the line of an assignment with the name assigned."""
    try:
        names = dict(_assigned(tree_of(program.source)))
        tokens = list(tokenize.generate_tokens(io.StringIO(program.source).readline))
    except (SyntaxError, ValueError, tokenize.TokenError):
        return []
    comments = [token for token in tokens if token.type == tokenize.COMMENT and token.start[0] in names]
    return [(token, names[token.start[0]]) for token in comments]


def _misspelt(exercise: Exercise, program: Code) -> Iterator[Finding]:
    """Report names that are nearly those of axes: such a comment would never be checked."""
    for token, _ in _beside(program):
        named, shape = _NAMED.fullmatch(token.string), _WORD.match(token.string)
        known = list(AXES) if named else ["shape"]
        words = [pair.split("=")[0].strip() for pair in named["pairs"].split(",")] if named else []
        for word in words or ([shape["word"]] if shape else []):
            near = get_close_matches(word, known, n=1, cutoff=0.75)
            # `step` is no slip for `steps`, nor `batches` for `batch`.
            other = named and near and (near[0].startswith(word) or word.startswith(near[0]))
            if near and not other and word.lower() not in {*known, "shapes"}:
                yield Finding(
                    rule="unknown-name",
                    place=replace(_place(program, token, token.string.index(word)), length=len(word)),
                    what=f"{code(word)} is not a word that a comment is checked by",
                    hint=f"Did you mean {code(near[0])}?",
                    exercise=exercise.id,
                )


def _place(program: Code, token: tokenize.TokenInfo, offset: int = 0) -> Place:
    line, column = token.start
    return Place(
        path=program.place.path,
        line=program.place.line + line - 1,
        column=program.place.column + column + offset + dict(program.moved).get(line, 0),
        length=len(token.string),
    )


def _assigned(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            target: ast.expr | None = node.targets[0] if isinstance(node, ast.Assign) else node.target
            while isinstance(target, (ast.Tuple, ast.List)):
                target = target.elts[0] if target.elts else None
            if isinstance(target, ast.Name):
                yield node.end_lineno or node.lineno, target.id


def _claim(program: Code, token: tokenize.TokenInfo, name: str) -> Claim | None:
    text = token.string.lstrip("# ").rstrip()
    claim = Claim(name=name, line=token.start[0], place=_place(program, token), text=text)
    word, bare = _SHAPE.match(token.string), _BARE.fullmatch(token.string)
    if shape := word or bare:
        sizes = tuple(int(size) for size in re.findall(r"\d+", shape["sizes"]))
        return replace(claim, shape=sizes, bare=not word)
    if named := _NAMED.fullmatch(token.string):
        pairs = [pair.split("=") for pair in named["pairs"].split(",")]
        axes = tuple((axis.strip(), int(size)) for axis, size in pairs if axis.strip() in AXES)
        return replace(claim, axes=axes) if axes else None
    return None


def _is_true(claim: Claim, tensor: Tensor) -> bool:
    if not claim.axes:
        # `x = torch.tensor((1, 2))  # (1, 2)` tells the value.
        value = claim.bare and tensor.shape == (len(claim.shape),)
        return value or claim.shape == tensor.shape
    if not tensor.axes:
        return tuple(size for _, size in claim.axes) == tensor.shape
    return all(size in _sizes(tensor, AXES[axis]) for axis, size in claim.axes)


def _sizes(tensor: Tensor, axis: str) -> list[int]:
    wanted = FEATURES if axis == "features" else (axis,)
    return [size for name, size in zip(tensor.axes, tensor.shape, strict=True) if name in wanted]


def _finding(exercise: Exercise, claim: Claim, tensor: Tensor) -> Finding:
    actual = f"{code(claim.name)} is {code(_shown(tensor))}"
    if claim.axes and tensor.axes:
        actual += " in the layout of the layer that has it"
    return Finding(
        rule="false-comment",
        place=claim.place,
        what=f"The comment beside {code(claim.name)} is not so: {code(claim.text)}",
        expected=code(_truth(claim, tensor)),
        actual=actual,
        hint="Mend the comment, or the line it stands on.",
        exercise=exercise.id,
    )


def _shown(tensor: Tensor) -> str:
    names = f"({', '.join(tensor.axes)}) = " if tensor.axes else ""
    return names + str(tensor.shape)


def _truth(claim: Claim, tensor: Tensor) -> str:
    if not claim.axes:
        return f"shape: {tensor.shape}"
    if not tensor.axes:
        return ", ".join(map(str, tensor.shape))
    written = {AXES[axis]: axis for axis, _ in claim.axes}
    named = [(written.get(axis, axis), size) for axis, size in zip(tensor.axes, tensor.shape, strict=True)]
    if "features" in written:
        named = [("features" if name in FEATURES else name, size) for name, size in named]
    return ", ".join(f"{name}={size}" for name, size in named)
