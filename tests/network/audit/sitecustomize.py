"""Loaded by every Python of the run under test: writes down each address that a socket is given."""

import os
import sys

LOG = os.environ["DOSSIER_TEST_SOCKET_LOG"]


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"):
        seen = arguments[1]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        seen = arguments[0]
    else:
        return
    with open(LOG, "a", encoding="utf-8") as log:  # noqa: PTH123 - loaded before the rest of the library
        log.write(f"{event}\t{seen!r}\n")


sys.addaudithook(watch)
