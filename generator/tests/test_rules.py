"""Every rule has an explanation whose examples do what they say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from keyproof import pipeline
from keyproof.errors import SettingsError
from keyproof.proof import Proof
from keyproof.rules import RULES, explain
from keyproof.verify.devices import CPU, Device

from .conftest import REPOSITORY

TOPICS = {"off-topic": "torch.nn.RNN"}
"""What the topic is about that an example stands in, where it needs one."""

META = (CPU, Device(name="meta"))
"""Two devices that every machine has: `meta` knows shapes only."""

WITH_EXAMPLES = sorted(RULES.keys() - {"exhibit", "not-in-page"})


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_failing_example_gives_this_finding_and_no_other(
    name: str, prove_page: Callable[..., Proof], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `keyproof explain` shows as failing fails by exactly that rule."""
    _on(name, monkeypatch)
    proof = prove_page(RULES[name].fails, api=TOPICS.get(name, ""))

    assert {name} == {finding.rule for finding in proof.findings}, proof.report


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_mended_example_is_proven(
    name: str, prove_page: Callable[..., Proof], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is shown as mended has no finding, and something was run."""
    _on(name, monkeypatch)
    proof = prove_page(RULES[name].mended, api=TOPICS.get(name, ""))

    assert proof.report == ""
    assert proof.statements or sum(verdict.runs for verdict in proof.verdicts.values()) >= 2


def _on(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the example about devices two of them."""
    if name == "device-dependent":
        monkeypatch.setattr(pipeline, "devices", lambda _: META)


def test_an_unknown_rule_is_refused_with_the_nearest_name() -> None:
    """A slip of the pen is answered with what was meant."""
    with pytest.raises(SettingsError, match=r"There is no rule 'wrong-kye'\. Did you mean 'wrong-key'\?"):
        explain("wrong-kye")


def test_the_sites_page_of_rules_leaves_none_out() -> None:
    """The page takes in every rule's file."""
    page = (REPOSITORY / "docs" / "reference" / "rules.md").read_text(encoding="utf-8")

    assert [] == [name for name in RULES if f"/rules/{name}.md" not in page]
