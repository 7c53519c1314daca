"""How something is really called, as steps that a worker runs.

In: a stated signature. Out: steps whose value is empty if it is true, the true signature if it is not, and a
question mark where Python tells none.

Classes such as `nn.RNN` take `(*args, **kwargs)` and document themselves by overloads, which Python keeps.
"""

from __future__ import annotations

from typing import Literal

from keyproof.statement import Statement
from keyproof.verify.job import Step

MADE = "keyproof:statement"
"""Path of code that is nobody's."""

UNKNOWN = "?"
"""The value where Python tells no signature."""

_COMPARE = '''
def __keyproof_compare(what, stated):
    import inspect, typing

    def bare(signature):
        kept = [one.replace(annotation=one.empty) for one in signature.parameters.values()]
        return signature.replace(parameters=kept, return_annotation=signature.empty)

    def same(one):
        pairs = [(one.name, one.kind, repr(one.default)) for one in one.parameters.values()]
        return pairs == [(one.name, one.kind, repr(one.default)) for one in stated.parameters.values()]

    def general(signature):
        return {one.kind for one in signature.parameters.values()} <= {2, 4}

    def without_self(signature):
        return signature.replace(parameters=list(signature.parameters.values())[1:])

    stated = bare(inspect.signature(stated))
    try:
        known = [bare(inspect.signature(what))]
    except (TypeError, ValueError):
        return "?"
    made = what.__init__ if isinstance(what, type) else what
    overloads = [bare(inspect.signature(one)) for one in typing.get_overloads(inspect.unwrap(made))]
    known += [without_self(one) for one in overloads] if isinstance(what, type) else overloads
    told = [one for one in known if not general(one)] or known
    if any(same(one) for one in (*told, *(without_self(one) for one in told if "self" in one.parameters))):
        return ""
    return str(told[0])
'''


def signature_steps(stated: Statement) -> tuple[Step, ...]:
    """Make the steps that compare a stated signature with the true one."""
    name, _, rest = stated.text.strip().partition("(")
    # Annotations are not evaluated, and not compared.
    said = f"from __future__ import annotations\ndef __keyproof_stated({rest}: ..."
    asked = f"__keyproof_compare({name.strip()}, __keyproof_stated)"
    return (
        _step(_COMPARE, role="setup"),
        _step(said, role="answer"),
        Step(role="answer", source=asked, path=MADE, lines=(1,), mode="value"),
    )


def _step(source: str, *, role: Literal["setup", "answer"]) -> Step:
    return Step(role=role, source=source, path=MADE, lines=tuple(range(1, source.count("\n") + 2)))
