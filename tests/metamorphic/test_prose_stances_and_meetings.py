"""Seeds with other countries, verbs, names and dates in their prose give correspondingly other stances and meetings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.lines import LandedRecord
from schemas.registry import kinds
from tests.metamorphic.rewriting import Seed, differences, extracted, held_against, seed

KINDS = ("stance", "engagement")
ALL = ("stance_table", "initiative", *KINDS)
KENYAN = {"Honduras": "Kenya", "Honduran": "Kenyan"}
PHILIPPINE = {"Honduras": "the Philippines", "Honduran": "Philippine"}


@pytest.mark.parametrize(("words", "code"), [(KENYAN, "KEN"), (PHILIPPINE, "PHL")])
@pytest.mark.parametrize("number", ["000", "001", "002"])
async def test_another_country(number: str, words: dict[str, str], code: str, tmp_path: Path) -> None:
    printed = {word: other for word, other in words.items() if word in seed(number).text}
    assert await _wrong(seed(number).swapped(printed, {"HND": code}), tmp_path, *KINDS) == []


@pytest.mark.parametrize("number", ["000", "001"])
async def test_another_power(number: str, tmp_path: Path) -> None:
    words = {"United States": "United Kingdom", "U.S.": "British"}
    printed = {word: other for word, other in words.items() if word in seed(number).text}
    changed = seed(number).swapped(printed, {"USA": "GBR"})
    assert await _wrong(changed, tmp_path, *KINDS) == []


@pytest.mark.parametrize(
    "words",
    [
        {"has called for the immediate withdrawal": "demanded the swift removal"},
        {"has called for the immediate withdrawal": "is insisting on the full pullout"},
        {"has called for the immediate withdrawal": "has pressed for the departure"},
        {"issued a warning to expel": "made a threat to remove", "threat to expel U.S": "threat to evict U.S"},
        {"has issued a warning to expel": "threatened to oust"},
        {"has issued a warning to expel": "warned that it would expel"},
    ],
)
async def test_other_verbs_for_the_same_act(words: dict[str, str], tmp_path: Path) -> None:
    changed = _swapped("000", words)
    assert await _wrong(changed, tmp_path, "stance") == []


@pytest.mark.parametrize(
    ("thing", "printed"),
    [("U.S. military personnel", "U.S. naval advisers"), ("U.S. military personnel", "American soldiers")],
)
async def test_another_object(thing: str, printed: str, tmp_path: Path) -> None:
    changed = _swapped("000", {thing: printed, "Honduras Demands Withdrawal of U.S. Military": "Tensions Over Bases"})
    assert await _wrong(changed, tmp_path, "stance") == []


@pytest.mark.parametrize(
    "words",
    [
        {"has called for": "has not called for"},
        {"has called for": "has never called for"},
        {"has called for": "could call for"},
        {"the Honduran government has called": "activists have called"},
    ],
)
async def test_an_act_denied_or_not_a_states_is_no_stance(words: dict[str, str], tmp_path: Path) -> None:
    changed = _swapped("000", words | {"Honduras Demands Withdrawal of U.S. Military": "Tensions Over Bases"})
    _drop(changed, "stance", "act", "demand")
    assert await _wrong(changed, tmp_path, "stance") == []


@pytest.mark.parametrize(
    "words",
    [
        {"met with": "conferred with"},
        {"met with": "sat down with"},
        {"Kevin K. McAleenan": "Dana R. Whitfield", "Hugo Rodriguez": "Ines Varga"},
        {"Juan Orlando Hernandez": "Xiomara Castro"},
        {"Acting Secretary of the Department of Homeland Security": "Director of U.S. Immigration"},
        {"August 27, 2019": "October 3, 2021"},
        {"improving security and addressing irregular": "ending smuggling and managing regular"},
    ],
)
async def test_other_words_in_a_meeting(words: dict[str, str], tmp_path: Path) -> None:
    assert await _wrong(_swapped("002", words), tmp_path, "engagement") == []


@pytest.mark.parametrize("verb", ["met", "gathered", "held talks", "held consultations"])
async def test_other_words_for_talks(verb: str, tmp_path: Path) -> None:
    assert await _wrong(_swapped("001", {"convened": verb}), tmp_path, "engagement") == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("002", {"met with": "did not meet with"}),
        ("002", {"met with": "refused to meet with"}),
        ("002", {"met with": "may meet with"}),
        (
            "001",
            {
                "convened to": "never convened to",
                "The recent diplomatic exchanges between": "The tense borders between",
                "ongoing discussions between": "ongoing rivalry between",
                "recent discussions between": "recent rifts between",
            },
        ),
    ],
)
async def test_a_meeting_denied_is_none(number: str, words: dict[str, str], tmp_path: Path) -> None:
    assert await _told(_swapped(number, words).text, tmp_path, "engagement") == []


@pytest.mark.parametrize("number", ["000", "001", "002"])
async def test_deleting_what_tells_a_fact_removes_it_alone(number: str, tmp_path: Path) -> None:
    text = seed(number).text
    found = await _told(text, tmp_path, *ALL)
    assert found
    everything = {_identity(record) for record in found}
    for record in found:
        left = await _without(text, _identity(record), tmp_path)
        assert left == everything - {_identity(record)}


async def _without(text: str, wanted: str, folder: Path) -> set[str]:
    """Delete the quotes of a record until nothing tells it any more; return what the text still tells."""
    for _ in range(4):
        found = {_identity(record): record for record in await _told(text, folder, *ALL)}
        if wanted not in found:
            return set(found)
        for quote in found[wanted].data["quotes"]:
            text = text.replace(f"- {quote}\n", "").replace(f"{quote}\n", "").replace(quote, "")
    raise AssertionError(f"{wanted} is told by more than its quotes")


def _drop(changed: Seed, kind: str, field: str, value: str) -> None:
    changed.expectation["expected"] = [
        entry
        for entry in changed.expectation["expected"]
        if entry["kind"] != kind or entry["record"].get(field) != value
    ]


def _swapped(number: str, words: dict[str, str]) -> Seed:
    """Swap words that the seed prints: a word that it does not print would make a test of nothing."""
    assert not [word for word in words if word not in seed(number).text]
    return seed(number).swapped(words)


async def _told(text: str, folder: Path, *names: str) -> list[LandedRecord]:
    return [record for record in await extracted(text, folder) if record.kind in names]


async def _wrong(changed: Seed, folder: Path, *names: str) -> list[Any]:
    return differences(held_against(changed, await extracted(changed.text, folder), *names))


def _identity(record: LandedRecord) -> str:
    """Return what a record is about: its key fields, where it stands among the tables left out."""
    fields = [field for field in kinds()[record.kind].model.key_fields if field != "table_index"]
    return json.dumps([record.kind, *(_at(record.data, field.split(".")) for field in fields)], sort_keys=True)


def _at(value: Any, path: list[str]) -> Any:
    if isinstance(value, list):
        return sorted(str(_at(item, path)) for item in value)
    return value if not path or value is None else _at(value[path[0]], path[1:])
