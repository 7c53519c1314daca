"""Lets `python -m keyproof` be the command `keyproof`."""

from keyproof.cli import main

main(prog_name="keyproof")
