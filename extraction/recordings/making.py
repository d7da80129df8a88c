"""Making a recording: one document through one engine by the real path, its raw answers kept."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version

from core.document import Document
from core.errors import BudgetReachedError, DossierError, EngineError, PermanentEngineError
from core.identity import canonical_json, digest
from core.lines import CallLine, ExtractionLine, now
from extraction.engine import Budget, Claim, Engine, Journal, Reply, Request, RunContext, Unlimited, unclaimed
from extraction.engines.model.engine import ModelEngine
from extraction.engines.replay.engine import asked_for_items
from extraction.pipeline import extract, extraction_id
from extraction.recordings.format import Recorded, Recording, Usage, name_without_path, write_recording
from extraction.recordings.freshness import basis
from extraction.recordings.plan import Task
from schemas.registry import Kind

REFUSED = re.compile(r"HTTP 400(?:: (?P<code>\w+))?(?:: (?P<detail>.*))?", re.DOTALL)
"""`extraction.engines.model.failures.Failure.summary` of a request that the server does not take."""


@dataclass(frozen=True)
class Made:
    """A recording and what came of its answers."""

    recording: Recording
    line: ExtractionLine


@dataclass(frozen=True)
class Terms:
    """On what terms an engine is recorded: where its calls are kept besides, and what they may take."""

    run_id: str = "record"
    journal: Journal | None = None
    budget: Budget = field(default_factory=Unlimited)
    claim: Claim = unclaimed


class AnswerJournal:
    """Keeps the answers of one extraction, by request, and passes all calls on; matches `extraction.engine.Journal`."""

    def __init__(self, beyond: Journal | None = None) -> None:
        self.answers: dict[str, CallLine] = {}
        self._beyond = beyond

    def answered(self, request_hash: str) -> CallLine | None:
        """Return what this request got already: asked a second time, a run would not pay for it either."""
        call = self.answers.get(request_hash)
        if call and call.raw is not None:
            return call
        known = self._beyond.answered(request_hash) if self._beyond else None
        if known is not None:
            self.answers[request_hash] = known
        return known

    def record(self, call: CallLine) -> None:
        """Keep a call that brought an answer, whatever it says, and one that was too long for the model."""
        if self._beyond:
            self._beyond.record(call)
        if call.raw is not None or _refusal(call):
            self.answers[call.request_hash] = call


class Recorder:
    """An engine whose answers are kept; satisfies `extraction.engine.Engine`."""

    def __init__(self, engine: Engine, beyond: Journal | None = None) -> None:
        self._engine = engine
        self._journal = AnswerJournal(beyond)
        self._items: dict[str, Recorded] = {}

    @property
    def name(self) -> str:
        """The recorded engine's."""
        return self._engine.name

    @property
    def identity(self) -> str:
        """The recorded engine's."""
        return self._engine.identity

    @property
    def prompt_version(self) -> str | None:
        """The recorded engine's."""
        return self._engine.prompt_version

    @property
    def reask_rounds(self) -> int:
        """As often as the recorded engine."""
        return self._engine.reask_rounds

    def kinds_answered(self, kinds: Sequence[Kind]) -> tuple[Kind, ...]:
        """Return those that the recorded engine answers."""
        return self._engine.kinds_answered(kinds)

    def rendered(self, request: Request) -> str:
        """Return the request as the recorded engine reads it."""
        return self._engine.rendered(request)

    def text_room(self, request: Request, context_tokens: int | None = None) -> int | None:
        """Return what the recorded engine takes."""
        return self._engine.text_room(request, context_tokens)

    async def aclose(self) -> None:
        """Close the recorded engine."""
        await self._engine.aclose()

    @property
    def speaks_http(self) -> bool:
        """Whether what it answers are HTTP bodies, to be served below the client library again."""
        return isinstance(self._engine, ModelEngine) and self._engine.speaks_http

    @property
    def exchanges(self) -> tuple[Recorded, ...]:
        """What was asked and answered, in order."""
        if not self.speaks_http:
            return tuple(self._items.values())
        return tuple(_exchange(call) for call in self._journal.answers.values())

    async def ask(self, request: Request, run: RunContext) -> Reply:
        """Pass the request on, and keep what comes back."""
        reply = await self._engine.ask(request, dataclasses.replace(run, journal=self._journal))
        request_hash = digest(asked_for_items(request))
        self._items[request_hash] = Recorded(
            request_hash=request_hash, body=canonical_json(reply.raw), usage=_usage(reply.calls)
        )
        return reply


async def make_recording(document: Document, kinds: tuple[Kind, ...], engine: Engine, terms: Terms = Terms()) -> Made:
    """Ask `engine` for `document`, and return its answers.

    Raises EngineError where none came, and BudgetReachedError where the budget leaves nothing for them.
    """
    recorder = Recorder(engine, terms.journal)
    identity = extraction_id(document, kinds, engine)
    async with terms.claim(identity):
        line = await extract(
            document, kinds, recorder, RunContext(terms.run_id, identity, AnswerJournal(), terms.budget)
        )
    if not any(exchange.status == HTTPStatus.OK for exchange in recorder.exchanges):
        raise EngineError(f"{document.source}: {line.rejects[0].reason if line.rejects else 'there was no answer'}")
    return Made(_recording(document, kinds, engine, recorder), line)


@dataclass(frozen=True)
class Asking:
    """Who is asked for what: an engine, the kinds, how many documents at a time, and on what terms."""

    engine: Engine
    kinds: tuple[Kind, ...]
    at_once: int
    terms: Terms = field(default_factory=Terms)


async def make_all(tasks: Sequence[Task], asking: Asking, say: Callable[[Task, Made | DossierError], None]) -> None:
    """Record every task, some at a time, each into its file; `say` hears what became of each that was begun.

    Raises PermanentEngineError where no document can succeed, LandingError where no answer can be kept: nothing is
    begun then, and what is under way ends by itself, as it is paid for.
    """
    places, errors = asyncio.Semaphore(asking.at_once), list[Exception]()

    async def make(task: Task) -> None:
        async with places:
            if errors:
                return
            try:
                made = await make_recording(task.document, asking.kinds, asking.engine, asking.terms)
                write_recording(task.path, made.recording)
            except PermanentEngineError as error:
                errors.append(error)
            except (EngineError, BudgetReachedError) as error:
                say(task, error)
            except Exception as error:  # noqa: BLE001 - raised again when the others have ended
                errors.append(error)
            else:
                say(task, made)

    await asyncio.gather(*(make(task) for task in tasks))
    if errors:
        raise errors[0]


def _recording(document: Document, kinds: Sequence[Kind], engine: Engine, recorder: Recorder) -> Recording:
    model = engine if isinstance(engine, ModelEngine) else None
    now_asked = basis(kinds, engine.prompt_version)
    return Recording(
        engine=name_without_path(engine.name),
        made_by=f"{name_without_path(engine.name)} through dossier {_version()}",
        made_at=now(),
        identity=engine.identity,
        level="http" if recorder.speaks_http else "items",
        model=model.model if model else None,
        api=model.api if model else None,
        parameters=model.parameters if model else {},
        context_tokens=model.context_tokens if model else None,
        prompt_version=now_asked.prompt_version,
        prompt_hash=now_asked.prompt_hash,
        schema_hash=now_asked.schema_hash,
        kinds=dict(now_asked.kinds),
        document_id=document.document_id,
        exchanges=recorder.exchanges,
    ).sealed()


def _exchange(call: CallLine) -> Recorded:
    if call.raw is not None:
        return Recorded(request_hash=call.request_hash, body=call.raw, usage=_usage([call]))
    refusal = _refusal(call)
    code, detail = (refusal["code"], refusal["detail"]) if refusal else (None, call.error)
    # The server's own words are not kept, for they may hold what is nobody's business: its code and message are.
    body = canonical_json({"error": {"code": code, "message": detail}})
    return Recorded(request_hash=call.request_hash, status=400, body=body)


def _refusal(call: CallLine) -> re.Match[str] | None:
    """Return what a server said that does not take a request; a document that is too long is asked in parts then."""
    return REFUSED.fullmatch(call.error or "")


def _usage(calls: Sequence[CallLine]) -> Usage:
    def total(counts: list[int | None]) -> int | None:
        known = [count for count in counts if count is not None]
        return sum(known) if known else None

    return Usage(
        tokens_in=total([call.tokens_in for call in calls]),
        tokens_cached=total([call.tokens_cached for call in calls]),
        tokens_out=total([call.tokens_out for call in calls]),
        tokens_reasoning=total([call.tokens_reasoning for call in calls]),
    )


def _version() -> str:
    try:
        return version("dossier")
    except PackageNotFoundError:  # run from the source tree, without an installation
        return "from its source"
