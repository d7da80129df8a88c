"""Another run on the same log, which does what it is told and then says so, a line each.

usage: python -m tests.concurrency.other_run LANDING
`come` and `leave`: as a run with a model does. `land NUMBER`: write all of that document. `look`: have for oneself what
a run has for a moment to see whether it is alone, until `leave`.
"""

from __future__ import annotations

import fcntl
import sys
from contextlib import ExitStack
from pathlib import Path

from core.landing.index import LandingIndex
from core.landing.log import LandingLog
from flows.claims import FILE, PRESENCE, claims
from tests.warehouse.landed import one_document


def obey(log: LandingLog) -> None:
    with log.writer() as writer, ExitStack() as there:
        for told in sys.stdin:
            match told.split():
                case ["come"]:
                    there.enter_context(claims(LandingIndex.of(log)))
                case ["look"]:
                    fcntl.lockf(there.enter_context((log.folder / FILE).open("a")), fcntl.LOCK_EX, 1, PRESENCE)
                case ["leave"]:
                    there.close()
                case ["land", number]:
                    for line in one_document(int(number)):
                        writer.append(line)
            print(told, end="", flush=True)


if __name__ == "__main__":
    obey(LandingLog(Path(sys.argv[1])))
