"""The lines of the landing log: one JSON object a line, identifiers first.

The landing log is the system of record: the warehouse is a projection of these lines and of nothing else.
docs/landing-log.md describes them for readers outside this project; the fields here are the format.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Match = Literal["exact", "normalized", "fuzzy", "context", "derived"]
RejectStage = Literal["read", "triage", "engine", "validate", "ground", "crosscheck", "load"]
CallOutcome = Literal[
    "ok",
    "fenced",
    "refused",
    "truncated",
    "empty",
    "not_json",
    "rate_limited",
    "server_error",
    "no_response",
    "rejected",
    "cancelled",
    "error",
]
"""How a call to a model ended. The first six brought an answer (`ANSWERED`), the others brought none.

`fenced` is JSON out of a Markdown fence, taken like `ok`. `rate_limited` is HTTP 429, `server_error` 5xx and what else
passes by itself, `no_response` a connection that broke or a server too slow, `rejected` every other status,
`cancelled` a call that was in flight when the run ended. `error` stands in older logs for all of these.
"""

ANSWERED: frozenset[CallOutcome] = frozenset({"ok", "fenced", "refused", "truncated", "empty", "not_json"})
"""The outcomes of calls that brought what the model wrote: paid for, kept, and never asked for again."""


def now() -> datetime:
    """Return the current instant in UTC."""
    return datetime.now(UTC)


class Line(BaseModel):
    """What every line of the log is built on: immutable, and strict about its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Line):
    """Where the document says one leaf of a record.

    `quote` is the document's own characters `[char_start:char_end]`; only metadata from outside the text has no
    offsets, and then `quote` is the metadata's name. `score` is 0 to 1, 1.0 for exact.
    """

    field: str
    value: str
    quote: str
    char_start: int | None
    char_end: int | None
    match: Match
    score: float


class LandedRecord(Line):
    """One validated, grounded record: `data` is the model of `kind` as JSON."""

    record_id: str
    kind: str
    data: dict[str, Any]
    evidence: list[Evidence]


class Reject(Line):
    """What was not loaded, and why. `payload` is JSON text of the item or value; `field` is None for a whole item."""

    kind: str | None
    field: str | None
    stage: RejectStage
    reason: str
    payload: str | None = None


class Disagreement(Line):
    """A value of a model's record that the built-in rules read otherwise at the same place of the document."""

    record_id: str
    kind: str
    field: str
    model_value: str
    rules_value: str
    model_quote: str
    rules_quote: str


class RunLine(Line):
    """A run began or ended. The counts are None when it began."""

    line: Literal["run"] = "run"
    run_id: str
    event: Literal["started", "finished"]
    at: datetime = Field(default_factory=now)
    engine: str
    kinds: list[str]
    command: str
    documents: int | None = None
    extracted: int | None = None
    skipped: int | None = None
    failed: int | None = None
    records: int | None = None
    rejects: int | None = None
    cost_usd: float | None = None
    outcome: Literal["done", "failed_documents", "stopped", "interrupted", "budget"] | None = None


class MetadataItem(Line):
    """One `core.document.Metadata`, as landed."""

    name: str
    text: str = Field(repr=False)
    char_start: int | None
    char_end: int | None


class PartItem(Line):
    """One `core.document.Part`, as landed."""

    kind: str
    label: str = Field(repr=False)
    char_start: int
    char_end: int


class DocumentLine(Line):
    """A text seen for the first time by this log. `parts` are its pages or sections; older logs have none."""

    line: Literal["document"] = "document"
    document_id: str
    source: str
    at: datetime = Field(default_factory=now)
    title: str | None = Field(repr=False)
    published_on: date | None
    language: str | None
    media_type: str
    metadata: list[MetadataItem]
    parts: list[PartItem] = []
    text: str = Field(repr=False)


class SightingLine(Line):
    """A source was read in a run and held this document: what `document_sources` is made of.

    `archived` is the SHA-256 of the bytes in the archive that it was read from, where it was fetched; `tags` are those
    that the run was given for its sources.
    """

    line: Literal["sighting"] = "sighting"
    document_id: str
    source: str
    run_id: str
    at: datetime = Field(default_factory=now)
    archived: str | None = Field(default=None, exclude_if=lambda archived: archived is None)
    tags: list[str] = Field(default=[], exclude_if=lambda tags: not tags)


class ReadDocument(Line):
    """One document that came of a source, and the extraction that was asked of it."""

    source: str
    document_id: str
    extraction_id: str


class ReadingLine(Line):
    """A source was read to its end, and nothing in it could not be read: which documents came of these bytes.

    `reading_id` identifies the bytes and all that decides what comes of them: the source's name, what was said of it,
    the reader, and what is asked by which engine. Where it comes up again, the same documents would come of it.
    `left_out` counts by suffix what is of no kind that is read.
    """

    line: Literal["reading"] = "reading"
    reading_id: str
    source: str
    run_id: str
    at: datetime = Field(default_factory=now)
    documents: list[ReadDocument]
    left_out: dict[str, int] = Field(default={}, exclude_if=lambda left_out: not left_out)


class FetchLine(Line):
    """An address was asked for in a run: what came of it, and all that the next run asks by.

    `fetched` brought bytes, `unchanged` the same as before or the word that they are. `vanished` is 404 or 410.
    `from_feed` is a page that could not be had, of which the feed that named it holds a text; `archived` is that feed.
    `failed` is everything else, with the `reason`. `archived` is the SHA-256 of the bytes in the archive, `permanent`
    says that every redirect to `final_address` was one for ever, `is_list` that it is a feed, a sitemap or a list.
    `published_on` and `title` are what a feed said of the page.
    """

    line: Literal["fetch"] = "fetch"
    address: str
    outcome: Literal["fetched", "unchanged", "vanished", "from_feed", "failed"]
    run_id: str
    at: datetime = Field(default_factory=now)
    final_address: str | None = None
    permanent: bool = False
    status: int | None = None
    archived: str | None = None
    bytes: int | None = None
    media_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    is_list: bool = False
    named_by: str | None = None
    published_on: date | None = None
    title: str | None = Field(default=None, repr=False)
    reason: str | None = None


class CallLine(Line):
    """One call to a model: the raw answer, on disk before anything parses it.

    `request_hash` identifies the request as sent (parameters included, key and headers never): a line with an outcome
    of `ANSWERED` and the same `request_hash` is an answer already paid for, and is used instead of calling again.
    `bytes_in` is how long the request was. An answer that came in a file took no time that anybody knows: latency 0.
    """

    line: Literal["call"] = "call"
    request_hash: str
    extraction_id: str
    document_id: str
    run_id: str
    engine: str
    model: str
    attempt: int
    at: datetime = Field(default_factory=now)
    outcome: CallOutcome
    latency_s: float
    bytes_in: int | None = None
    tokens_in: int | None = None
    tokens_cached: int | None = None
    tokens_out: int | None = None
    tokens_reasoning: int | None = None
    cost_usd: float | None = None
    error: str | None = None
    raw: str | None = Field(default=None, repr=False)


class RequestLine(Line):
    """One request that was written to a batch file, to be answered elsewhere: what its answer is put down to.

    With the `document` line of the same `document_id` it holds all that extracting takes: nothing else needs to be at
    hand when the answer comes. `identity` is the engine's, `api` the interface that the request is written for.
    """

    line: Literal["request"] = "request"
    request_hash: str
    custom_id: str
    extraction_id: str
    document_id: str
    run_id: str
    at: datetime = Field(default_factory=now)
    engine: str
    model: str
    identity: str
    api: Literal["responses", "chat"]
    kinds: list[str]
    prompt_version: str | None
    schema_hash: str
    bytes_in: int
    source: str
    title: str | None = Field(repr=False)
    published_on: date | None
    language: str | None
    media_type: str
    metadata: list[MetadataItem]


class ExtractionLine(Line):
    """One extraction of one document: its records with their evidence, and what was rejected.

    Status `ok` is done and never repeated under the same `extraction_id`; `failed` is tried again by the next run.
    `partial` counts like `ok`, but is not done: some records that did not hold wait to be asked for again. `skipped`
    was not asked at all, because triage found nothing in the document: a run without triage asks it.
    `disagreements` are what the built-in rules read otherwise than a model. `models_hash` says what the records were
    checked by: with another one, or none as in older logs, every load checks them again.
    """

    line: Literal["extraction"] = "extraction"
    extraction_id: str
    status: Literal["ok", "partial", "failed", "skipped"]
    document_id: str
    source: str
    run_id: str
    at: datetime = Field(default_factory=now)
    engine: str
    kinds: list[str]
    prompt_version: str | None
    schema_hash: str
    models_hash: str | None = None
    records: list[LandedRecord]
    rejects: list[Reject]
    disagreements: list[Disagreement] = []


class RejectLine(Line):
    """A source that could not become a document, so that no extraction can carry the reason."""

    line: Literal["reject"] = "reject"
    source: str
    run_id: str
    at: datetime = Field(default_factory=now)
    stage: Literal["read"] = "read"
    reason: str


AnyLine = (
    RunLine
    | DocumentLine
    | SightingLine
    | ReadingLine
    | FetchLine
    | CallLine
    | RequestLine
    | ExtractionLine
    | RejectLine
)
parse_line: TypeAdapter[AnyLine] = TypeAdapter(Annotated[AnyLine, Field(discriminator="line")])
"""Validates one line of the log into its class: `parse_line.validate_json(text)`."""
