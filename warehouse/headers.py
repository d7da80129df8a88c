"""The beginnings of the landing log's lines as we write them: enough to load a line without looking into it.

The name of a field cannot be met inside a value, where every quotation mark is escaped. A line that does not look
exactly as we write it is read in full instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

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
        rb'"extraction_id":"(?P<id>\w+)","status":"(?P<status>ok|partial|failed|skipped)",'
        rb'"document_id":"(?P<document>\w+)",'
        rb'"source":%b,"run_id":%b,%b,'
        rb'"engine":%b,"kinds":(?P<kinds>\[[^]]*\]),"prompt_version":(?:null|%b),"schema_hash":"(?P<schema>\w+)",'
        rb'(?:"models_hash":(?:null|"(?P<models>\w+)"),)?"records":\[' % (_TEXT, _TEXT, _AT, _TEXT, _TEXT),
        b"]}\n",
    ),
}
_HEADERS = {
    name: (re.compile(rb'\{"line":"%b",%b' % (name.encode(), head)), end) for name, (head, end) in _LINES.items()
}
_TYPE = re.compile(rb'\{"line":"(\w+)"')


@dataclass(frozen=True)
class Header:
    """What the beginning of a line says; `kinds`, `models` and `document_id` stand in extractions alone.

    An extraction's records begin at the byte `end`. `sighting` is what a document's line says of where it was seen and
    when: all of it but the text.
    """

    type: str
    id: str
    at: datetime
    succeeded: bool = False
    kinds: bytes = b"[]"
    models: bytes | None = None
    document_id: str = ""
    end: int = 0
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
    document_id = match["document"].decode()
    return Header(name, match["id"].decode(), at, succeeded, match["kinds"], match["models"], document_id, match.end())


def _has_surrogate(data: bytes) -> bool:
    """Say whether a lone surrogate stands in a line of ours: one with any is written in ASCII (`core.landing.raw`)."""
    return data.isascii() and b"\\ud" in data
