"""What a change touches: the project as it was at a Git revision, held beside the project as it is.

In: a course that was read, settings, and the name of a revision. Out: a `Scope`.
"""

from keyproof.since.git import revision
from keyproof.since.touched import Since, scope_of

__all__ = ["Since", "revision", "scope_of"]
