"""What has changed since a recording was made is named, the recording left out, and the command said."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.document import Document
from core.errors import NotRecordedError, UsageError
from core.settings import Settings
from extraction.engine import Engine, NoJournal, RunContext
from extraction.engines import open_engine
from extraction.pipeline import extract, extraction_id
from extraction.reading import read_document
from extraction.recordings.checking import FIRST_REQUEST, LATER_REQUEST, OTHER_RESULT, checked
from extraction.recordings.format import read_recording, write_recording
from extraction.recordings.store import Stored, stored
from schemas.registry import select_kinds
from tests.recordings.conftest import DOCUMENT, Clone

ALL = select_kinds(None)


def only(clone: Clone, case: str = "answer") -> Stored:
    return next(each for each in stored(clone.goldens) if each.case == case)


def reseal(clone: Clone, case: str = "answer", **changes: Any) -> Stored:
    """Make a recording as it would have been made when these things were so."""
    path = clone.recording(case)
    write_recording(path, read_recording(path).model_copy(update=changes).sealed())
    return only(clone, case)


def test_an_untouched_recording_is_fresh(clone: Clone) -> None:
    assert only(clone).problems == ()


def test_a_newer_prompt_is_named(clone: Clone) -> None:
    found = reseal(clone, prompt_version="extract/v1")

    assert "it was extract/v1" in found.problems[0]
    assert "the prompt is extract/v" in found.complaint
    assert found.complaint.endswith(f"Type: dossier record --restamp {found.path.as_posix()}")


def test_a_changed_text_of_the_prompt_is_named(clone: Clone) -> None:
    (problem,) = reseal(clone, prompt_hash="0" * 64).problems

    assert problem.startswith("the text of the prompt extract/v")


def test_a_changed_kind_is_named(clone: Clone) -> None:
    kinds = read_recording(clone.recording()).kinds
    found = reseal(clone, kinds={**kinds, "stance": "0" * 64, "treaty": "1" * 64, "extra": "2"})

    assert found.problems == ("the schema has changed: extra is gone, stance differs, treaty is gone",)


def test_a_changed_document_is_named(clone: Clone) -> None:
    clone.change(clone.goldens / DOCUMENT / "expected.json", document_id="0" * 64)

    assert only(clone).problems == ("the document has changed",)


def test_an_edited_recording_is_named(clone: Clone) -> None:
    path = clone.recording()
    content = json.loads(path.read_text())
    content["exchanges"][0]["answer"]["deportation_flights"][0]["status"] = "arrived"
    clone.write(path, content)

    assert only(clone).problems == ("it was edited after it was made",)
    assert only(clone).remedy == f"dossier record --restamp {path.as_posix()}"


def test_an_edited_answer_of_an_engine_is_to_be_restored(clone: Clone) -> None:
    path = clone.recording(slug="openai-gpt")
    content = {**json.loads(clone.recording().read_text()), "engine": "openai/gpt", "made_by": "openai/gpt"}
    content["exchanges"] = [{"request_hash": "0", "body": "{}"}]
    clone.write(path, {**content, "integrity": "1"})
    found = next(each for each in stored(clone.goldens) if each.slug == "openai-gpt")

    assert found.remedy == f"git checkout {path.as_posix()}"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"made_by": "openai/gpt-5"}, "either all of a recording is hand-annotated"),
        ({"engine": "openai/gpt-5"}, "either all of a recording is hand-annotated"),
        ({"exchanges": []}, "exchanges: "),
        ({"format": 2}, "format: "),
    ],
)
def test_a_file_that_is_no_recording_is_named(clone: Clone, change: dict[str, Any], complaint: str) -> None:
    clone.change(clone.recording(), **change)
    (problem,) = only(clone).problems

    assert f"{clone.recording().as_posix()} is no recording: " in problem
    assert complaint in problem


@pytest.mark.parametrize(("number", "problem"), [(0, FIRST_REQUEST), (1, LATER_REQUEST)])
async def test_a_changed_request_is_told_from_a_changed_re_ask(clone: Clone, number: int, problem: str) -> None:
    exchanges = list(read_recording(clone.recording("summarised-quote")).exchanges)
    exchanges[number] = exchanges[number].model_copy(update={"request_hash": "0"})
    found = await checked(reseal(clone, "summarised-quote", exchanges=tuple(exchanges)))

    assert found.problems == (problem,)


async def test_another_outcome_of_the_same_answers_is_named(clone: Clone) -> None:
    clone.change(clone.recording(), expected={"status": "ok", "records": [], "rejects": []})

    assert (await checked(only(clone))).problems == (OTHER_RESULT,)


def engine_of(clone: Clone, name: str = "replay") -> Engine:
    return open_engine(name, Settings(goldens=clone.goldens))


async def test_a_stale_recording_fails_its_document_with_the_command(clone: Clone) -> None:
    reseal(clone, "refusal", prompt_version="extract/v1")
    with pytest.raises(UsageError, match="none of 1 recordings is fresh") as failed:
        engine_of(clone, "replay:hand-annotated/refusal")
    assert "dossier record --restamp" in str(failed.value)


async def test_a_request_that_nothing_answers_fails_its_document(clone: Clone) -> None:
    engine, other = engine_of(clone), Document("Another text.", "news/other.txt")
    with pytest.raises(NotRecordedError, match="nothing is recorded for news/other") as failed:
        engine_of(clone)._recordings.of(other)  # type: ignore[attr-defined]
    assert "dossier record --engine ENGINE SOURCE" in str(failed.value)
    line = await extract(other, ALL, engine, RunContext("run", "id", NoJournal()))
    assert (line.status, line.rejects[0].stage) == ("failed", "engine")
    await engine.aclose()


async def test_a_re_ask_that_nothing_answers_fails_its_document_too(clone: Clone) -> None:
    first = read_recording(clone.recording("summarised-quote")).exchanges[:1]
    reseal(clone, "summarised-quote", exchanges=first)
    engine = engine_of(clone, "replay:hand-annotated/summarised-quote")
    line = await extract(read_document(str(clone.source)), ALL, engine, RunContext("run", "id", NoJournal()))

    assert (line.status, line.records) == ("failed", [])
    assert "summarised-quote.json has no answer to this request" in line.rejects[0].reason
    await engine.aclose()


async def test_fewer_kinds_are_another_request(clone: Clone) -> None:
    engine, few = engine_of(clone), select_kinds(["stance"])
    line = await extract(read_document(str(clone.source)), few, engine, RunContext("run", "id", NoJournal()))

    assert "other kinds are asked for than were recorded" in line.rejects[0].reason
    await engine.aclose()


def test_another_answer_is_another_extraction(clone: Clone) -> None:
    document = read_document(str(clone.source))
    names = ["replay", "replay:hand-annotated/refusal", "replay:hand-annotated/json-in-fence"]
    assert len({extraction_id(document, ALL, engine_of(clone, name)) for name in names}) == 3


def test_an_unknown_name_lists_what_is_recorded(clone: Clone) -> None:
    with pytest.raises(UsageError, match="nothing is recorded under 'replay:gpt'") as failed:
        engine_of(clone, "replay:gpt")
    assert "replay:hand-annotated/refusal" in str(failed.value)


def test_of_several_engines_one_is_to_be_named(clone: Clone) -> None:
    clone.write(clone.recording(slug="openai-gpt"), json.loads(clone.recording().read_text()))
    with pytest.raises(UsageError, match="2 engines are recorded") as failed:
        engine_of(clone)
    assert "--engine replay:openai-gpt" in str(failed.value)
