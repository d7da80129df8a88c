"""A check that people write themselves: rapidfuzz's `partial_ratio` of at least 90, of quotes and of values alike.

So, among many public repositories, a citations.py of the space Automaton9/80000_Hours_AI_Assistant (threshold 90).
"""

from rapidfuzz import fuzz

LEAST = 90


def place(text: str, quote: str) -> tuple[int, int] | None:
    """Return the most similar stretch of the text."""
    found = fuzz.partial_ratio_alignment(quote, text, score_cutoff=LEAST)
    return None if found is None else (found.dest_start, found.dest_end)


def bears(text: str, quote: str, field: str, value: str) -> bool:
    """Say whether the value is similar to a stretch of its quote."""
    return fuzz.partial_ratio(value, quote) >= LEAST
