"""Asked through instructor like any server: constrained to our schema, accounted for, and started when needed."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import jsonschema
import pytest

from core.errors import EngineError, PermanentEngineError
from core.landing.index import LandingIndex
from core.landing.journal import RunJournal
from core.landing.log import LandingLog
from core.lines import CallLine
from extraction.engine import Engine, RunContext
from extraction.engines.gguf import open_gguf_engine
from extraction.engines.model import ModelOptions
from extraction.engines.model.answers import read_answer
from schemas.registry import select_kinds
from schemas.wire import wire_schema
from tests.gguf.tiny_model import CONTEXT_TOKENS
from tests.model.conftest import request_of

OPTIONS = ModelOptions(context_tokens=CONTEXT_TOKENS)


def test_opening_starts_nothing_and_ends_nothing(tiny_model: Path) -> None:
    engine: Engine = open_gguf_engine(f"gguf:{tiny_model}", OPTIONS)

    assert engine.kinds_answered(select_kinds(None)) == select_kinds(None)
    assert engine.reask_rounds == 2
    asyncio.run(engine.aclose())


def test_its_answers_hold_to_the_schema_in_one_event_loop_after_another(tiny_model: Path, tmp_path: Path) -> None:
    log = LandingLog(tmp_path / "landing")
    engine = open_gguf_engine(f"gguf:{tiny_model}", OPTIONS, parallel=2, threads=1)

    async def ask_two(run: RunContext, *texts: str) -> None:
        requests = [request_of(text, "stance", "engagement") for text in texts]
        try:
            for reply in await asyncio.gather(*(engine.ask(request, run) for request in requests)):
                assert set(reply.raw) == {"engagements", "stances"}
        finally:
            await engine.aclose()

    with log.writer() as writer:
        run = RunContext("run-1", "extraction-1", RunJournal(LandingIndex.of(log), writer))
        asyncio.run(ask_two(run, "One.", "Two."))
        asyncio.run(ask_two(run, "Three.", "One."))  # the last one is known by now
    lines = [entry.line for entry in log.entries() if isinstance(entry.line, CallLine)]

    assert [line.outcome for line in lines] == ["ok"] * 3
    for line in lines:
        written = json.loads(read_answer(line.raw or "").text)
        jsonschema.validate(written, wire_schema(select_kinds(["stance", "engagement"])))
        assert line.tokens_in is not None


async def test_a_document_that_does_not_fit_costs_only_itself(tiny_model: Path, tmp_path: Path) -> None:
    log = LandingLog(tmp_path / "landing")
    engine = open_gguf_engine(f"gguf:{tiny_model}", ModelOptions(context_tokens=2048), threads=1)

    with log.writer() as writer:
        run = RunContext("run-1", "extraction-1", RunJournal(LandingIndex.of(log), writer))
        try:
            with pytest.raises(EngineError) as failed:
                await engine.ask(request_of("A sentence. " * 1000, "stance"), run)
            assert not isinstance(failed.value, PermanentEngineError)
        finally:
            await engine.aclose()
    assert not any(isinstance(entry.line, CallLine) for entry in log.entries()), "its tokens were counted, and not sent"


async def test_a_model_that_cannot_be_loaded_stops_the_run(tiny_model: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(tiny_model.read_bytes()[:-50_000])
    log = LandingLog(tmp_path / "landing")
    engine = open_gguf_engine(f"gguf:{cut}", OPTIONS)

    with log.writer() as writer, pytest.raises(PermanentEngineError, match="cannot load cut"):
        await engine.ask(request_of(), RunContext("run-1", "extraction-1", RunJournal(LandingIndex.of(log), writer)))
    await engine.aclose()
