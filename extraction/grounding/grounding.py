"""A record grounded in its document: its quotes, then every leaf, located; what stands nowhere is cut out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from core.document import Document, Span
from core.identity import canonical_json
from core.lines import Evidence, Reject
from extraction.grounding.bearing import BY_QUOTE, Bearing, Loss, as_text
from extraction.grounding.cues import without_positions
from extraction.grounding.index import DocumentIndex, index_of
from extraction.grounding.judge import Verdict, is_table, judge
from extraction.grounding.occurrences import choose_occurrences
from extraction.grounding.quotes import Located, locate
from extraction.grounding.record import GONE, Rebuilt, rebuild
from extraction.lexicons.plain import plain
from schemas.fields import Comparison
from schemas.record import Record, SourceKind
from schemas.registry import Kind
from schemas.shape import Leaf, Proof, leaves

_EVIDENCE = TypeAdapter(list[Evidence])
"""The evidence of a record is validated at once: a model made for each row takes half as long again."""
_NO_TABLE = "its quote stands in no table of the document"
_NO_QUOTE = "none of its quotes is in the document"
_NO_KEY = "nothing that it could be known by is left"
_NO_IDENTITY = "nothing is left that says what this row is about"


@dataclass(frozen=True)
class Grounded:
    """What the document bears out of a record, with evidence for every leaf, or None; and what it does not."""

    record: Record | None = field(repr=False)
    evidence: list[Evidence] = field(repr=False)
    rejects: list[Reject] = field(repr=False)

    @property
    def quotes_at(self) -> tuple[Span, ...]:
        """Where each of the record's quotes stands, in order: the first of its evidence."""
        rows = takewhile(lambda row: row.field.startswith("quotes."), self.evidence)
        return tuple([(row.char_start, row.char_end) for row in rows if row.char_start is not None and row.char_end])


@dataclass(frozen=True)
class _Quote:
    """A quote that is in the document: which one of the record's it was, and how it was found."""

    position: int
    span: Span
    located: Located


def ground(
    document: Document, kind: Kind, record: Record, within: Sequence[Span] = (), *, is_valid: bool = True
) -> Grounded:
    """Hold every quote and every leaf of `record` against `document`.

    `within` says for each quote where it is sought before it is sought in the whole document: in the part that was
    read, or where it is known to stand. Empty: in the whole document at once. `is_valid` says that the record has
    passed its model, and nothing was put into it since: it need not pass again if all of it stays.

    The record that comes back has the document's own characters as quotes, nothing that the document does not bear
    out, and in `source_kind` and `table_index` where its first quote stands. It is None if no quote is in the document
    or nothing is left that it could be known by. Every value that went is in the rejects, with its field.
    """
    index = index_of(document)
    quotes, rejects = _locate_quotes(index, kind, record, within or [None] * len(record.quotes))
    if not quotes:
        return _refused(kind, record, rejects, _NO_QUOTE)
    if is_table(kind) and index.structure.table_at(quotes[0].span[0]) is None:
        return _refused(kind, record, rejects, _NO_TABLE)
    placed = record.model_copy(update=_located_values(index, kind, quotes))
    before = leaves(placed)
    verdicts = judge(index, kind, placed, before, tuple([quote.span for quote in quotes]))
    rebuilt = rebuild(placed, _changed_values(index, before, verdicts))
    if is_valid and rebuilt is None and placed.quotes == record.quotes:  # as mostly: it is as valid as it came
        return Grounded(placed, _evidence(index, before, quotes, {}, verdicts), rejects)
    rejects += _lost_leaves(kind, before, verdicts)
    rejects += _dropped_rows(kind, rebuilt, verdicts) if rebuilt else []
    try:
        final = kind.model.model_validate(rebuilt.data if rebuilt else dict(vars(placed)))
    except ValidationError as error:
        return _refused(kind, record, rejects, f"what is left of it is no {kind.name}: {error.errors()[0]['msg']}")
    after = leaves(final)
    if not _is_known(kind, before, after):
        return _refused(kind, record, rejects, _NO_KEY)
    return Grounded(final, _evidence(index, after, quotes, rebuilt.moved if rebuilt else {}, verdicts), rejects)


def _locate_quotes(
    index: DocumentIndex, kind: Kind, record: Record, within: Sequence[Span | None]
) -> tuple[list[_Quote], list[Reject]]:
    located: list[tuple[int, Located]] = []
    rejects: list[Reject] = []
    for position, (text, place) in enumerate(zip(record.quotes, within, strict=True)):
        found = locate(index, text, place)
        if isinstance(found, Located):
            located.append((position, found))
        else:
            rejects.append(_reject(kind, f"quotes.{position}", found.reason, text))
    spans = choose_occurrences(index, record, [found for _, found in located])
    quotes = [_Quote(position, span, found) for (position, found), span in zip(located, spans, strict=True)]
    return quotes, rejects


def _changed_values(index: DocumentIndex, before: list[Leaf], verdicts: dict[str, Verdict]) -> dict[str, Any]:
    """Return what becomes of the leaves that do not stay: gone, or printed text in the document's own words.

    Cells keep their markup.
    """
    changed: dict[str, Any] = {}
    for leaf in before:
        verdict = verdicts.get(leaf.path)
        if isinstance(verdict, Loss):
            changed[leaf.path] = GONE
        elif leaf.proof is Proof.PRINTED and verdict is not None and verdict.span is not None:
            own = index.text[verdict.span[0] : verdict.span[1]]
            if own != leaf.value:
                changed[leaf.path] = own if leaf.field.compare is Comparison.SEQUENCE else plain(own)
    return changed


def _lost_leaves(kind: Kind, before: list[Leaf], verdicts: dict[str, Verdict]) -> list[Reject]:
    return [
        _reject(kind, leaf.path, verdict.reason, leaf.value)
        for leaf in before
        if isinstance(verdict := verdicts.get(leaf.path), Loss) and verdict.reason
    ]


def _dropped_rows(kind: Kind, rebuilt: Rebuilt, verdicts: dict[str, Verdict]) -> list[Reject]:
    """Name the rows that went with something in them that the document does bear out."""
    borne = [path for path, verdict in verdicts.items() if isinstance(verdict, Bearing)]
    return [
        _reject(kind, row, _NO_IDENTITY, content)
        for row, content in rebuilt.dropped
        if any(path.startswith(f"{row}.") for path in borne)
    ]


def _located_values(index: DocumentIndex, kind: Kind, quotes: list[_Quote]) -> dict[str, Any]:
    """Return the fields that follow from where the quotes stand."""
    first = quotes[0].span
    table = index.structure.table_at(first[0])
    source: SourceKind = "table" if table else "metadata" if _in_metadata(index, first) else "prose"
    values: dict[str, Any] = {
        "quotes": [index.text[quote.span[0] : quote.span[1]] for quote in quotes],
        "source_kind": source,
    }
    return values | {"table_index": table.index} if table and is_table(kind) else values


def _in_metadata(index: DocumentIndex, span: Span) -> bool:
    spans = (item.span for item in index.document.metadata if item.span is not None and item.name != "title")
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _is_known(kind: Kind, before: list[Leaf], after: list[Leaf]) -> bool:
    """Say whether a printed key field is left, if the record had one."""
    return _has_printed_key(kind, after) or not _has_printed_key(kind, before)


def _has_printed_key(kind: Kind, found: list[Leaf]) -> bool:
    printed = (leaf.path for leaf in found if leaf.proof in (Proof.PRINTED, Proof.COUNTRY))
    return any(without_positions(path) in kind.model.key_fields for path in printed)


def _evidence(
    index: DocumentIndex, after: list[Leaf], quotes: list[_Quote], moved: dict[str, str], verdicts: dict[str, Verdict]
) -> list[Evidence]:
    """Return where each leaf stands; `moved` says what the path of each was when it was judged, if any has another."""
    return _EVIDENCE.validate_python(list(_rows(index, after, quotes, moved, verdicts)))


def _rows(
    index: DocumentIndex, after: list[Leaf], quotes: list[_Quote], moved: dict[str, str], verdicts: dict[str, Verdict]
) -> Iterator[dict[str, Any]]:
    for leaf in after:
        head, _, position = leaf.path.partition(".")
        if head == "quotes":
            quote = quotes[int(position)]
            yield _row(index, leaf, Bearing(quote.span, quote.located.match, quote.located.score))
        elif leaf.proof is Proof.LOCATED:
            yield _row(index, leaf, Bearing(quotes[0].span, "derived", BY_QUOTE))
        else:
            verdict = verdicts[moved.get(leaf.path, leaf.path)]
            if isinstance(verdict, Loss):
                raise AssertionError(f"{leaf.path} is left in the record, but was lost")
            yield _row(index, leaf, verdict)


def _row(index: DocumentIndex, leaf: Leaf, bearing: Bearing) -> dict[str, Any]:
    start, end = bearing.span or (None, None)
    return {
        "field": leaf.path,
        "value": as_text(leaf.value),
        "quote": bearing.metadata if bearing.span is None else index.text[start:end],
        "char_start": start,
        "char_end": end,
        "match": bearing.match,
        "score": bearing.score,
    }


def _refused(kind: Kind, record: Record, rejects: list[Reject], reason: str) -> Grounded:
    return Grounded(None, [], [*rejects, _reject(kind, None, reason, record)])


def _reject(kind: Kind, field: str | None, reason: str, value: Any) -> Reject:
    payload = value.model_dump(mode="json") if isinstance(value, BaseModel) else as_text(value)
    return Reject(kind=kind.name, field=field, stage="ground", reason=reason, payload=canonical_json(payload))
