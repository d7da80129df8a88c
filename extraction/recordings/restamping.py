"""Answers written by hand: sent through the real path again, and stamped with what they then answer and come to."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

import prompts
from core.document import Document
from core.errors import NotRecordedError, UsageError
from core.lines import ExtractionLine, now
from core.wording import counted, from_here
from extraction.engine import NoJournal, RunContext
from extraction.engines.model.messages import PROMPT
from extraction.engines.replay.engine import ReplayEngine
from extraction.pipeline import extract
from extraction.recordings.format import (
    HAND_ANNOTATED,
    Expected,
    ExpectedRecord,
    ExpectedReject,
    Part,
    Recording,
    Written,
    problem,
)
from extraction.recordings.freshness import basis
from extraction.recordings.store import slug_of
from schemas.registry import select_kinds

SLUG = slug_of(HAND_ANNOTATED)
ASKED_SHOWN = 1000


class Draft(Part):
    """What a person writes of a recording: the answers in the order in which they are asked for."""

    about: str = Field(min_length=1)
    exchanges: tuple[Written, ...] = Field(min_length=1)
    made_at: datetime = Field(default_factory=now)
    expected: Expected | None = None


@dataclass(frozen=True)
class Restamped:
    """A recording by hand as it now is, and what it came to before, if it was stamped before."""

    recording: Recording
    before: Expected | None

    @property
    def difference(self) -> str:
        """What changes in the records and rejects that it comes to, line by line; empty if nothing does."""
        old, new = (_lines(expected) for expected in (self.before, self.recording.expected))
        return "\n".join(difflib.unified_diff(old, new, "before", "now", n=3, lineterm=""))


def read_draft(path: Path) -> Draft:
    """Return the answers written in `path`; raises UsageError for a recording that an engine made, or for none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot read {from_here(path)}: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(f"{from_here(path)} is no JSON: {error}") from error
    if not isinstance(content, dict) or content.get("made_by", HAND_ANNOTATED) != HAND_ANNOTATED:
        raise UsageError(
            f"{from_here(path)} was made by an engine: only what is {HAND_ANNOTATED} can be stamped again",
            hint="Make it anew: dossier record --engine ENGINE SOURCE --replace",
        )
    if path.parent.name != SLUG:
        raise UsageError(
            f"{from_here(path)} holds answers written by hand, in the folder of an engine",
            hint=f"Move it to the folder {SLUG}/ beside it.",
        )
    try:
        return Draft.model_validate({name: content[name] for name in Draft.model_fields if name in content})
    except ValidationError as error:
        raise UsageError(f"{from_here(path)} is no recording: {problem(error)}") from error


async def restamp(path: Path, document: Document) -> Restamped:
    """Send the answers in `path` through the real path, each to the next new request, and stamp them.

    Raises UsageError where more is asked than is answered, or less.
    """
    draft = read_draft(path)
    script = Script(_unstamped(draft, document))
    engine = ReplayEngine(f"replay:{SLUG}/{path.stem}", script)
    try:
        line = await extract(document, select_kinds(None), engine, RunContext("record", "", NoJournal()))
    finally:
        await engine.aclose()
    if script.unanswered is not None:
        raise UsageError(
            f"{from_here(path)}: after {counted(len(script.stamped), 'answer')} there is one more request, "
            f"which ends:\n…{script.unanswered[-ASKED_SHOWN:]}",
            hint="Write what is answered to it as a further exchange.",
        )
    if script.left:
        raise UsageError(
            f"{from_here(path)}: {len(script.left)} of {len(draft.exchanges)} exchanges are never asked for",
            hint="Take the last of them out.",
        )
    recording = script.recording.model_copy(update={"exchanges": script.in_order, "expected": come_to(line)})
    return Restamped(recording.sealed(), draft.expected)


def come_to(line: ExtractionLine) -> Expected:
    """Return what an extraction came to, as an expectation holds it."""
    return Expected(
        status=line.status,
        records=tuple(ExpectedRecord(kind=each.kind, record=stated(each.data)) for each in line.records),
        rejects=tuple(
            ExpectedReject(kind=each.kind, field=each.field, stage=each.stage, reason=each.reason)
            for each in line.rejects
        ),
    )


class Script:
    """Written answers, the next one to each new request; satisfies `extraction.engines.replay.engine.Recordings`."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.left = {number: each for number, each in enumerate(recording.exchanges) if isinstance(each, Written)}
        self.stamped: dict[str, Written] = {}
        self._used: list[tuple[int, str]] = []
        self.unanswered: str | None = None

    def of(self, _document: Document) -> Recording:
        """Return the one there is."""
        return self.recording

    def all(self) -> Sequence[Recording]:
        """Return the one there is."""
        return [self.recording]

    def answer(self, _document_id: str, request_hash: str, request: str) -> Written:
        """Return what answers a request; raises NotRecordedError when the answers are used up."""
        if request_hash not in self.stamped:
            said = _last_message(request)
            number = next((number for number, each in self.left.items() if each.to is None or each.to in said), None)
            if number is None:
                self.unanswered = said
                raise NotRecordedError("there is no answer to this")
            self.stamped[request_hash] = self.left.pop(number).model_copy(update={"request_hash": request_hash})
            self._used.append((number, request_hash))
        return self.stamped[request_hash]

    @property
    def in_order(self) -> tuple[Written, ...]:
        """The stamped answers in the order in which they were written, whichever was asked for first."""
        return tuple(self.stamped[request_hash] for _, request_hash in sorted(self._used))


def _unstamped(draft: Draft, document: Document) -> Recording:
    kinds = select_kinds(None)
    asked = basis(kinds, prompts.latest(PROMPT).id)
    return Recording(
        about=draft.about,
        engine=HAND_ANNOTATED,
        made_by=HAND_ANNOTATED,
        made_at=draft.made_at,
        identity=HAND_ANNOTATED,
        level="http",
        model=HAND_ANNOTATED,
        api="chat",
        parameters={},
        prompt_version=asked.prompt_version,
        prompt_hash=asked.prompt_hash,
        schema_hash=asked.schema_hash,
        kinds=dict(asked.kinds),
        document_id=document.document_id,
        exchanges=draft.exchanges,
    )


def _last_message(request: str) -> str:
    try:
        return str(json.loads(request)["messages"][-1]["content"])
    except (ValueError, KeyError, IndexError, TypeError):
        return request


def stated(value: Any) -> Any:
    """Return JSON data without what is null or empty."""
    if isinstance(value, Mapping):
        inner = {name: stated(part) for name, part in value.items()}
        return {name: part for name, part in inner.items() if part not in (None, [], {})}
    return [stated(part) for part in value] if isinstance(value, list) else value


def _lines(expected: Expected | None) -> list[str]:
    if expected is None:
        return []
    return json.dumps(expected.model_dump(mode="json"), ensure_ascii=False, indent=1, sort_keys=True).splitlines()
