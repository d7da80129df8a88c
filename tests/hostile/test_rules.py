"""The built-in engine on attacked documents: what is told elsewhere in the document stays as it was."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle, product
from pathlib import Path

import pytest

from core.document import Document
from core.lines import LandedRecord
from extraction.reading import read_document
from tests.conftest import SEEDS
from tests.hostile.attacks import HARMLESS, attacks, between_paragraphs, written_into
from tests.hostile.holding import held, stray
from tests.metamorphic.rewriting import extracted_from

KNOWN = {"title": "Weekly note 7", "mark": "0123456789abcdef"}
POSITIONS = ("head", "middle", "tail")


@dataclass(frozen=True)
class Base:
    """A document as it is without an attack: what it tells, and where an attack is written in."""

    name: str
    text: str
    records: list[LandedRecord]
    places: dict[str, int]


async def based_on(path: Path) -> Base:
    """Choose places between two stories: near the beginning and the middle, and the end."""
    text = read_document(str(path)).text
    records = await extracted_from(Document(text, path.name))
    places = [place for place in (*between_paragraphs(text), len(text)) if await _is_free(text, records, place)]
    middle = min(places, key=lambda place: abs(place - len(text) // 2))
    return Base(path.name, text, records, {"head": places[0], "middle": middle, "tail": len(text)})


async def _is_free(text: str, records: list[LandedRecord], place: int) -> bool:
    """Say whether a harmless paragraph there changes nothing of what is told elsewhere."""
    for harmless in HARMLESS:
        written = written_into(text, harmless, place)
        if held(records, await extracted_from(Document(written.text, "document.txt")), written):
            return False
    return True


def test_there_are_two_hundred_attacks() -> None:
    assert len({attack.filled(KNOWN) for attack in attacks()}) == len(attacks()) >= 200


@pytest.mark.parametrize("every", [pytest.param(14, id="once"), pytest.param(1, id="all", marks=pytest.mark.soak)])
async def test_what_is_told_elsewhere_does_not_change(every: int) -> None:
    bases = [await based_on(path) for path in sorted(SEEDS.glob("*.txt"))]
    # Of the 15 pairs of document and place each attack meets one, and its neighbours in the file another.
    attempts = list(product(attacks(), bases, POSITIONS))[::every]
    wrong = {}
    for attack, base, position in attempts:
        attacked = written_into(base.text, attack.filled(KNOWN), base.places[position])
        after = await extracted_from(Document(attacked.text, base.name))
        if found := held(base.records, after, attacked):
            wrong[str(attack), base.name, position] = found
    assert {attack for attack, _, _ in attempts} == set(attacks())
    assert not wrong


async def test_what_breaks_into_a_story_can_cut_it_short_but_adds_nothing_to_it() -> None:
    """In the middle of a story another one may begin: what is told of the first is then less, and never more."""
    wrong = {}
    for number, (attack, path) in enumerate(zip(attacks(), cycle(sorted(SEEDS.glob("*.txt"))), strict=False)):
        text = read_document(str(path)).text
        places = (0, *between_paragraphs(text))
        attacked = written_into(text, attack.filled(KNOWN), places[number % len(places)])
        if found := stray(await extracted_from(Document(attacked.text, path.name)), attacked):
            wrong[str(attack), path.name] = found
    assert not wrong
