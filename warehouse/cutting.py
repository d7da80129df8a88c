"""An extraction's line, cut into what DuckDB reads, each byte once: its records by kind, their evidence, the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from schemas.registry import Kind
from schemas.shape import leaf_fields
from schemas.wire import models_hash
from warehouse.headers import Header

REST, EVIDENCE = "extractions", "evidence"
"""The files of what is no record, with the number of the records in their place; and of all evidence."""
RECORDS = "records-"
"""Stands before the name of a kind, in the name of the file of its records."""
_START, _NEXT = b'{"record_id":"', b"]},"
_BEGINNING = re.compile(rb'(\w+)","kind":"(\w+)","data":')
_PROOF, _NO_PROOF = b',"evidence":[{"field":"', b',"evidence":[]},'
_END = b'],"rejects":['

Pieces = Mapping[str, Sequence[bytes]]
"""Lines of JSON, by the file that they go to."""


@dataclass(frozen=True)
class Cut:
    """An extraction of which every record holds: its pieces, how many records, and what was rejected of it just now."""

    pieces: Pieces
    records: int
    rejected: int = 0


class Cutter:
    """Cuts lines that were landed with the `kinds` of today."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self._kinds = kinds
        self._models: dict[bytes, bytes | None] = {}
        self._amounts = {name: pattern for name, kind in kinds.items() if (pattern := _amounts(kind))}

    def cut(self, header: Header, data: bytes) -> Cut | None:
        """Return the pieces of a line with this header, or None if its records have to be checked one by one.

        They were checked when they were landed. That holds as long as the models are the same, they are of kinds that
        there are, no two are one, and no amount is finer or larger than its column. DuckDB will say if a piece is no
        JSON, or if data is not what its kind has.
        """
        # Behind the last of these stand flat lists alone: no field of a record is meant.
        end = data.rfind(_END)
        if end < header.end or not self._were_checked_today(header):
            return None
        found = _Found(header)
        if not found.take(data[header.end : end]) or not self._kinds.keys() >= found.records.keys():
            return None
        for kind, pattern in self._amounts.items():
            if any(map(pattern.search, found.records.get(kind, ()))):
                return None
        rest = b"%b%d%b" % (data[: header.end - 1], len(found.ids), data[end + 1 :])
        records = {f"{RECORDS}{kind}": lines for kind, lines in found.records.items()}
        return Cut({REST: [rest], EVIDENCE: found.evidence, **records}, len(found.ids))

    def _were_checked_today(self, header: Header) -> bool:
        if header.kinds not in self._models:
            wanted = json.loads(header.kinds)
            chosen = tuple(kind for kind in self._kinds.values() if kind.name in wanted)
            is_all = chosen and len(chosen) == len(wanted)
            self._models[header.kinds] = models_hash(chosen).encode() if is_all else None
        return header.models is not None and header.models == self._models[header.kinds]


class _Found:
    """The records of one line: their own lines by kind, and those of their evidence."""

    def __init__(self, header: Header) -> None:
        self._ids = b'"extraction_id":"%b","document_id":"%b"' % (header.id.encode(), header.document_id.encode())
        self.ids: set[bytes] = set()
        self.records: dict[str, list[bytes]] = {}
        self.evidence: list[bytes] = []

    def take(self, listed: bytes) -> bool:
        """Take in what stands between the brackets; return whether it looks as we write it, and no record is twice."""
        first, *parts = listed.split(_START)
        if parts:
            parts[-1] += b","
        return not first and all(map(self._take, parts)) and len(self.ids) == len(parts)

    def _take(self, part: bytes) -> bool:
        beginning = _BEGINNING.match(part)
        if beginning is None or not part.endswith(_NEXT):
            return False
        data = beginning.end()
        proof = part.find(_PROOF, data)
        if proof < 0:
            proof = len(part) - len(_NO_PROOF)
            if not part.endswith(_NO_PROOF):
                return False
        record_id, kind = beginning.groups()
        self.ids.add(record_id)
        line = b'{"record_id":"%b",%b,"data":%b}\n' % (record_id, self._ids, part[data:proof])
        self.records.setdefault(kind.decode(), []).append(line)
        self.evidence.append(b'{"record_id":"%b","kind":"%b",%b%b\n' % (record_id, kind, self._ids, part[proof:-1]))
        return True


def _amounts(kind: Kind) -> re.Pattern[bytes] | None:
    """Return a pattern that finds a decimal number that its column would change; None if there are no such fields."""
    names = {path.rpartition(".")[2] for path, field in leaf_fields(kind.model) if field.type is Decimal}
    fields = "|".join(sorted(re.escape(name.removesuffix("[]")) for name in names))
    return re.compile(rb'"(?:%b)":(?!null|\[\]|"-?\d{1,16}(?:\.\d{1,2})?")' % fields.encode()) if fields else None
