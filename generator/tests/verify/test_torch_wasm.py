"""Another runtime by another lock: a stand-in for a PyTorch compiled to WebAssembly."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from keyproof.program import Program
from keyproof.read import read_course
from keyproof.runtime.wheels import LOCK, OURS
from keyproof.settings import Settings
from keyproof.verify import Comparison, InPage, Memory
from tests.conftest import REPOSITORY

TORCH = """\
import needed

__version__ = "9.9"
float32, nn = "float32", None

def manual_seed(seed): pass

set_default_dtype = set_grad_enabled = manual_seed

def set_printoptions(profile): pass
"""


@pytest.fixture(name="wheels")
def _wheels(tmp_path: Path) -> Path:
    """Make two wheels and their lock, as `pyodide lockfile add-wheels` writes it."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    packages = {}
    for name, source, depends in (("torch", TORCH, ["needed"]), ("needed", "", [])):
        file = folder / f"{name}-9.9-py3-none-any.whl"
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(f"{name}/__init__.py", source)
            about = f"{name}-9.9.dist-info"
            archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 9.9\n")
            archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
            archive.writestr(f"{about}/RECORD", "")
        packages[name] = {
            "name": name, "version": "9.9", "file_name": file.name, "install_dir": "site", "depends": depends,
            "imports": [name], "package_type": "package", "unvendored_tests": False,
            "sha256": sha256(file.read_bytes()).hexdigest(),
        }  # fmt: skip
    lock = json.loads((OURS / LOCK).read_text("utf-8"))
    (folder / LOCK).write_text(json.dumps({**lock, "packages": packages}))
    return folder


def test_the_wheels_of_the_folder_run_programs_through_the_same_proof(
    wheels: Path, tmp_path: Path, memory: Memory
) -> None:
    """No page changes: what they give is held against PyTorch, as with our own package."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "page.md").write_text(
        "```python run name=same\nimport torch\nprint(torch.is_tensor)\n```\n\n"
        "```python run name=one\nimport torch\nprint(len('it') + 1)\n```\n"
    )
    settings = Settings(
        root=REPOSITORY / "generator", docs=docs, runtime="torch-wasm", runtime_wheels=wheels
    )
    with InPage(settings) as page:
        ended = page.run(Program(source="import torch\nprint(torch.__version__)")).result(timeout=120)
        course = read_course(replace(settings, root=tmp_path))
        parity = Comparison(course, run=memory.run, in_page=page, jobs=1).parity(())

    assert "9.9\n" == ended.stdout
    assert "Pyodide 314.0.7, torch 9.9" == parity.runtime
    assert ["This program does something else in the page than in PyTorch", ""] == [
        one.refused for one in parity.programs
    ]
