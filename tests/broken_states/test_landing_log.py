"""A landing log that was cut or scribbled over: the lines that are whole are loaded, the others are named."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import WarehouseError
from core.landing.raw import encode
from tests.conftest import Dossier
from tests.warehouse import landed
from tests.warehouse.conftest import House
from warehouse.load import load_and_publish
from warehouse.rebuild import rebuild

LINES = [encode(line) for number in range(3) for line in landed.one_document(number)]
EVERY = len(LINES)
QUOTE = "“".encode()


def write(house: House, data: bytes) -> Path:
    file = house.folder / "landing" / "20260101T000000.000000Z-1-0.jsonl"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    return file


def cuts() -> Iterator[tuple[int, bytes]]:
    """Yield how many lines are whole, and the log cut at a place where that is so."""
    text = next(at for at, line in enumerate(LINES) if QUOTE in line)
    inside = LINES[text].index(QUOTE)
    for length in (1, 2):
        yield text, b"".join(LINES[:text]) + LINES[text][: inside + length]  # in the middle of a character
    yield EVERY - 1, b"".join(LINES)[:-1]  # only the newline is missing
    yield EVERY - 1, b"".join(LINES)[:-40]
    yield 0, LINES[0][:1]


@pytest.mark.parametrize(("whole", "data"), list(cuts()))
def test_a_cut_line_waits_for_its_end_and_costs_no_other(house: House, whole: int, data: bytes) -> None:
    file = write(house, data)
    report = load_and_publish(house.file)
    assert (report.loaded.lines, report.loaded.torn, report.loaded.damaged) == (whole, 1, 0)
    # A later run writes a file of its own: what was lost is landed there, and nothing is there twice.
    house.land(*(line for number in range(3) for line in landed.one_document(number)))
    load_and_publish(house.file)
    assert house.ask("SELECT count(*), count(DISTINCT record_id) FROM agreements") == [(3, 3)]
    assert house.ask("SELECT count(*) FROM rejects") == [(0,)]
    before = house.contents()
    rebuild(house.file)
    assert house.contents() == before
    file.write_bytes(data + LINES[whole][len(data) - sum(map(len, LINES[:whole])) :])  # the writer was only slow
    assert load_and_publish(house.file).loaded.lines == 1
    assert house.ask("SELECT count(*) FROM agreements") == [(3,)]


GARBAGE = {
    "binary": bytes(range(256)) * 4,
    "zeros": bytes(4096),
    "half a line": LINES[3][:200],
    "half a character": QUOTE[:2],
    "another program's": b'{"level":"info","message":"hello"}',
    "deep": b"[" * 20_000,
}


@pytest.mark.parametrize("garbage", list(GARBAGE.values()), ids=list(GARBAGE))
def test_garbage_in_the_middle_is_a_reject_with_its_place(house: House, garbage: bytes) -> None:
    before, after = b"".join(LINES[:4]), b"".join(LINES[4:])
    file = write(house, before + garbage + b"\n" + after)
    report = load_and_publish(house.file)
    pieces = garbage.count(b"\n") + 1
    assert (report.loaded.lines, report.loaded.damaged) == (EVERY + pieces, pieces)
    assert house.ask("SELECT count(*) FROM agreements") == [(3,)]
    told = house.ask("SELECT source, stage, reason FROM rejects ORDER BY reason")
    assert {(source, stage) for source, stage, _ in told} == {(file.name, "load")}
    assert any(f"damaged line at byte {len(before)}: " in reason for _, _, reason in told)
    again = house.contents()
    rebuild(house.file)
    assert house.contents() == again


def test_a_line_that_was_run_into_by_the_next_costs_those_two(house: House) -> None:
    """The end of one document's extraction is gone, and with it the text of the next, until a run lands them."""
    write(house, b"".join(LINES[:3]) + LINES[3][:150] + b"".join(LINES[4:]))
    report = load_and_publish(house.file)
    assert (report.loaded.damaged, report.loaded.torn) == (1, 0)
    assert house.ask("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM agreements)") == [(2, 1)]
    house.load(*landed.one_document(0), *landed.one_document(1))
    assert house.ask("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM agreements)") == [(3, 3)]


def test_a_log_that_has_lost_what_was_loaded_is_named_and_the_rest_rebuilt(house: House) -> None:
    file = write(house, b"".join(LINES))
    load_and_publish(house.file)
    before = house.contents()
    file.write_bytes(b"".join(LINES)[:-100])
    house.land(*landed.one_document(9))
    with pytest.raises(WarehouseError, match=f"{file} was loaded up to byte") as caught:
        load_and_publish(house.file)
    assert f"dossier rebuild --warehouse {house.file}" in str(caught.value)
    assert house.contents() == before  # until somebody decides, the version with everything stays
    rebuild(house.file)
    assert house.ask("SELECT count(*) FROM agreements") == [(3,)]


def test_a_rebuild_names_what_it_could_not_read_and_what_mends_that(house: House) -> None:
    file = write(house, b"".join(LINES[:4]) + GARBAGE["half a line"] + b"\n" + b"".join(LINES[4:])[:-40])
    done = Dossier(house.folder)("rebuild", "--warehouse", str(house.file))
    assert done.code == 0
    cut, damaged = done.err.splitlines()
    assert cut.startswith(f"landing/{file.name} ends in the middle of a line")
    assert "run over the same sources" in cut
    asking = damaged.partition("dossier sql ")[2]
    assert damaged.startswith("1 damaged line ")
    assert file.name in Dossier(house.folder)("sql", *shlex.split(asking)).out
