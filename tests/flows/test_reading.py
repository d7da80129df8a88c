"""Reading beside the event loop: what takes long holds up nothing, and ends with who waits for it."""

from __future__ import annotations

import asyncio
import resource
from pathlib import Path

from core.document import Document
from extraction.reading import read_documents, takes_long
from flows.reading import one_by_one
from tests.reading.test_hostile_files import endless_pdf

FILES = Path(__file__).parents[1] / "reading" / "files"


async def first(source: Path) -> object:
    name = str(source)
    async for found in one_by_one(read_documents(name, max_bytes=1_000_000), beside=takes_long(name)):
        return found
    return None


def test_other_work_goes_on_while_a_pdf_is_read() -> None:
    async def both() -> tuple[object, int]:
        reading = asyncio.create_task(first(FILES / "page.pdf"))
        turns = 0
        while not reading.done():
            turns += 1
            await asyncio.sleep(0)
        return await reading, turns

    document, turns = asyncio.run(both())
    assert isinstance(document, Document)
    assert turns > 10


def test_a_pdf_that_nobody_waits_for_any_more_is_not_read_on(tmp_path: Path) -> None:
    sources = [tmp_path / f"{number}.pdf" for number in range(6)]  # more than there are places
    for source in sources:
        source.write_bytes(endless_pdf())

    async def dropped() -> list[bool]:
        reading = [asyncio.create_task(first(source)) for source in sources]
        await asyncio.sleep(1)
        for task in reading:
            task.cancel()
        await asyncio.wait(reading)
        return [task.cancelled() for task in reading]

    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    assert asyncio.run(dropped()) == [True] * len(sources)  # waits for its threads
    # Read to their limit, each would have taken two minutes of the processor.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 60
