"""An engine asked outside of a run that loads: within a budget, every call in the landing log, no answer paid twice.

What such a run lands is that it began and ended, and its calls: `model_calls` and `runs` have them after the next load,
and a run over the same documents is answered from the log.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

from core.landing.index import LandingIndex
from core.landing.journal import RunJournal
from core.landing.log import LandingLog
from core.lines import RunLine, now
from flows.budget import AccountedJournal, Budget
from flows.claims import Claims, claims
from flows.run_lines import Outcome


@dataclass
class Accounted:
    """What an engine is asked on. Whoever asks says how many documents were asked about, and how it ended."""

    run_id: str
    journal: AccountedJournal
    budget: Budget
    claims: Claims
    documents: int = 0
    outcome: Outcome = "done"


@dataclass(frozen=True)
class Asking:
    """Who is asked for what, by which command."""

    engine: str
    kinds: tuple[str, ...]
    command: str

    def begun(self) -> RunLine:
        """Return the line that a run began, with an id of its own."""
        kinds = list(self.kinds)
        return RunLine(run_id=str(uuid4()), event="started", engine=self.engine, kinds=kinds, command=self.command)


@contextmanager
def accounted(log: LandingLog, asking: Asking, budget: Budget, *, fresh: bool = False) -> Iterator[Accounted]:
    """Open `log` for what is asked, and close it; it then tells what that cost. `budget` may have been used before."""
    begun, spent = asking.begun(), budget.cost
    with log.writer() as writer:
        writer.append(begun)
        index = LandingIndex.of(log)
        with claims(index) as held:
            journal = AccountedJournal(RunJournal(index, writer), budget, fresh=fresh)
            state = Accounted(begun.run_id, journal, budget, held)
            try:
                yield state
            except (KeyboardInterrupt, asyncio.CancelledError):
                state.outcome = "interrupted"
                raise
            except BaseException:
                state.outcome = "stopped"
                raise
            finally:
                # Interrupted, a call may have landed that was not counted yet; its own line has what it cost.
                known = None if state.outcome == "interrupted" else budget.known_cost
                cost = None if known is None else known - spent
                ended = {"documents": state.documents, "cost_usd": cost, "outcome": state.outcome}
                line = begun.model_copy(update={"event": "finished", "at": now(), **ended})
                writer.append(line, sync=True)
