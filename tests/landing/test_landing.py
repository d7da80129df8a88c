"""What is landed is there: whole lines, one file a writer, and a reader that nothing throws off."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import LandingError
from core.landing.index import LandingIndex
from core.landing.journal import RunJournal
from core.landing.log import LandingLog
from core.landing.raw import Damage, Place, Torn, decode, encode
from core.lines import (
    ANSWERED,
    AnyLine,
    CallLine,
    CallOutcome,
    DocumentLine,
    ExtractionLine,
    FetchLine,
    ReadDocument,
    ReadingLine,
    SightingLine,
)
from tests.warehouse import landed

ROOT = Path(__file__).parents[2]


def lines_of(log: LandingLog) -> list[object]:
    return [entry.line for entry in log.entries()]


def test_lines_come_back_as_they_were_landed(tmp_path: Path) -> None:
    log = LandingLog(tmp_path / "landing")
    lines = list(landed.whole_run(3))
    with log.writer() as writer:
        for line in lines:
            writer.append(line)
    assert lines_of(log) == lines


def test_a_writer_that_lands_nothing_leaves_nothing(tmp_path: Path) -> None:
    with LandingLog(tmp_path / "landing").writer():
        pass
    assert not (tmp_path / "landing").exists()
    assert LandingLog(tmp_path / "landing").files() == []


def test_every_writer_has_its_own_file_and_files_are_read_in_order(tmp_path: Path) -> None:
    log = LandingLog(tmp_path)
    with log.writer() as first, log.writer() as second:
        places = [writer.append(landed.sighting("x", f"s{n}")) for n, writer in enumerate([first, second, first])]
    assert [place.file for place in places] == [log.files()[0].name, log.files()[1].name, log.files()[0].name]
    assert [line.source for line in lines_of(log) if isinstance(line, SightingLine)] == ["s0", "s2", "s1"]


def test_a_place_leads_back_to_its_line(tmp_path: Path) -> None:
    log = LandingLog(tmp_path)
    with log.writer() as writer:
        places = {writer.append(line, sync=True): line for line in landed.whole_run(2)}
    assert {place: log.read(place) for place in places} == places


def test_threads_share_a_writer(tmp_path: Path) -> None:
    log = LandingLog(tmp_path)
    with log.writer() as writer:

        def land(worker: int) -> None:
            for number in range(200):
                writer.append(landed.sighting("x" * (worker * 1000 + 1), f"{worker}-{number}"))

        threads = [threading.Thread(target=land, args=(worker,)) for worker in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    sources = [line.source for line in lines_of(log) if isinstance(line, SightingLine)]
    assert sorted(sources) == sorted(f"{worker}-{number}" for worker in range(8) for number in range(200))
    assert len(log.files()) == 1


def test_a_killed_writer_loses_nothing_that_append_returned_from(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from core.landing.log import LandingLog\n"
        "from tests.warehouse import landed\n"
        "writer = LandingLog(Path(sys.argv[1])).writer()\n"
        "for n in range(50): writer.append(landed.sighting('x', f's{n}'))\n"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, tmp_path], cwd=ROOT, check=False)
    assert len(lines_of(LandingLog(tmp_path))) == 50


def test_a_full_disk_is_reported_and_leaves_no_half_line(tmp_path: Path) -> None:
    code = (
        "import resource, sys; from pathlib import Path; from core.landing.log import LandingLog\n"
        "from core.errors import LandingError\n"
        "from tests.warehouse import landed\n"
        "limit = lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))\n"
        "writer = LandingLog(Path(sys.argv[1])).writer()\n"
        "writer.append(landed.sighting('x', 's0'))\n"
        "limit(500)\n"
        "try: writer.append(landed.document('y' * 4000, 's1'))\n"
        "except LandingError as error: print(error)\n"
        "limit(resource.RLIM_INFINITY)\n"
        "writer.append(landed.sighting('x', 's2')); writer.close()"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], cwd=ROOT, check=True, capture_output=True, text=True)
    (file,) = LandingLog(tmp_path).files()
    assert f"cannot write the landing log {file}: File too large" in done.stdout
    assert "type the same command again" in done.stdout
    sources = [line.source for line in lines_of(LandingLog(tmp_path)) if isinstance(line, SightingLine)]
    assert sources == ["s0", "s2"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LandingError, match=r"cannot write the landing log .*/file/landing/.*: Not a directory"):
        LandingLog(tmp_path / "file" / "landing").writer().append(landed.sighting("x", "s"))
    with pytest.raises(LandingError, match="cannot read the landing log"):
        LandingLog(tmp_path / "file").files()


def test_reading_goes_on_where_it_stopped(tmp_path: Path) -> None:
    log = LandingLog(tmp_path)
    lines = list(landed.whole_run(2))
    with log.writer() as writer:
        for line in lines:
            writer.append(line)
    entries = list(log.entries())
    for number, entry in enumerate(entries):
        rest = [later.line for later in log.entries(after={entry.place.file: entry.place.end})]
        assert rest == lines[number + 1 :]


def test_a_torn_last_line_waits_and_a_damaged_one_hides_nothing(tmp_path: Path) -> None:
    good = [encode(line) for line in landed.one_document(1)]
    data = good[0] + b'{"line":"sighting","docum\n' + b'{"line":"sigh\xffting"}\n' + good[1] + b"null\n" + good[2][:40]
    (tmp_path / "a.jsonl").write_bytes(data)
    (tmp_path / "b.jsonl").write_bytes(good[3])
    found = lines_of(LandingLog(tmp_path))
    kinds = [type(line) for line in found]
    assert kinds == [DocumentLine, Damage, Damage, SightingLine, Damage, Torn, ExtractionLine]
    index = LandingIndex.of(LandingLog(tmp_path))
    assert index.unfinished == 1
    assert len(index.documents) == len(index.done) == 1


def test_lines_of_a_later_version_are_damage_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"line":"weather","at":"2026-01-01T00:00:00Z"}\n')
    (line,) = lines_of(LandingLog(tmp_path))
    assert isinstance(line, Damage)
    assert "weather" in line.reason


def test_file_names_that_are_not_utf_8_survive(tmp_path: Path) -> None:
    source = os.fsdecode(b"caf\xe9.txt")
    assert decode(encode(landed.sighting("x", source))) == landed.sighting("x", source)


PIECES = ['"', "\\", "{", "}", ":", ",", "\n", "\u2028", "é", "\x00", "outcome", '"outcome":"ok",', ',"raw":', "status"]
tricky = st.lists(st.sampled_from(PIECES)).map("".join)


@st.composite
def any_lines(draw: st.DrawFn) -> AnyLine:
    key, text = draw(st.integers(0, 20)), draw(tricky)
    match draw(st.sampled_from(["document", "extraction", "call", "sighting", "reading", "fetch", "run", "reject"])):
        case "document":
            return landed.document(str(key), text or "s").model_copy(update={"title": text})
        case "extraction":
            status = draw(st.sampled_from(["ok", "failed"]))
            return landed.extraction("x", text, [], extraction_id=f"e{key}{text}", status=status)
        case "call":
            outcome = draw(st.sampled_from(get_args(CallOutcome)))
            update = {"outcome": outcome, "engine": text, "model": text, "raw": text, "error": text}
            return landed.call("x", f"e{key}").model_copy(update=update)
        case "sighting":
            return landed.sighting(str(key), text)
        case "reading":
            came = ReadDocument(source=text, document_id=text, extraction_id=str(key))
            return ReadingLine(reading_id=str(key), source=text, run_id="r", documents=[came], left_out={text: 1})
        case "fetch":
            return FetchLine(address=text, outcome="fetched", run_id="r", title=text)
        case "run":
            return landed.run("started", 0, command=text)
        case _:
            return landed.unread(text, 0)


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(any_lines(), max_size=12), spaced=st.booleans())
def test_the_index_finds_by_beginnings_what_parsing_would_find(
    lines: list[AnyLine], spaced: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("landing")
    data = [encode(line) for line in lines]
    if spaced:  # as another program would write them
        data = [json.dumps(json.loads(line)).encode() + b"\n" for line in data]
    (folder / "a.jsonl").write_bytes(b"".join(data))
    log = LandingLog(folder)
    index = LandingIndex.of(log)
    assert index.documents == {line.document_id for line in lines if isinstance(line, DocumentLine)}
    assert index.done == {
        line.extraction_id for line in lines if isinstance(line, ExtractionLine) and line.status == "ok"
    }
    readings = {line.reading_id: line for line in lines if isinstance(line, ReadingLine)}
    assert {key: known.documents for key, known in index.readings.items()} == {
        key: tuple((one.source, one.document_id, one.extraction_id) for one in line.documents)
        for key, line in readings.items()
    }
    answers = {line.request_hash: line for line in lines if isinstance(line, CallLine) and line.outcome in ANSWERED}
    assert {request: index.answer(request) for request in index.answers} == answers


def test_a_journal_answers_from_earlier_runs_and_from_this_one(tmp_path: Path) -> None:
    log = LandingLog(tmp_path)
    earlier, now = landed.call("x", "e1", raw="first"), landed.call("x", "e2", raw="second")
    refused = landed.call("x", "e3").model_copy(update={"outcome": "refused"})
    limited = landed.call("x", "e4").model_copy(update={"outcome": "rate_limited"})
    with log.writer() as writer:
        RunJournal(LandingIndex.of(log), writer).record(earlier)
    with log.writer() as writer:
        journal = RunJournal(LandingIndex.of(log), writer)
        assert journal.answered(now.request_hash) is None
        for call in (now, refused, limited):
            journal.record(call)
        assert journal.answered(earlier.request_hash) == earlier
        assert journal.answered(now.request_hash) == now
        assert journal.answered(refused.request_hash) == refused  # it was paid for, and would be refused again
        assert journal.answered(limited.request_hash) is None


def test_an_answer_that_was_removed_by_hand_is_named(tmp_path: Path) -> None:
    log = LandingLog(tmp_path)
    with pytest.raises(LandingError, match=r"cannot read the landing log .*gone\.jsonl"):
        log.read(Place("gone.jsonl", 0, 10))
