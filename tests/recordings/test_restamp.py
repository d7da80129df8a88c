"""`dossier record --restamp`: answers by hand, through the real path again, and what then comes of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.errors import UsageError
from extraction.reading import read_document
from extraction.recordings.restamping import Restamped, restamp
from tests.recordings.conftest import Clone, Typed

QUOTE = "Mexico has taken an unprecedented step by refusing to accept a scheduled U.S. deportation flight."


async def stamped(clone: Clone, case: str) -> Restamped:
    return await restamp(clone.recording(case), read_document(str(clone.source)))


async def test_a_new_case_is_its_answers_and_what_they_are_about(clone: Clone) -> None:
    answer = {"deportation_flights": [{"quotes": [QUOTE], "status": "refused"}]}
    clone.write(clone.recording("mine"), {"about": "Mine.", "exchanges": [{"answer": answer}]})
    made = await stamped(clone, "mine")

    assert made.recording.engine == made.recording.made_by == "hand-annotated"
    assert made.recording.exchanges[0].request_hash
    assert made.recording.expected is not None
    assert [one.record["status"] for one in made.recording.expected.records] == ["refused"]
    assert '+    "status": "refused"' in made.difference


async def test_what_was_stamped_and_still_holds_has_no_difference(clone: Clone) -> None:
    before = json.loads(clone.recording().read_text())
    made = await stamped(clone, "answer")

    assert made.difference == ""
    assert made.recording.integrity == before["integrity"]


async def test_a_request_without_an_answer_is_shown(clone: Clone) -> None:
    answer = {"deportation_flights": [{"quotes": ["It never says this at all."], "status": "refused"}]}
    clone.write(clone.recording("mine"), {"about": "Mine.", "exchanges": [{"answer": answer}]})
    with pytest.raises(UsageError, match="after 1 answer there is one more request") as failed:
        await stamped(clone, "mine")

    assert "it stands nowhere in the document" in str(failed.value)
    assert "as a further exchange" in str(failed.value)


async def test_an_answer_that_nobody_asks_for_is_refused(clone: Clone) -> None:
    exchange: dict[str, Any] = {"answer": {"stances": []}}
    clone.write(clone.recording("mine"), {"about": "Mine.", "exchanges": [exchange, exchange]})
    with pytest.raises(UsageError, match="1 of 2 exchanges are never asked for"):
        await stamped(clone, "mine")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ({"made_by": "openai/gpt-5", "exchanges": []}, "was made by an engine: only what is hand-annotated"),
        ({"exchanges": [{"text": ""}]}, "about: Field required"),
        ({"about": "x", "exchanges": [{"text": "", "refusal": "no"}]}, "has one of: answer, text, refusal"),
        ([], "was made by an engine"),
    ],
)
async def test_what_cannot_be_stamped_is_refused(clone: Clone, content: object, complaint: str) -> None:
    clone.write(clone.recording("mine"), content)
    with pytest.raises(UsageError, match="mine") as failed:
        await stamped(clone, "mine")
    assert complaint in str(failed.value)


async def test_answers_by_hand_lie_in_no_engines_folder(clone: Clone) -> None:
    path = clone.write(clone.recording("mine", "openai-gpt"), {"about": "x", "exchanges": [{"text": ""}]})
    with pytest.raises(UsageError, match="in the folder of an engine"):
        await restamp(path, read_document(str(clone.source)))


def test_where_only_the_prompt_has_changed_nothing_comes_of_it(typed: Typed, clone: Clone) -> None:
    for path in clone.recording().parent.iterdir():
        clone.change(path, prompt_version="extract/v1", prompt_hash="0" * 64)
    done = typed("record", "--restamp", str(clone.recording()))
    assert (done.code, done.out) == (0, "")
    assert "1 of 1 stamped; 1 come to what they came to before" in done.err
    listed = typed("record", "--check", DOSSIER_GOLDENS=str(clone.goldens)).out
    assert f"fresh  {clone.recording().relative_to(clone.root)}\n" in listed
    assert str(clone.root) not in listed


def test_a_changed_answer_is_shown_and_written_only_if_wanted(typed: Typed, clone: Clone) -> None:
    path = clone.recording()
    content = json.loads(path.read_text())
    content["exchanges"][0]["answer"]["deportation_flights"][0]["destination_country"] = "USA"
    clone.write(path, content)
    edited = path.read_bytes()

    refused = typed("record", "--restamp", str(path), stdin="n\n")
    assert refused.code == 1
    assert '-    "destination_country": "MEX"' in refused.out
    assert '+    "destination_country": "USA"' in refused.out
    assert path.read_bytes() == edited
    taken = typed("record", "--restamp", str(path), "--yes")
    assert taken.code == 0, taken.err
    assert typed("record", "--check").code == 0
