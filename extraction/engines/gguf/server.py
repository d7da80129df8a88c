"""llama.cpp's server as a child process: started when it is first needed, ended with the run whatever becomes of it."""

from __future__ import annotations

import json
import re
import secrets
import subprocess
import sys
import tempfile
import threading
import weakref
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pydantic import SecretStr

from core.errors import PermanentEngineError

CHILD = Path(__file__).with_name("child.py")
PATIENCE_S = 5.0
"""How long a child may take to end once its input has ended; it needs some milliseconds."""

_ERROR = re.compile(r"\d[\d.]* E (.+)")

_MEMORY_HINT = (
    "Often the memory does not suffice: set DOSSIER_CONTEXT_TOKENS or DOSSIER_GGUF_PARALLEL lower, or take a smaller "
    "model; then type the same command again."
)


@dataclass(frozen=True)
class Serving:
    """What is served and how: `parallel` requests at a time, each with `context_tokens` of its own."""

    path: Path
    context_tokens: int
    output_tokens: int
    parallel: int = 1
    threads: int | None = None


class LlamaServer:
    """One child process at a time; safe to use from several threads. `key` is made up anew for each server."""

    def __init__(self, serving: Serving) -> None:
        self._serving = serving
        self._starting = threading.Lock()
        self._child: _Child | None = None
        self.key = SecretStr(secrets.token_urlsafe(32))

    def base_url(self) -> str:
        """Return the address of the running server, started if there is none; waits until the model is loaded.

        Raises PermanentEngineError if the model cannot be loaded, or if the server has ended by itself.
        """
        with self._starting:
            child = self._child
            if child is None:
                child = self._child = _Child()
                weakref.finalize(self, child.end)  # also when the interpreter exits
                child.load(self._serving, self.key)
            self.check()
            return child.base_url

    def check(self) -> None:
        """Raise PermanentEngineError if the server has ended by itself."""
        if self._child is not None and (ended := self._child.how_it_ended()):
            raise PermanentEngineError(f"{self._serving.path.name}: llama.cpp {ended}", hint=_MEMORY_HINT)

    def stop(self) -> None:
        """End the server, also while it is still loading; the next question starts another."""
        child, self._child = self._child, None
        if child is not None:
            child.end()


class _Child:
    """The process itself. What llama.cpp writes to its error output goes to a file without a name."""

    def __init__(self) -> None:
        self.base_url = ""
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        # A session of its own: Ctrl-C is for us, and what the model is writing is finished and kept.
        self._process = subprocess.Popen(  # noqa: S603 - our own file, by our own interpreter
            [sys.executable, "-P", str(CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            start_new_session=True,
        )

    def load(self, serving: Serving, key: SecretStr) -> None:
        order = {
            "path": str(serving.path),
            "key": key.get_secret_value(),  # by its input: arguments and environment can be seen by others
            "context_tokens": serving.context_tokens,
            "output_tokens": serving.output_tokens,
            "parallel": serving.parallel,
            "threads": serving.threads,
        }
        answer = self._exchange(json.dumps(order).encode() + b"\n")
        if "base_url" not in answer:
            with suppress(subprocess.TimeoutExpired):  # until then it may still be writing why
                self._process.wait(PATIENCE_S)
            reason = self._complaint() or answer.get("error") or self.how_it_ended() or "it said nothing"
            self.end()
            raise PermanentEngineError(
                f"llama.cpp cannot load {serving.path.name}: {reason}",
                hint=f"Is the file whole, and its model one that llama.cpp knows? {_MEMORY_HINT}",
            )
        self.base_url = answer["base_url"]

    def _exchange(self, line: bytes) -> dict[str, str]:
        given, taken = self._process.stdin, self._process.stdout
        try:
            if given is None or taken is None:
                return {}
            given.write(line)
            given.flush()
            answer: dict[str, str] = json.loads(taken.readline() or b"{}")
        except (OSError, ValueError):  # it ended before it had read or answered
            return {}
        return answer

    def how_it_ended(self) -> str | None:
        code = self._process.poll()
        if code is None:
            return None
        return f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"

    def _complaint(self) -> str:
        """Return the first error that llama.cpp wrote, without its time: what follows only says that it gives up."""
        if self._said.closed:
            return ""
        self._said.seek(0)
        lines = [" ".join(line.split()) for line in self._said.read().decode("utf-8", "replace").splitlines()]
        errors = [found[1] for line in lines if (found := _ERROR.fullmatch(line))]
        return next(iter(errors or [line for line in lines[::-1] if line]), "")[:200]

    def end(self) -> None:
        _close(self._process.stdin)
        try:
            self._process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        _close(self._process.stdout)  # not earlier: a thread may wait for the child's answer there
        self._said.close()


def _close(pipe: IO[bytes] | None) -> None:
    with suppress(BrokenPipeError):  # what was not flushed has nobody to read it any more
        if pipe is not None:
            pipe.close()
