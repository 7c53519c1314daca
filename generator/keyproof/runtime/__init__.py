"""What a page loads to run code: Pyodide, a wheel that stands for PyTorch, a lock, and what runs a program.

In: settings. Out: files by name, each held against a digest; nothing is fetched.
"""

from keyproof.runtime.files import RuntimeFiles, runtime_files

__all__ = ["RuntimeFiles", "runtime_files"]
