"""The recordings of this repository: none edited, none stale, none with what is nobody's business."""

from __future__ import annotations

import json
import re

import pytest
from jsonschema import Draft202012Validator

from extraction.recordings.checking import checked
from extraction.recordings.format import Recorded, Written
from extraction.recordings.store import DEFAULT_CASE, Stored, stored
from schemas.registry import select_kinds
from schemas.wire import wire_schema
from tests.conftest import SEEDS
from tests.recordings.conftest import GOLDENS

ALL = list(stored(GOLDENS))
NOBODYS_BUSINESS = re.compile(
    r"sk-[A-Za-z0-9]{8}|bearer |authorization|api[_-]key|https?://(?!replay\.invalid)|/(home|root|tmp|Users)/", re.I
)


def named(each: Stored) -> str:
    return f"{each.golden.folder.name[:20]}-{each.slug}-{each.case}"


@pytest.mark.parametrize("each", ALL, ids=named)
async def test_a_recording_still_holds(each: Stored) -> None:
    found = await checked(each)

    if not found.is_fresh and found.recording is not None and not found.recording.by_hand and not found.was_edited:
        pytest.skip(found.complaint)  # to make it anew costs a model's time: it is named and counted
    assert found.is_fresh, found.complaint


@pytest.mark.parametrize("each", ALL, ids=named)
def test_a_recording_holds_nothing_of_keys_hosts_and_machines(each: Stored) -> None:
    assert NOBODYS_BUSINESS.findall(each.path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("each", ALL, ids=named)
def test_a_recording_says_what_made_it(each: Stored) -> None:
    assert each.recording is not None
    kind_of_answer = Written if each.recording.by_hand else Recorded
    assert all(isinstance(exchange, kind_of_answer) for exchange in each.recording.exchanges)
    assert each.recording.by_hand == (each.slug == "hand-annotated")
    assert each.recording.about or not each.recording.by_hand


GOOD = [each for each in ALL if each.slug == "hand-annotated" and each.case == DEFAULT_CASE]


def test_every_seed_has_a_good_answer_by_hand() -> None:
    assert {each.golden.source for each in GOOD} >= {f"seeds/{path.name}" for path in SEEDS.glob("*.txt")}


@pytest.mark.parametrize("each", GOOD, ids=named)
def test_a_good_answer_is_one_by_the_schema_that_is_sent(each: Stored) -> None:
    assert each.recording is not None
    (exchange,) = each.recording.exchanges
    answer = json.loads(json.loads(exchange.body)["choices"][0]["message"]["content"])
    Draft202012Validator(wire_schema(select_kinds(None))).validate(answer)
    assert each.recording.expected is not None
    assert each.recording.expected.rejects == ()
