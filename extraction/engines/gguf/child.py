"""The child process: llama.cpp and its OpenAI-compatible server, alive as long as its standard input stays open.

It is run as a file, not as a module of the package, so that it imports llama.cpp and nothing else. The first line of
its input says what to serve; it answers with one line, `{"base_url": …}` or `{"error": …}`. Nothing has to be sent to
end it: whatever becomes of the process that started it, the input ends, and so does the child. The system's own signal
sees to that: llama.cpp holds Python's lock while it loads a model, so that no thread of ours could.
"""

from __future__ import annotations

import fcntl
import json
import os
import sys
from typing import Any


def main() -> None:
    """Serve what the first line of standard input says, until standard input ends."""
    order = json.loads(sys.stdin.buffer.readline())
    _end_with_the_input()
    # What llama.cpp prints goes to standard error: on standard output the parent expects one line, ours.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    try:
        server = _server(order)
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent says it to the user
        print(json.dumps({"error": f"{error}"}), file=answers, flush=True)
        sys.exit(1)  # not os._exit: what llama.cpp says of it is written by a thread of its own, until the end
    print(json.dumps({"base_url": f"{server.listening_address}/v1"}), file=answers, flush=True)
    sys.stdin.buffer.read()  # it had ended before the signal was asked for
    os._exit(0)  # not sys.exit: stopping the server can wait for ever for a client that is still connected


def _end_with_the_input() -> None:
    """Have SIGIO sent when the other end of standard input is closed; it ends a process that does not handle it."""
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)


def _server(order: dict[str, Any]) -> Any:
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = order["path"]
    parameters.api_keys = [order["key"]]
    parameters.n_parallel = order["parallel"]
    parameters.n_ctx = order["context_tokens"] * order["parallel"]
    parameters.n_predict = order["output_tokens"]
    if order["threads"]:
        parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = order["threads"]
    parameters.port = 0
    parameters.offline = True
    parameters.ui = False
    parameters.endpoint_slots = False  # it would show what is being read
    parameters.fit_params = False  # the context is what was asked for, or it does not start
    parameters.enable_reasoning = 0  # the grammar holds from the first token on
    parameters.cache_ram_mib = 0  # each slot keeps the constant part of the prompt; nothing else is worth gigabytes
    parameters.verbosity = 1  # errors; more would write about documents
    return xllamacpp.Server(parameters)


if __name__ == "__main__":
    main()
