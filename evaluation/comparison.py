"""One document: what an engine found in it, held against what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.assignment import assign
from core.document import Document
from core.identity import canonical_json
from core.lines import LandedRecord
from evaluation.accepted import Accepted
from evaluation.golden import Expected, Forbidden, Golden
from evaluation.passages import Places, evidence_spans, folded
from evaluation.sameness import Keys, is_same_item
from evaluation.values import Compared, ValueComparison
from schemas.registry import kinds
from schemas.sameness import key_values

VALUE_WEIGHT, REQUIRED_WEIGHT = 1e-3, 1e-6
"""Keys decide who belongs together; between equals, the values do; then, what is required goes before the optional."""


@dataclass(frozen=True)
class Matched:
    """An expected record, the one found for it, and every value of the two."""

    expected: Expected
    found: LandedRecord
    values: list[Compared]


@dataclass(frozen=True)
class Comparison:
    """What was found in one document, held against what is there; optional records that were not found are not in it.

    A record that is forbidden is never the one that was expected.
    """

    places: Places
    matched: list[Matched]
    missing: list[Expected]
    spurious: list[LandedRecord]
    forbidden: list[tuple[Forbidden, LandedRecord]]

    @cached_property
    def differences(self) -> list[tuple[str, Compared]]:
        """The values of matched records that are not right, optional records' too, each with the record's kind."""
        return [(one.found.kind, value) for one in self.matched for value in one.values if value.outcome != "correct"]


def compare(golden: Golden, found: Sequence[LandedRecord], document: Document) -> Comparison:
    """Assign the found records to the expected ones, optimally and one to one within a kind, and compare each pair."""
    places = Places(document)
    forbidden = [
        (rule, record)
        for record in found
        if (rule := next((rule for rule in golden.forbidden if _is_forbidden(rule, record)), None))
    ]
    banned = {id(record) for _, record in forbidden}
    matched: list[Matched] = []
    for kind in dict.fromkeys(one.kind for one in golden.expected):
        # In an order of their own, so that the order in which they came decides nothing.
        expected = sorted((one for one in golden.expected if one.kind == kind), key=_order_of_expected)
        records = sorted(
            (one for one in found if one.kind == kind and id(one) not in banned),
            key=lambda one: canonical_json(one.data),
        )
        matched += _assigned(expected, records, places)
    taken = {id(one.found) for one in matched} | banned
    together = {id(one.expected): one for one in matched}
    return Comparison(
        places=places,
        matched=[together[id(one)] for one in golden.expected if id(one) in together],
        missing=[one for one in golden.expected if id(one) not in together and not one.optional],
        spurious=[record for record in found if id(record) not in taken],
        forbidden=forbidden,
    )


def _assigned(expected: Sequence[Expected], found: Sequence[LandedRecord], places: Places) -> Iterator[Matched]:
    if not expected or not found:
        return iter(())
    model = kinds()[expected[0].kind].model
    values: dict[tuple[int, int], list[Compared]] = {}
    weights = [[0.0] * len(found) for _ in expected]
    comparisons = [ValueComparison(places, evidence_spans(record.evidence)) for record in found]
    told = [key_values(model, record.data) for record in found]
    quoted = [one.quote_spans(record.data["quotes"]) for one, record in zip(comparisons, found, strict=True)]
    for i, wanted in enumerate(expected):
        keys = Keys(model, wanted)
        items = [span for quote in wanted.values["quotes"] for span in places.around(quote)]
        for j, record in enumerate(found):
            is_same, fit = keys.fit(told[j])
            if not is_same and not is_same_item(model, items, quoted[j]):
                continue
            values[i, j] = comparisons[j].compare(model, wanted.values, record.data, Accepted(wanted.accept))
            right = sum(one.outcome == "correct" for one in values[i, j]) / len(values[i, j])
            weights[i][j] = fit + VALUE_WEIGHT * (1 + right) + REQUIRED_WEIGHT * (not wanted.optional)
    return (Matched(expected[i], found[j], values[i, j]) for i, j in assign(weights))


def _order_of_expected(one: Expected) -> str:
    return canonical_json([one.record, one.accept, one.optional])


def _is_forbidden(rule: Forbidden, record: LandedRecord) -> bool:
    return rule.kind == record.kind and _holds(record.data, rule.record or {})


def _holds(data: Any, part: Any) -> bool:
    """Whether `data` holds everything in `part`, at any place of its lists; printed text up to folding."""
    if isinstance(part, Mapping):
        return isinstance(data, Mapping) and all(_holds(data.get(name), value) for name, value in part.items())
    if isinstance(part, list):
        return isinstance(data, list) and all(any(_holds(item, wanted) for item in data) for wanted in part)
    if isinstance(part, str) and isinstance(data, str):
        return folded(part) == folded(data)
    return bool(part == data)
