"""Headers say what the whole line says, or nothing."""

from __future__ import annotations

import pytest

from core.landing.raw import encode
from core.lines import AnyLine, ExtractionLine
from tests.warehouse import landed
from warehouse.headers import Header, read_header
from warehouse.staging import instant

TEXT = landed.text_of(1)
LINES = [line for line in landed.one_document(1) if not isinstance(line, ExtractionLine)]
GOOD = landed.agreement("x", TEXT)
EXTRACTION = landed.extraction('"at":"2000"', 'a "quoted", \\ source', [GOOD], extraction_id="x")


@pytest.mark.parametrize("line", LINES, ids=lambda line: str(line.line))
def test_a_header_says_what_its_line_says(line: AnyLine) -> None:
    header = read_header(encode(line))
    assert header
    assert (header.type, header.at) == (line.line, instant(line.at))


@pytest.mark.parametrize("status", ["ok", "partial", "failed"])
def test_an_extractions_header_says_how_it_ended(status: str) -> None:
    line = EXTRACTION.model_copy(update={"status": status})
    header = read_header(encode(line))
    beginning, records, _ = encode(line).partition(b'"records":[')
    assert header == Header(
        "extraction",
        "x",
        instant(line.at),
        status != "failed",
        encode_names(line.kinds),
        landed.MODELS.encode(),
        line.document_id,
        len(beginning + records),
    )


def encode_names(names: list[str]) -> bytes:
    return ("[" + ",".join(f'"{name}"' for name in names) + "]").encode()


@pytest.mark.parametrize(
    "data",
    [
        encode(EXTRACTION)[:-3],
        encode(EXTRACTION).replace(b'"line":"', b'"line": "'),
        encode(EXTRACTION).replace(b"Z", b"+02:00", 1),
        encode(EXTRACTION).replace(b"source", b"source\\ud83d", 1),
        encode(landed.run("started", 0)),
        encode(landed.unread("a", 0)),
        b"\n",
        b"null\n",
    ],
)
def test_what_does_not_look_as_we_write_it_has_no_header(data: bytes) -> None:
    assert read_header(data) is None
