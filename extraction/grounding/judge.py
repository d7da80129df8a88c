"""Every leaf of one record held against the document: its bearing, or why it is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import regex
from pydantic import BaseModel

from core.document import Span
from core.lines import Match
from extraction.grounding.bearing import BY_QUOTE, EXACT, NORMALIZED, Bearing, Loss, as_text
from extraction.grounding.cues import cue_forms, seek_cue, without_positions
from extraction.grounding.forms import seek_other_form
from extraction.grounding.index import DocumentIndex
from extraction.grounding.places import Places
from extraction.grounding.quotes import Located, locate
from extraction.grounding.seek import seek_country, seek_text
from extraction.grounding.tables import TableBearings, bear_table
from schemas.fields import Comparison
from schemas.record import Record, Row
from schemas.registry import Kind
from schemas.shape import Form, Leaf, Proof, shape
from schemas.values.date import DateValue
from schemas.values.printed import PrintedValue

Verdict = Bearing | Loss
_NOT_PRINTED = "it stands neither in the quotes nor where a reader would look for it"
_NO_COUNTRY = "no name of this country stands in the quotes or where a reader would look for it"
_SETTLED = ("quotes", "source_kind", "table_index")
_NOTHING_BEFORE = regex.compile(r"(?<![\w.,])")
_NOTHING_AFTER = regex.compile(r"(?!\w|[.,]\d)")
"""Where a number or a date is not part of a longer one: a pattern made for each value would cost more than all else."""


def judge(
    index: DocumentIndex, kind: Kind, record: Record, found: Sequence[Leaf], quotes: tuple[Span, ...]
) -> dict[str, Verdict]:
    """Return a verdict for every one of its leaves `found` but its quotes and what follows from where they stand."""
    return _Judge(index, kind, record, found, quotes).verdicts()


class _Judge:
    def __init__(
        self, index: DocumentIndex, kind: Kind, record: Record, found: Sequence[Leaf], quotes: tuple[Span, ...]
    ) -> None:
        self._index = index
        self._kind = kind
        self._record = record
        self._quotes = quotes
        self._leaves = [leaf for leaf in found if leaf.path.partition(".")[0] not in _SETTLED]
        self._table = self._table_bearings()
        self._own_quotes = dict(self._row_quotes())
        self._places: dict[str, Places] = {}
        self._found: dict[str, Verdict] = {}

    def verdicts(self) -> dict[str, Verdict]:
        for leaf in self._leaves:
            self._found[leaf.path] = self._verdict(leaf)
        return self._found

    def _verdict(self, leaf: Leaf) -> Verdict:
        if leaf.path in self._table.leaves:
            return self._table.leaves[leaf.path]
        if leaf.path in self._own_quotes:
            return self._own_quotes[leaf.path]
        places = self._places_of(leaf.row)
        match leaf.proof:
            case Proof.COUNTRY:
                return seek_country(places, leaf.value) or Loss(_NO_COUNTRY)
            case Proof.PRINTED:
                return self._printed(leaf, places) or Loss(_NOT_PRINTED)
            case Proof.COMPUTED:
                return self._borne_by_text(leaf)
            case _:
                owner = owner_of(self._kind.model, leaf.path)
                forms = cue_forms(self._kind.name, leaf.path, owner.__name__.lower(), leaf.field.name)
                found = seek_cue(places, forms, as_text(leaf.value), self._row_at(leaf.row))
                return found or Bearing(self._quotes[0], "derived", BY_QUOTE)

    def _printed(self, leaf: Leaf, places: Places) -> Bearing | None:
        widely = is_sought_widely(self._kind.model, leaf)
        owner = owner_of(self._kind.model, leaf.path)
        found = seek_text(places, leaf.value, widely=widely)
        if found is None and issubclass(owner, PrintedValue):
            return seek_other_form(places, owner, leaf.value, widely=widely)
        return found

    def _places_of(self, row: str) -> Places:
        """A row's values are sought in its own line of the table or its own quote first, then as the record's."""
        if row not in self._places:
            everywhere = Places(self._index, self._quotes)
            own = [bearing.span for path, bearing in self._own_quotes.items() if path.startswith(f"{row}.")]
            line = self._table.lines.get(row)
            spans = [span for span in (line, *own) if span is not None]
            self._places[row] = everywhere.beginning_with(*spans) if row else everywhere
        return self._places[row]

    def _row_at(self, row: str) -> Span | None:
        """Return where the first value of a row stands that is printed in the record's own words."""
        if not row:
            return None
        told = (found for path, found in self._found.items() if path.startswith(f"{row}."))
        return next((found.span for found in told if isinstance(found, Bearing) and found.match != "context"), None)

    def _borne_by_text(self, leaf: Leaf) -> Verdict:
        text = self._found.get(f"{leaf.path.rpartition('.')[0]}.text")
        if not isinstance(text, Bearing):
            return Loss("")
        return _computed_bearing(self._index.text, leaf.value, text)

    def _table_bearings(self) -> TableBearings:
        table = self._index.structure.table_at(self._quotes[0][0]) if is_table(self._kind) else None
        return bear_table(table, self._record) if table else TableBearings()

    def _row_quotes(self) -> Iterator[tuple[str, Bearing]]:
        """Passages that are a row's identity are quotes of their own, sought in the whole document."""
        for leaf in self._leaves:
            if is_own_quote(self._kind.model, leaf):
                located = locate(self._index, leaf.value)
                if isinstance(located, Located):
                    span = min(located.spans, key=self._distance)
                    yield leaf.path, Bearing(span, located.match, located.score)

    def _distance(self, span: Span) -> tuple[int, Span]:
        """How far `span` is from the nearest of the record's quotes."""
        return min(max(quote[0] - span[1], span[0] - quote[1], 0) for quote in self._quotes), span


def is_table(kind: Kind) -> bool:
    """Say whether records of `kind` are whole tables."""
    return "table_index" in kind.model.model_fields


def is_sought_widely(model: type[BaseModel], leaf: Leaf) -> bool:
    """Say whether a reader would look for the leaf above and around its paragraph too: names, places and dates."""
    owner = owner_of(model, leaf.path)
    if issubclass(owner, PrintedValue):
        return issubclass(owner, DateValue)
    is_short = leaf.field.compare in (Comparison.TEXT, Comparison.SEQUENCE)
    return is_short and any(character.isupper() for character in str(leaf.value))


def is_own_quote(model: type[BaseModel], leaf: Leaf) -> bool:
    """Say whether the leaf is a passage by which its row is known: its own quote."""
    if not leaf.row or leaf.proof is not Proof.PRINTED or leaf.field.compare is not Comparison.PASSAGE:
        return False
    owner = owner_of(model, leaf.path)
    return issubclass(owner, Row) and leaf.field.name in owner.identity_fields


@lru_cache(maxsize=4096)
def owner_of(model: type[BaseModel], path: str) -> type[BaseModel]:
    """Return the model that the leaf at `path` is a field of, walking down from `model`."""
    for name in without_positions(path).split(".")[:-1]:
        field = next(field for field in shape(model) if field.name == name)
        if field.form in (Form.NESTED, Form.ROWS):
            model = field.model
    return model


def _computed_bearing(text: str, value: Any, printed: Bearing) -> Bearing:
    """A number or date printed literally is `exact`; otherwise the text it was computed from bears it."""
    if not isinstance(value, int | Decimal | date) and not _is_currency(value):
        return Bearing(printed.span, "derived", printed.score, printed.metadata)
    if printed.span is not None and printed.match != "context":
        start, end = printed.span
        if literal := _literal(as_text(value), text[start:end]):
            return Bearing((start + literal[0], start + literal[1]), "exact", EXACT)
    match: Match = "context" if printed.match == "context" else "normalized"
    return Bearing(printed.span, match, min(printed.score, NORMALIZED), printed.metadata)


def _literal(value: str, printed: str) -> Span | None:
    """Return where `value` stands in `printed`, as no part of a longer word or number."""
    start = printed.find(value)
    while start >= 0:
        end = start + len(value)
        if _NOTHING_BEFORE.match(printed, start) and _NOTHING_AFTER.match(printed, end):
            return start, end
        start = printed.find(value, start + 1)
    return None


def _is_currency(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 3 and value.isupper()
