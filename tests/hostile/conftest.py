"""A model engine against the local server, asked for whole documents."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from pathlib import Path

import pytest_asyncio

from core.document import Document
from core.landing.index import LandingIndex
from core.landing.journal import RunJournal
from core.landing.log import LandingLog
from core.lines import ExtractionLine
from extraction.engine import RunContext
from extraction.engines.model import open_model_engine
from extraction.pipeline import extract, extraction_id
from schemas.registry import select_kinds
from tests.model_server import MODEL, ModelServer, model_server

__all__ = ["model_server"]

AT_ONCE = 16
ExtractAll = Callable[[Iterable[Document]], Awaitable[list[ExtractionLine]]]


@pytest_asyncio.fixture
async def extract_all(model_server: ModelServer, tmp_path: Path) -> AsyncIterator[ExtractAll]:
    """Send documents through the whole pipeline, several at a time, as a run does."""
    model_server.keeps_requests = False
    engine = open_model_engine(f"openai/{MODEL}", model_server.options())
    kinds = select_kinds(None)
    log = LandingLog(tmp_path / "landing")
    with log.writer() as writer:
        journal = RunJournal(LandingIndex.of(log), writer)

        places = asyncio.Semaphore(AT_ONCE)

        async def one(document: Document) -> ExtractionLine:
            async with places:  # a request takes some hundred kilobytes from its rendering on
                run = RunContext("run", extraction_id(document, kinds, engine), journal)
                return await extract(document, kinds, engine, run)

        async def every(documents: Iterable[Document]) -> list[ExtractionLine]:
            return await asyncio.gather(*(one(document) for document in documents))

        yield every
    await engine.aclose()
