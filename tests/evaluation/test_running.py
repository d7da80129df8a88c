"""A model under evaluation, over a real server: what it answers, what not, and what is said before it is asked."""

from __future__ import annotations

import json

import pytest
from pydantic import SecretStr

from core.errors import PermanentEngineError
from core.settings import Settings
from evaluation.running import evaluate
from evaluation.selection import Selection, select
from schemas.registry import select_kinds
from tests.evaluation.conftest import Copy
from tests.model_server import (
    KEY,
    MODEL,
    Asked,
    Behaviour,
    Fails,
    ModelServer,
    Refuses,
    Says,
    model_server,
    nothing_found,
)

__all__ = ["model_server"]
ENGINE = f"openai/{MODEL}"


@pytest.fixture
def settings(model_server: ModelServer) -> Settings:
    return Settings(base_url=model_server.base_url, api_key=SecretStr(KEY), concurrency=2)


@pytest.fixture
def selection(copied: Copy) -> Selection:
    return select(copied.goldens, ["002", "004"], select_kinds(["deportation_flight", "agreement"]))


def test_a_model_is_asked_once_a_document(selection: Selection, settings: Settings, model_server: ModelServer) -> None:
    run = evaluate(ENGINE, selection, settings)
    assert len(model_server.requests) == 2
    assert run.scores.records.micro.missing == 2
    assert (run.scores.records.micro.precision, run.scores.records.micro.recall) == (None, 0.0)
    assert run.scores.failed_documents == 0


def test_what_grounding_refuses_is_missing_and_listed(
    selection: Selection, settings: Settings, model_server: ModelServer
) -> None:
    def script(asked: Asked) -> Behaviour:
        if "Mexico" not in asked.user:
            return nothing_found(asked)
        quote = "Mexico has taken an unprecedented step by refusing to accept a scheduled U.S. deportation flight."
        empty = dict.fromkeys(asked.schema["properties"]["deportation_flights"]["items"]["properties"])
        lists = {"quotes": [quote], "attribution": [], "transit_countries": [], "nationalities": []}
        told = {"modality": "asserted", "status": "refused", "sending_country": "USA", "destination_country": "MEX"}
        flight = {**empty, **lists, **told, "operator": "Omni Air"}
        return Says(json.dumps({"agreements": [], "deportation_flights": [flight]}))

    model_server.script = script
    run = evaluate(ENGINE, selection, settings)
    (document,) = [one for one in run.documents if one.name.startswith("004")]
    assert document.record_counts == {"deportation_flight": (1, 0, 0, 0)}
    assert [(one.field, one.value, one.stage) for one in document.ungrounded] == [("operator", "Omni Air", "ground")]
    assert run.scores.ungrounded == 1
    assert "deportation_flight.operator" not in document.value_counts


def test_a_document_without_an_answer_has_everything_missing(
    selection: Selection, settings: Settings, model_server: ModelServer
) -> None:
    model_server.script = lambda asked: Refuses() if "Mexico" in asked.user else nothing_found(asked)
    run = evaluate(ENGINE, selection, settings)
    (failed,) = [one for one in run.documents if one.failure]
    assert failed.name.startswith("004")
    assert failed.record_counts == {"deportation_flight": (0, 0, 1, 0)}
    assert run.scores.failed_documents == 1


def test_where_no_document_can_be_answered_it_ends(
    selection: Selection, settings: Settings, model_server: ModelServer
) -> None:
    model_server.script = lambda _: Fails(401, "invalid_api_key", "wrong key")
    with pytest.raises(PermanentEngineError):
        evaluate(ENGINE, selection, settings)
