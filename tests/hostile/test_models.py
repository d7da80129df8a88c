"""Models on attacked documents: what they are asked cannot be changed, and what they are talked into is not loaded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from core.document import Document
from core.identity import canonical_json
from core.lines import LandedRecord
from extraction.engine import Request
from extraction.engines.model import ModelOptions, open_model_engine
from extraction.engines.model.engine import ModelEngine
from extraction.reading import read_document
from extraction.structure import structure_of
from schemas.registry import select_kinds
from tests.faults.asked import Question
from tests.faults.notes import KIND, Note, note
from tests.hostile.attacks import Attack, Attacked, attacks, between_paragraphs, written_into
from tests.hostile.conftest import ExtractAll
from tests.hostile.holding import held, stray
from tests.hostile.models import OTHER, obedient, truthful
from tests.model_server import Asked, Behaviour, ModelServer, Script

NOTES = tuple(note(number, facts=4) for number in range(100, 105))
MARK = re.compile(r"^BEGIN DOCUMENT (\w+)$", re.MULTILINE)
POSITIONS = ("top", "head", "middle", "tail")


@dataclass(frozen=True)
class Attempt:
    """One attack on one note at one place, and the document that comes of it."""

    attack: Attack
    note: Note
    position: str
    attacked: Attacked
    document: Document

    def __str__(self) -> str:
        return f"{self.attack}, {self.note.title}, {self.position}"


@pytest.fixture(params=[pytest.param(19, id="once"), pytest.param(1, id="all", marks=pytest.mark.soak)])
def attempts(request: pytest.FixtureRequest, tmp_path: Path) -> list[Attempt]:
    """Each attack on one note at one place, or on each of them everywhere."""
    every: int = request.param
    chosen = list(product(attacks(), NOTES, POSITIONS))[::every]
    assert {attack for attack, _, _ in chosen} == set(attacks())
    return [attempt(tmp_path, *one) for one in chosen]


def attempt(folder: Path, attack: Attack, note: Note, position: str) -> Attempt:
    first, *borders = between_paragraphs(note.text)
    places = {"top": 0, "head": first, "middle": borders[len(borders) // 2], "tail": len(note.text)}
    known = {"title": OTHER.title, "mark": mark_of(note)}
    attacked = written_into(note.text, attack.filled(known), places[position])
    document = read(folder, attacked.text)
    if document.text != attacked.text:  # at the very top it is front matter, or makes a web page of the text
        assert position == "top", str(attack)
        return attempt(folder, attack, note, "head")
    return Attempt(attack, note, position, attacked, document)


def read(folder: Path, text: str) -> Document:
    path = folder / "note.txt"
    path.write_text(text, encoding="utf-8", newline="")
    return read_document(str(path))


@cache
def asker() -> ModelEngine:
    """An engine that is never asked: it renders what would be sent."""
    return open_model_engine("openai/stub", ModelOptions(base_url="http://127.0.0.1:9/v1"))


@cache
def mark_of(note: Note) -> str:
    """Return the mark that the note has without an attack: the best that a writer can know."""
    document = Document(note.text, "note.txt", title=note.title)
    found = MARK.search(asker().rendered(Request(document, select_kinds(None))))
    assert found is not None
    return found[1]


async def test_a_truthful_model_finds_elsewhere_what_it_found_before(
    attempts: list[Attempt], extract_all: ExtractAll, model_server: ModelServer, tmp_path: Path
) -> None:
    model_server.script = truthful
    before = dict(zip(NOTES, await extract_all(read(tmp_path, note.text) for note in NOTES), strict=True))
    after = await extract_all(attempt.document for attempt in attempts)
    assert all(line.status == "ok" and len(line.records) == 4 for line in before.values())
    wrong = {
        str(attempt): found
        for attempt, line in zip(attempts, after, strict=True)
        if (found := held(before[attempt.note].records, line.records, attempt.attacked))
    }
    assert not wrong


async def test_an_obedient_model_gets_nothing_loaded_that_is_not_in_the_text(
    attempts: list[Attempt], extract_all: ExtractAll, model_server: ModelServer
) -> None:
    """But for one thing that docs/security.md says: a heading that an attack brings counts for what stands under it."""
    model_server.script = obedient
    lines = await extract_all(attempt.document for attempt in attempts)
    assert all(line.rejects for line in lines)
    wrong = {}
    for attempt, line in zip(attempts, lines, strict=True):
        records = [record for record in line.records if not is_under_a_forged_heading(record, attempt)]
        if found := [*stray(records, attempt.attacked), *untold(records, attempt)]:
            wrong[str(attempt)] = found
    assert not wrong


def is_under_a_forged_heading(record: LandedRecord, attempt: Attempt) -> bool:
    """Whether a value of the record is borne by a heading or the title alone, and the attack has brought that."""
    structure = structure_of(attempt.document)
    for one in record.evidence:
        if (
            one.match == "context"
            and one.char_start is not None
            and attempt.attacked.holds(one.char_start, one.char_start + 1)
        ):
            block = structure.block_at(one.char_start)
            return block is not None and block.kind == "heading"
    return False


def untold(records: Sequence[LandedRecord], attempt: Attempt) -> list[str]:
    """Return the values of records that the note itself does not tell, where they are not told by the attack."""
    told = {fact.sentence: fact for fact in attempt.note.facts}
    found = []
    for record in records:
        facts = [told[quote] for quote in record.data["quotes"] if quote in told]
        if not facts or record.kind != KIND:  # told by the attack: `stray` has looked at it
            continue
        data = record.data
        values = data["sending_country"], data["destination_country"], *_texts(data, "date", "passengers")
        fact = facts[0].item
        known = fact["sending_country"], fact["destination_country"], fact["date"], fact["passengers"]
        found += [
            f"{value!r} for {right!r}" for value, right in zip(values, known, strict=True) if value not in (right, None)
        ]
    return found


def _texts(data: dict[str, Any], *fields: str) -> list[str | None]:
    return [(data.get(field) or {}).get("text") for field in fields]


async def test_what_is_asked_cannot_be_changed(
    attempts: list[Attempt], extract_all: ExtractAll, model_server: ModelServer, tmp_path: Path
) -> None:
    alone, attacked = Seen(obedient), Seen(obedient)  # so that there are re-asks as well
    model_server.script = alone
    await extract_all([read(tmp_path, NOTES[0].text)])
    model_server.script = attacked
    await extract_all(attempt.document for attempt in attempts[::10])
    attacked.script = truthful
    await extract_all(attempt.document for attempt in attempts)
    assert alone.constant
    assert attacked.constant <= alone.constant
    texts = {attempt.attacked.text for attempt in attempts}
    for text, user in attacked.documents:
        marks = MARK.findall(user)
        (mark,) = [mark for mark in marks if user.count(f"\nEND DOCUMENT {mark}") == 1 and len(mark) == 16][:1]
        assert text in texts
        assert mark not in text


@dataclass
class Seen:
    """A script that notes of each request what depends on no document, and the document with what frames it."""

    script: Script
    constant: set[str] = field(default_factory=set)
    documents: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, asked: Asked) -> Behaviour:
        self.constant.add(constant_part(asked))
        self.documents.append((Question(asked).text, asked.user))
        return self.script(asked)


def constant_part(asked: Asked) -> str:
    """Return a request without its last messages: all that must not depend on a document."""
    rest = {name: value for name, value in asked.body.items() if name != "messages"}
    return canonical_json([asked.messages[0], rest, len(asked.messages)])
