"""A process that has a server running, and comes to the end that its argument names."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

from extraction.engines.gguf.server import LlamaServer, Serving


def main(path: str, ending: str) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # it is ignored where tests run in the background
    server = LlamaServer(Serving(Path(path), context_tokens=512, output_tokens=64, threads=1))
    print(server.base_url(), flush=True)
    if ending == "exception":
        raise RuntimeError(ending)
    if ending == "waits":
        time.sleep(60)


main(*sys.argv[1:])
