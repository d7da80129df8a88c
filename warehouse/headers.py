"""The beginnings of the landing log's lines as we write them: enough to load a line without looking into it.

The name of a field cannot be met inside a value, where every quotation mark is escaped. A line that does not look
exactly as we write it is read in full instead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache

from schemas.registry import Kind
from schemas.shape import leaf_fields
from schemas.wire import models_hash

_TEXT = rb'"(?:[^"\\]|\\.)*"'
_AT = rb'"at":"(?P<at>[0-9T:.-]+)Z"'
_LINES = {
    "document": (rb'(?P<seen>"document_id":"(?P<id>\w+)","source":%b,%b),"title":' % (_TEXT, _AT), b'"}\n'),
    "sighting": (
        rb'"document_id":"(?P<id>\w+)","source":%b,"run_id":%b,%b(?:,"archived":"\w+")?(?:,"tags":\[[^]]*\])?\}'
        % (_TEXT, _TEXT, _AT),
        b"}\n",
    ),
    "call": (
        rb'"request_hash":"(?P<id>\w+)","extraction_id":"\w+","document_id":"\w+",'
        rb'"run_id":%b,"engine":%b,"model":%b,"attempt":\d+,%b,"outcome":' % (_TEXT, _TEXT, _TEXT, _AT),
        b"}\n",
    ),
    "extraction": (
        rb'"extraction_id":"(?P<id>\w+)","status":"(?P<status>ok|partial|failed|skipped)","document_id":"\w+",'
        rb'"source":%b,"run_id":%b,%b,'
        rb'"engine":%b,"kinds":(?P<kinds>\[[^]]*\]),"prompt_version":(?:null|%b),"schema_hash":"(?P<schema>\w+)",'
        rb'(?:"models_hash":(?:null|"(?P<models>\w+)"),)?"records":\[' % (_TEXT, _TEXT, _AT, _TEXT, _TEXT),
        b"]}\n",
    ),
}
_HEADERS = {
    name: (re.compile(rb'\{"line":"%b",%b' % (name.encode(), head)), end) for name, (head, end) in _LINES.items()
}
_SURROGATE = re.compile(rb"\\ud")
_TYPE = re.compile(rb'\{"line":"(\w+)"')
_RECORD = re.compile(rb'\{"record_id":"(\w+)","kind":"(\w+)","data":\{')


@dataclass(frozen=True)
class Header:
    """What the beginning of a line says; `kinds` and `models` stand in extractions alone.

    `sighting` is what a document's line says of where it was seen and when: all of it but the text.
    """

    type: str
    id: str
    at: datetime
    succeeded: bool = False
    kinds: bytes = b"[]"
    models: bytes | None = None
    sighting: bytes = b""


def read_header(data: bytes) -> Header | None:
    """Return the header of a line that looks as we write it; None for any other, and for those with a surrogate."""
    named = _TYPE.match(data)
    if named is None or (name := named[1].decode()) not in _HEADERS or _has_surrogate(data):
        return None
    pattern, end = _HEADERS[name]
    match = pattern.match(data)
    if match is None or not data.endswith(end):
        return None
    at = datetime.fromisoformat(match["at"].decode())
    if name != "extraction":
        seen = b"{%b}\n" % match["seen"] if name == "document" else b""
        return Header(name, match["id"].decode(), at, sighting=seen)
    succeeded = match["status"] in (b"ok", b"partial")
    return Header(name, match["id"].decode(), at, succeeded, match["kinds"], match["models"])


def _has_surrogate(data: bytes) -> bool:
    """Say whether a lone surrogate stands in a line of ours: one with any is written in ASCII (`core.landing.raw`)."""
    return data.isascii() and _SURROGATE.search(data) is not None


def trusted_records(header: Header, data: bytes, kinds: Mapping[str, Kind]) -> int | None:
    """Return how many records an extraction has, or None if they have to be checked one by one.

    They were checked when they were landed. That holds as long as the models are the same, they are of kinds that there
    are, no two are one, and no amount is finer or larger than its column.
    """
    if (
        header.models is None
        or header.models != _hash_today(header.kinds, tuple(kinds.values()))
        or _amounts(tuple(kinds.values())).search(data)
    ):
        return None
    found = _RECORD.findall(data)
    ids = {record_id for record_id, _ in found}
    return len(found) if len(ids) == len(found) and all(kind.decode() in kinds for _, kind in found) else None


@cache
def _hash_today(names: bytes, kinds: tuple[Kind, ...]) -> bytes | None:
    wanted = json.loads(names)
    chosen = tuple(kind for kind in kinds if kind.name in wanted)
    return models_hash(chosen).encode() if chosen and len(chosen) == len(wanted) else None


@cache
def _amounts(kinds: tuple[Kind, ...]) -> re.Pattern[bytes]:
    """A pattern that finds a decimal number that its column would change; nothing where there are no such fields."""
    names = {
        path.rpartition(".")[2] for kind in kinds for path, field in leaf_fields(kind.model) if field.type is Decimal
    }
    fields = "|".join(sorted(re.escape(name.removesuffix("[]")) for name in names)) or "(?!)"
    return re.compile(rb'"(?:%b)":(?!null|\[\]|"-?\d{1,16}(?:\.\d{1,2})?")' % fields.encode())
