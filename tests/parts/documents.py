"""Generated documents with headings, paragraphs, lists and tables, and one whose blocks are too large for a part."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = (
    "Honduras",
    "the",
    "deal",
    "was",
    "signed",
    "in",
    "Malmö",
    "日本",
    "U.S.",
    "over",
    "130",
    "people",
    "said",
    "🛫",
)

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
sentences = words.map(lambda text: f"The {text}.")
paragraphs = st.lists(sentences, min_size=1, max_size=6).map(" ".join)
headings = st.builds(lambda level, text: f"{'#' * level} {text}", st.integers(1, 3), words)
lists = st.lists(words, min_size=1, max_size=5).map(
    lambda items: "The measures:\n\n" + "\n".join(f"- {item}" for item in items)
)
tables = st.lists(st.tuples(words, words), min_size=1, max_size=8).map(
    lambda rows: "\n".join(["| Country | Stance |", "|---|---|", *(f"| {one} | {other} |" for one, other in rows)])
)
blank = st.sampled_from(["\n\n", "\n\n\n", "\n \n"])
texts = st.lists(
    st.tuples(st.one_of(headings, paragraphs, lists, tables, st.just("x" * 70)), blank), min_size=0, max_size=8
).map(lambda blocks: "".join(f"{text}{space}" for text, space in blocks))
