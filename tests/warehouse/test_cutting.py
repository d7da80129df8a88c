"""A line is cut into the same pieces whether its bytes are cut or its records are looked into one by one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.landing.raw import decode, encode
from core.lines import Disagreement, Reject
from schemas.registry import kinds
from tests.warehouse import landed
from warehouse.cutting import EVIDENCE, Cut, Cutter, Pieces
from warehouse.headers import read_header
from warehouse.staging import checked

TEXT = landed.text_of(1)
GOOD, FLIGHT = landed.agreement("x", TEXT), landed.flight("x", TEXT, 1)
EXTRACTION = landed.extraction(TEXT, "a", [GOOD], extraction_id="x")
LIKE_OURS = '"}],"rejects":[],"evidence":[{"field":"x"}]},{"record_id":"y","kind":"agreement","data":{'
REJECT = Reject(kind="agreement", field=None, stage="validate", reason=LIKE_OURS, payload='{"evidence":[]}')
DISAGREEMENT = Disagreement(
    record_id="y", kind="agreement", field="status", model_value="a", rules_value="b", model_quote="c", rules_quote="d"
)
CUTTER = Cutter(kinds())


def cut(data: bytes) -> Cut | None:
    header = read_header(data)
    assert header
    return CUTTER.cut(header, data)


def parsed(pieces: Pieces) -> dict[str, list[Any]]:
    return {name: list(map(json.loads, lines)) for name, lines in pieces.items() if lines}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"records": []},
        {"records": [GOOD, FLIGHT, GOOD.model_copy(update={"record_id": "r2"})]},
        {"records": [FLIGHT.model_copy(update={"evidence": []}), GOOD]},
        {"rejects": [REJECT], "disagreements": [DISAGREEMENT], "source": LIKE_OURS},
        {"records": [GOOD.model_copy(update={"data": {**GOOD.data, "quotes": [LIKE_OURS]}}), FLIGHT]},
    ],
)
def test_pieces_are_those_of_the_checked_line(changes: dict[str, Any]) -> None:
    line = EXTRACTION.model_copy(update=changes)
    cut_bytes, looked_into = cut(encode(line)), checked(line, kinds())
    assert cut_bytes
    assert (cut_bytes.records, cut_bytes.rejected) == (looked_into.records, looked_into.rejected)
    found, wanted = parsed(cut_bytes.pieces), parsed(looked_into.pieces)
    assert found.pop("extractions") == [json.loads(encode(line)) | {"records": len(line.records)}]
    wanted.pop("extractions")
    assert found == wanted
    assert len(found.get(EVIDENCE, [])) == len(line.records)


@pytest.mark.parametrize(
    "changes",
    [
        {"models_hash": "0" * 64},
        {"models_hash": None},
        {"kinds": ["agreement"]},
        {"kinds": ["weather"]},
        {"records": [GOOD, GOOD]},
        {"records": [GOOD.model_copy(update={"kind": "weather"})]},
    ],
)
def test_records_that_may_not_hold_today_are_not_trusted(changes: dict[str, Any]) -> None:
    line = EXTRACTION.model_copy(update=changes)
    assert decode(encode(line)) == line
    assert cut(encode(line)) is None


@pytest.mark.parametrize(
    ("ours", "damaged"),
    [
        (b'},{"record_id"', b'}{"record_id"'),
        (b'},{"record_id"', b'},,{"record_id"'),
        (b']}],"rejects"', b']},],"rejects"'),
        (b'"records":[{', b'"records":[0,{'),
        (b',"evidence":[', b',"evidence": ['),
        (b',"evidence":[', b',"evidences":['),
        (b'"kind":"agreement"', b'"kind": "agreement"'),
        (b'],"rejects":[', b'],"reject":['),
    ],
)
def test_what_stands_between_the_pieces_is_exactly_as_we_write_it(ours: bytes, damaged: bytes) -> None:
    data = encode(EXTRACTION.model_copy(update={"records": [GOOD, FLIGHT]}))
    assert ours in data
    assert cut(data.replace(ours, damaged)) is None
