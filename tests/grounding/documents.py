"""Documents that the tests ground in: the seeds, a text of our own, and generated ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from core.document import Document
from extraction.grounding import Grounded, ground
from extraction.reading import read_document
from schemas.registry import kinds
from schemas.shape import leaves

HERE = Path(__file__).parent
SEEDS = Path(__file__).parents[2] / "seeds"


@cache
def document(name: str) -> Document:
    """Return a seed by its number, or our own text."""
    return read_document(str(HERE / "own_text.md" if name == "own" else next(SEEDS.glob(f"{name}_*"))))


def grounded(source: Document | str, kind: str, **fields: object) -> Grounded:
    """Ground a record given by its fields, and hold its evidence to what is promised of all evidence."""
    text = Document(source, "test") if isinstance(source, str) else source
    found = ground(text, kinds()[kind], kinds()[kind].model.model_validate(fields))
    check_evidence(text, found)
    return found


def check_evidence(source: Document, found: Grounded) -> None:
    """Assert what holds of all evidence: one row a leaf, in order, each quote the document's own characters."""
    rows = [] if found.record is None else list(leaves(found.record))
    assert [row.field for row in found.evidence] == [leaf.path for leaf in rows]
    for row in found.evidence:
        assert 0 <= row.score <= 1
        if row.char_start is not None:
            assert source.text[row.char_start : row.char_end] == row.quote
        else:
            assert row.match in ("context", "derived")
            assert row.quote in {"title", *(item.name for item in source.metadata)}


WORDS = (
    *("the", "migrants", "were", "sent", "to", "Panama", "over", "1,100", "people", "$155", "million", "in", "March"),
    *("and", "not", "Honduras’", "“safe”", "third-country", "deal", "Gößweinstein", "İzmir", "naïve", "—", "said"),
    *("officials", "on", "Tuesday;", "twenty-two", "U.S.", "flights,", "2022", "asylum", "Mexico", "never", "refused"),
)

"""Words with what folding changes, with numbers, countries, dates and negations among them."""

sentences = st.lists(st.sampled_from(WORDS), min_size=4, max_size=14).map(lambda words: " ".join(words) + ".")
texts = st.lists(sentences, min_size=1, max_size=6).map("\n\n".join)
