"""Measurements of speed: each module answers one question and prints a table of ratios from one run."""
