"""Beside other plugins of MkDocs: each does its part, and none touches what was proven.

In: one small site with all of them, one in two languages, one in versions. Out: what readers get there.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAMS = Path(sys.executable).parent
ENVIRONMENT = {
    **os.environ,
    "NO_MKDOCS_2_WARNING": "1",
    "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
    "GIT_CONFIG_COUNT": "2",
    "GIT_CONFIG_KEY_0": "user.name",
    "GIT_CONFIG_VALUE_0": "A",
    "GIT_CONFIG_KEY_1": "user.email",
    "GIT_CONFIG_VALUE_1": "a@example.org",
}
SITE = """\
site_name: Many plugins
site_url: https://example.org/some/folder/
theme: {name: material, font: false}
extra: {who: readers}
exclude_docs: snippets/
markdown_extensions: [admonition, pymdownx.details, pymdownx.superfences]
"""
MANY = """\
use_directory_urls: false
plugins:
  - search
  - tags
  - blog
  - macros
  - awesome-nav
  - markdown-exec
  - mkdocstrings: {handlers: {python: {paths: [.]}}}
  - privacy: {assets_exclude: ["unpkg.com/*"]}
  - keyproof
"""
LANGUAGES = """\
plugins:
  - search
  - i18n:
      languages:
        - {locale: en, name: English, default: true, build: true}
        - {locale: fr, name: Français, build: true}
  - keyproof
"""
VERSIONS = "plugins: [search, mike, keyproof]\n"

POST = "---\ndate: {date}\ntags: [shapes]\n---\n\n# {title}\n\nFor {{{{ who }}}}.\n\n"
TOLD = "Look at `{{ who }}` and `{% raw %}`."
KEY = "{1: {2: 3}}"


def _exercise(ident: str) -> str:
    """An exercise full of braces that a template would take for its own."""
    return f"""\
## Which one? {{#{ident} .choice .easy}}

{TOLD}

```python
table = {{"a": {{"b": {{}}}}}}  # {{{{ who }}}} {{# no comment
```

- [x] `{KEY}`
- [ ] `{{1: {{2: 4}}}}`

```python check
assert answer[1][2] == 3
```
"""


DOCS = {
    "index.md": f"# Home\n\nHello {{{{ who }}}}.\n\n{_exercise('home')}\n## After\n\nBye {{{{ who }}}}.\n",
    "index.fr.md": f"# Accueil\n\nBonjour.\n\n{_exercise('accueil')}",
    "plain.md": '# Plain\n\nNothing of ours. <div markdown="1">*x*</div>\n',
    "more/deep.md": f"# Deep\n\n{_exercise('deep')}",
    "snippets/unfinished.md": "# Unfinished\n\n## Which? {#unfinished .choice}\n\n- [ ] `1`\n",
}
MORE_DOCS = {
    "exec.md": f'# Run\n\n```python exec="on"\nprint("six is", 2 * 3)\n```\n\n{_exercise("beside-exec")}',
    "api.md": f"# API\n\n::: pkg.thing\n\n{_exercise('beside-api')}",
    "more/.nav.yml": "title: Named anew\n",
    "tags.md": "# Tags\n\n<!-- material/tags -->\n",
    "blog/index.md": "# Blog\n",
    "blog/posts/one.md": POST.format(date="2026-01-31", title="A post")
    + f"<!-- more -->\n\n{_exercise('in-post')}",
    "blog/posts/two.md": f"{POST.format(date='2026-02-01', title='Another')}{_exercise('in-excerpt')}",
}
COURSE = {
    "exercises/layers/topic.yml": "title: Layers\ntags: [shapes]\n",
    "exercises/layers/try.md": f"# Try\n\n{_exercise('topical')}",
    "pkg/__init__.py": "",
    "pkg/thing.py": 'def same(x: int) -> int:\n    """Give it back."""\n    return x\n',
}


def _write(root: Path, settings: str, files: dict[str, str]) -> None:
    for path, text in {"mkdocs.yml": SITE + settings, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def _run(root: Path, *command: str) -> str:
    done = subprocess.run(
        command, cwd=root, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module", name="many")
def _many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with many plugins, built."""
    root = tmp_path_factory.mktemp("many")
    docs = {f"docs/{path}": text for path, text in {**DOCS, **MORE_DOCS}.items() if ".fr." not in path}
    _write(root, MANY, {**docs, **COURSE})
    _run(root, "mkdocs", "build", "--strict")
    return root


def _page(root: Path, path: str) -> str:
    return (root / "site" / path).read_text(encoding="utf-8")


PROVEN = (
    "index.html", "exec.html", "api.html", "more/deep.html", "layers/try.html",
    "blog/2026/01/31/a-post.html", "blog/2026/02/01/another.html",
)  # fmt: skip


@pytest.mark.parametrize("path", PROVEN)
def test_an_exercise_is_published_as_it_was_run(many: Path, path: str) -> None:
    """In ordinary pages, topics and posts, beside other plugins' own: no source, and every brace in place."""
    page = _page(many, path)

    assert 1 == page.count("<keyproof-exercise")
    assert "Look at <code>{{ who }}</code> and <code>{% raw %}</code>." in page
    assert "# {{ who }} {# no comment" in re.sub("<[^>]+>", "", page).replace("&#123;", "{").replace(
        "&#125;", "}"
    )
    for source in ("[x]", ".choice", "python check"):
        assert source not in page, source


@pytest.mark.parametrize("path", [*PROVEN, "blog/index.html", "progress.html", "verification.html"])
def test_every_address_leads_to_a_file(many: Path, path: str) -> None:
    """Scripts, styles and links of ours, from wherever a plugin puts a page."""
    assert [] == list(_astray(many / "site", path))


def _astray(site: Path, path: str) -> Iterator[str]:
    for address in re.findall(r'(?:src|href)="([^"]*)"', (site / path).read_text(encoding="utf-8")):
        file = address.partition("#")[0].partition("?")[0]
        if file and "://" not in address and not file.startswith(("mailto:", "/")):
            target = site / Path(path).parent / file
            if not target.is_file() and not (target / "index.html").is_file():
                yield address


def test_other_plugins_do_their_part(many: Path) -> None:
    """Macros fill the text around exercises, and runs, references, names, tags and posts are as they are."""
    home = _page(many, "index.html")
    assert "Hello readers." in home
    assert "Bye readers." in home
    assert "six is 6" in _page(many, "exec.html")
    assert "Give it back." in _page(many, "api.html")
    assert "Named anew" in home
    assert "A post" in _page(many, "tags.html")
    assert 'href="layers/index.html"' in _page(many, "tags.html").partition('id="tag:shapes"')[2]
    assert "For readers." in _page(many, "blog/index.html")


def test_pages_are_listed_where_they_stand(many: Path) -> None:
    """The list that readers' progress is told by knows a post by the address that the blog gave it."""
    index = json.loads(_page(many, "assets/keyproof/course.json"))
    urls = {page["url"] for topic in index["topics"] for page in topic["pages"]}

    assert {"blog/2026/01/31/a-post.html", "blog/2026/02/01/another.html", "layers/try.html"} < urls
    assert [] == [url for url in urls if not (many / "site" / url).is_file()]
    assert 'href="blog/2026/01/31/a-post.html#in-post"' in _page(many, "verification.html")


def test_search_holds_no_answer(many: Path) -> None:
    """The index has stems, and nothing that was run."""
    index = _page(many, "search/search_index.json")

    assert "Look at" in index
    assert KEY not in index


def test_assets_are_ours_to_the_byte(many: Path) -> None:
    """The privacy plugin takes files of other hosts in, and leaves those of the site as they are."""
    widget = Path(__file__).parents[2] / "keyproof" / "widget" / "built"
    (script,) = (many / "site" / "assets" / "keyproof").glob("*/grade.js")

    assert (widget / "grade.js").read_bytes() == script.read_bytes()


def test_a_page_that_the_site_leaves_out_is_not_looked_at(many: Path) -> None:
    """`exclude_docs` names snippets and drafts: they stop no build, and nothing publishes them."""
    assert not (many / "site" / "snippets").exists()


def test_the_order_of_plugins_does_not_matter(many: Path) -> None:
    """Keyproof first or last in the list: the same site."""
    before = _page(many, "blog/2026/01/31/a-post.html"), _page(many, "index.html")
    first = MANY.replace("  - keyproof\n", "").replace("plugins:\n", "plugins:\n  - keyproof\n")
    (many / "mkdocs.yml").write_text(SITE + first, encoding="utf-8")
    _run(many, "mkdocs", "build", "--strict")

    assert before == (_page(many, "blog/2026/01/31/a-post.html"), _page(many, "index.html"))


@pytest.fixture(scope="module", name="french")
def _french(tmp_path_factory: pytest.TempPathFactory, many: Path) -> Path:
    """A project in two languages, built with what the other one has run."""
    root = tmp_path_factory.mktemp("french")
    shutil.copytree(many / ".cache", root / ".cache")
    _write(root, LANGUAGES, {**{f"docs/{path}": text for path, text in DOCS.items()}, **COURSE})
    _run(root, "mkdocs", "build")
    return root


def test_a_translated_page_speaks_its_language(french: Path) -> None:
    """Its own exercises, in its own words; the page of the first language keeps its own."""
    assert "Choisissez" in _page(french, "fr/index.html")
    assert "Choose one" in _page(french, "index.html")
    assert "[x]" not in _page(french, "fr/index.html")


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "fr/index.html",
        "fr/more/deep/index.html",
        "layers/try/index.html",
        "verification/index.html",
    ],
)
def test_every_address_of_a_language_leads_to_a_file(french: Path, path: str) -> None:
    """A page that is not translated stands in both languages; each loads what it needs."""
    assert [] == list(_astray(french / "site", path))


def test_a_course_stands_once(french: Path) -> None:
    """Topics, progress and report are those of the first language, and name the pages of the others."""
    assert "Choose one" in _page(french, "layers/try/index.html")
    assert not (french / "site" / "fr" / "layers").exists()
    assert 'href="../fr/#accueil"' in _page(french, "verification/index.html")


def test_versions(tmp_path: Path, many: Path) -> None:
    """`mike` puts a build into a folder of a branch, where every address of it leads to a file."""
    shutil.copytree(many / ".cache", tmp_path / ".cache")
    _write(tmp_path, VERSIONS, {"docs/index.md": DOCS["index.md"], "docs/more/deep.md": DOCS["more/deep.md"]})
    (tmp_path / ".gitignore").write_text(".cache\n", encoding="utf-8")
    for command in ("init -q", "add -A", "commit -qm One"):
        _run(tmp_path, "git", *command.split())
    _run(tmp_path, "mike", "deploy", "1.0", "latest")
    site = tmp_path / "published"
    _run(tmp_path, "git", "worktree", "add", "-q", str(site), "gh-pages")

    assert "<keyproof-exercise" in (site / "1.0" / "more" / "deep" / "index.html").read_text(encoding="utf-8")
    assert [] == [*_astray(site, "1.0/index.html"), *_astray(site, "1.0/more/deep/index.html")]
