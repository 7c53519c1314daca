"""An exercise's HTML is whole without script, accessible, and survives the site's Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from material.plugins.search.plugin import Parser  # type: ignore[import-untyped]

from keyproof.exercise import Exercise
from keyproof.render.block import Position, exercise_block, proof
from keyproof.render.languages import english
from keyproof.verdict import Verdict
from tests.render.conversion import Node, convert, page, parse
from tests.render.samples import (
    ALL,
    choice,
    code,
    fill,
    fix,
    option,
    predict,
    prose,
    typed,
)

WORDS = english()

Sample = Callable[[], tuple[Exercise, Verdict]]
ODD = "<UNK> </script> </div> {{ x }} {% y %} {: .a } `q` *a* _b_ [c](d) \"e\" 'f' & &amp; \u2028 🔥 | \\ ~"
"""Everything that some stage could take for its own."""


def _text(exercise: Exercise, judged: Verdict, *, number: int = 1, total: int = 1) -> str:
    return exercise_block(exercise, judged, position=Position(number=number, total=total), words=WORDS)


def _block(exercise: Exercise, judged: Verdict) -> Node:
    return page(_text(exercise, judged)).one(".keyproof")


@pytest.mark.parametrize("sample", ALL)
def test_the_attribute_arrives_byte_for_byte(sample: Sample) -> None:
    """The payload of the converted page is the one that was written."""
    text = _text(*sample())
    written = re.findall(r'data-payload="([^"]*)"', text)

    assert 1 == len(written)
    assert written == [node.attrs["data-payload"] for node in page(text).all("keyproof-exercise")]


@pytest.mark.parametrize("sample", ALL)
def test_what_we_write_ourselves_stands_on_single_lines(sample: Sample) -> None:
    """No template plugin finds a brace, no engine a line to begin a block on."""
    exercise, judged = sample()
    text = _text(replace(exercise, before=None, solution=None, hints=(), mistakes=None), judged)
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]

    assert all(line.startswith("<") and line.endswith(">") for line in lines)
    assert not set("{}") & set("".join(lines))


@pytest.mark.parametrize("sample", ALL)
def test_the_parts_stand_in_reading_order(sample: Sample) -> None:
    """Title, meta, stem, program, controls with the element last, help, proof."""
    exercise, judged = sample()
    filled = replace(exercise, before=prose("Stem."), solution=prose("1. One."), mistakes=prose("- Two."))
    parts = [part for part in _block(filled, judged).inside if isinstance(part, Node)]
    names = [" ".join([part.tag, *part.classes]) for part in parts]
    shown = exercise.program and exercise.kind != "order"
    program = ["section kp-program"] if shown else []

    heading = f"h{exercise.heading}"
    assert [heading, "p kp-meta", "p", *program, "div kp-answer", "section kp-help", "p kp-proof"] == names
    controls = [part for part in parts[-3].inside if isinstance(part, Node)]
    assert "keyproof-exercise" == controls[-1].tag
    assert exercise.id == parts[0].attrs["id"]


@pytest.mark.parametrize("sample", ALL)
def test_the_search_index_holds_the_stem_only(sample: Sample) -> None:
    """Neither options nor hints nor solutions are found; nested blocks do not confuse the indexer."""
    exercise, judged = sample()
    nested = "S\n\n- a\n\n    ??? note\n        S\n\n```python\nS = 1\n```\n\n| a |\n| - |\n| S |"
    parser = Parser()
    full = replace(
        exercise,
        before=prose("Find me."),
        after=prose("Find this too."),
        hints=(prose(nested), prose(nested)),
        mistakes=prose(nested),
        solution=prose(nested),
    )

    parser.feed(convert(_text(full, judged) + "\n\n## After\n\nEnd."))
    parser.close()
    found = {section.id: "".join(section.text).strip() for section in parser.data}

    assert {exercise.id: "<p>Find me.</p> <p>Find this too.</p>", "after": "<p>End.</p>", None: ""} == {
        name: re.sub(r"\s+", " ", text) for name, text in found.items()
    }


@pytest.mark.parametrize("sample", ALL)
def test_ids_are_unique(sample: Sample) -> None:
    """The heading alone has an id of ours; names of inputs are the exercise's."""
    exercise, judged = sample()
    block = _block(exercise, judged)
    ids = re.findall(r' id="([^"]*)"', convert(_text(exercise, judged)))

    assert [exercise.id] == ids
    assert {f"kp-{exercise.id}"} >= {
        node.attrs["name"] for node in block.all("input") if "name" in node.attrs
    }


def test_options_are_labelled_controls_in_a_group() -> None:
    """Radios in a fieldset with a legend; values are page indices."""
    block = _block(*choice())
    group = block.one("fieldset")

    assert "Choose one" == group.one("legend").text
    inputs = [label.one("input") for label in group.all("label")]
    assert ["0", "1", "2", "3"] == [node.attrs["value"] for node in inputs]
    assert {"radio"} == {node.attrs["type"] for node in inputs}


def test_several_answers_are_checkboxes() -> None:
    """And the legend says so."""
    exercise, judged = choice()
    block = _block(replace(exercise, multiple=True), judged)

    assert {"checkbox"} == {node.attrs["type"] for node in block.all("input")}
    assert "Choose all that hold" == block.one("legend").text


def test_a_typed_answer_has_a_label() -> None:
    """The field stands inside its label."""
    field = _block(*typed()).one("label").one("input")

    assert {"type": "text", "autocomplete": "off", "spellcheck": "false"} == field.attrs


def test_blanks_and_bank() -> None:
    """Blanks are numbered in the program; the bank is a named list of code."""
    block = _block(*fill())

    assert (
        "rnn = nn.RNN(10, 20, num_layers=[1], batch_first=[2])\noutput, h_n = rnn(x)" == block.one("pre").text
    )
    assert ["0", "1"] == [node.attrs["data-blank"] for node in block.all(".kp-blank")]
    assert "Options" == block.one(".kp-bank").attrs["aria-label"]
    assert {"2", "True", "False"} == {item.one("code").text for item in block.one(".kp-bank").all("li")}


def test_a_block_of_code_keeps_its_lines() -> None:
    """An option of several lines, highlighted."""
    (shown,) = _block(*choice()).all(".kp-block")

    assert "layer = nn.RNN(20, 20)\nlayer.input_size = 30\nanswer = layer" == shown.text
    assert shown.all(".n")


def test_a_program_to_fix_shows_its_real_failure() -> None:
    """Beneath the code, with lines counted from its first."""
    shown = _block(*fix()).one(".kp-program").one(".kp-traceback")

    expected = (
        "Traceback (most recent call last):\n"
        '  File "program.py", line 3, in <module>\n'
        "    output, h_n = rnn(x)\n"
        "RuntimeError: input.size(-1) must be equal to input_size. Expected 10, got 8"
    )
    assert expected == shown.text


@pytest.mark.parametrize(
    ("line", "name"), [(40, "program.py"), (42, "program.py"), (50, "check.py"), (60, "setup.py"), (43, "")]
)
def test_lines_of_each_part_count_from_its_first(line: int, name: str) -> None:
    """A line outside all parts is left as it is."""
    exercise, judged = fix()
    assert judged.as_written and judged.as_written.raised
    path = exercise.place.path
    raised = replace(judged.as_written.raised, traceback=f'  File "{path}", line {line}, in <module>')
    judged = replace(judged, as_written=replace(judged.as_written, raised=raised))
    exercise = replace(exercise, setup=(code("import torch", line=60),))
    first = {"program.py": 40, "check.py": 50, "setup.py": 60}.get(name, 0)
    expected = f'  File "{name}", line {line - first + 1}, in <module>' if name else raised.traceback

    assert expected == _block(exercise, judged).one(".kp-traceback").text


def test_a_program_that_only_fails_its_check_says_which() -> None:
    """There is no traceback then."""
    exercise, judged = fix()
    failed = replace(judged.answers[0].outcome, state="refuted")
    failed = replace(failed, assertions=(replace(failed.assertions[0], held=False),))

    shown = _block(exercise, replace(judged, as_written=failed)).one(".kp-traceback")

    assert "AssertionError: output.shape == (7, 3, 20)" == shown.text


def test_odd_characters_show_as_written_in_options() -> None:
    """As inline Markdown in a choice, as plain code in a bank and in predictions."""
    span = ODD.replace("`", "'")
    exercise, judged = choice()
    options = (
        option(f"`{span}`", keyed=True, code=code("1")),
        option("<UNK> *x* {: .a } {{ y }}", code=code("2")),
    )
    chosen = _block(replace(exercise, options=options), replace(judged, answers=judged.answers[:2]))
    banked, fills = fill()
    chips = _block(banked, replace(fills, bank=(ODD, "True", "False")))
    foretold, run = predict()
    labels = _block(foretold, replace(run, choices=(ODD, "a\nb", "c")))

    assert {span, "<UNK> x {: .a } {{ y }}"} == {node.text for node in chosen.all(".kp-text")}
    assert ODD in [node.text for node in chips.one(".kp-bank").all("code")]
    assert {ODD, "a\nb", "c"} == {node.text for node in labels.all(".kp-text")}
    assert ["a\nb"] == [node.text for node in labels.all(".kp-block")]


def test_odd_characters_show_as_written_in_programs_and_proofs() -> None:
    """A program is shown to the character, whatever its strings hold."""
    source = f"x = {ODD!r}\n\n\n    # {ODD}\n\ty = '''\n</div>\n'''"
    exercise, judged = fill()
    block = _block(replace(exercise, program=code(source), blanks=(), unverified=ODD), _first_keyed(judged))

    assert source == block.one("pre").text
    assert f"Not machine-checked: {ODD}" == block.one(".kp-proof").text


def _first_keyed(judged: Verdict) -> Verdict:
    """A verdict for a program without blanks: one answer, which is right."""
    keyed = next(answer for answer in judged.answers if answer.keyed)
    return replace(judged, bank=(), answers=(keyed,))


def test_prose_is_the_sites_own_markdown() -> None:
    """Fences, tables, admonitions and lists work in stem, hints, mistakes and solution."""
    text = "A <UNK>.\n\n```python\nx = 1\n```\n\n| a |\n| --- |\n| b |\n\n!!! note\n    N.\n\n1. *i*"
    exercise, judged = choice()
    part = prose(text)
    block = _block(
        replace(exercise, before=part, after=part, hints=(part,), mistakes=part, solution=part), judged
    )

    assert 5 == len(block.all("table")) == len(block.all(".admonition")) == len(block.all("pre"))
    assert 5 == len([node for node in block.all("p") if node.text == "A <UNK>."])
    assert ["kp-hint", "kp-mistakes", "kp-solution"] == [
        node.attrs["class"] for node in block.one(".kp-help").all("details")
    ]
    assert ["Hint", "Common mistakes", "Solution"] == [
        node.one("summary").text for node in block.all("details")
    ]


def test_several_hints_are_counted() -> None:
    """The reader sees how many there are."""
    summaries = [node.text for node in _block(*fill()).all("summary")]

    assert ["Hint 1 of 2", "Hint 2 of 2", "Common mistakes", "Solution"] == summaries


def test_the_final_answer_is_generated() -> None:
    """Also where the author wrote no solution; never with a letter."""
    solved = _block(*fill()).one(".kp-solution")
    bare = _block(*predict()).one(".kp-solution")

    assert "Final answer: [1] 2, [2] True" == solved.one(".kp-final").text
    assert (
        "Quick check: rnn.num_layers == 2 and output.shape == (3, 5, 20) hold."
        == solved.one(".kp-quick").text
    )
    assert "Final answer: (7, 3, 20)" == bare.one(".kp-final").text
    assert "Quick check: The run gives (7, 3, 20)." == bare.one(".kp-quick").text


@pytest.mark.parametrize(
    ("number", "total", "level", "meta"),
    [
        (1, 5, "easy", "Task 1 of 5 · easy · Choose one"),
        (1, 1, "easy", "easy · Choose one"),
        (2, 2, "", "Task 2 of 2 · Choose one"),
    ],
)
def test_the_line_above_the_stem(number: int, total: int, level: str, meta: str) -> None:
    """Number, level and kind, as far as they say something."""
    exercise, judged = choice()
    text = _text(replace(exercise, level=level), judged, number=number, total=total)  # type: ignore[arg-type]

    assert meta == page(text).one(".kp-meta").text


def test_the_line_of_proof() -> None:
    """Plurals are right; the reason for not running is given."""
    exercise, judged = choice()
    right, wrong = judged.answers[:2]

    def told(*answers: object, device: str = "cpu") -> str:
        return proof(exercise, replace(judged, answers=answers, device=device), words=WORDS)  # type: ignore[arg-type]

    assert "Proven: 4 answers run, 1 holds (torch 2.13.0, CPU)." == proof(exercise, judged, words=WORDS)
    assert "Proven: 1 answer run, 1 holds (torch 2.13.0, CPU)." == told(right)
    assert "Proven: 3 answers run, 2 hold (torch 2.13.0, CUDA)." == told(right, right, wrong, device="cuda")
    assert "Not machine-checked: Taste." == proof(replace(exercise, unverified="Taste."), judged, words=WORDS)


def test_two_exercises_do_not_swallow_each_other() -> None:
    """Each closes its own elements, after any prose."""
    parts = [_text(*sample()) for sample in ALL]
    tree = parse(convert("\n\n".join(parts)))

    assert [sample()[0].id for sample in ALL] == [
        node.attrs["data-kp-id"] for node in tree.inside if isinstance(node, Node)
    ]


def test_titles_of_blocks_are_shown() -> None:
    """What an author wrote in quotes stands after the name, its tags as text and its code as code."""
    exercise, given = fill()
    first = replace(exercise.hints[0], title="Mind `<b>` & more")
    titled = replace(exercise, hints=(first, exercise.hints[1]))
    summaries = [node.text for node in _block(titled, given).all("summary")]

    assert ["Hint 1 of 2: Mind <b> & more", "Hint 2 of 2"] == summaries[:2]


def test_a_reader_is_told_what_the_chips_are_for() -> None:
    """Without a script too: the widget then replaces the line by what to do."""
    assert "Options for the blanks" == _block(*fill()).one(".kp-ask").text
