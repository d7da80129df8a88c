"""From `replay:<engine>/<case>` to an engine: which recordings are meant, and which of them still hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.document import Document
from core.errors import NotRecordedError, UsageError
from extraction.engines.replay.engine import ReplayEngine
from extraction.recordings.format import Exchange, Recording
from extraction.recordings.store import DEFAULT_CASE, Stored, stored

REPLAY = "replay"


def open_replay_engine(name: str, goldens: Path) -> ReplayEngine:
    """Return the engine for `replay`, `replay:<engine>` or `replay:<engine>/<case>`.

    Raises UsageError for a name that no recording has, for `replay` where several engines are recorded, and where
    none of the recordings meant is fresh.
    """
    slug, _, case = name.removeprefix(REPLAY).removeprefix(":").partition("/")
    recordings = list(stored(goldens))
    meant = [
        each
        for each in recordings
        if each.case == (case or DEFAULT_CASE) and each.slug == (slug or _only_engine(recordings))
    ]
    if not meant:
        raise UsageError(f"nothing is recorded under {name!r}", hint=_what_there_is(recordings))
    return ReplayEngine(name, Chosen(name, meant))


class Chosen:
    """The recordings that were asked for, one a document; satisfies `extraction.engines.replay.engine.Recordings`."""

    def __init__(self, name: str, recordings: Sequence[Stored]) -> None:
        self._name = name
        self._left_out = {each.golden.document_id: each for each in recordings if not each.is_fresh}
        self._by_document: dict[str, tuple[Stored, Recording]] = {
            each.golden.document_id: (each, each.recording)
            for each in recordings
            if each.is_fresh and each.recording is not None
        }
        if not self._by_document:
            first = next(iter(self._left_out.values()))
            raise UsageError(f"{name}: none of {len(recordings)} recordings is fresh\n{first.complaint}", hint=CHECK)

    def of(self, document: Document) -> Recording:
        """Return the recording that answers for `document`; raises NotRecordedError."""
        if (left_out := self._left_out.get(document.document_id)) is not None:
            raise NotRecordedError(f"{self._name}: {left_out.complaint}")
        if document.document_id not in self._by_document:
            raise NotRecordedError(f"{self._name}: nothing is recorded for {document.source}", hint=CHECK)
        return self._by_document[document.document_id][1]

    def all(self) -> list[Recording]:
        """Return the fresh ones."""
        return [recording for _, recording in self._by_document.values()]

    def answer(self, document_id: str, request_hash: str, _request: str) -> Exchange:
        """Return what is recorded for this request; raises NotRecordedError."""
        found, recording = self._by_document[document_id]
        for exchange in recording.exchanges:
            if exchange.request_hash == request_hash:
                return exchange
        raise NotRecordedError(
            f"{self._name}: {found.path.as_posix()} has no answer to this request: what is sent has changed, or other "
            "kinds are asked for than were recorded",
            hint=f"`dossier record --check` tells more. To make it anew: {found.remedy}",
        )


CHECK = "`dossier record --check` lists all recordings; `dossier record --engine ENGINE SOURCE` makes one."


def _only_engine(recordings: Sequence[Stored]) -> str:
    slugs = sorted({each.slug for each in recordings})
    if len(slugs) > 1:
        raise UsageError(
            f"{len(slugs)} engines are recorded: which one?",
            hint="Type one of: " + ", ".join(f"--engine {REPLAY}:{slug}" for slug in slugs),
        )
    return slugs[0] if slugs else ""


def _what_there_is(recordings: Sequence[Stored]) -> str:
    known = sorted({f"{REPLAY}:{each.slug}/{each.case}" for each in recordings})
    return f"Recorded: {', '.join(known)}." if known else CHECK
