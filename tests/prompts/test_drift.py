"""Whoever changes what a model is asked is told what changed, in which file, and what to type next."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from prompts.loader import FOLDER, all_versions
from schemas.fields import Comparison, described
from schemas.record import Record, Text
from schemas.registry import Kind, kinds, select_kinds
from schemas.wire import wire_schema, without_descriptions
from tests.prompts.immutability import complaint
from tests.prompts.snapshot import FOLDER as SNAPSHOTS
from tests.prompts.snapshot import assert_snapshot

FILES = [path.relative_to(FOLDER) for path in sorted(FOLDER.glob("*/v*/*")) if path.suffix in (".jinja", ".toml")]


def as_sent(asked: Sequence[Kind]) -> str:
    return json.dumps(without_descriptions(wire_schema(asked)), ensure_ascii=False, indent=2) + "\n"


def test_the_schema_as_sent_for_all_kinds_as_expected() -> None:
    assert_snapshot("as_sent/all_kinds.json", as_sent(select_kinds(None)))


@pytest.mark.parametrize("name", kinds())
def test_the_schema_as_sent_for_one_kind_as_expected(name: str) -> None:
    assert_snapshot(f"as_sent/{name}.json", as_sent(select_kinds([name])))


def test_no_expectation_is_left_of_what_is_gone() -> None:
    known = {"all_kinds", *kinds()}
    assert {path.stem for path in (SNAPSHOTS / "as_sent").iterdir()} == known
    rendered = {f"{name}_{version}" for name, version in all_versions()}
    assert {path.stem for path in SNAPSHOTS.glob("*.md")} == rendered


@pytest.mark.parametrize("file", FILES, ids=str)
def test_one_line_less_in_a_committed_prompt_is_named(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "prompts"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    lines = (folder / file).read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / file).write_text("".join([*lines[: len(lines) // 2], *lines[len(lines) // 2 + 1 :]]), encoding="utf-8")
    name, version = file.parts[0], file.parts[1]
    found = complaint(name, version, folder)

    assert found is not None
    assert f"prompts/{file.as_posix()}" in found
    assert f"`git checkout prompts/{name}/{version}`, copy it to the next number" in found


class Before(Record):
    """A kind."""

    place: Text | None = described("Where.", compare=Comparison.TEXT)


class After(Record):
    """A kind."""

    location: Text | None = described("Where.", compare=Comparison.TEXT)


def test_a_renamed_field_is_named_with_both_names_and_the_next_command(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(as_sent([Kind("a", Before)]))
    with pytest.raises(pytest.fail.Exception) as failed:
        assert_snapshot("a.json", as_sent([Kind("a", After)]), tmp_path)

    message = str(failed.value)
    assert '-          "place": {' in message
    assert '+          "location": {' in message
    assert f"type: rm {tmp_path / 'a.json'}" in message
    assert "`dossier record --check`" in message


def test_a_missing_expectation_is_written_and_fails(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="review and commit it"):
        assert_snapshot("new/a.json", as_sent([Kind("a", Before)]), tmp_path)

    assert_snapshot("new/a.json", as_sent([Kind("a", Before)]), tmp_path)
