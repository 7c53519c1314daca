"""HTML of an editor comes in as text that says the same, and what is lost of it is told."""

from __future__ import annotations

import pytest

from keyproof.exchange.accept import accepted, with_ids
from keyproof.exchange.pages import page
from keyproof.exchange.readers import READERS

MATH = (
    "<math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow>"
    "<msqrt><mn>2</mn></msqrt></mfrac></math>"
)
MOODLE = (
    '<quiz><question type="multichoice"><name><text>Q</text></name><questiontext format="html">'
    '<text><![CDATA[{}]]></text></questiontext><answer fraction="100" format="html"><text>a</text></answer>'
    '<answer fraction="0" format="html"><text>b</text></answer></question></quiz>'
)


def _shown(form: str, bank: str) -> tuple[str, list[str]]:
    """Import a bank; give the page, and what was told."""
    found = READERS[form]("bank", bank.encode())
    assert () == found.findings
    kept, notes = accepted(with_ids(found.questions, ()))
    assert len(kept) == len(found.questions)
    return page(kept, "Bank"), [note.said for note in (*found.notes, *notes)]


@pytest.mark.parametrize(
    ("form", "bank"),
    [
        ("moodle", MOODLE.format("10<sup>3</sup> of H<sub>2</sub>O")),
        ("moodle", MOODLE.format("A").replace(">a<", ">10&lt;sup>3&lt;/sup> H&lt;sub>2&lt;/sub>O<")),
        ("moodle", MOODLE.format("{1:SA:=10<sup>3</sup> H<sub>2</sub>O#c}").replace("multichoice", "cloze")),
        ("moodle", MOODLE.format("{1:MC:=10<sup>3</sup> H<sub>2</sub>O~c}").replace("multichoice", "cloze")),
        ("gift", "A {=10<sup>3</sup> H<sub>2</sub>O ~b}"),
        ("gift", "A {=a#10<sup>3</sup> H<sub>2</sub>O ~b}"),
        ("gift", "[markdown]10<sup>3</sup> H<sub>2</sub>O {=a ~b}"),
        ("mkdocs-quiz", "<quiz>\nA\n- [x] 10<sup>3</sup> H<sub>2</sub>O\n- [ ] b\n</quiz>"),
        ("mkdocs-quiz", "<quiz>\nA\n- [x] a\n- [ ] b\n\n10<sup>3</sup> H<sub>2</sub>O\n</quiz>"),
    ],
)
def test_what_is_raised_or_lowered_stays_so(form: str, bank: str) -> None:
    """A power of ten that came in as another number would be a wrong key."""
    text, _ = _shown(form, bank)

    assert "10³" in text
    assert "H₂O" in text
    assert "103" not in text.replace("10³", "")


PLUGIN = "@@PLUGINFILE@@/a%20b."


@pytest.mark.parametrize(
    ("html", "shown", "told"),
    [
        ("e<sup>2x</sup>", "e^(2x)", "changed: what is raised stands behind `^`"),
        ("x<sub>i</sub>", "x\\_i", "changed: what is lowered stands behind `_`"),
        ("1<sup>st</sup> x<sup>2</sup>", "1st x²", ""),
        (MATH, "x²=(a+b)/√2", "changed: a formula is written in one line"),
        ("<iframe src='https://a.b/c'>old</iframe>", "<https://a.b/c>", "changed: the iframe https://a.b/c"),
        (f"<audio><source src='{PLUGIN}mp3'>none</audio>", "(audio: a b.mp3)", "left out: the audio a b.mp3"),
        (f"<video src='{PLUGIN}mp4'></video>", "(video: a b.mp4)", "left out: the video a b.mp4"),
        ("<object data='c.swf'><p>old</p></object>", "(object: c.swf)", "left out: the object c.swf"),
        ("<script>alert(1)</script>x", "x", "left out: a script"),
        ("<svg><text>t</text></svg>x", "x", "left out: a drawing"),
        ("<ul><li>a<ol><li>b</li></ol></li></ul>", "*   a\n    1.  b\n", ""),
        ("<table><tr><td>a {b=c}</td></tr></table>", "| a \\{b=c} |", ""),
        ("<span style='background-color:#fff;color: red'>x</span>", "x", "changed: coloured text has no"),
        ("<span style='background-color:#FFF; color: rgb(0, 0, 0)'>x</span>", "x", ""),
        ("<ol><li><pre>a</pre></li><li>b</li></ol>", "    ```\n\n2.  b", ""),
        ("<del>x</del>", "~~x~~", "changed: what is struck out stands between `~~`"),
        ("<u>x</u>", "*x*", "changed: what is underlined or marked is emphasised"),
        ("<pre>a\n```\nb</pre>", "````text\na\n```\nb\n````", ""),
        ("<table><tr><td>a|b</td></tr></table>", "| a\\|b |", ""),
        ("<table><tr><td rowspan='2'>a</td></tr></table>", "| a |", "changed: cells of a table"),
        (f"<img src='{PLUGIN}png' alt='x'>", "(x)", "left out: the picture a b.png, because it is not"),
        ("<img src='https://a.b/c.png'>", "![](https://a.b/c.png)", "changed: the picture https://a.b/c.png"),
        ("<img src='data:image/png;base64,AA'>", "(image/png)", "left out: the picture image/png, because"),
        (f"<table><tr><td><img src='{PLUGIN}png'></td></tr></table>", "(a b.png)", "left out: the picture"),
        (f"<a href='{PLUGIN}pdf'>x</a>", "x", "left out: the link a b.pdf"),
        ("<a href='https://a.b'>x</a>", "[x](https://a.b)", ""),
    ],
)  # fmt: skip
def test_what_our_pages_cannot_show_is_told(html: str, shown: str, told: str) -> None:
    """Nothing of a question goes without a word."""
    text, notes = _shown("moodle", MOODLE.format(html))

    assert shown in text
    assert [told] == [note[: len(told)] for note in notes] if told else notes == []


@pytest.mark.parametrize(
    ("form", "kind", "begin", "shown"),
    [
        ("plain_text", "editor", "a &lt; b\n  ```\n  c", "````text\na < b\n  ```\n  c\n````"),
        ("html", "monospaced", "&lt;p>a &amp;lt; b&lt;br>&amp;nbsp; c&lt;/p>", "```text\na < b\n  c\n```"),
        ("html", "monospaced", "def f(x):\n    pass", "```text\ndef f(x):\n    pass\n```"),
        ("html", "editor", "&lt;p>&lt;b>One&lt;/b>:&lt;/p>&lt;p>Two:&lt;/p>", "A\n\n**One**:\n\nTwo:"),
        ("html", "editor", "&lt;p>&lt;/p>", "A\n\n- TODO"),
    ],
)
def test_what_an_answer_begins_with_is_read_as_it_is(form: str, kind: str, begin: str, shown: str) -> None:
    """A program keeps its lines, whatever stands in it; text of an editor stands below the question."""
    text, _ = _shown(
        "moodle",
        '<quiz><question type="essay"><questiontext format="html"><text>A</text></questiontext>'
        f"<responseformat>{kind}</responseformat><responsetemplate format='{form}'><text>{begin}</text>"
        "</responsetemplate></question></quiz>",
    )

    assert shown in text


@pytest.mark.parametrize(
    ("html", "option", "feedback"),
    [
        ("<p>a</p><ul><li>b</li><li>c</li></ul><p>d</p>", "a b; c d", "a b; c d"),
        ("<ol><li>a</li><li>b</li></ol>", "a; b", "a; b"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a, b; c", "a, b; c"),
        ("<p>a</p><pre>b\nc</pre>", "a `b` `c`", "a `b` `c`"),
        ("<p><b>a</b></p><p>b</p>", "**a** b", "a b"),
    ],
)
def test_what_stands_in_one_line_can_still_be_read(html: str, option: str, feedback: str) -> None:
    """Options and notes have one line: no marks of tables or lists stand in it, and it is told."""
    both = f"<text><![CDATA[{html}]]></text><feedback><text><![CDATA[{html}]]></text></feedback></answer>"
    text, notes = _shown("moodle", MOODLE.format("A").replace("<text>a</text></answer>", both))

    assert f"- [x] {option}\n\n    {feedback}\n" in text
    assert ["changed: an option of several lines stands in one"] == [note.split(",")[0] for note in notes]


def test_feedback_keeps_the_address_of_a_link_or_a_picture() -> None:
    """It is words and code; what it shows besides can be found."""
    html = "<a href='https://a.b'>x</a> <img src='https://a.b/c.png' alt='y'>"
    said = f"<text>a</text><feedback><text><![CDATA[{html}]]></text></feedback></answer>"
    text, _ = _shown("moodle", MOODLE.format("A").replace("<text>a</text></answer>", said))

    assert "\n    x (https://a.b) y (https://a.b/c.png)\n" in text


def test_a_title_that_is_cut_is_told_whole() -> None:
    """Where it is the beginning of the text, nothing is lost."""
    name = "Which of all these words is the longest that anybody ever wrote into a title? "
    _, notes = _shown("moodle", MOODLE.format("A").replace(">Q<", f">{name}<"))
    _, none = _shown("moodle", MOODLE.format(name).replace(">Q<", f">{name}<"))

    assert [f"changed: the title is cut, because a heading has 70 characters: {name.strip()}"] == notes
    assert [] == none


@pytest.mark.parametrize(
    ("form", "bank", "shown", "told"),
    [
        ("gift", "<img src\\='@@PLUGINFILE@@/a.png' alt\\='x'> {=1 ~2}", "(x)", "left out: the picture"),
        ("gift", "[markdown]![x](@@PLUGINFILE@@/a.png) {=1 ~2}", "(x)", "left out: the picture a.png"),
        ("mkdocs-quiz", "<quiz>![x](a.png) is [[a]]</quiz>", "![x](a.png)", "changed: the picture a.png"),
        ("mkdocs-quiz", "<quiz>[x](a.md) is [[a]]</quiz>", "[x](a.md)", "changed: the link a.md is looked"),
        ("mkdocs-quiz", "<quiz>`[x](a.md)` is [[a]], $$x$$</quiz>", "", "changed: formulas show as they are"),
    ],
)
def test_a_picture_that_does_not_come_along_is_told(form: str, bank: str, shown: str, told: str) -> None:
    """In whatever form its text is written."""
    text, notes = _shown(form, bank)

    assert shown in text
    assert [told] == [note[: len(told)] for note in notes if "a card" not in note]


def test_a_picture_of_the_file_is_told_as_one() -> None:
    """It is there, and could be taken out of it."""
    bank = MOODLE.format("<img src='@@PLUGINFILE@@/a%20b.png'>").replace(
        "</questiontext>", '<file name="a b.png" encoding="base64">AA==</file></questiontext>'
    )
    _, notes = _shown("moodle", bank)

    assert ["left out: the picture a b.png, because it is packed into the file"] == notes
