"""The small closed word classes of the rules, each a lexicon in `lexicons/rules/grammar/`, as look-ups by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

import regex

from extraction.lexicons import load
from extraction.lexicons.folding import fold

_ATOM = regex.compile(r"\\s\+|\[[^\]]+\]|\\.|.", regex.DOTALL)
_END = ""


class _Trie(dict[str, "_Trie"]):
    """What may follow, by atom; `_END` is in it where a pattern ends."""


@cache
def word_class(name: str) -> dict[str, str]:
    """Return the values of the grammar lexicon `name` by folded term."""
    return {fold(entry.term).text: entry.value for entry in load(f"rules/grammar/{name}").entries}


@cache
def function_words(value: str) -> frozenset[str]:
    """Return the small words that do what `value` says (`lexicons/rules/grammar/function_words.tsv`), folded."""
    entries = load("rules/grammar/function_words").entries
    return frozenset(fold(entry.term).text for entry in entries if entry.value == value)


@contextmanager
def without_word(name: str, term: str) -> Iterator[None]:
    """Take a folded term out of the word class `name` for as long as the context lasts: for trials only."""
    words = word_class(name)
    kept = dict(words)
    words.pop(term, None)
    try:
        yield
    finally:
        words.clear()
        words.update(kept)


def is_of_class(term: str, name: str) -> bool:
    """Say whether a term as a lexicon prints it ("recibió") is in the grammar lexicon `name`."""
    return fold(term).text in word_class(name)


@cache
def alternatives(*names: str) -> str:
    """Return the terms of grammar lexicons as alternatives of a regular expression, the longest first."""
    terms = {entry.term for name in names for entry in load(f"rules/grammar/{name}").entries}
    return factored(_pattern(term) for term in sorted(terms, key=lambda term: (-len(term), term)))


def factored(patterns: Iterable[str]) -> str:
    """Return patterns as one alternation with what they begin with in common told once, as a trie does.

    Patterns are letters, escapes, classes and `\\s+`, a longer one before what it begins with. A search then looks once
    at a letter and not once for each of a hundred words.
    """
    root = _Trie()
    for pattern in patterns:
        node = root
        for atom in _ATOM.findall(pattern):
            node = node.setdefault(atom, _Trie())
        node[_END] = _Trie()
    return _printed(root)


def _printed(node: _Trie) -> str:
    branches = [atom + _printed(rest) for atom, rest in node.items() if atom != _END]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and _END not in node else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if _END in node else joined


def _pattern(term: str) -> str:
    return r"\s+".join(regex.escape(word).replace("'", "['’]") for word in term.split())
