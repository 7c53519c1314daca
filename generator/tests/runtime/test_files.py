"""The runtime as files of a site: each is what it should be, and what is wrong is told with what to do."""

from __future__ import annotations

import _imp
import importlib.util
import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from keyproof.errors import SettingsError
from keyproof.runtime import pyodide, runtime_files, wheels
from keyproof.settings import Settings
from tests.conftest import REPOSITORY

BROWSER = REPOSITORY / "generator" / "keyproof" / "browser"


@pytest.fixture(name="npm")
def _npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a stand-in of the npm package, and take its digests for the right ones."""
    folder = tmp_path / "node_modules" / "pyodide"
    folder.mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"version": pyodide.VERSION}))
    for name in pyodide.DIGESTS:
        (folder / name).write_text(f"the file {name}")
    digests = {name: sha256(f"the file {name}".encode()).hexdigest() for name in pyodide.DIGESTS}
    monkeypatch.setattr(pyodide, "DIGESTS", digests)
    return folder


@pytest.fixture(name="real")
def _real(tmp_path: Path) -> Path:
    """Make a folder of stand-ins for the wheels of a real torch."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    packages = {}
    for name, depends, imports in (
        ("torch", ["filelock"], ["torch", "torchgen"]),
        ("filelock", [], ["filelock"]),
        ("left", [], ["left"]),
    ):  # fmt: skip
        file = folder / f"{name}-1.0-py3-none-any.whl"
        file.write_bytes(f"wheel of {name}".encode())
        packages[name] = {
            "name": name, "file_name": file.name, "depends": depends, "imports": imports,
            "sha256": sha256(file.read_bytes()).hexdigest(),
        }  # fmt: skip
    lock = {"info": {"python": "3.14.2"}, "packages": packages}
    (folder / "pyodide-lock.json").write_text(json.dumps(lock))
    return folder


def refusal(settings: Settings) -> str:
    """Give the words with which settings are refused."""
    with pytest.raises(SettingsError) as caught:
        runtime_files(settings)
    return str(caught.value)


def test_pyodide_is_found_from_the_root_upwards(npm: Path, tmp_path: Path, real: Path) -> None:
    """A course may lie deep in a repository that has one `node_modules`."""
    root = tmp_path / "courses" / "one"
    root.mkdir(parents=True)
    files = runtime_files(Settings(root=root, runtime="torch-wasm", runtime_wheels=real))

    assert b"the file pyodide.mjs" == files.contents["pyodide.mjs"]
    assert (npm / "pyodide.mjs").read_bytes() == files.contents["pyodide.mjs"]


def test_the_folder_is_named_after_all_that_is_in_it(npm: Path, tmp_path: Path, real: Path) -> None:
    """A browser keeps files by their address: another file is another folder."""
    settings = Settings(root=tmp_path, runtime="torch-wasm", runtime_wheels=real)
    first, again = runtime_files(settings), runtime_files(settings)
    lock = real / "pyodide-lock.json"
    lock.write_text(lock.read_text().replace("3.14.2", "3.14.3"))

    assert npm
    assert first == again
    assert first.folder.startswith(f"assets/keyproof/runtime/{pyodide.VERSION}-")
    assert first.folder != runtime_files(settings).folder


def test_a_wheel_brings_what_it_depends_on_and_nothing_else(npm: Path, tmp_path: Path, real: Path) -> None:
    """A lock may list a whole distribution."""
    files = runtime_files(Settings(root=tmp_path, runtime="torch-wasm", runtime_wheels=real))
    lock = json.loads(files.contents["pyodide-lock.json"])

    assert npm
    assert {"torch", "filelock"} == set(lock["packages"])
    assert {"torch-1.0-py3-none-any.whl", "filelock-1.0-py3-none-any.whl"} == {
        name for name in files.contents if name.endswith(".whl")
    }


def test_what_is_not_there_is_told_with_what_to_do(tmp_path: Path) -> None:
    """Nobody gets Pyodide who did not ask, so most who ask have to install it."""
    settings = Settings(root=tmp_path, runtime="keyproof-torch")
    there = Settings(root=tmp_path, runtime="keyproof-torch", pyodide=tmp_path / "there")

    assert refusal(settings) == (
        "Running code in pages (`runtime: keyproof-torch`) needs Pyodide's npm package, and it is not in "
        f"node_modules/pyodide, from {tmp_path} upwards. Run `npm install pyodide@{pyodide.VERSION}` there, "
        "or say where it is with the option `pyodide`."
    )
    assert f"it is not in {tmp_path / 'there'}." in refusal(there)


def test_another_pyodide_is_refused(npm: Path, tmp_path: Path) -> None:
    """Another version has another Python; a file that was changed may do anything in a reader's browser."""
    settings = Settings(root=tmp_path, runtime="keyproof-torch")
    (npm / "pyodide.asm.wasm").write_text("something else")
    changed = refusal(settings)
    (npm / "pyodide.asm.wasm").unlink()
    missing = refusal(settings)
    (npm / "package.json").write_text('{"version": "0.27.7"}')

    assert f"{npm / 'pyodide.asm.wasm'} is not the file of Pyodide {pyodide.VERSION}" in changed
    assert f"{npm / 'pyodide.asm.wasm'} cannot be read (No such file or directory)" in missing
    assert refusal(settings).startswith(f"{npm} is Pyodide 0.27.7; pages are made for {pyodide.VERSION}")


def test_wheels_that_are_not_those_of_their_lock_are_refused(npm: Path, tmp_path: Path, real: Path) -> None:
    """A browser would refuse them too, and tell nobody."""
    settings = Settings(root=tmp_path, runtime="torch-wasm", runtime_wheels=real)
    (real / "filelock-1.0-py3-none-any.whl").write_text("another")
    changed = refusal(settings)
    (real / "filelock-1.0-py3-none-any.whl").unlink()
    missing = refusal(settings)
    lock = json.loads((real / "pyodide-lock.json").read_text())
    lock["packages"]["filelock"]["file_name"] = "../filelock.whl"
    (real / "pyodide-lock.json").write_text(json.dumps(lock))
    outside = refusal(settings)
    del lock["packages"]["torch"]
    (real / "pyodide-lock.json").write_text(json.dumps(lock))
    without = refusal(settings)
    (real / "pyodide-lock.json").write_text("{")

    assert npm
    assert "filelock-1.0-py3-none-any.whl is not what pyodide-lock.json names" in changed
    assert "is named by pyodide-lock.json and cannot be read (No such file or directory)" in missing
    assert "names ../filelock.whl, which is no file beside it" in outside
    assert "names no package with `import torch`" in without
    assert "is not JSON" in refusal(settings)
    assert "the option `runtime_wheels`" in refusal(Settings(root=tmp_path, runtime="torch-wasm"))


def test_a_checkout_without_the_wheel_says_how_to_make_it(
    npm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no part of the repository."""
    monkeypatch.setattr(wheels, "OURS", tmp_path / "built")

    assert npm
    assert "run `make .make/runtime`" in refusal(Settings(root=tmp_path, runtime="keyproof-torch"))


def test_the_wheel_was_made_from_the_sources_that_are_here() -> None:
    """`make` makes it anew when they change. A compiled file holds the hash of its source."""
    (built,) = (BROWSER / "built").glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        compiled = {name: archive.read(name) for name in archive.namelist() if name.endswith(".pyc")}
    sources = {
        f"torch/{file.relative_to(BROWSER / 'torch').as_posix()}c": file.read_bytes()
        for file in (BROWSER / "torch").rglob("*.py")
    }

    assert importlib.util.MAGIC_NUMBER != compiled["torch/__init__.pyc"][:4], "Pyodide's Python is another"
    assert sources.keys() == compiled.keys()
    assert [] == [
        name
        for name, code in compiled.items()
        if code[8:16] != _imp.source_hash(int.from_bytes(code[:4], "little"), sources[name])
    ]


def test_the_digests_are_those_of_the_package_that_npm_installs() -> None:
    """Both are pinned, each by itself."""
    lock = json.loads((REPOSITORY / "generator" / "package-lock.json").read_text())["packages"]
    folder = pyodide.pyodide_folder(Settings(root=REPOSITORY / "generator", runtime="keyproof-torch"))

    assert pyodide.VERSION == lock["node_modules/pyodide"]["version"]
    assert pyodide.DIGESTS.keys() == pyodide.pyodide_files(folder).keys()
