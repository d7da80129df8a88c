"""What a recording file holds: the raw answers of one engine for one document, and all that they depend on.

Nobody's key, header or host is in it: a request is known by the hash of its body alone. An engine's answers are kept
byte for byte (`body`). Answers written by hand hold what a model would have written (`answer`, `text`, `refusal`);
the response around it is put together when they are served. `integrity` tells an edited file from a recorded one.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from core.errors import UsageError
from core.identity import digest
from core.lines import RejectStage
from extraction.engines.model.options import Api

HAND_ANNOTATED = "hand-annotated"
"""Engine and maker of every recording that was written by hand: never a model's name."""

Level = Literal["http", "items"]
"""What a body is: an HTTP response of OpenAI's interfaces, or the raw items that something else made of an answer."""


class Part(BaseModel):
    """What every part of a recording is built on."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Usage(Part):
    """The tokens that the provider counted; None where it does not say."""

    tokens_in: int | None = None
    tokens_cached: int | None = None
    tokens_out: int | None = None
    tokens_reasoning: int | None = None


class Recorded(Part):
    """One request's hash and the answer to it, as it came."""

    request_hash: str
    status: int = 200
    body: str
    usage: Usage = Usage()


class Written(Part):
    """One answer written by hand: a JSON `answer`, a `text` that need be none, or a `refusal`.

    Answers are written in the order in which they are asked for; `to` names words of the request where several are
    asked at the same time (`part 2 of 2`).
    """

    request_hash: str | None = None
    to: str | None = None
    status: Literal[200] = Field(default=200, exclude=True)
    answer: dict[str, Any] | None = None
    text: str | None = None
    refusal: str | None = None
    cut_off: bool = False

    @model_validator(mode="after")
    def _says_one_thing(self) -> Written:
        if sum(said is not None for said in (self.answer, self.text, self.refusal)) != 1:
            raise ValueError("an exchange written by hand has one of: answer, text, refusal")
        return self

    @property
    def body(self) -> str:
        """The chat completion that carries it; no tokens, for none were spent."""
        content = self.text if self.answer is None else json.dumps(self.answer, ensure_ascii=False)
        message = {"role": "assistant", "content": content, "refusal": self.refusal}
        choice = {"index": 0, "finish_reason": "length" if self.cut_off else "stop", "message": message}
        completion = {"id": "", "object": "chat.completion", "created": 0, "model": HAND_ANNOTATED, "choices": [choice]}
        return json.dumps(completion, ensure_ascii=False)


class ExpectedRecord(Part):
    """A record that the answers come to; what is null or empty in it is left out."""

    kind: str
    record: dict[str, Any]


class ExpectedReject(Part):
    """A reject that they come to, without its payload."""

    kind: str | None
    field: str | None
    stage: RejectStage
    reason: str


class Expected(Part):
    """What the answers come to by the real path: for recordings written by hand, under test."""

    status: Literal["ok", "failed"]
    records: tuple[ExpectedRecord, ...]
    rejects: tuple[ExpectedReject, ...]


Exchange = Recorded | Written


class Recording(Part):
    """One file. `kinds` are the kinds asked for, each with the hash of its schema."""

    format: Literal[1] = 1
    about: str | None = None
    engine: str
    made_by: str
    made_at: datetime
    identity: str
    level: Level
    model: str | None
    api: Api | None
    parameters: dict[str, Any]
    context_tokens: int | None = None
    prompt_version: str | None
    prompt_hash: str | None
    schema_hash: str
    kinds: dict[str, str]
    document_id: str
    exchanges: tuple[Exchange, ...] = Field(min_length=1)
    integrity: str = ""
    expected: Expected | None = None

    @model_validator(mode="after")
    def _says_what_made_it(self) -> Recording:
        by_hand = [isinstance(exchange, Written) for exchange in self.exchanges]
        by_hand += [self.engine == HAND_ANNOTATED, self.made_by == HAND_ANNOTATED]
        if len(set(by_hand)) > 1:
            raise ValueError(f"either all of a recording is {HAND_ANNOTATED} (engine, made_by, exchanges) or nothing")
        return self

    @property
    def by_hand(self) -> bool:
        """Whether its answers were written by hand."""
        return self.made_by == HAND_ANNOTATED

    @property
    def counted_tokens(self) -> bool:
        """Whether the engine counted the tokens of what may fit and may not: a model in a file does."""
        return self.engine.partition(":")[0] == "gguf"

    @property
    def max_output_tokens(self) -> int | None:
        """The limit that answers had."""
        return self.parameters.get("max_tokens") or self.parameters.get("max_output_tokens")

    @property
    def computed_integrity(self) -> str:
        """The digest of all that replaying it depends on: not of what it is about and comes to."""
        return digest(self.model_dump(mode="json", exclude={"about", "integrity", "expected"}))

    def sealed(self) -> Recording:
        """Return it with its digest."""
        return self.model_copy(update={"integrity": self.computed_integrity})


def name_without_path(engine: str) -> str:
    """Return an engine's name; of `gguf:<path>` the file's name alone: where it lies is nobody else's business."""
    provider, colon, path = engine.partition(":")
    return f"{provider}:{Path(path).name}" if colon else engine


def read_recording(path: Path) -> Recording:
    """Return what the file holds; raises UsageError naming the file and the first thing that is wrong with it."""
    try:
        return Recording.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except ValidationError as error:
        raise UsageError(f"{path} is no recording: {problem(error)}") from error


def write_recording(path: Path, recording: Recording) -> None:
    """Write it, so that a reader sees all of the file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = recording.model_dump(mode="json", exclude_defaults=False)
    data["exchanges"] = [_without_nulls(exchange) for exchange in data["exchanges"]]
    if recording.expected is None:
        del data["expected"]
    draft = path.with_suffix(".tmp")
    draft.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    draft.replace(path)


def problem(error: ValidationError) -> str:
    """Return the first thing that is wrong, with its place."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else first["msg"]


def _without_nulls(exchange: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in exchange.items() if value is not None and value is not False}
