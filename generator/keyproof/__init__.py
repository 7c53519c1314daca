"""Courseware whose published answers are guaranteed by execution. Start at `pipeline`."""

__version__ = "0.1.0"
