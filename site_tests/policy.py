"""The Content-Security-Policy that the docs tell hosts to send.

In: a built site, and the program in `docs/reference/hosting.md`. Out: the value of the header for that site.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "hosting.md"
NAME = "Content-Security-Policy"


def policy(site: Path) -> str:
    """Run the program of the docs as a host would, on the folder of a site."""
    found = re.search(r"^```python\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert found
    command = [sys.executable, "-c", found[1], str(site)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
