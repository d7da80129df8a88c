"""A model in a GGUF file as an engine: what it is called, what it is known by, and how long its server lives."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import TYPE_CHECKING

from core.errors import TooLongError
from core.identity import canonical_json
from extraction.engine import Reply, Request, RunContext
from extraction.engines.gguf.model_file import ModelFile
from extraction.engines.gguf.server import LlamaServer, Serving
from extraction.engines.model.engine import ModelEngine
from extraction.engines.model.options import ModelOptions

if TYPE_CHECKING:  # imported when the model is first asked, like every client library
    from extraction.engines.model.messages import Messages
    from extraction.engines.model.session import Asks

LOOPBACK = "http://127.0.0.1"
TIMEOUT_S = 3600.0
"""A model without a graphics card reads and writes some tokens a second."""


class GgufEngine(ModelEngine):
    """Answers requests with llama.cpp on this machine; satisfies `extraction.engine.Engine`."""

    def __init__(self, name: str, file: ModelFile, serving: Serving, options: ModelOptions) -> None:
        server = LlamaServer(serving)
        reached = dataclasses.replace(
            options,
            base_url=LOOPBACK,
            api_key=server.key,
            api="chat",
            concurrency=serving.parallel,
            max_output_tokens=serving.output_tokens,
            context_tokens=serving.context_tokens,
            timeout_s=TIMEOUT_S,
        )
        super().__init__(name, reached, self._open_session)
        self._server = server
        self._file = file
        # What is sent names the model by its contents: a file that is moved is answered from the journal as before.
        self._model = f"{file.title}@{file.sha256[:12]}"
        self.counts_tokens = True

    @property
    def identity(self) -> str:
        """The digest of the model's file and the parameters of its requests: never where it lies."""
        known = {"context_tokens": self._options.context_tokens, **self.parameters}
        return f"gguf:{self._file.sha256} {canonical_json(known)}"

    @property
    def speaks_http(self) -> bool:
        """Whether its answers are HTTP bodies of OpenAI's interfaces: llama.cpp's are."""
        return True

    async def ask(self, request: Request, run: RunContext) -> Reply:
        """Answer one request; raises TooLongError also where the model would take it, but have no room to answer."""
        if not request.failed:
            await self._refuse_too_long(request)
        return await super().ask(request, run)

    async def _refuse_too_long(self, request: Request) -> None:
        room = self.prompt_tokens
        if room is None or self.surely_fits(request):
            return
        tokens = await self._count(self._messages(request))
        if tokens is not None and tokens > room:
            raise TooLongError(
                f"{self.name}: the document is too long for the model ({tokens:,} tokens)", self.context_tokens
            )

    async def aclose(self) -> None:
        """Close the connections of this event loop and end the server."""
        await super().aclose()
        await asyncio.to_thread(self._server.stop)

    async def _count(self, said: Messages) -> int | None:
        from extraction.engines.gguf.counting import tokens_of

        # In a thread: loading a model takes as long as reading its file, and others wait on this event loop.
        base_url = await asyncio.to_thread(self._server.base_url)
        return await tokens_of(said, base_url, self._server.key)

    def _open_session(self) -> Asks:
        from extraction.engines.gguf.session import GgufSession

        return GgufSession(self._server, self._endpoint)
