"""Pyodide from its npm package: the files of one version, byte for byte.

In: settings. Out: the files by name, held against digests of ours; nothing is fetched.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from keyproof.errors import SettingsError
from keyproof.settings import Settings

VERSION = "314.0.7"
"""The version that the digests are of. Another one has another Python, and would have to be tried first."""

DIGESTS = {
    "pyodide.mjs": "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    "pyodide.asm.mjs": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    "python_stdlib.zip": "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
}
"""What a page loads of it, with the SHA-256 of each."""

GET = f"npm install pyodide@{VERSION}"


def pyodide_folder(settings: Settings) -> Path:
    """Find Pyodide's npm package: where the settings say, or from the root upwards.

    Raises:
        SettingsError: it is nowhere, or it is another version.
    """
    root = settings.root.resolve()
    places = [root / folder / "node_modules" / "pyodide" for folder in (root, *root.parents)]
    if settings.pyodide is not None:
        places = [settings.pyodide]
    found = next((place for place in places if (place / "package.json").is_file()), None)
    if found is None:
        where = str(places[0]) if settings.pyodide else f"node_modules/pyodide, from {root} upwards"
        raise SettingsError(
            f"Running code in pages (`runtime: {settings.runtime}`) needs Pyodide's npm package, "
            f"and it is not in {where}. Run `{GET}` there, or say where it is with the option `pyodide`."
        )
    version = json.loads((found / "package.json").read_text(encoding="utf-8")).get("version")
    if version != VERSION:
        raise SettingsError(f"{found} is Pyodide {version}; pages are made for {VERSION}: run `{GET}`.")
    return found


def pyodide_files(folder: Path) -> dict[str, bytes]:
    """Read what pages load.

    Raises:
        SettingsError: a file is missing, or holds something else than what its version is known to hold.
    """
    read: dict[str, bytes] = {}
    for name, digest in DIGESTS.items():
        try:
            read[name] = (folder / name).read_bytes()
        except OSError as error:
            raise SettingsError(f"{folder / name} cannot be read ({error.strerror}): run `{GET}`.") from error
        if sha256(read[name]).hexdigest() != digest:
            raise SettingsError(
                f"{folder / name} is not the file of Pyodide {VERSION}: its SHA-256 is another. Run `{GET}`."
            )
    return read
