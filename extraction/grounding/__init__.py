"""Grounding: what the document bears out of a record, and the characters that bear it."""

from extraction.grounding.grounding import Grounded, ground

__all__ = ["Grounded", "ground"]
