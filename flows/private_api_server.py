"""The child process of `flows.private_api`: a Prefect server that lives as long as its standard input is open."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time

import uvicorn

GRACE_SECONDS = 3.0


class AnnouncedServer(uvicorn.Server):
    """Prints its port when it answers, so that nobody needs to guess one or to ask again and again."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to serve, then say where."""
        await super().startup(sockets)
        if sockets and self.started:
            print(sockets[0].getsockname()[1], flush=True)  # noqa: T201 - read by the parent


def main() -> None:
    """Serve Prefect's API on a free port of the loopback interface until the parent is gone."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        "prefect.server.api.server:create_app",
        factory=True,
        log_level="error",
        lifespan="on",
        timeout_graceful_shutdown=1,
    )
    server = AnnouncedServer(config)
    threading.Thread(target=_end_with_parent, args=(server,), daemon=True).start()
    server.run(sockets=[listener])


def _end_with_parent(server: uvicorn.Server) -> None:
    """Wait until standard input closes: by the parent, or by the system when the parent was killed."""
    sys.stdin.read()
    if not server.started:  # nobody has asked it for anything yet, and the next run may want its database
        os._exit(0)
    server.should_exit = True
    time.sleep(GRACE_SECONDS)
    os._exit(0)


if __name__ == "__main__":
    main()
