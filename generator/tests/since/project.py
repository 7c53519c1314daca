"""A small course in a Git repository, to change and to ask what was touched."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from keyproof.pipeline import check
from keyproof.proof import Proof
from keyproof.settings import Settings
from keyproof.since import Since, revision
from keyproof.verify import Memory, Shard


def exercise(id_: str, *, check: str = "assert answer == 2 * base", right: str = "2 * base") -> str:
    return (
        f"## Title {{#{id_} .choice .easy}}\n\nWhich?\n\n- [x] `{right}`\n- [ ] `base`\n\n"
        f"```python check\n{check}\n```\n\n"
    )


PAGE_SETUP = "```python setup\nbase = base + 1\n```\n\n"
TOPIC = "title: {name}\nsetup: |\n  base = {base}\n"
DOCS = '```python setup\nbase = 4\n```\n\nThree and four is `7`{{check="3 + base"}}.\n\n'
SITE = "site_name: A\nnav: [a.md]\nplugins:\n  - search\n  - keyproof:\n      seeds: 2\n"

FILES = {
    "exercises/one/topic.yml": TOPIC.format(name="One", base=3),
    "exercises/one/try.md": "# Try\n\n" + exercise("one-a") + exercise("one-b"),
    "exercises/one/practice.md": "# More\n\n" + PAGE_SETUP + exercise("one-c") + exercise("one-d"),
    "exercises/two/topic.yml": TOPIC.format(name="Two", base=5),
    "exercises/two/try.md": "# Try\n\n" + exercise("two-a") + exercise("two-b"),
    "docs/page.md": "# Page\n\n" + DOCS.replace("{{", "{").replace("}}", "}") + exercise("page-a"),
    "docs/plain.md": "# Plain\n\nNothing is asked here.\n",
    "mkdocs.yml": SITE,
    "requirements.txt": "torch\n",
    "README.md": "# Read me\n",
    "tool/part.py": "VALUE = 1\n",
}

ALL = frozenset({"one-a", "one-b", "one-c", "one-d", "two-a", "two-b", "page-a"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Where it is, and how it is asked."""

    top: Path
    root: Path

    def git(self, *arguments: str) -> str:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        done = subprocess.run(
            ["git", *who, *arguments], cwd=self.top, capture_output=True, text=True, check=True
        )
        return done.stdout

    def commit(self, message: str = "Work") -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def edit(self, path: str, before: str, after: str, count: int = 1) -> None:
        text = (self.root / path).read_text(encoding="utf-8")
        assert before in text
        self.write(path, text.replace(before, after, count))

    @property
    def settings(self) -> Settings:
        exercises, docs = self.root / "exercises", self.root / "docs"
        return Settings(
            root=self.root, seeds=1, jobs=2,
            exercises=exercises if exercises.is_dir() else None, docs=docs if docs.is_dir() else None,
        )  # fmt: skip

    def checked(
        self,
        memory: Memory,
        *,
        since: str = "HEAD",
        written: tuple[Path, ...] = (),
        shard: Shard | None = None,
    ) -> Proof:
        asked = Since(revision=revision(self.root, since), written=written)
        return check(self.settings, run=memory.run, since=asked, shard=shard)


def project(top: Path, *, folder: str = ".") -> Project:
    made = Project(top=top, root=(top / folder).resolve())
    for path, text in FILES.items():
        made.write(path, text)
    made.git("init", "--quiet", "--initial-branch=main")
    made.commit("A course")
    return made
