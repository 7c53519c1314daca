"""Whole pages: front matter, header, blocks, practice, findings, exhibits, index, assets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from keyproof.course import Block, Course, ExerciseSet, Exhibit, SourcePage
from keyproof.exercise import Prose
from keyproof.finding import Finding
from keyproof.page import Page
from keyproof.render import render_pages
from keyproof.render.assets import asset_folder
from keyproof.render.languages import english
from keyproof.settings import Settings
from keyproof.topic import Topic
from keyproof.verdict import Verdict
from tests.render.conversion import Node, page
from tests.render.samples import ALL, at, choice, claims, fill, prose, typed

SETTINGS = Settings(root=Path("/project"), docs=Path("/project/docs"))
TOPIC = Topic(
    slug="rnn",
    title="nn.RNN <layer>",
    minutes=10,
    tags=("PyTorch", "a < b"),
    objectives={"build": "Build a layer of `nn.RNN`", "read": "Read <UNK>"},
    prerequisites=("tensors", "elsewhere"),
    place=at(),
)

WORDS = english()
TENSORS = Topic(slug="tensors", title="Tensors", objectives={}, place=at())
VERDICTS = {judged.exercise: judged for _, judged in (sample() for sample in ALL)}


def _mode(mode: str, *blocks: Block, front: str | None = None, title: str = "Try it") -> SourcePage:
    return SourcePage(
        path=f"exercises/rnn/{mode}.md",
        topic="rnn",
        mode=mode,
        front_matter=f"mode: {mode}" if front is None else front,
        title=title,
        blocks=blocks,
    )


def _docs(path: str, *blocks: Block, front: str = "") -> SourcePage:
    return SourcePage(path=f"docs/{path}", title="A page", front_matter=front, blocks=blocks)


def _render(
    *sources: SourcePage,
    topics: tuple[Topic, ...] = (TOPIC, TENSORS),
    verdicts: dict[str, Verdict] = VERDICTS,
    findings: tuple[Finding, ...] = (),
    settings: Settings = SETTINGS,
    exhibits: dict[str, dict[str, str]] | None = None,
) -> dict[str, Page]:
    course = Course(topics=topics, pages=sources, findings=(), texts={})
    made = render_pages(course, verdicts, findings=findings, settings=settings, exhibits=exhibits or {})
    assert len(made) == len({one.path for one in made})
    return {one.path: one for one in made}


def _body(one: Page) -> str:
    return one.text.split("\n---\n", 1)[1] if one.text.startswith("---\n") else one.text


def _front(one: Page) -> dict[str, object]:
    assert one.text.startswith("---\n")
    loaded: dict[str, object] = yaml.safe_load(one.text.split("---\n")[1])
    return loaded


def _ids(tree: Node) -> list[str]:
    return [node.attrs["data-kp-id"] for node in tree.all(".keyproof")]


def _practice() -> SourcePage:
    members = (prose("Intro <UNK>."), replace(claims()[0], heading=3), replace(typed()[0], heading=3))
    return _mode(
        "practice",
        ExerciseSet(id="five", title="Practice `x`", heading=2, place=at(), blocks=members),
        title="Practice",
    )


def test_a_topics_page_gets_a_title_and_keeps_the_authors_front_matter() -> None:
    """Comments, order and odd values included; a title of the author's own wins."""
    written = "# a comment\nmode: try\nhide:\n  - toc\ndescription: 'x: y'"
    one = _render(_mode("try", front=written, title='Say "try": now'))["rnn/try.md"]
    own = _render(_mode("try", front="mode: try\ntitle: Mine", title="Mine"))["rnn/try.md"]

    assert one.text.startswith(f'---\ntitle: "Say \\"try\\": now"\n{written}\n---\n')
    assert {"title": 'Say "try": now', "mode": "try", "hide": ["toc"], "description": "x: y"} == _front(one)
    assert own.text.startswith("---\nmode: try\ntitle: Mine\n---\n")


@pytest.mark.parametrize(
    ("front", "shown"),
    [
        ("mode: try", "---\ntitle: \"Try nn.RNN here\"\nmode: try\n---\n"),
        ("mode: try\ntitle: 'Try `nn.RNN` *here*' # so", "---\nmode: try\ntitle: \"Try nn.RNN here\"\n---\n"),
        ("title: >-\n  Try `nn.RNN`\n  *here*", "---\ntitle: >-\n  Try `nn.RNN`\n  *here*\n---\n"),
    ],
)
def test_a_title_has_no_marks_where_engines_show_it_as_it_stands(front: str, shown: str) -> None:
    """Backticks and stars stay in the heading; a title on several lines keeps them, and YAML stays YAML."""
    page = _render(_mode("try", front=front, title="Try `nn.RNN` *here*"))["rnn/try.md"]

    assert "Try nn.RNN here" == page.title
    assert page.text.startswith(shown)


def test_a_docs_page_keeps_its_front_matter_and_prose_to_the_character() -> None:
    """Its own HTML is its own; what loads our files stands beneath its title."""
    written = "hide: [navigation]\n# c\nx: |\n  a\n\n  b"
    text = '# Home\n\n<div class="grid" markdown>\n\n`<b>` <kbd>x</kbd>\n\n</div>'
    one = _render(_docs("guide/a.md", Prose(text=text + "\n", place=at()), fill()[0], front=written))[
        "guide/a.md"
    ]
    bare = _render(_docs("index.md", fill()[0]))["index.md"]

    loading = next(line for line in one.text.splitlines() if line.startswith('<div class="kp-assets">'))
    assert one.text.replace(f"{loading}\n\n", "").startswith(
        f'---\n{written}\n---\n\n{text}\n\n<div class="keyproof'
    )
    assert one.text.index("# Home") < one.text.index(loading) < one.text.index("grid")
    assert bare.text.startswith('<div class="kp-assets">')
    assert ("docs/guide/a.md", "A page") == (one.source, one.title)


@pytest.mark.parametrize("docs", [Path("docs"), Path("/project/docs")])
def test_docs_paths_are_relative_to_the_docs_folder(docs: Path) -> None:
    """However the setting was written."""
    made = _render(_docs("a/b.md"), settings=replace(SETTINGS, docs=docs), topics=())

    assert ["a/b.md"] == list(made)


def test_a_page_that_tells_its_own_minutes_shows_them() -> None:
    """A page is read on its own; the others show the minutes of their topic."""
    made = _render(replace(_mode("try"), minutes=25), _mode("learn"))

    shown = {path: page(_body(one)).all(".kp-minutes") for path, one in made.items()}
    assert "about 25 minutes" == shown["rnn/try.md"][0].text
    assert "about 10 minutes" == shown["rnn/learn.md"][0].text


def test_the_header_stands_beneath_the_title() -> None:
    """Topic, minutes, tags, and links to the modes that exist, in their order."""
    made = _render(
        _mode("try", prose("# Try `<UNK>`\n\nIntro."), fill()[0]),
        _mode("test"),
        _mode("learn"),
        _mode("practice"),
    )
    tree = page(_body(made["rnn/try.md"]))
    header = tree.one(".kp-header")
    order = [part.tag for part in tree.inside if isinstance(part, Node)][:3]

    assert ["h1", "div", "div"] == order
    assert "Try <UNK>¶" == tree.one("h1").text
    assert ("nn.RNN <layer>", "index.md") == (
        header.one(".kp-topic").text,
        header.one(".kp-topic").attrs["href"],
    )
    assert "about 10 minutes" == header.one(".kp-minutes").text
    assert ["PyTorch", "a < b"] == [tag.text for tag in header.all(".md-tag")]
    links = header.one("nav").all("a")
    assert [("Learn", "learn.md"), ("Try", "try.md"), ("Test", "test.md"), ("Practice", "practice.md")] == [
        (link.text, link.attrs["href"]) for link in links
    ]
    assert ["try.md"] == [link.attrs["href"] for link in links if link.attrs.get("aria-current") == "page"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Try\n===\n\nIntro.", "Try"),
        ("\n# Try\nIntro.", "Try"),
        ("Intro.", "Try it"),
        ("## Part\n\nIntro.", "Try it"),
    ],
)
def test_a_page_has_one_title(text: str, title: str) -> None:
    """The author's heading in any style, or one made of the page's title."""
    tree = page(_body(_render(_mode("try", prose(text)))["rnn/try.md"]))

    assert f"{title}¶" == tree.one("h1").text
    assert "Intro." in [node.text for node in tree.all("p")]


def test_practice_is_appended_to_every_other_mode() -> None:
    """It has a page of its own too, and only that one is for the search."""
    made = _render(_mode("try", fill()[0]), _mode("learn", prose("# Learn")), _practice())
    trees = {path: page(_body(one)) for path, one in made.items()}

    assert ["two-layers", "what-holds", "count"] == _ids(trees["rnn/try.md"])
    assert ["what-holds", "count"] == _ids(trees["rnn/learn.md"])
    assert ["what-holds", "count"] == _ids(trees["rnn/practice.md"])
    assert [] == _ids(trees["rnn/index.md"])
    headings = {
        path: ["data-search-exclude" in node.attrs for node in tree.one(".keyproof-set").all("h3")]
        for path, tree in trees.items()
        if not path.endswith("index.md")
    }
    assert {
        "rnn/try.md": [True, True],
        "rnn/learn.md": [True, True],
        "rnn/practice.md": [False, False],
    } == headings


def test_a_set_holds_its_exercises_after_its_pager() -> None:
    """Heading, introduction, pager, exercises counted within the set."""
    tree = page(_body(_render(_practice())["rnn/practice.md"])).one(".keyproof-set")
    parts = [" ".join([part.tag, *part.classes]) for part in tree.inside if isinstance(part, Node)]

    assert ["h2", "p", "div kp-pager", "div keyproof kp-choice", "div keyproof kp-predict"] == parts
    assert ("five", "five") == (tree.attrs["data-kp-id"], tree.one("h2").attrs["id"])
    assert "Intro <UNK>." == tree.all("p")[0].text
    assert tree.one(".kp-pager").one("keyproof-set")
    assert ["Task 1 of 2", "Task 2 of 2"] == [node.text.split(" · ")[0] for node in tree.all(".kp-meta")]


def test_exercises_outside_a_set_are_counted_by_themselves() -> None:
    """A set on the same page does not make them more."""
    group = ExerciseSet(id="s", title="S", heading=2, place=at(), blocks=(replace(claims()[0], heading=3),))
    tree = page(_body(_render(_mode("try", fill()[0], prose("Between."), choice()[0], group))["rnn/try.md"]))

    assert [
        "Task 1 of 2 · medium · Fill in the blanks",
        "Task 2 of 2 · easy · Choose one",
        "Choose all that hold",
    ] == [node.text for node in tree.all(".kp-meta")]


def test_findings_stand_in_the_place_of_their_exercise() -> None:
    """With rule, place, both sides and the hint; the others stay as they are."""
    fault = Finding(
        rule="wrong-key",
        place=at(7),
        what="The key does not hold: `</div>` {: .a }",
        expected="a\n  b",
        actual="<UNK>",
        hint="Tick the other.",
        exercise="create",
    )
    tree = page(_body(_render(_mode("try", fill()[0], choice()[0]), findings=(fault, fault))["rnn/try.md"]))
    shown, second = tree.all(".kp-finding")

    assert ["two-layers", "create"] == _ids(tree)
    assert 1 == len(tree.all("keyproof-exercise"))
    assert ["admonition", "failure"] == shown.classes[1:]
    assert "wrong-key at exercises/rnn-layer/try.md:7:1" == shown.one(".admonition-title").text
    assert "The key does not hold: </div> {: .a }" == shown.all("p")[1].text
    assert ["a\n  b", "<UNK>"] == [node.text for node in shown.all("pre")]
    assert "Tick the other." == shown.all("p")[-1].text
    assert shown.text == second.text
    assert "create" == tree.all("h2")[1].attrs["id"]


def test_findings_of_no_exercise_stand_on_top_of_their_page() -> None:
    """Also those of an exercise that could not be read."""
    source = _mode("try", fill()[0])
    place = replace(at(), path=source.path)
    loose = Finding(rule="unknown-name", place=place, what="`chioce` is no kind")
    unread = Finding(rule="missing-id", place=place, what="No id", exercise="gone")
    other = Finding(rule="unreadable", place=at(), what="Another page's")
    made = _render(source, _mode("learn"), findings=(loose, unread, other))

    tree = page(_body(made["rnn/try.md"]))

    assert ["chioce is no kind", "No id"] == [node.all("p")[1].text for node in tree.all(".kp-finding")]
    assert ["kp-finding"] == [
        part.classes[0] for part in tree.inside if isinstance(part, Node) and part.classes
    ][:1]
    assert [] == page(_body(made["rnn/learn.md"])).all(".kp-finding")


def test_an_exercise_that_was_never_run_is_not_published() -> None:
    """Unless its author wrote why it need not be."""
    excused = replace(claims()[0], unverified="Taste.")
    tree = page(_body(_render(_mode("try", choice()[0], excused), verdicts={})["rnn/try.md"]))

    assert "This exercise was not run." == tree.one(".kp-finding").all("p")[1].text
    assert 1 == len(tree.all("keyproof-exercise"))
    assert "Not machine-checked: Taste." == tree.one(".kp-proof").text


def test_an_exhibit_shows_the_report_as_it_was_printed() -> None:
    """Of one exercise or of the whole course; every character and line of it."""
    report = "a.md:1:2: wrong-key: <UNK> {{ x }} `q`\n\n    x = 1\n    ^\n"
    blocks = (
        prose("# Faults"),
        Exhibit(course="cases/a", only="", place=at()),
        Exhibit(course="cases/a", only="one", place=at()),
        Exhibit(course="cases/b", only="", place=at()),
    )
    made = _render(_docs("faults.md", *blocks), exhibits={"cases/a": {"": report, "one": "One."}}, topics=())

    shown = page(_body(made["faults.md"])).all(".kp-report")

    assert [report.rstrip("\n"), "One.", "No report."] == [node.text for node in shown]


def test_a_topic_gets_an_index() -> None:
    """Title, facts, where to begin, objectives, what comes before, and the modes."""
    made = _render(_mode("test"), _mode("learn"))["rnn/index.md"]
    tree = page(_body(made))

    assert ("exercises/rnn-layer/try.md", "nn.RNN <layer>") == (made.source, made.title)
    front = {"title": "nn.RNN <layer>", "tags": ["PyTorch", "a < b"], "hide": ["tags"]}
    assert front == _front(made)
    assert "nn.RNN <layer>¶" == tree.one("h1").text
    assert ["Start learning", "Test this first"] == [node.text for node in tree.all(".md-button")]
    items = [node.text for node in tree.all("li")]
    assert [
        "Build a layer of nn.RNN",
        "Read <UNK>",
        "Tensors",
        "elsewhere",
        "Learn",
        "Test",
    ] == items
    assert "../tensors/index.md" in [node.attrs["href"] for node in tree.all("a")]


def test_a_topic_without_anything_has_a_bare_index() -> None:
    """No empty headings and no empty list of modes."""
    tree = page(_body(_render(topics=(TENSORS,))["tensors/index.md"]))

    assert "Tensors¶" == tree.text.strip()


def test_an_index_of_the_authors_own_is_left_alone(tmp_path: Path) -> None:
    """Whether it holds exercises, and so was read, or not."""
    folder = tmp_path / "docs" / "tensors"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text("# Mine\n")
    settings = Settings(root=tmp_path, docs=tmp_path / "docs")

    made = _render(_docs("rnn/index.md", prose("# Mine"), fill()[0]), settings=settings)

    assert ["rnn/index.md"] == list(made)
    assert "# Mine" in made["rnn/index.md"].text


@pytest.mark.parametrize(
    ("path", "folders", "base"),
    [
        ("a.md", True, "../"),
        ("index.md", True, ""),
        ("a/b.md", True, "../../"),
        ("a/index.md", True, "../"),
        ("a/README.md", True, "../"),
        ("a.md", False, ""),
        ("a/b.md", False, "../"),
        ("a/index.md", False, "../"),
    ],
)
def test_assets_are_linked_relative_to_where_the_page_is_served(path: str, folders: bool, base: str) -> None:
    """Once a page, before what they dress, so that nothing is shown without its looks."""
    settings = replace(SETTINGS, directory_urls=folders)
    made = _render(_docs(path, fill()[0], choice()[0]), settings=settings, topics=())[path]
    tree = page(_body(made))

    assert f"{base}{asset_folder(WORDS)}/keyproof.css" == tree.one("link").attrs["href"]
    assert {"type": "module", "src": f"{base}{asset_folder(WORDS)}/keyproof.js"} == tree.one("script").attrs
    first = next(part for part in tree.inside if isinstance(part, Node))
    assert ["kp-assets"] == first.classes


def test_the_same_course_gives_the_same_pages() -> None:
    """To the byte."""
    sources = (_mode("try", *(sample()[0] for sample in ALL)),)

    assert _render(*sources) == _render(*sources)
