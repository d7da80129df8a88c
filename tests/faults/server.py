"""The fault server as a process: `python -m tests.faults.server LOG SEED LOST LIMITED SLOW_S LATENCY_S`.

It prints its address, and serves until its standard input is closed. LOG gets one JSON line for each request when it is
over: `request_hash` by the rule of docs/landing-log.md, `title`, `outcome` in our words, the tokens that it told the
client, and when it was asked and done (seconds of the clock).
"""

from __future__ import annotations

import json
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from core.identity import digest
from core.lines import ANSWERED, CallOutcome
from tests.faults.asked import Question
from tests.faults.plan import Plan, Troubled
from tests.model_server import Asked, Behaviour, Fails, ModelServer, Refuses, Says, Waits, serving


@dataclass(frozen=True)
class Entry:
    """One request, as the server saw it. Tokens are None where it told none."""

    request_hash: str
    title: str
    outcome: CallOutcome
    tokens_in: int | None
    tokens_cached: int | None
    tokens_out: int | None
    tokens_reasoning: int | None
    asked_at: float
    done_at: float


def read_log(path: Path) -> list[Entry]:
    """Return what a server has logged so far."""
    return [Entry(**json.loads(line)) for line in path.read_text().splitlines()] if path.exists() else []


class Logged:
    """The server's script, and its log."""

    def __init__(self, troubled: Troubled, path: Path) -> None:
        self._troubled = troubled
        self._path = path
        self._lock = threading.Lock()
        self._outcomes: dict[int, tuple[CallOutcome, float]] = {}

    def script(self, asked: Asked) -> Behaviour:
        with self._lock:
            behaviour, outcome = self._troubled.next(asked)
            self._outcomes[id(asked)] = outcome, time.time()
        return behaviour

    def watch(self, asked: Asked, behaviour: Behaviour, _taken: bool) -> None:
        if id(asked) not in self._outcomes:  # refused before any model was asked: a defect of the test
            raise AssertionError(behaviour.message if isinstance(behaviour, Fails) else behaviour)
        outcome, asked_at = self._outcomes.pop(id(asked))
        answer = behaviour.then if isinstance(behaviour, Waits) and outcome in ANSWERED else behaviour
        tokens = answer.tokens if isinstance(answer, Says | Refuses) else None
        entry = Entry(
            digest(asked.text),
            Question(asked).title,
            outcome,
            tokens.read if tokens else None,
            tokens.cached if tokens else None,
            tokens.written if tokens else None,
            tokens.reasoning if tokens else None,
            asked_at,
            time.time(),
        )
        with self._lock, self._path.open("a") as log:
            log.write(json.dumps(asdict(entry)) + "\n")


def main() -> None:
    path, seed, *shares = sys.argv[1:]
    logged = Logged(Troubled(Plan(int(seed), *map(float, shares))), Path(path))
    state = ModelServer("", logged.script, logged.watch)
    with serving(state):
        print(state.base_url, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
