"""The lines of a log, batch by batch: while one is loaded, a thread puts the next into its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from core.landing.raw import Place
from schemas.registry import Kind
from warehouse.batch import Batch
from warehouse.cutting import Cutter

FOLDERS = 3
"""One that is filled, one that is loaded, and one of which something is still inserted beside."""

Filled = tuple[Batch, bool]
"""A batch, and whether there may be more."""


def batches(
    lines: Iterable[tuple[Place, bytes]], kinds: Mapping[str, Kind], folder: Path, *, trusting: bool
) -> Iterator[Batch]:
    """Yield batch after batch; what DuckDB reads of one stays there until the next but one is asked for."""
    cutter, lines = Cutter(kinds), iter(lines)

    def filled(number: int) -> Filled:
        with ExitStack() as if_it_fails:
            batch = if_it_fails.enter_context(Batch(kinds, cutter, folder / f"batch-{number % FOLDERS}", trusting))
            there_is_more = batch.fill(lines)
            if_it_fails.pop_all()
        return batch, there_is_more

    batch, there_is_more = filled(0)
    with ThreadPoolExecutor(1) as thread, ExitStack() as if_it_stops:
        for number in count(1):
            with batch:
                if there_is_more:
                    following = thread.submit(filled, number)
                    if_it_stops.callback(_close, following)
                yield batch
            if not there_is_more:
                return
            batch, there_is_more = following.result()
            if_it_stops.pop_all()


def _close(following: Future[Filled]) -> None:
    """Close the batch that nobody has asked for any more."""
    if not following.cancel() and following.exception() is None:
        batch, _ = following.result()
        batch.close()
