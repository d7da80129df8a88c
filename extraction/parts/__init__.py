"""Long documents in parts: where they may be split, and the parts that fit a size."""

from extraction.parts.split import size_of, split, whole

__all__ = ["size_of", "split", "whole"]
