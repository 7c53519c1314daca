"""`experiment`: a baseline that misses a target, and a solution that reaches it.

In: a draft. Out: the exercise with its baseline as program, its metric, its target and its solution.
"""

from __future__ import annotations

import ast
from dataclasses import replace

from keyproof.exercise import Code, Exercise, Experiment
from keyproof.read.comments import same_code
from keyproof.read.draft import Draft
from keyproof.read.near import nearest
from keyproof.read.needs import compiled, report_marker, required
from keyproof.read.values import NOTHING, Values
from keyproof.trees import tree_of

SEEDING = frozenset({"manual_seed", "manual_seed_all", "set_rng_state"})
"""What would make all runs one."""

_EXAMPLES = {
    "metric": "`metric=accuracy`, the name that both programs give their number",
    "target": '`target=">= 0.9"`',
    "labels": "`labels=y_train`, the tensor that a control shuffles, or `labels=none` if there is none",
}


def finish(draft: Draft, exercise: Exercise) -> Exercise:
    """Check that there is something to measure, to miss and to reach."""
    baseline = required(draft, "program", example="the program whose result the reader improves")
    if baseline is not None and compiled(draft, baseline, "program"):
        report_marker(draft, baseline, "blank")
        report_marker(draft, baseline, "repair")
    solution = required(draft, "solution", example="a program that reaches the target")
    values = draft.values
    for key, example in _EXAMPLES.items():
        if values is not None and key not in values.places:
            draft.source.report(
                "unverified",
                draft.place,
                f"This experiment has no `{key}`, so nothing can be proven",
                hint=f"Write on the heading {example}.",
            )
    exercise = replace(exercise, program=baseline)
    if not values or not values.metric or not values.target or not values.labels:
        return exercise
    if not baseline or not solution or not _measures(draft, baseline, solution, values):
        return exercise
    labels = "" if values.labels == NOTHING else values.labels
    made = Experiment(
        metric=values.metric,
        target=values.target,
        labels=labels,
        runs=values.runs,
        solution=solution,
        place=values.places["labels"],
    )
    return replace(exercise, experiment=made)


def _measures(draft: Draft, baseline: Code, solution: Code, values: Values) -> bool:
    """Tell whether both programs set the metric, and leave the random numbers alone."""
    if same_code(baseline.source) == same_code(solution.source):
        draft.source.report(
            "duplicate-option",
            solution.place,
            "The solution is the baseline",
            hint="Change in it what reaches the target.",
        )
        return False
    ready = True
    for code, name in ((baseline, "baseline"), (solution, "solution")):
        tree = _tree(code)
        if tree is None:
            return False
        ready = _report_metric(draft, code, tree, name, values.metric) and ready
        ready = _report_seed(draft, code, tree, name) and ready
    return ready


def _tree(code: Code) -> ast.Module | None:
    try:
        return tree_of(code.source)
    except (SyntaxError, ValueError):
        return None


def _report_metric(draft: Draft, code: Code, tree: ast.Module, name: str, metric: str) -> bool:
    nodes = ast.walk(tree)
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    if metric in stored:
        return True
    near = nearest(metric, stored)
    draft.source.report(
        "no-metric",
        code.place,
        f"The {name} never sets `{metric}`, which its target is about",
        hint=f"It sets `{near}`: use one name." if near else f"End it with `{metric} = …`.",
    )
    return False


def _report_seed(draft: Draft, code: Code, tree: ast.Module, name: str) -> bool:
    """Report a program that fixes the random numbers: its runs would all be one and the same."""
    lines = code.source.split("\n")
    for node in ast.walk(tree):
        called = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
        if called in SEEDING and isinstance(node, ast.expr):
            column = max(0, lines[node.lineno - 1].find(called))
            draft.source.report(
                "fixed-seed",
                draft.source.within(code, node.lineno, column + 1, len(called)),
                f"The {name} sets the seed itself, so that all its runs are one",
                hint="Take it out: each run gets a seed of its own. Fix data in a `python setup` fence.",
            )
            return False
    return True
