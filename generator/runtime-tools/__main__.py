"""Makes what a page needs to run code, besides Pyodide: our wheel and the lock that names it.

In: `keyproof/browser`, Pyodide's npm package, PyPI. Out: `keyproof/browser/built`, the same bytes each time.

1. The wheel is built: by `pyodide build` where there is a cross-build environment, by `pip wheel` otherwise.
2. pyodide-build and pyodide-lock are fetched as wheels. They ask for Python 3.12 or newer, and this project
   is at home on 3.11: so they run inside Pyodide itself, under Node, which needs no second Python.
3. There `pyodide lockfile add-wheels` writes the lock, and `pyodide py-compile` compiles the wheel for
   Pyodide's own Python.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
GENERATOR = HERE.parent
SOURCES = GENERATOR / "keyproof" / "browser"
NPM = GENERATOR / "node_modules" / "pyodide"
BUILT = SOURCES / "built"
FOR = ["--python-version", "3.14", "--implementation", "cp", "--abi", "cp314", "--abi", "none",
       "--platform", "pyemscripten_2026_0_wasm32", "--platform", "any"]  # fmt: skip
"""The Python of Pyodide 314, as pip is told of it."""


def main() -> None:
    """Make everything beside its place, and move it there at the end."""
    if not shutil.which("node"):
        sys.exit("Node makes the runtime of pages: https://nodejs.org, or apt-get install nodejs npm.")
    if not NPM.is_dir():
        sys.exit(f"Pyodide's npm package is not in {NPM}: run `npm ci` in {GENERATOR}.")
    with tempfile.TemporaryDirectory(dir=GENERATOR, prefix=".runtime-") as folder:
        plain, tools, made = (Path(folder, name) for name in ("plain", "tools", "made"))
        for one in (plain, tools, made):
            one.mkdir()
        _build(plain, Path(folder))
        say("fetching pyodide-build and pyodide-lock for Python 3.14: they run inside Pyodide, under Node")
        wanted = ("-r", HERE / "requirements.txt", "-d", tools)
        pip("download", "--no-deps", "--only-binary", ":all:", *FOR, *wanted)
        say("`pyodide lockfile add-wheels` and `pyodide py-compile`, inside Pyodide")
        run("node", HERE / "in_pyodide.js", NPM, tools, plain, made)
        shutil.rmtree(BUILT, ignore_errors=True)
        made.rename(BUILT)
    for file in sorted(BUILT.iterdir()):
        say(f"{file.relative_to(GENERATOR)}: {file.stat().st_size:,} bytes")


def _build(into: Path, folder: Path) -> None:
    # Elsewhere than in the sources, where builders leave folders of their own.
    others = shutil.ignore_patterns("built", "__pycache__")
    sources = shutil.copytree(SOURCES, folder / "sources", ignore=others)
    if has_environment():
        say("building the wheel with `pyodide build`: there is a cross-build environment")
        run("pyodide", "build", sources, "--outdir", into)
    else:
        say("building the wheel with `pip wheel`: `pyodide build` has no cross-build environment here")
        pip("wheel", "--no-deps", "-w", into, sources)


def has_environment() -> bool:
    """Tell whether `pyodide build` could run here."""
    if not shutil.which("pyodide"):
        return False
    asked = subprocess.run(["pyodide", "xbuildenv", "version"], capture_output=True, text=True, check=False)
    return asked.returncode == 0 and bool(asked.stdout.strip())


def pip(*arguments: str | Path) -> None:
    """Run pip of the Python that runs this."""
    run(sys.executable, "-m", "pip", "-q", *arguments)


def run(*command: str | Path) -> None:
    """Run a command; what it has to say is shown only if it fails."""
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")


def say(text: str) -> None:
    """Tell what is done, in a line."""
    sys.stdout.write(f"runtime: {text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
