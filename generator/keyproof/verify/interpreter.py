"""What an interpreter is, as far as it can change an outcome; also run as a program by another interpreter.

In: the path of an interpreter. Out: version, machine and installed packages; torch is not imported.
"""

from __future__ import annotations

import json
import platform
import site
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

SECONDS = 60
"""Time for an interpreter to tell; it takes milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpreter:
    """One installation of Python."""

    version: str
    """Version, build and compiler."""

    machine: str
    """System and architecture, such as `linux x86_64`."""

    packages: tuple[str, ...]
    """Name and version of every installed package, sorted: any of them may be imported by a program."""

    @property
    def torch(self) -> str:
        """Version of torch with its build tag; empty when it is not installed."""
        found = (name.removeprefix("torch-") for name in self.packages if name.startswith("torch-"))
        return next(found, "")


def describe() -> Interpreter:
    """Describe the interpreter that runs this."""
    # Names of folders say all that is needed, and are read a hundred times faster than metadata.
    folders = [Path(folder) for folder in site.getsitepackages()]
    entries = [entry for folder in folders if folder.is_dir() for entry in folder.iterdir()]
    packages = {entry.stem for entry in entries if entry.suffix in (".dist-info", ".egg-info")}
    return Interpreter(
        version=" ".join(sys.version.split()),
        machine=f"{sys.platform} {platform.machine()}",
        packages=tuple(sorted(packages)),
    )


def ask(python: str) -> Interpreter:
    """Describe an interpreter, by running it if it is not our own.

    Raises:
        OSError: it cannot be run, or does not answer; `strerror` says why.
    """
    if python == sys.executable:
        return describe()
    # The flags of a worker, so that it sees the same packages.
    command = [python, "-P", "-s", __file__]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True)
        told = json.loads(done.stdout)
        return Interpreter(**{**told, "packages": tuple(told["packages"])})
    except (subprocess.SubprocessError, ValueError, TypeError, KeyError) as error:
        raise OSError(0, "it does not run a Python program") from error


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(describe())))
