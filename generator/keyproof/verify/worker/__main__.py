"""Worker: runs the candidates of one exercise after another in processes that cannot harm each other.

In: one JSON job a line on standard input. Out: one JSON line on standard output for each of them.

Started as `python -P -s worker/__main__.py` in a scratch folder and with an environment of its own.

1. The worker imports torch once, then says `{"ready": true, "torch": "2.13.0"}`.
2. For a job it forks the *exercise process*, which runs the setup once and then forks one *candidate
   process* for each candidate. Neither of them holds a way to the worker's standard input or output.
   It stays for the next job with the same setup and seed: what candidates do, they do to themselves.
3. The worker itself never runs an author's line. It watches: the candidate's result pipe, what it prints,
   its death (a pidfd) and the clock. Whatever is left of a candidate is killed before the next one starts.
4. A result stands behind the candidate's own random token, which sets it apart from whatever else is in
   that pipe. That a candidate holds is not believed for it: the worker looks where its process stands, and
   whether what the check relies on is what it was; see `witness`. Dying first is a crash.
5. If the exercise process is lost, a new one is forked for the candidates that remain. Folders that can be
   written to are emptied before each candidate; those besides the working one are the program's arguments.
6. Standard input at its end means that the parent is gone: everything is killed and the worker ends.

Job:     {"setup": [STEP...], "candidates": [{"name": str, "steps": [STEP...]}...], "seed": int,
          "seconds": float, "setup_seconds": float, "memory_mb": int, "output_kb": int, "processes": int,
          "file_mb": int, "device": str, "hardware": str, "environment": {variables of the device}}
STEP:    {"role": str, "source": str, "path": str, "lines": [line in path of each line of source],
          "mode": "run" | "bind" (an expression, bound to `answer`) | "value" (its value is the outcome's),
          "watch": [[line of source, name of a tensor assigned there]...],
          "show": "" | "number" | "value" | "figure" | "table" (what its result is shown as; it cannot end the
          run), "spec": str (how: the format of a value, the decimals of a table),
          "layers": bool (note layers that are built, and whether any is called)}
Answer:  {"setup": OUTCOME or null when it ran, "outcomes": [OUTCOME...], "python": str, "torch": str,
          "device": str}
OUTCOME: the fields of `verdict.Outcome`, and "tensors": [{"path", "line", "name", "shape", "axes"}...], and
         "idle": [names of layers that were built while none was called], "at": number of the step that
         it ended in, "outside": [what it looked at besides itself], "shown": [{"text", "raised", "detail"}
         for each step with `show`]
"""

import importlib
import importlib.util
import sys
from pathlib import Path

PACKAGE = "keyproof_worker"


def _load() -> None:
    # By path and under a name of its own: sys.path stays free of Keyproof, so that a candidate
    # can import neither it nor anything beside it.
    folder = Path(__file__).parent
    spec = importlib.util.spec_from_file_location(
        PACKAGE, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = module
    spec.loader.exec_module(module)


if __name__ == "__main__":
    _load()
    importlib.import_module(f"{PACKAGE}.loop").main()
