"""The programs that run authors' code, in processes of their own; see `__main__` for the protocol.

Nothing here imports anything but the standard library, torch and its own siblings.
"""
