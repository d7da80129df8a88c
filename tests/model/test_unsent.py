"""What would be sent: in the order of the document, in whatever order its parts were looked at."""

from __future__ import annotations

from dataclasses import replace

from extraction.engine import NoJournal, Part, RunContext
from extraction.engines.model.unsent import unsent_engine
from tests.model.conftest import OpenEngine, request_of


async def test_the_parts_of_a_document_come_one_after_the_other(open_engine: OpenEngine) -> None:
    engine, whole = unsent_engine(open_engine()), request_of("One. Two. Three.")
    parts = [Part((5 * number, 5 * number + 5), number + 1, 3) for number in range(3)]
    run = RunContext("run-1", "extraction-1", NoJournal())

    for part in (parts[2], parts[0], parts[1]):
        await engine.ask(replace(whole, part=part), run)

    assert [unsent.request.part for unsent in engine.unsent("extraction-1")] == parts
    await engine.aclose()
