"""Every error that Dossier raises on purpose, in one tree.

    DossierError                  shown to the user: what is wrong, and what to type next
    ├── UsageError                bad usage or configuration: nothing was started (exit code 2)
    ├── DocumentError             one document cannot be read: a reject, the run goes on (exit code 1)
    │   └── FetchError            an address cannot be fetched, or must not be
    ├── EngineError               an engine could not answer for one document (exit code 1)
    │   ├── TruncatedAnswerError  the answer was cut off; it carries the items that arrived whole
    │   ├── TooLongError          the document does not fit into the model's context
    │   ├── NotRecordedError      a replay was asked what no recording answers: never passed over in silence
    │   ├── UnsentError           what sends nothing was asked what the landing log does not answer; holds the request
    │   └── PermanentEngineError  no document can succeed: wrong key, unknown model (stops the run, exit code 1)
    ├── BudgetReachedError        the run stopped at its budget; it can be resumed (exit code 3)
    ├── SchemaError               a kind in schemas/kinds breaks a rule of the projection or of strict schemas
    ├── PromptError               a prompt version is missing, was changed after it was committed, or lacks a variable
    ├── LandingError              the landing log cannot be written or read
    └── WarehouseError            the warehouse cannot be built, published or opened
        └── QueryError            a query is wrong, not allowed, or ran into a limit

Foreign exceptions are turned into these at one boundary each: reading, engines, landing log, warehouse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class DossierError(Exception):
    """Will be displayed to the user: `message` says what is wrong and where, `hint` what to type next."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return what the user reads: the message, and under it the hint."""
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class UsageError(DossierError):
    """Bad usage or configuration; nothing was started."""

    exit_code = 2


class DocumentError(DossierError):
    """One source cannot be read as a document; the rest of the run goes on."""


class FetchError(DocumentError):
    """An address cannot be fetched, or must not be; the rest of the run goes on."""


class EngineError(DossierError):
    """An engine could not answer for one document; the rest of the run goes on."""


class TruncatedAnswerError(EngineError):
    """The answer was cut off at its token limit. `raw` holds the items that arrived whole, by table name."""

    def __init__(self, message: str, raw: Mapping[str, Sequence[Any]], *, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.raw = raw


class TooLongError(EngineError):
    """The request does not fit the model's context. `limit` is that context in tokens, None if it does not say."""

    def __init__(self, message: str, limit: int | None = None, *, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.limit = limit


class NotRecordedError(EngineError):
    """A replay was asked what no fresh recording answers; the document fails, whichever request it was."""


class UnsentError(EngineError):
    """A request that would have been sent, where nothing is: its method, address and body, as they would go out."""

    def __init__(self, method: str, url: str, body: str) -> None:
        super().__init__(f"{method} {url} was not sent")
        self.method = method
        self.url = url
        self.body = body


class PermanentEngineError(EngineError):
    """No document can succeed until the user changes something; stops the run at once."""


class BudgetReachedError(DossierError):
    """The run stopped at the budget the user set; typing the same command again resumes it."""

    exit_code = 3


class SchemaError(DossierError):
    """A kind in `schemas/kinds` breaks a rule; found when the schemas are loaded."""

    exit_code = 2


class PromptError(DossierError):
    """A prompt version is missing, was changed after it was committed, or lacks a variable."""

    exit_code = 2


class LandingError(DossierError):
    """The landing log cannot be written or read."""


class WarehouseError(DossierError):
    """The warehouse cannot be built, published or opened; the landing log still holds everything."""


class QueryError(WarehouseError):
    """A query is wrong, not allowed, or ran into a limit."""
