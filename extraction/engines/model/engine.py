"""A language model as an engine: one request a document, one loop that repeats calls, everything accounted for."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import prompts
from core.identity import canonical_json
from extraction.engine import RawAnswer, Reply, Request, RunContext
from extraction.engines.model.answers import TokenCounts
from extraction.engines.model.context import text_room
from extraction.engines.model.failures import Failure
from extraction.engines.model.messages import PROMPT, Messages, messages
from extraction.engines.model.options import OPENAI_BASE_URL, Api, ModelOptions
from extraction.engines.model.prices import Estimate, bound, cost_usd
from schemas.registry import Kind
from schemas.wire import wire_schema, without_descriptions

if TYPE_CHECKING:  # openai and instructor take half a second to import: they are, when a model is first asked
    import httpx2

    from extraction.engines.model.exchange import Exchange
    from extraction.engines.model.session import Asks, Endpoint

RESPONSES_OUTPUT_TOKENS = 16_384
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
        self._places: WeakKeyDictionary[asyncio.AbstractEventLoop, _Place] = WeakKeyDictionary()

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
        tokens_out = self.parameters.get("max_output_tokens") or self.parameters.get("max_tokens")
        cost = self._cost(TokenCounts(read=tokens_in, written=tokens_out)) if tokens_out else None
        return Estimate(tokens_in, tokens_out, cost)

    def text_room(self, request: Request, context_tokens: int | None = None) -> int | None:
        """Return how many bytes of text fit into one request, by what a server said or a user set; None for neither."""
        tokens = context_tokens or self._options.context_tokens
        if tokens is None:
            return None
        prompt = bound(self.rendered(request)) - bound(request.text)
        if self.api == "responses":  # read by the model; elsewhere the schema is a grammar that only constrains it
            prompt += bound(canonical_json(without_descriptions(wire_schema(request.kinds))))
        return text_room(tokens, prompt, self.parameters.get("max_output_tokens") or self.parameters.get("max_tokens"))

    async def ask(self, request: Request, run: RunContext) -> Reply:
        """Answer one request; repeats calls that may succeed later. Raises EngineError, PermanentEngineError."""
        from extraction.engines.model.exchange import Caller, Exchange

        caller = Caller(self.name, self._model, self._options.api_key, self._cost)
        exchange = Exchange(caller, run, request.document.document_id)
        said = self._messages(request)
        place = self._place()
        async with place.slots:
            raw = await self._attempts(place.session, said, request.kinds, exchange)
        return Reply(raw, tuple(exchange.calls))

    def over(self, transport: httpx2.AsyncBaseTransport) -> ModelEngine:
        """Return this engine with `transport` in place of the network, keyless; only for one that `speaks_http`."""
        from extraction.engines.model.session import Session

        endpoint = dataclasses.replace(self._endpoint(), key="none")
        other = ModelEngine(self.name, self._options, lambda: Session(endpoint, transport))
        other._model = self._model
        return other

    async def aclose(self) -> None:
        """Close the connections of this event loop."""
        place = self._places.pop(asyncio.get_running_loop(), None)
        if place is not None:
            await place.session.aclose()

    async def _attempts(self, session: Asks, said: Messages, kinds: tuple[Kind, ...], exchange: Exchange) -> RawAnswer:
        backoff = self._options.backoff
        while (raw := await self._attempt(session, said, kinds, exchange)) is None:
            failure = exchange.failure or Failure("error")
            if not failure.can_be_repeated or exchange.attempt >= backoff.attempts:
                raise failure.as_error(self.name)
            await asyncio.sleep(backoff.delay(exchange.attempt, failure.retry_after))
            exchange.attempt += 1
        return raw

    async def _attempt(
        self, session: Asks, said: Messages, kinds: tuple[Kind, ...], exchange: Exchange
    ) -> RawAnswer | None:
        """Make one call; None if it failed, and `exchange.failure` says how."""
        from instructor.core.exceptions import InstructorError

        from extraction.engines.model.envelope import envelope
        from extraction.engines.model.exchange import CURRENT

        exchange.begin()
        token = CURRENT.set(exchange)
        try:
            answer = await session.ask(said, envelope(kinds))
        except InstructorError as error:
            if exchange.error is not None:
                raise exchange.error from None
            if exchange.failure is None:  # nothing was wrong on the wire: what arrived is no answer to us
                exchange.failure = Failure("not_json", type(error.__cause__).__name__)
            return None
        finally:
            CURRENT.reset(token)
        return answer.items() if exchange.failure is None else None

    def _messages(self, request: Request) -> Messages:
        return messages(request, self._prompt.version)

    def _cost(self, tokens: TokenCounts) -> float | None:
        return cost_usd(self._model, self.base_url, tokens)

    def _place(self) -> _Place:
        loop = asyncio.get_running_loop()
        if loop not in self._places:
            self._places[loop] = _Place(self._connect(), asyncio.Semaphore(self._options.concurrency))
        return self._places[loop]

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


@dataclasses.dataclass(frozen=True)
class _Place:
    """What belongs to one event loop: connections and semaphores cannot cross to another."""

    session: Asks
    slots: asyncio.Semaphore
