"""The wheel and the source distribution, as somebody gets them who has nothing but Python."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.metadata import Metadata
from packaging.requirements import Requirement

from keyproof.report import evidence_schema
from keyproof.rules import RULES

GENERATOR = Path(__file__).resolve().parents[1]
USAGE = 2

CARD = """\
## Why {#why .choice .easy unverified="It is about history."}

Who wrote it?

- [x] Ada
- [ ] Bob
"""


@pytest.fixture(scope="module", name="built")
def _built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A source distribution, and the wheel that is built from it and nothing else."""
    folder = tmp_path_factory.mktemp("dist")
    # With what is installed already: nothing is fetched.
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(GENERATOR)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (source,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return source, wheel


@pytest.fixture(scope="module", name="python")
def _python(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and what it requires without extras, as pip makes it."""
    folder = tmp_path_factory.mktemp("empty")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    with zipfile.ZipFile(built[1]) as wheel:
        wheel.extractall(site)
    for path in _required("keyproof"):
        if not (site / path.name).exists():
            (site / path.name).symlink_to(path)
    return folder / "bin" / "python"


def _required(name: str, seen: set[str] | None = None) -> Iterator[Path]:
    """Give what is installed for a distribution's requirements without extras, theirs included."""
    seen = set() if seen is None else seen
    for text in distribution(name).requires or []:
        requirement = Requirement(text)
        wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if not wanted or requirement.name in seen:
            continue
        seen.add(requirement.name)
        yield from _tops(distribution(requirement.name))
        yield from _required(requirement.name, seen)


def _tops(installed: Distribution) -> Iterator[Path]:
    names = {file.parts[0] for file in installed.files or () if file.parts[0] not in ("..", "__pycache__")}
    return (Path(str(installed.locate_file(name))) for name in sorted(names))


def _run(python: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    # No PYTHONPATH: what is imported is what is installed.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [python, *arguments], cwd=folder, env=clean, capture_output=True, text=True, check=False, timeout=120
    )


def _names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_wheel_holds_the_program_and_nothing_else(built: tuple[Path, Path]) -> None:
    """One package, its words, templates, rules and built scripts; no tests, no sources of scripts."""
    names = _names(built[1])
    package = {path for path in names if path.startswith("keyproof/")}

    assert {"keyproof", "keyproof-0.1.0.dist-info"} == {path.split("/")[0] for path in names}
    assert {f"keyproof/rules/{rule}.md" for rule in RULES} <= package
    needed = (
        "py.typed",
        "words/ar.yml",
        "templates/topic/topic.yml",
        "widget/built/keyproof.js",
        "report/verification.schema.json",
        "verify/worker/__main__.py",
        "browser/torch/__init__.py",
    )
    assert {f"keyproof/{path}" for path in needed} <= package
    refused = [path for path in names if "node_modules" in path or "/tests/" in path or ".pyc" in path]
    assert [] == refused
    assert [] == [path for path in package if path.startswith("keyproof/widget/") and "/built/" not in path]


def test_the_source_distribution_is_what_the_wheel_is_made_of(built: tuple[Path, Path]) -> None:
    """With readme, licence and decisions, without what is fetched or made."""
    source, wheel = built
    with tarfile.open(source) as archive:
        paths = [member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()]
    top = {path.split("/")[0] for path in paths}

    known = {"keyproof", "README.md", "CHANGELOG.md", "DECISIONS.md", "LICENSE", "pyproject.toml", "PKG-INFO"}
    assert known == top - {".gitignore"}
    missing = {path for path in _names(wheel) if path.startswith("keyproof/")} - set(paths)
    assert set() == missing


def test_metadata_is_complete(built: tuple[Path, Path]) -> None:
    """As the index checks it: form, readme, licence, versions, extras."""
    with zipfile.ZipFile(built[1]) as archive:
        content = archive.read("keyproof-0.1.0.dist-info/METADATA")
    about = Metadata.from_email(content, validate=True)

    assert ("keyproof", "MIT", ["LICENSE"]) == (about.name, about.license_expression, about.license_files)
    assert "text/markdown" == message_from_bytes(content)["Description-Content-Type"]
    assert ">=3.11" == str(about.requires_python)
    assert "Typing :: Typed" in (about.classifiers or [])
    bare = [one.name for one in about.requires_dist or [] if one.marker is None]
    assert not {"torch", "mkdocs", "dask", "matplotlib", "fsspec"} & set(bare)
    assert {"torch", "mkdocs", "dask", "figures", "fsspec"} <= set(about.provides_extra or [])


def test_it_works_without_extras(python: Path, tmp_path: Path) -> None:
    """Everything but running code: a topic is begun, a page of which nothing is run is published."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text(CARD, encoding="utf-8")
    for arguments, told in (
        (["--version"], "keyproof, version 0.1.0"),
        (["explain", "wrong-key"], "wrong-key"),
        (["check"], "no exercise machine-checked"),
        (["pages", "out"], "files written to out"),
        (["editor"], ".vscode/tasks.json"),
        (["new", "topic", "first"], "exercises/first/topic.yml"),
    ):
        done = _run(python, "-m", "keyproof", *arguments, folder=tmp_path)
        assert (0, "") == (done.returncode, done.stderr), done
        assert told in done.stdout
    assert any(path.name == "keyproof.js" for path in (tmp_path / "out").rglob("*"))


def test_what_is_missing_is_named_when_it_is_needed(python: Path, tmp_path: Path) -> None:
    """torch when something has to be run, Dask and fsspec when they are asked for; exit 2, no traceback."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text(RULES["wrong-key"].mended, encoding="utf-8")
    for arguments, extra in (
        ([], "torch"),
        (["--device", "cuda"], "torch"),
        (["--dask", "tcp://127.0.0.1:1"], "dask"),
        (["--cache", "s3://a/b"], "fsspec"),
    ):
        done = _run(python, "-m", "keyproof", "check", *arguments, folder=tmp_path)
        assert USAGE == done.returncode, done
        assert f"pip install 'keyproof[{extra}]'" in done.stderr
        assert "Traceback" not in done.stderr


def test_the_part_of_torch_for_pages_is_not_torch(python: Path, tmp_path: Path) -> None:
    """It is data of the package: whoever imports torch gets the real one, or none."""
    done = _run(python, "-c", "import keyproof.cli, torch", folder=tmp_path)
    assert done.stderr.endswith("ModuleNotFoundError: No module named 'torch'\n")


def test_mkdocs_finds_the_plugin(python: Path, tmp_path: Path) -> None:
    """By its name in `mkdocs.yml`, from the installed metadata."""
    look = (
        "from importlib.metadata import entry_points as e;"
        "print([p.value for p in e(group='mkdocs.plugins') if p.name == 'keyproof'])"
    )
    done = _run(python, "-c", look, folder=tmp_path)
    assert "['keyproof.publish.mkdocs_plugin:KeyproofPlugin']\n" == done.stdout


def test_a_users_type_checker_sees_types(python: Path, tmp_path: Path) -> None:
    """The package says that it is typed, so that a slip in the use of it is found."""
    program = "from pathlib import Path\nfrom keyproof.settings import Settings\n"
    (tmp_path / "use.py").write_text(f"{program}one: str = Settings(root=Path()).jobs\n")
    command = [sys.executable, "-m", "mypy", "--strict", "--python-executable", str(python), "use.py"]
    command += ["--config-file", os.devnull]
    done = _run(Path(command[0]), *command[1:], folder=tmp_path)

    assert 'variable has type "str"' in done.stdout
    assert "Found 1 error in 1 file" in done.stdout


def test_files_of_the_package_are_read_from_where_it_is_installed(python: Path, tmp_path: Path) -> None:
    """The schema as one of them."""
    look = "from keyproof.report import evidence_schema; print(evidence_schema().decode())"
    done = _run(python, "-c", look, folder=tmp_path)
    assert json.loads(evidence_schema()) == json.loads(done.stdout)
