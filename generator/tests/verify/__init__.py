"""Tests of `keyproof.verify`, one module for each module or promise."""
