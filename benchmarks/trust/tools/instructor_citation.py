"""instructor's own `CitationMixin`: a regular expression that forgives up to five insertions, deletions and changes.

It checks the quotes of a model's answer and none of its values.
"""

from instructor import CitationMixin


def place(text: str, quote: str) -> tuple[int, int] | None:
    """Return the first span of the citation."""
    return next(iter(CitationMixin.model_construct(substring_quotes=[quote]).get_spans(text)), None)


def bears(text: str, quote: str, field: str, value: str) -> bool:
    """Say that a value passes where its citation does."""
    return place(text, quote) is not None
