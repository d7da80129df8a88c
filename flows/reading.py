"""The documents of a source, read beside the event loop where that takes long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

from extraction.reading import Found
from extraction.reading.isolated import end_reading


async def one_by_one(documents: Iterator[Found], *, beside: bool) -> AsyncIterator[Found]:
    """Yield `documents` as they are read, beside the event loop if that may take long.

    A PDF takes a process of its own and some seconds: the answers to other documents come in meanwhile. A thread
    cannot be cancelled, and nothing ends before its threads: what they wait for is ended.
    """
    while True:
        try:
            found = await asyncio.to_thread(_next, documents) if beside else _next(documents)
        except asyncio.CancelledError:
            end_reading()
            raise
        if found is None:
            return
        yield found


def _next(documents: Iterator[Found]) -> Found | None:
    """Return the next one, None at the end: StopIteration does not pass from a thread."""
    return next(documents, None)
