"""Batch files: as many as the limits ask for, all of them or none, and never over another file."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import UsageError
from extraction.batch.requests import BatchFiles
from tests.batch.conftest import Batch
from tests.conftest import Dossier


def write_two(path: Path, then: type[BaseException] | None = None) -> None:
    """Write two files of one request each; with `then`, be broken off before they are complete."""
    with BatchFiles(path, most_requests=1) as files:
        files.add(b"a\n")
        files.add(b"b\n")
        if then is not None:
            raise then


def test_requests_go_to_as_many_files_as_they_take(tmp_path: Path) -> None:
    with BatchFiles(tmp_path / "new" / "batch.jsonl", most_requests=2, most_bytes=100) as files:
        for line in (b"a\n", b"b\n", b"c\n", b"d" * 99 + b"\n", b"e" * 500 + b"\n", b"f\n"):
            files.add(line)
    names = ["batch.jsonl", "batch-2.jsonl", "batch-3.jsonl", "batch-4.jsonl", "batch-5.jsonl"]
    assert [path.name for path in files.paths] == names
    assert [path.read_bytes()[:2] for path in files.paths] == [b"a\n", b"c\n", b"dd", b"ee", b"f\n"]
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(names)


def test_where_writing_ends_before_its_time_no_file_is_left(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write_two(tmp_path / "batch.jsonl", then=KeyboardInterrupt)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["batch.jsonl", "batch-2.jsonl"])
def test_no_file_is_written_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(UsageError, match="is there already"):
        write_two(tmp_path / "batch.jsonl")
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "mine"


def test_an_export_never_replaces_a_file_and_lands_nothing_then(batch: Batch) -> None:
    batch.dossier.write("requests.jsonl", "mine")
    done = batch.export()
    assert (done.code, "requests.jsonl is there already" in done.err) == (2, True)
    assert batch.landed("run") == []


def test_unreadable_documents_cost_only_themselves(batch: Batch) -> None:
    batch.dossier.write("documents/broken.txt", b"\x00\x01\x02" * 100)
    done = batch.export()
    assert (done.code, "3 to extract, 0 done, 1 unreadable; 3 requests" in done.out) == (1, True), done.err
    assert len(batch.requests()) == 3


@pytest.mark.parametrize(
    ("engine", "words"), [("rules", "rules sends nothing"), ("gpt-5", "unknown engine"), ("replay", "")]
)
def test_what_is_no_model_cannot_be_exported(dossier: Dossier, engine: str, words: str) -> None:
    dossier.write("a.txt", "A note.\n")
    done = dossier("batch", "export", "a.txt", "--engine", engine, "-o", "x.jsonl")
    assert (done.code, words in done.err, "Traceback" in done.err) == (2, True, False), done.err
    assert not (dossier.folder / "x.jsonl").exists()


@pytest.mark.parametrize("command", ["export", "import"])
def test_each_command_explains_itself_with_examples(dossier: Dossier, command: str) -> None:
    done = dossier("batch", command, "--help")
    assert done.code == 0
    assert f"dossier batch {command}" in done.out.partition("Examples:\n")[2]
    assert f"\n  {command} " in dossier("batch", "--help").out
