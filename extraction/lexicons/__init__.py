"""Lexicons: word lists as data, and the matcher that finds them in a text."""

from extraction.lexicons.identity import lexicons_hash
from extraction.lexicons.lexicon import Entry, Found, Lexicon, load

__all__ = ["Entry", "Found", "Lexicon", "lexicons_hash", "load"]
