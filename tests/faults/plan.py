"""What each document gets: decided by a seed, by what the document is, and by how often the same was asked.

Two runs over the same documents meet the same troubles, in whatever order they ask. A document's own trouble is in what
the model answers; before that, each request may be refused or lost a few times.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime

from core.lines import CallOutcome
from tests.faults.asked import Question
from tests.faults.troubles import TROUBLES, answer_to
from tests.model_server import Asked, Behaviour, Drops, Fails, Refuses, Says, Sends, Tokens, Waits

DOWN = Fails(503, message="no capacity")
_LOSSES: list[tuple[Behaviour, CallOutcome]] = [
    (Fails(500), "server_error"),
    (Fails(503), "server_error"),
    (Fails(503, retry_after="0"), "server_error"),
    (Fails(408), "server_error"),
    (Drops(), "no_response"),
    (Sends("<html>busy</html>"), "server_error"),
]
MOST_LOST = 2
"""How often one request is lost before it is answered: fewer than the attempts that we make."""


@dataclass(frozen=True)
class Plan:
    """`lost` is the share of requests that are refused or lost at first; `slow_s` is longer than anybody waits.

    `limited` is the share of these that are refused with a 429: each slows all calls down, as it should. `latency_s` is
    what an answer takes.
    """

    seed: int = 1
    lost: float = 0.25
    limited: float = 0.06
    slow_s: float = 0.0
    latency_s: float = 0.0

    def trouble(self, title: str) -> str:
        """Return what the model has with the document of this title."""
        return self._chance("trouble", title).choice(TROUBLES)

    def lost_first(self, body: str) -> list[tuple[Behaviour, CallOutcome]]:
        """Return how a request is refused or lost before it is answered, in this order."""
        chance = self._chance("lost", body)
        if chance.random() >= self.lost:
            return []
        return [self._loss(chance) for _ in range(chance.randint(1, MOST_LOST))]

    def _loss(self, chance: random.Random) -> tuple[Behaviour, CallOutcome]:
        if chance.random() < self.limited:
            now = format_datetime(datetime.now(UTC), usegmt=True)
            return Fails(429, "rate_limit_exceeded", retry_after=chance.choice([None, "0.05", now])), "rate_limited"
        slow: list[tuple[Behaviour, CallOutcome]] = [(Waits(self.slow_s, Says("{}")), "no_response")]
        return chance.choice([*_LOSSES, *(slow if self.slow_s else [])])

    def _chance(self, what: str, text: str) -> random.Random:
        return random.Random(f"{what} {self.seed} {text}")  # noqa: S311 - it shares out troubles


@dataclass
class Troubled:
    """A model server's script: does as `plan` says, and knows how each of its calls ends."""

    plan: Plan
    asked: Counter[str] = field(default_factory=Counter)

    def next(self, asked: Asked) -> tuple[Behaviour, CallOutcome]:
        """Return what becomes of this request, and how the call ends by our words for it."""
        attempt = self.asked[asked.text]
        self.asked[asked.text] += 1
        lost = self.plan.lost_first(asked.text)
        if attempt < len(lost):
            return lost[attempt]
        question = Question(asked)
        trouble = self.plan.trouble(question.title)
        if trouble == "down":
            return DOWN, "server_error"
        behaviour, outcome = answer_to(question, trouble)
        return self._counted(behaviour, asked.text), outcome

    def _counted(self, behaviour: Behaviour, body: str) -> Behaviour:
        """Give an answer token counts of its own, so that no two calls are mistaken for each other."""
        if not isinstance(behaviour, Says | Refuses):
            return behaviour
        read, written = len(body) // 4, len(json.dumps(behaviour.text)) // 4
        answer = replace(behaviour, tokens=Tokens(read, read // 3, written, written // 5))
        return Waits(self.plan.latency_s, answer) if self.plan.latency_s else answer
