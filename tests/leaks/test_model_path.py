"""Neither key nor document shows in a log, an error or a `repr` of the model path, however a call ends."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from core.document import Document
from core.errors import DossierError
from core.landing.index import LandingIndex
from core.landing.journal import RunJournal
from core.landing.log import LandingLog
from extraction.engine import Request, RunContext
from extraction.engines.model import open_model_engine
from extraction.engines.model.engine import ModelEngine
from extraction.pipeline import extract
from extraction.reading import read_document
from schemas.registry import select_kinds
from tests.leaks.canaries import KEY, TEXT, WORD, as_printed, loud_logging, our_objects, seen
from tests.model_server import Asked, Behaviour, Drops, Fails, ModelServer, Refuses, Says, Sends, Waits, model_server

__all__ = ["model_server"]

SENTENCE = TEXT.split("\n\n")[1]
ITEM = {"quotes": [SENTENCE], "modality": "asserted", "destination_country": "KEN", "status": "arrived"}
ANSWER = Says(json.dumps({"deportation_flights": [ITEM]}))
WRONG = Says(json.dumps({"deportation_flights": [{**ITEM, "destination_country": "TUV"}, SENTENCE], "remarks": [TEXT]}))
ENDINGS: dict[str, Behaviour] = {
    "answer": ANSWER,
    "answer that does not hold": WRONG,
    "refusal": Refuses(f"I will not read that {SENTENCE}"),
    "cut off": Says(f'{{"deportation_flights": [{json.dumps(ITEM)}, {{"quotes": ["{SENTENCE[:60]}', finish="length"),
    "no JSON": Says(f"It says: {SENTENCE}"),
    "empty": Says(""),
    "401": Fails(401, "invalid_api_key", f"Incorrect API key provided: {KEY}"),
    "403": Fails(403, message=f"{KEY} may not"),
    "404": Fails(404, message=f"no model for {KEY}"),
    "400": Fails(400, message=f"invalid message: {SENTENCE}"),
    "400 about the document": Fails(400, "content_policy_violation", f"not allowed: {TEXT}"),
    "too long": Fails(400, "context_length_exceeded", f"too long: {SENTENCE}"),
    "429": Fails(429, message=f"{KEY} asks too often"),
    "500": Fails(500, message=f"failed at {SENTENCE} for {KEY}"),
    "page": Sends(f"<html>{SENTENCE} {KEY}</html>"),
    "error in a success": Sends(json.dumps({"error": {"code": "busy", "message": f"{KEY} {SENTENCE}"}})),
    "reset": Drops(),
    "too slow": Waits(0.6, ANSWER),
}


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    found = read_document(str(path))
    assert found.title == f"{WORD} report"
    return found


@pytest.fixture
def run(tmp_path: Path) -> Iterator[RunContext]:
    log = LandingLog(tmp_path / "landing")
    with log.writer() as writer:
        yield RunContext("run-1", "extraction-1", RunJournal(LandingIndex.of(log), writer))


@pytest_asyncio.fixture
async def engine(ending: str, model_server: ModelServer) -> AsyncIterator[ModelEngine]:
    api = ("chat", "responses")[list(ENDINGS).index(ending) % 2]
    options = model_server.options(api_key=SecretStr(KEY), api=api, timeout_s=0.5)
    opened = open_model_engine("openai/stub", replace(options, backoff=replace(options.backoff, attempts=2)))
    yield opened
    await opened.aclose()


@pytest.mark.parametrize("ending", ENDINGS)
async def test_nothing_shows_however_a_call_ends(
    ending: str, document: Document, engine: ModelEngine, run: RunContext, model_server: ModelServer
) -> None:
    refused: list[Behaviour] = []

    def script(asked: Asked) -> Behaviour:
        if isinstance(ENDINGS[ending], Fails) and ending == "429" and refused:
            return ANSWER
        refused.append(ENDINGS[ending])
        return refused[-1]

    model_server.key, model_server.script = KEY, script
    kinds = select_kinds(["deportation_flight"])
    printed = []
    with loud_logging() as said:
        for ask in (extract(document, kinds, engine, run), engine.ask(Request(document, kinds), run)):
            try:
                await ask
            except DossierError as error:
                printed.append(as_printed(error))
    assert seen(said.getvalue()) == []
    assert [line for error in printed for line in seen(error)] == []
    assert shown_by_objects() == {}


def shown_by_objects() -> dict[str, str]:
    """Return the classes of ours that show a canary, and what they show."""
    shown = {}
    for one in our_objects():
        if found := seen(repr(one)):
            shown[f"{type(one).__module__}.{type(one).__qualname__}"] = found[0]
    return shown
