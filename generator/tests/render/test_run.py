"""Places where programs can be run: what stands in the page for the script."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from keyproof.program import NOTHING, Offers, Program
from keyproof.render.languages import english
from keyproof.render.loading import loading
from keyproof.render.run import gathered, patient, run_place
from keyproof.settings import Settings

OFFERS = Offers(folder="assets/keyproof/runtime/314-abc", size=5)
PROGRAM = Program(source="print(1)", setup='x = "<b>"\n', before="y = 1", tests="assert y")


def test_what_runs_around_a_program_is_in_its_place() -> None:
    """On one line, and so that no engine of pages sees syntax in it; the program itself stands above."""
    place = run_place(PROGRAM, OFFERS, late=True, graded=True)

    assert (
        '<div class="kp-run"><keyproof-run data-setup="x = &quot;&lt;b&gt;&quot;&#10;" data-before="y = 1" '
        'data-tests="assert y" data-late data-graded></keyproof-run></div>'
    ) == place


def test_no_place_without_an_offer() -> None:
    """No runtime, or no program."""
    assert ["", ""] == [run_place(PROGRAM, NOTHING), run_place(None, OFFERS)]


def test_a_program_that_takes_long_may() -> None:
    """The element says so, and the page waits longer for it."""
    offers = Offers(folder=OFFERS.folder, long=frozenset({PROGRAM}))

    assert " data-long>" in run_place(PROGRAM, offers)
    # What a reader is to write takes as long as the solution, not as what stands in the field.
    starter = replace(PROGRAM, source="...")
    assert " data-long " in run_place(starter, patient(offers, starter, PROGRAM), field=True)
    assert "data-long" not in run_place(starter, patient(offers, starter, starter), field=True)


def test_a_page_has_each_setup_once() -> None:
    """Its programs name them by number."""
    places = [run_place(Program(source="p", setup=setup), OFFERS) for setup in ("a", "b", "a", "")]
    text, setups = gathered("\n".join(places))

    assert [' data-setup="0"', ' data-setup="1"', ' data-setup="0"', ""] == [
        line.removeprefix('<div class="kp-run"><keyproof-run').removesuffix("></keyproof-run></div>")
        for line in text.split("\n")
    ]
    assert (
        '<i hidden data-kp-setup="0" data-code="a"></i><i hidden data-kp-setup="1" data-code="b"></i>'
    ) == setups


def test_a_page_says_where_python_is() -> None:
    """From where it stands, so that a site works below any path; with the bytes that progress is shown of."""
    settings = Settings(root=Path())
    place, words = run_place(PROGRAM, OFFERS), english()
    tags = loading(place, "layers/learn.md", settings=settings, words=words, offers=OFFERS)

    assert 'data-kp-runtime="../../assets/keyproof/runtime/314-abc/" data-kp-bytes="5"' in tags
    assert all(name in tags for name in ("/keyproof.js", "/run.js", "/keyproof.css", "/run.css"))
