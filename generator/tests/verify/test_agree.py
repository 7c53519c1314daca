"""Which programs pages offer to run: those that end there as in PyTorch, and what is said of the others."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest

from keyproof.parity import Parity
from keyproof.program import Program
from keyproof.read import read_course
from keyproof.runtime import RuntimeFiles
from keyproof.settings import Settings
from keyproof.statement import Computed
from keyproof.verify import Comparison, InPage, Memory
from keyproof.verify.in_page import Ended
from tests.conftest import REPOSITORY

DRIVER = REPOSITORY / "generator" / "keyproof" / "browser" / "run_program.py"
FILES = RuntimeFiles(
    folder="assets/keyproof/runtime/1-a", digest="a", name="Pyodide 1, torch 2",
    contents={DRIVER.name: DRIVER.read_bytes()},
)  # fmt: skip

Page = Callable[[Program], Ended]


class Stand(InPage):
    """A page that ends programs as a test says."""

    def __init__(self, page: Page) -> None:
        super().__init__(Settings(root=Path("/")))
        self.files = FILES
        self._page = page

    def run(self, program: Program) -> Future[Ended]:
        """Answer at once."""
        future: Future[Ended] = Future()
        future.set_result(self._page(program))
        return future


@pytest.fixture(name="parity")
def _parity(tmp_path: Path, memory: Memory) -> Callable[..., Parity]:
    """Compare the programs of a page with what a stand-in for pages says of them."""

    def parity(text: str, page: Page, *, shown: str = "") -> Parity:
        (tmp_path / "page.md").write_text(text, encoding="utf-8")
        course = read_course(Settings(root=tmp_path, docs=tmp_path))
        assert () == course.findings
        with Stand(page) as stand:
            compared = Comparison(course, run=memory.run, in_page=stand, jobs=2)
            computed = [
                Computed(slot=one.slot, sort="run", code="", text=shown)
                for source in course.pages for one in source.statements if one.slot and shown
            ]  # fmt: skip
            return compared.parity(computed)

    return parity


PRINTS = "```python run\nprint(torch.rand(1))\nprint('é', input)\nprint(2)\n```\n"


def test_a_program_that_ends_alike_is_offered(parity: Callable[..., Parity]) -> None:
    """What is printed is compared as a worker tells it: with escapes for what cannot be shown."""
    text = "```python run\nprint('a\\x1b\\r\\n' + 'b')\nraise ValueError('no')\n```\n"
    ended = Ended(stdout="a\x1b\r\nb\n", ended="raised", error="ValueError: no", line=7)
    found = parity(text, lambda _: ended)

    assert () == found.findings
    assert (1, 1) == (len(found.programs), found.offered)
    assert FILES.folder == found.offers.folder
    assert "Pyodide 1, torch 2" == found.runtime


def test_a_program_that_prints_something_else_is_not_offered(parity: Callable[..., Parity]) -> None:
    """The finding shows the first line that differs, and stops no build."""
    page = "# Page\n\n```python run\nfor n in range(3):\n    print(n, 'times')\n```\n"
    found = parity(page, lambda _: Ended(stdout="0 times\n1 time\n2 times\n"))
    finding = found.findings[0]

    assert "warning" == finding.severity
    assert ("not-in-page", "page.md:3:1") == (finding.rule, str(finding.place))
    assert "PyTorch: `1 times`" == finding.expected
    assert "the page: `1 time`" == finding.actual
    assert "This program does something else in the page than in PyTorch" == found.programs[0].refused
    assert 0 == found.offered


@pytest.mark.parametrize(
    ("there", "what", "actual"),
    [
        (
            Ended(ended="raised", error="TypeError: unique() got an unexpected keyword argument 'dim'"),
            "does something else in the page than in PyTorch",
            "the page: `TypeError: unique() got an unexpected keyword argument 'dim'`",
        ),
        (
            Ended(stdout="1\n2\n"),
            "does something else in the page than in PyTorch",
            "the page: `2`",
        ),
        (
            Ended(stdout="1\n", ended="raised", error="torch.NotInBrowserError: torch.linalg isn't here"),
            "uses something that the runtime of pages has not got",
            "torch.NotInBrowserError: torch.linalg isn't here",
        ),
        (
            Ended(ended="lost", error="it runs for more than 60 s there"),
            "takes too long, or too much, for a page",
            "it runs for more than 60 s there",
        ),
    ],
)
def test_the_reason_is_told(parity: Callable[..., Parity], there: Ended, what: str, actual: str) -> None:
    """An author has to know whether to mend the program, or to live with it."""
    found = parity("```python run\nprint(1)\n```\n", lambda _: there)

    assert [f"This program {what}"] == [one.what for one in found.findings]
    assert actual == found.findings[0].actual


def test_another_error_is_a_difference(parity: Callable[..., Parity]) -> None:
    """A reader who sees another message than the page shows loses faith in both."""
    text = "```python run\nnn.RNN(2, 0)\n```\n"
    message = "ValueError: hidden_size must be greater than zero"

    assert () == parity(text, lambda _: Ended(ended="raised", error=message)).findings
    assert 1 == len(parity(text, lambda _: Ended(ended="raised", error=message.upper())).findings)


def test_a_program_that_shows_something_else_by_itself_is_not_offered(
    parity: Callable[..., Parity],
) -> None:
    """What runs before it in a page is only what it needs by name: random numbers may be others."""
    text = "```python run\nprint(round(torch.rand(1).item(), 4))\n```\n"
    alike = parity(text, lambda _: Ended(stdout="0.4963\n"), shown="0.4963\n")
    other = parity(text, lambda _: Ended(stdout="0.4963\n"), shown="0.7682\n")

    assert () == alike.findings
    (finding,) = other.findings
    assert "Run by itself, this program prints something else than the page shows" == finding.what
    assert ("shown: `0.7682`", "by itself: `0.4963`") == (finding.expected, finding.actual)


WRITE = """\
## Add {#add .write}

Write `add`.

```python
def add(a, b):
    ...
```

```python reference
def add(a, b):
    return a + b
```

```python wrong
def add(a, b):
    return a - b
```

```python check
assert add(1, 2) == 3
```
"""


def test_tests_that_would_judge_one_solution_otherwise_are_not_offered(parity: Callable[..., Parity]) -> None:
    """A reader's solution may be the wrong one: in the page it must fail as it does in PyTorch."""

    failed = Ended(ended="failed-test", error="AssertionError")

    def page(program: Program, *, right: str = "a + b") -> Ended:
        return Ended() if any(part in program.source for part in right.split(", ")) else failed

    assert () == parity(WRITE, page).findings
    found = parity(WRITE, lambda program: page(program, right="a + b, a - b"))
    assert ["program", "solution", "wrong solution 1"] == [one.name for one in found.programs]
    assert 0 == found.offered
    assert {"add"} == {one.exercise for one in found.findings}


def test_a_program_that_one_place_refuses_counts_as_refused_at_all(parity: Callable[..., Parity]) -> None:
    """The report counts buttons, and pages offer a program wherever it stands or nowhere."""
    alike = "```python run\nprint(1)\n```\n"
    told = "## Told {#told .predict}\n\n```python\nprint(1)\n```\n\n- `1`\n"
    found = parity(f"{alike}\n{told}", lambda _: Ended(stdout="1\n"), shown="2\n")

    assert 2 == len(found.programs) == len(found.findings)
    assert 0 == found.offered
    assert "The same program stands at page.md:1 and is not offered there" == found.programs[1].refused


def test_standard_error_is_compared(parity: Callable[..., Parity]) -> None:
    """Pages show it among what is printed."""
    source = "```python run\nimport sys\nprint(1)\nprint('so', file=sys.stderr)\n```\n"

    assert 1 == parity(source, lambda _: Ended(stdout="1\nso\n")).offered
    (finding,) = parity(source, lambda _: Ended(stdout="1\nno\n")).findings
    assert ("PyTorch: `so`", "the page: `no`") == (finding.expected, finding.actual)


def test_a_site_without_programs_needs_no_files(tmp_path: Path, memory: Memory) -> None:
    """Nobody has to install Pyodide who has nothing to run with it."""
    (tmp_path / "page.md").write_text("# Page\n", encoding="utf-8")
    settings = Settings(root=tmp_path, docs=tmp_path, runtime="keyproof-torch")
    with InPage(settings) as in_page:
        found = Comparison(read_course(settings), run=memory.run, in_page=in_page, jobs=1).parity(())

    assert Parity() == found
