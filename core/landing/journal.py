"""The journal of calls to models, kept in the landing log."""

from __future__ import annotations

from core.landing.index import LandingIndex
from core.landing.writer import LandingWriter
from core.lines import ANSWERED, CallLine


class RunJournal:
    """The journal of a run's calls to models: what earlier runs were answered, and what this one is.

    Matches `extraction.engine.Journal`.
    """

    def __init__(self, index: LandingIndex, writer: LandingWriter) -> None:
        self._index = index
        self._writer = writer

    def answered(self, request_hash: str) -> CallLine | None:
        """Return the answer that this very request already got, in this run or an earlier one."""
        return self._index.answer(request_hash)

    def record(self, call: CallLine) -> None:
        """Put one call on disk, successful or not."""
        place = self._writer.append(call, sync=True)
        if call.outcome in ANSWERED:
            self._index.answers[call.request_hash] = place
