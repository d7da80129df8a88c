"""The connection to a model in a file: a session as to any compatible server, once the server runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from instructor.core.exceptions import InstructorError

from extraction.engines.gguf.server import LlamaServer
from extraction.engines.model.envelope import Envelope
from extraction.engines.model.messages import Messages
from extraction.engines.model.session import Endpoint, Session


class GgufSession:
    """Asks the model in `server`; the first question starts it. `endpoint` says how, for the address it gets."""

    def __init__(self, server: LlamaServer, endpoint: Callable[[str], Endpoint]) -> None:
        self._server = server
        self._endpoint = endpoint
        self._session: Session | None = None

    async def ask(self, messages: Messages, envelope: type[Envelope]) -> Envelope:
        """Return the envelope of the answer; raises instructor's errors, and EngineError if the server is no more."""
        # In a thread: loading a model takes as long as reading its file, and others wait on this event loop.
        base_url = await asyncio.to_thread(self._server.base_url)
        if self._session is None:
            self._session = Session(self._endpoint(base_url))
        try:
            return await self._session.ask(messages, envelope)
        except InstructorError:
            self._server.check()
            raise

    async def aclose(self) -> None:
        """Close the connections; the server is the engine's to stop."""
        if self._session is not None:
            await self._session.aclose()
