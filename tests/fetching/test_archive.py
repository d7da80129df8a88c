"""The archive: what came, under its hash, for good."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.errors import LandingError
from extraction.fetching.answers import Fetched
from extraction.fetching.archive import Archive

ADDRESS = "https://news.example/a"


def page(body: bytes, address: str = ADDRESS) -> Fetched:
    at = datetime(2026, 11, 21, 6, tzinfo=UTC)
    return Fetched(address, address + "/b", True, 200, at, "text/html", "latin-1", '"1"', None, body)


def test_what_came_is_kept_as_it_came_with_a_record(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    sha256 = archive.keep(page(b"\xff\x00Hello"))
    assert sha256 == hashlib.sha256(b"\xff\x00Hello").hexdigest()
    assert archive.path(sha256).read_bytes() == archive.read(sha256) == b"\xff\x00Hello"
    assert json.loads(archive.path(sha256).with_suffix(".json").read_text()) == {
        "sha256": sha256,
        "bytes": 7,
        "address": ADDRESS,
        "final_address": ADDRESS + "/b",
        "fetched_at": "2026-11-21T06:00:00+00:00",
        "status": 200,
        "content_type": "text/html",
        "charset": "latin-1",
        "etag": '"1"',
        "last_modified": None,
    }


def test_what_is_kept_is_never_written_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    sha256 = archive.keep(page(b"Hello"))
    files = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert archive.keep(page(b"Hello", "https://other.example/")) == sha256
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == files
    assert len(files) == 2


def test_what_was_changed_by_hand_is_not_taken_for_what_came(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    sha256 = archive.keep(page(b"Hello"))
    archive.path(sha256).chmod(0o644)
    archive.path(sha256).write_bytes(b"Goodbye")
    assert archive.read(sha256) is None
    assert archive.read("0" * 64) is None


def test_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("in the way")
    with pytest.raises(LandingError, match="cannot write the archive"):
        Archive(tmp_path / "archive").keep(page(b"Hello"))
