"""First stage: Markdown files -> `Course`, with the place of every part.

In: `Settings` that name the folders. Out: a `Course` that holds every fault of reading.
"""

from keyproof.read.course import read_course
from keyproof.read.files import decode
from keyproof.read.page import read_page

__all__ = ["decode", "read_course", "read_page"]
