"""What the built-in rules read, no more of it worked out than is compared.

Most of what the rules read, a model read too, and alike. So a reading is not grounded before something differs: its
quotes are the document's own characters, and its values those that grounding would leave of it, if any are.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from core.document import Document, Span
from core.lines import Evidence
from extraction.checking import check, derived
from extraction.crosscheck.values import Values, values_of
from extraction.engine import Request
from extraction.engines.rules import RulesEngine
from extraction.grounding import Grounded
from extraction.grounding.bearing import as_text
from extraction.validation import Item, validate_item
from schemas.record import Record
from schemas.registry import Kind


class Reading:
    """One record of the rules; `places` are where its quotes stand."""

    def __init__(self, document: Document, kind: Kind, payload: Any) -> None:
        self.kind = kind
        self._document = document
        self._payload = payload

    @cached_property
    def places(self) -> tuple[Span, ...]:
        """Where its quotes stand, in order; grounding chooses where one stands twice."""
        text, spans = self._document.text, []
        for quote in self._payload["quotes"]:
            start = text.find(quote)
            if start < 0 or text.find(quote, start + 1) >= 0:
                return self._grounded_places()
            spans.append((start, start + len(quote)))
        return tuple(spans)

    @cached_property
    def values(self) -> Values:
        """What it states before it is grounded."""
        return {} if self._record is None else values_of(self.kind, self._record.model_dump(mode="json"))

    def printed(self, path: str) -> str | None:
        """Return what it has at the `path` of a leaf outside of rows before it is grounded; None for nothing."""
        value: Any = self._record
        for name in path.split("."):
            value = None if value is None else getattr(value, name)
        return None if value is None else as_text(value)

    @cached_property
    def data(self) -> dict[str, Any]:
        """What the document bears out of it, as JSON; empty if nothing of it holds."""
        return self._grounded.record.model_dump(mode="json") if self._grounded and self._grounded.record else {}

    @cached_property
    def evidence(self) -> list[Evidence]:
        """Where each value of `data` stands."""
        return self._grounded.evidence if self._grounded else []

    @cached_property
    def _record(self) -> Record | None:
        return derived(self._document, self._item)

    @cached_property
    def _item(self) -> Item:
        return validate_item(self.kind, self._payload)

    @cached_property
    def _grounded(self) -> Grounded | None:
        return check(self._document, self._item, None).grounded

    def _grounded_places(self) -> tuple[Span, ...]:
        return self._grounded.quotes_at if self._grounded else ()


def read_by_rules(document: Document, kinds: tuple[Kind, ...]) -> list[Reading]:
    """Return what the rules read of `kinds` in `document`, in order."""
    engine = RulesEngine()
    raw = engine.answer(Request(document, kinds))
    return [Reading(document, kind, payload) for kind in kinds for payload in raw.get(kind.table, ())]
