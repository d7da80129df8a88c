"""From what the user typed to the files that are read."""

import os
from pathlib import Path

import pytest

from core.errors import UsageError
from extraction.reading import discover, passed_by


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "in/b.txt",
        "in/a.md",
        "in/deep/er/c.MARKDOWN",
        "in/.hidden.txt",
        "in/.git/d.txt",
        "in/e.xlsx",
        "f.log",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (["in"], ["in/a.md", "in/b.txt", "in/deep/er/c.MARKDOWN"]),
        (["in/"], ["in/a.md", "in/b.txt", "in/deep/er/c.MARKDOWN"]),
        (["in/*.txt"], ["in/b.txt"]),
        (["in/**/*"], ["in/a.md", "in/b.txt", "in/deep/er/c.MARKDOWN"]),
        (["in/*"], ["in/a.md", "in/b.txt", "in/deep/er/c.MARKDOWN"]),
        (["i?/[ab].*"], ["in/a.md", "in/b.txt"]),
        (["in/b.txt", "in", "./in/b.txt"], ["in/a.md", "in/b.txt", "in/deep/er/c.MARKDOWN"]),
        (["f.log"], ["f.log"]),
        (["in/.hidden.txt"], ["in/.hidden.txt"]),
        (["./in/a.md"], ["in/a.md"]),
        ([], []),
    ],
)
def test_finds_documents(folder: Path, sources: list[str], expected: list[str]) -> None:
    assert list(discover(sources)) == expected


def test_absolute_paths_stay_absolute(folder: Path) -> None:
    assert list(discover([str(folder / "in" / "a.md")])) == [(folder / "in" / "a.md").as_posix()]


def test_a_file_whose_name_is_a_pattern_is_a_file(folder: Path) -> None:
    (folder / "notes[1].txt").write_text("text", encoding="utf-8")
    assert list(discover(["notes[1].txt"])) == ["notes[1].txt"]


@pytest.mark.parametrize("source", ["nowhere", "nowhere/a.txt", "empty", "*.nothing", "in/*.xlsx"])
def test_nothing_to_read_is_a_usage_error_that_names_it(folder: Path, source: str) -> None:
    with pytest.raises(UsageError) as caught:
        discover(["in", source])
    assert source in caught.value.message
    assert "dossier run" in (caught.value.hint or "")


def test_a_dangling_link_is_found_and_fails_when_read(folder: Path) -> None:
    (folder / "in" / "z.txt").symlink_to(folder / "gone.txt")
    assert "in/z.txt" in list(discover(["in"]))


def test_a_name_that_is_not_utf_8_is_a_usage_error(folder: Path) -> None:
    (folder / os.fsdecode(b"in/caf\xe9.txt")).write_text("text", encoding="utf-8")
    with pytest.raises(UsageError, match=r"caf\\udce9"):
        discover(["in"])


def test_what_is_passed_by_is_counted(folder: Path) -> None:
    (folder / "in" / "deep" / "b.png").write_bytes(b"x")
    (folder / "in" / "deep" / "Makefile").write_text("x", encoding="utf-8")
    assert passed_by(["in", "in/deep", "f.log", "in/a.md"]) == {".xlsx": 1, ".png": 1, "": 1}
    assert passed_by(["in/deep/*"]) == {".png": 1, "": 1}
    assert passed_by(["in/**/*.p*"]) == {".png": 1}


def test_what_is_in_a_file_is_a_source_and_what_is_in_none_is_not(folder: Path) -> None:
    (folder / "in" / "a.zip").write_bytes(b"PK")
    assert list(discover(["in/a.zip#folder/b.txt"])) == ["in/a.zip#folder/b.txt"]
    with pytest.raises(UsageError):
        discover(["in/gone.zip#b.txt"])
