"""Steps of one run: execute them, tell how it ended.

In: the steps of a setup or a candidate. Out: the fields of an `Outcome`, as a dict for JSON.
"""

from __future__ import annotations

import builtins
import errno
import re
from types import CodeType, ModuleType, TracebackType
from typing import Any

from .asserts import RECORDER, Recorder
from .calls import Calls
from .gates import SHOWN, VALUE, Part, ShadowedError
from .layers import Layers
from .library import CHECKING, Library, Step
from .showing import Showing
from .tensors import WATCHER, Watcher
from .values import LONG, answer_text, clean, message_of, shorten

OUT_OF_MEMORY = ("can't allocate memory", "not enough memory", "bad_alloc", "out of memory")
"""How torch words a refused allocation, which it raises as a RuntimeError."""

DETECTED = re.compile(r" \(detected at line \d+\)$| on line \d+$")
"""Line numbers that the parser writes into its messages."""

FRAMES = 6
"""Of a deeper traceback only so many frames are kept at each end."""


class Run:
    """One run of some steps in a namespace."""

    def __init__(
        self, namespace: dict[str, Any], sources: dict[tuple[str, int], str], library: Library
    ) -> None:
        self.namespace = namespace
        self.sources = sources
        self.library = library
        self.recorder = Recorder(library.assertions)
        self.watcher = Watcher()
        self.layers: Layers | None = None
        self.calls = Calls()
        self.showing = Showing(namespace, self._raised)
        self._enter()

    def execute(self, steps: list[Step]) -> dict[str, Any]:
        """Run the steps in order until one of them raises: for a setup, which nobody judges."""
        for step in steps:
            try:
                exec(self._compile(step), self.namespace)
            except BaseException as error:
                return self.outcome(error, step)
        return self._outcome("holds")

    def prepare(self, steps: list[Step]) -> list[Part]:
        """Compile all steps before any of them runs."""
        parts: list[Part] = []
        for step in steps:
            if step["watch"]:
                self.watcher.start(self.calls)
            if step["layers"]:
                self.layers = Layers(self.namespace, self.calls)
            try:
                part: CodeType | BaseException = self._compile(step)
            except Exception as error:
                # Raised when its turn comes: a step before it may fail first.
                part = error
            parts.append((part, mode_of(step), self._relied_on(step) if step["role"] in CHECKING else None))
        return parts

    def begin(self) -> None:
        """Take over from other runs that were prepared in the same namespace."""
        self._enter()
        if self.calls.entered:
            self.calls.start()

    def outcome(self, error: BaseException | None, step: Step) -> dict[str, Any]:
        """Tell how a run ended: by an exception in a step, or after the last one."""
        if error is not None:
            return self._ended(error, step)
        if step["mode"] != "value" or step["show"]:
            return self._outcome("holds") | {"value": "", "form": ""}
        try:
            value, form = answer_text(self.namespace[VALUE])
        except BaseException as broken:
            return self._ended(broken, step)
        if len(value) > LONG:
            detail = f"its answer is longer than {LONG} characters"
            return self._outcome("output", step="answer") | {"detail": detail}
        return self._outcome("holds") | {"value": value, "form": form}

    def _enter(self) -> None:
        self.namespace[RECORDER] = self.recorder
        self.namespace[WATCHER] = self.watcher.note

    def _relied_on(self, step: Step) -> tuple[str, ...]:
        """Name what must mean in a check what it meant before: modules, and builtins that it calls."""
        called, used = self.library.names(step)
        modules = {name for name in used if isinstance(self.namespace.get(name), ModuleType)}
        return tuple(sorted(modules | (called & set(vars(builtins))) | {RECORDER, "__builtins__"}))

    def _remember(self, step: Step) -> None:
        for line, text in zip(step["lines"], step["source"].split("\n"), strict=False):
            self.sources[step["path"], line] = shorten(text.strip(), LONG)

    def _compile(self, step: Step) -> CodeType:
        self._remember(step)
        return self.library.code(step)

    def _outcome(self, state: str, *, step: str = "") -> dict[str, Any]:
        return {
            "state": state,
            "step": step,
            "assertions": self.recorder.records,
            "tensors": self.watcher.seen(),
            "idle": self.layers.idle() if self.layers else [],
            "shown": self.showing.records,
        }

    def _ended(self, error: BaseException, step: Step) -> dict[str, Any]:
        if isinstance(error, ShadowedError):
            detail = "it gives another meaning to a name that its check relies on"
            return self._outcome("crash", step=step["role"]) | {"detail": detail}
        if _is_memory(error):
            return self._outcome("memory", step=step["role"]) | {"detail": "it asked for more memory"}
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            detail = "it wrote a larger file than allowed"
            return self._outcome("output", step=step["role"]) | {"detail": detail}
        outcome = self._outcome("refuted", step=step["role"])
        if error is not self.recorder.failure:
            outcome["raised"] = self._raised(error)
        return outcome

    def _raised(self, error: BaseException) -> dict[str, Any]:
        frames = self._frames(error)
        name = type(error).__name__
        message = message_of(error)
        if isinstance(error, SyntaxError) and error.msg:
            # The number inside the message counts the lines of the fence, not of the file.
            message = DETECTED.sub("", shorten(clean(str(error.msg)), LONG))
        path, line, _ = frames[-1] if frames else ("", 0, "")
        return {
            "type": name,
            "message": message,
            "path": path,
            "line": line,
            "source": clean(self.sources.get((path, line), "")),
            "traceback": self._traceback(frames, f"{_full_name(error)}: {message}" if message else name),
        }

    def _frames(self, error: BaseException) -> list[tuple[str, int, str]]:
        ours = {path for path, _ in self.sources}
        frames: list[tuple[str, int, str]] = []
        trace: TracebackType | None = error.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            if code.co_filename in ours:
                frames.append((code.co_filename, trace.tb_lineno or 0, code.co_name))
            trace = trace.tb_next
        if isinstance(error, SyntaxError) and error.filename in ours and not frames:
            frames.append((error.filename, error.lineno or 0, ""))
        return frames

    def _traceback(self, frames: list[tuple[str, int, str]], last: str) -> str:
        lines = ["Traceback (most recent call last):"]
        for number, (path, line, name) in enumerate(frames):
            if FRAMES <= number < len(frames) - FRAMES:
                if number == FRAMES:
                    lines.append(f"  [{len(frames) - 2 * FRAMES} more]")
                continue
            lines.append(f'  File "{path}", line {line}' + (f", in {name}" if name else ""))
            source = self.sources.get((path, line), "")
            lines += [f"    {source}"] if source else []
        return clean("\n".join([*lines, last]))


def mode_of(step: Step) -> str:
    """Name how a step is run."""
    mode: str = step["mode"]
    return SHOWN + mode if step["show"] else mode


def _is_memory(error: BaseException) -> bool:
    if isinstance(error, MemoryError):
        return True
    return isinstance(error, RuntimeError) and any(words in message_of(error) for words in OUT_OF_MEMORY)


def _full_name(error: BaseException) -> str:
    module = getattr(type(error), "__module__", None)
    name = type(error).__qualname__
    return name if module in (None, "builtins", "__main__") else f"{module}.{name}"
