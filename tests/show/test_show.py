"""`dossier show` at the command line: what a name may mean, and what is printed."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from core.identity import digest
from tests.conftest import ROOT, Dossier
from tests.export.conftest import warehouse_of
from tests.show.conftest import LONG_WORD, StoryOf
from tests.warehouse import landed


@pytest.mark.parametrize(
    "name", ["seeds/00001.txt", "./seeds/00001.txt", "00001.txt", "00001", "/elsewhere/seeds/00001.txt"]
)
def test_a_document_is_found_by_its_path_or_file_name(command: Dossier, name: str) -> None:
    done = command("show", name)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Title of seeds/00001.txt\nseeds/00001.txt\n")


def test_identifiers_are_found_by_their_beginning(command: Dossier, story_of: StoryOf) -> None:
    story = story_of("00001")
    whole = command("show", "00001").out
    assert command("show", story.document_id[:6].upper()).out == whole == command("show", story.document_id).out
    record = story.records[0]
    assert command("show", record.record_id[:8]).out.startswith(f"{record.kind} {record.record_id}\n")


def test_without_colours_numbers_and_brackets_tell_where_a_record_stands(command: Dossier) -> None:
    out = command("show", "00001").out
    assert "[1: [2: Honduras :2] and the United States signed a pact worth $155 million in 2022. :1] [2: Over" in out
    assert "[1] agreement " in out
    assert "    parties.country: HND, USA\n" in out
    assert "\n2 records\n" in out


def test_a_record_shows_every_value_with_its_proof(command: Dossier, story_of: StoryOf) -> None:
    record = story_of("00001").records[0]
    out = command("show", record.record_id).out
    assert "[1: [4: Honduras :4] and the [5: United States :5]" in out
    assert "Found by rules; a current fact" in out
    for number, value in enumerate(record.values, start=1):
        assert value.span
        assert f"[{number}] {value.field}: {value.value}\n    exact, characters {value.span[0]}-" in out


def test_the_records_of_one_kind(command: Dossier) -> None:
    out = command("show", "00001", "--kind", "deportation_flight").out
    assert "[1] deportation_flight" in out
    assert "agreement" not in out
    refused = command("show", "00001", "--kind", "flights")
    assert refused.code == 2
    assert "unknown kind" in refused.err


def test_a_replaced_document_names_its_successor_and_its_records_say_so(command: Dossier, story_of: StoryOf) -> None:
    old, new = landed.digest_of(landed.text_of(2)), landed.digest_of(landed.text_of(2, 1))
    done = command("show", old)
    assert done.code == 2
    assert f"dossier show {new[:12]}" in done.err
    gone = landed.agreement(digest("extraction", landed.text_of(2)), landed.text_of(2))
    assert "no longer current" in command("show", gone.record_id).out


def test_an_ambiguous_name_lists_what_may_be_meant(command: Dossier) -> None:
    done = command("show", "0000")
    assert (done.code, done.out) == (2, "")
    assert done.err.count("dossier show ") == 2
    assert "seeds/00001.txt" in done.err


@pytest.mark.parametrize(("name", "expected"), [("0000l.txt", "seeds/00001.txt"), ("zzz", "FROM document_sources")])
def test_an_unknown_name_says_what_to_type_next(command: Dossier, name: str, expected: str) -> None:
    done = command("show", name)
    assert (done.code, done.out) == (2, "")
    assert expected in done.err


def test_without_a_warehouse_the_error_says_how_to_make_one(dossier: Dossier) -> None:
    done = dossier("show", "x")
    assert (done.code, done.out) == (1, "")
    assert "dossier run" in done.err


def test_a_title_finds_its_document_too(command: Dossier, story_of: StoryOf) -> None:
    done = command("show", "title of notes")
    assert done.code == 2
    assert f"  dossier show {story_of('long.md').document_id[:12]}  # archive/long.md" in done.err


def test_a_warehouse_of_another_version_says_how_to_renew_it(dossier: Dossier) -> None:
    old = warehouse_of(dossier.folder, "CREATE TABLE documents (document_id BIGINT)")
    done = dossier("show", "x", "--warehouse", str(old))
    assert (done.code, done.out) == (1, "")
    assert "dossier rebuild" in done.err
    assert "LINE" not in done.err


@pytest.mark.parametrize("name", ["javascript", "Red"])
def test_nothing_in_a_document_steers_the_terminal(command: Dossier, name: str) -> None:
    done = command("show", name)
    assert not set(done.out + done.err) & set("\x00\x07\x0d\x1b\x9b\u202e\u2066")
    assert r"\x1b" in done.out + done.err
    assert "Traceback" not in done.err


def test_a_long_document_is_printed_whole(command: Dossier) -> None:
    out = command("show", "long.md").out
    assert LONG_WORD in out
    assert out.count("All work and no play.") == 45_000


def test_at_a_terminal_records_are_coloured_and_a_long_document_is_paged(shown: Path) -> None:
    paged = at_terminal(shown, "00001", PAGER="sed s/^/PAGED/", LINES="5")
    assert "PAGED" in paged
    assert "\x1b[1;7;36m[1]" in paged
    short = at_terminal(shown, "00001", PAGER="sed s/^/PAGED/", LINES="200")
    assert "PAGED" not in short
    assert "\x1b[1;7;36m[1]" in short


def test_with_no_color_there_are_brackets_at_a_terminal_too(shown: Path) -> None:
    out = at_terminal(shown, "00001", NO_COLOR="1", LINES="200")
    assert "[1: [2: Honduras :2]" in out
    assert "\x1b[36m" not in out


def at_terminal(folder: Path, name: str, **environment: str) -> str:
    """Run the command with a pseudo-terminal as its output, and return what arrives there."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "cli.main", "show", name],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
            "COLUMNS": "100",
            **environment,
        },
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    received = b""
    while select.select([ours], [], [], 30)[0]:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # how Linux tells that the other end is closed
            break
        if not chunk:
            break
        received += chunk
    os.close(ours)
    assert process.wait(timeout=30) == 0
    return received.decode()
