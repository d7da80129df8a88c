"""A language model as an engine: one request a document, one loop that repeats calls, everything accounted for."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from pydantic import SecretStr

import prompts
from core.errors import PermanentEngineError
from core.identity import canonical_json
from core.lines import ANSWERED
from extraction.engine import RawAnswer, Reply, Request, RunContext
from extraction.engines.model.answers import TokenCounts
from extraction.engines.model.context import MOST_BYTES_A_TOKEN, TEXT_BYTES_A_TOKEN, answer_room, text_room
from extraction.engines.model.failures import Failure
from extraction.engines.model.limits.throttle import Ceilings
from extraction.engines.model.messages import PROMPT, Messages, messages
from extraction.engines.model.options import OPENAI_BASE_URL, Api, ModelOptions
from extraction.engines.model.prices import Estimate, batch_cost_usd, bound, cost_usd
from extraction.engines.model.salvage import whole_items
from schemas.registry import Kind
from schemas.wire import wire_schema, without_descriptions

if TYPE_CHECKING:  # openai and instructor take half a second to import: they are, when a model is first asked
    import httpx2

    from extraction.engines.model.exchange import Exchange
    from extraction.engines.model.limits.limiter import Limiter
    from extraction.engines.model.session import Asks, Endpoint

RESPONSES_OUTPUT_TOKENS = 16_384
NO_KEY = "not sent"
AGAIN_ROUNDS = 2
_ASKED_AGAIN = frozenset({"empty", "not_json"})
# OpenAI's reasoning models refuse a temperature; these take one.
_TAKES_TEMPERATURE = re.compile(r"gpt-3\.5|gpt-4|.*chat")


class ModelEngine:
    """Answers requests with a model behind OpenAI's interfaces; satisfies `extraction.engine.Engine`."""

    reask_rounds = 2

    def __init__(self, name: str, options: ModelOptions, connect: Callable[[], Asks] | None = None) -> None:
        self.name = name
        self._model = name.partition("/")[2]
        self._options = options
        self._connect = connect or self._session
        self._prompt = prompts.latest(PROMPT)
        self._sessions: WeakKeyDictionary[asyncio.AbstractEventLoop, Asks] = WeakKeyDictionary()
        self._was_reached = False
        self.elsewhere: Callable[[httpx2.AsyncBaseTransport], ModelEngine] | None = None
        """Makes this engine over another transport, where a provider's own client stands above it."""
        self.counts_tokens = False
        """Whether the server is asked what a text takes that may fit and may not; else it counts as too long."""

    @property
    def prompt_version(self) -> str:
        """The version of the prompt that requests are rendered with."""
        return self._prompt.id

    @property
    def identity(self) -> str:
        """The model's name and the parameters of its requests; where it runs and how patiently is not part of it."""
        return f"{self.name} {canonical_json({'api': self.api, **self.parameters})}"

    @property
    def model(self) -> str:
        """The model's name as the server knows it."""
        return self._model

    @property
    def context_tokens(self) -> int | None:
        """What the model takes at once, as far as the user said."""
        return self._options.context_tokens

    @property
    def speaks_http(self) -> bool:
        """Whether its answers are HTTP bodies of OpenAI's interfaces, and not what another client made of them."""
        return self._connect == self._session

    @property
    def can_be_shown(self) -> bool:
        """Whether what it sends goes over an HTTP client of ours, in which it can be seen."""
        return self.speaks_http or self.elsewhere is not None

    @property
    def base_url(self) -> str:
        """The server's address."""
        return self._options.base_url or OPENAI_BASE_URL

    @property
    def api(self) -> Api:
        """The interface that the server is spoken to by."""
        return self._options.api or ("responses" if self.base_url.rstrip("/") == OPENAI_BASE_URL else "chat")

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters of every request, named as the interface names them."""
        limit, temperature = self._options.max_output_tokens, self._options.temperature
        if self.api == "responses":
            named = {"max_output_tokens": limit or RESPONSES_OUTPUT_TOKENS}
            temperature = temperature if _TAKES_TEMPERATURE.match(self._model) else None
        else:
            named = {"max_tokens": limit} if limit else {}
        return named if temperature is None else {**named, "temperature": temperature}

    def kinds_answered(self, kinds: Sequence[Kind]) -> tuple[Kind, ...]:
        """Return all of them: a model can be asked for anything."""
        return tuple(kinds)

    def rendered(self, request: Request) -> str:
        """Return all that is said to the model."""
        return str(self._messages(request))

    def estimate(self, request: Request) -> Estimate:
        """Return upper bounds of one request's tokens and cost, without sending it."""
        schema = canonical_json(without_descriptions(wire_schema(request.kinds)))
        tokens_in = bound(self.rendered(request)) + bound(schema)
        tokens_out = self._output_tokens
        cost = self.cost(TokenCounts(read=tokens_in, written=tokens_out)) if tokens_out else None
        return Estimate(tokens_in, tokens_out, cost)

    @property
    def is_priced(self) -> bool:
        """Whether anybody knows what a call costs."""
        return self.cost(TokenCounts(read=1, written=1)) is not None

    def text_room(self, request: Request, context_tokens: int | None = None) -> int | None:
        """Return how many bytes of text fit into one request, by what a server said or a user set; None for neither.

        None also where that is known, but the tokens of this text will be counted.
        """
        tokens = context_tokens or self._options.context_tokens
        if tokens is None:
            return None
        text = bound(request.text)
        prompt = bound(self.rendered(request)) - text
        if self.api == "responses":  # read by the model; elsewhere the schema is a grammar that only constrains it
            prompt += bound(canonical_json(without_descriptions(wire_schema(request.kinds))))
        room = text_room(tokens, prompt, self._output_tokens)
        will_be_counted = context_tokens is None and self.counts_tokens
        return None if will_be_counted and text * TEXT_BYTES_A_TOKEN <= room * MOST_BYTES_A_TOKEN else room

    @property
    def prompt_tokens(self) -> int | None:
        """What a prompt may take, so that there is room for an answer; None where nobody said what there is."""
        context = self._options.context_tokens
        return None if context is None else context - answer_room(context, self._output_tokens)

    def surely_fits(self, request: Request) -> bool:
        """Return whether the prompt has room by the most careful count of its tokens."""
        room = self.prompt_tokens
        return room is None or bound(self.rendered(request)) <= room * TEXT_BYTES_A_TOKEN

    async def ask(self, request: Request, run: RunContext) -> Reply:
        """Answer one request; repeats calls that may succeed later, and asks in other words for what is no JSON.

        Raises EngineError, TooLongError, TruncatedAnswerError, PermanentEngineError and BudgetReachedError.
        """
        from extraction.engines.model.exchange import Caller, Exchange

        caller = Caller(self.name, self._model, self._options.api_key, self.cost, self._output_tokens)
        exchange = Exchange(caller, run, request.document.document_id, self._limiter)
        try:
            raw = await self._answered(request, exchange)
        except PermanentEngineError as error:
            exchange.limiter.turn_away(error)
            raise
        return Reply(raw, tuple(exchange.calls))

    def over(self, transport: httpx2.AsyncBaseTransport) -> ModelEngine:
        """Return this engine with `transport` in place of the network; only for one that `can_be_shown`.

        Without its key, and without limits on how fast it may ask: what holds back calls is none of its business.
        """
        from extraction.engines.model.session import Session

        if self.elsewhere is not None:
            return self.elsewhere(transport)
        endpoint = dataclasses.replace(self._endpoint(), key=NO_KEY)
        options = dataclasses.replace(
            self._options, api_key=SecretStr(NO_KEY), requests_per_minute=None, tokens_per_minute=None
        )
        other = ModelEngine(self.name, options, lambda: Session(endpoint, transport))
        other._model, other.counts_tokens = self._model, self.counts_tokens
        return other

    async def aclose(self) -> None:
        """Close the connections of this event loop."""
        session = self._sessions.pop(asyncio.get_running_loop(), None)
        if session is not None:
            await session.aclose()

    async def _answered(self, request: Request, exchange: Exchange) -> RawAnswer:
        """Return what can be loaded; what cannot be read is asked for again, with the reason."""
        reasons: list[str] = []
        said = self._messages(request)
        exchange.said = said.user
        while True:
            exchange.attempt = 1
            raw = await self._attempts(said, request.kinds, exchange)
            if raw is not None:
                return raw
            failure = exchange.failure or Failure("not_json")
            if failure.outcome not in _ASKED_AGAIN or len(reasons) == AGAIN_ROUNDS:
                raise failure.as_error(self.name, whole_items(exchange.answer.text) if exchange.answer else None)
            reasons.append(failure.reason)
            said = self._messages(request, reasons)

    async def _attempts(self, said: Messages, kinds: tuple[Kind, ...], exchange: Exchange) -> RawAnswer | None:
        """Make a call, and again where it may succeed later; None if it brought an answer that cannot be loaded.

        Raises the error of a call that brought no answer.
        """
        backoff, waited, troubles = self._options.backoff, 0.0, 0
        while (raw := await self._attempt(said, kinds, exchange)) is None:
            failure = exchange.failure
            if failure is None or failure.outcome in ANSWERED:
                break
            self._was_reached = self._was_reached or not failure.is_unreachable
            troubles += failure.outcome != "rate_limited"
            # After a 429 the limiter makes all calls wait, this one with them.
            delay = 0.0 if failure.outcome == "rate_limited" else backoff.delay(troubles)
            if (failure.retry_after or 0.0) <= backoff.longest_wait_s:  # else the limiter says that it is too long
                waited += max(delay, exchange.paused_s)
            attempts = backoff.attempts if self._was_reached else backoff.attempts_to_reach
            if not failure.can_be_repeated or troubles >= attempts or waited > backoff.total_s:
                raise failure.as_error(self.name, address=self.base_url if self.speaks_http else None)
            await asyncio.sleep(delay)
            exchange.attempt += 1
        self._was_reached = True
        return raw

    async def _attempt(self, said: Messages, kinds: tuple[Kind, ...], exchange: Exchange) -> RawAnswer | None:
        """Make one call; None if it failed, and `exchange.failure` says how."""
        from instructor.core.exceptions import InstructorError

        from extraction.engines.model.envelope import envelope
        from extraction.engines.model.exchange import CURRENT

        exchange.begin()
        token = CURRENT.set(exchange)
        try:
            answer = await self._session_here().ask(said, envelope(kinds))
        except InstructorError as error:
            if exchange.error is not None:
                raise exchange.error from None
            if exchange.failure is None and exchange.answer is not None:  # whole, though it stopped at its limit
                return envelope(kinds).model_validate_json(exchange.answer.text).items()
            if exchange.failure is None:  # nothing was wrong on the wire: what arrived is no answer to us
                exchange.failure = Failure("not_json", type(error.__cause__).__name__)
            return None
        finally:
            CURRENT.reset(token)
        return answer.items() if exchange.failure is None else None

    def _messages(self, request: Request, reasons: Sequence[str] = ()) -> Messages:
        return messages(request, self._prompt.version, "; then ".join(reasons) or None)

    def cost(self, tokens: TokenCounts, *, in_batch: bool = False) -> float | None:
        """Return the price of one call in US dollars; None where it is not known."""
        return (batch_cost_usd if in_batch else cost_usd)(self._model, self.base_url, tokens)

    @property
    def _output_tokens(self) -> int | None:
        limit: int | None = self.parameters.get("max_output_tokens") or self.parameters.get("max_tokens")
        return limit

    @cached_property
    def _limiter(self) -> Limiter:
        """The limiter that all engines of this process share that ask the same model with the same key."""
        from extraction.engines.model.limits.limiter import limiter_for

        options, key = self._options, self._options.api_key
        ceilings = Ceilings(options.concurrency, options.requests_per_minute, options.tokens_per_minute)
        place = (self.base_url, self._model, key.get_secret_value() if key else "")
        return limiter_for(place, ceilings, options.backoff.longest_wait_s, options.backoff.delay)

    def _session_here(self) -> Asks:
        """Return the connections of this event loop: they cannot cross to another."""
        loop = asyncio.get_running_loop()
        if loop not in self._sessions:
            self._sessions[loop] = self._connect()
        return self._sessions[loop]

    def _session(self) -> Asks:
        from extraction.engines.model.session import Session

        return Session(self._endpoint())

    def _endpoint(self, base_url: str | None = None) -> Endpoint:
        from extraction.engines.model.session import Endpoint

        key = self._options.api_key
        return Endpoint(
            model=self._model,
            base_url=base_url or self.base_url,
            # A server on this machine often wants none, but the client library insists on one.
            key=(key.get_secret_value() if key else "") or "none",
            api=self.api,
            timeout_s=self._options.timeout_s,
            parameters=self.parameters,
        )
