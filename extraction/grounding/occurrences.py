"""Which of several places a repeated quote was taken from: where the record's other values stand."""

from __future__ import annotations

from collections.abc import Sequence

from core.document import Span
from extraction.grounding.index import DocumentIndex
from extraction.grounding.quotes import Located
from extraction.lexicons.folding import fold
from schemas.record import Record
from schemas.shape import Leaf, Proof, leaves


def choose_occurrences(index: DocumentIndex, record: Record, located: Sequence[Located]) -> list[Span]:
    """Return one span for each located quote, in order.

    A quote that stands several times is taken from where most of the record's printed values stand around it, then
    from nearest to the record's other quotes, then from where it stands first. A record of a table stands in a table.
    """
    if all(len(item.spans) == 1 for item in located):
        return [item.spans[0] for item in located]
    values = _Values(index, record)
    settled = [item.spans[0] for item in located if len(item.spans) == 1]
    chosen: list[Span] = []
    for item in located:
        best = min(item.spans, key=lambda span: (*values.misfit(span), _distance(span, settled), span))
        settled.append(best)
        chosen.append(best)
    return chosen


class _Values:
    """The printed values of a record, to be counted around a place."""

    def __init__(self, index: DocumentIndex, record: Record) -> None:
        self._index = index
        self._is_table = "table_index" in type(record).model_fields
        found = [leaf for leaf in leaves(record) if not leaf.path.startswith("quotes.")]
        self._texts = {text for leaf in found if leaf.proof is Proof.PRINTED and (text := _folded(leaf))}
        self._countries = {leaf.value for leaf in found if leaf.proof is Proof.COUNTRY}

    def misfit(self, span: Span) -> tuple[bool, int]:
        """Return how badly the row or paragraph around `span` fits; less is better."""
        table = self._index.structure.table_at(span[0])
        block = self._index.structure.block_at(span[0])
        around = block.span if block else span
        if table is not None and not self._is_table:
            around = next((row.span for row in table.rows if row.span[0] <= span[0] < row.span[1]), around)
        codes = {mention.code for mention in self._index.mentions_in(around)}
        texts = sum(any(True for _ in self._index.normalized(text, around)) for text in self._texts)
        return self._is_table and table is None, -texts - len(self._countries & codes)


def _folded(leaf: Leaf) -> str:
    return fold(str(leaf.value)).text.strip()


def _distance(span: Span, settled: Sequence[Span]) -> int:
    return min((max(other[0] - span[1], span[0] - other[1], 0) for other in settled), default=0)
