"""The recipe of instructor's page on exact citations: a quote counts if its very characters are in the text.

It checks the quotes of a model's answer and none of its values.
"""


def place(text: str, quote: str) -> tuple[int, int] | None:
    """Return where the quote's characters stand first."""
    start = text.find(quote)
    return None if start < 0 else (start, start + len(quote))


def bears(text: str, quote: str, field: str, value: str) -> bool:
    """Say that a value passes where its quote does."""
    return quote in text
