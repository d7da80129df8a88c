"""Words told as a trie match what they match one beside the other."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from extraction.engines.rules.grammar import factored

WORDS = st.lists(st.text("abá", min_size=1, max_size=5), min_size=1, max_size=8, unique=True)


@given(WORDS, st.text("abá ", max_size=30))
def test_a_trie_finds_what_a_plain_alternation_finds(words: list[str], text: str) -> None:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    plain, trie = re.compile("|".join(longest_first)), re.compile(factored(longest_first))
    assert [match.span() for match in trie.finditer(text)] == [match.span() for match in plain.finditer(text)]


def test_escapes_classes_and_white_space_stay_whole() -> None:
    pattern = re.compile(factored([r"[aá]ll\s+[oó]f", r"[aá]ll", r"u\.s\."]))
    assert [pattern.fullmatch(text) is not None for text in ("all  of", "áll", "u.s.", "uxsx", "all o")] == [
        True,
        True,
        True,
        False,
        False,
    ]
