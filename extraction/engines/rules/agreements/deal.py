"""An agreement as the rules put it together, before it becomes a raw item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from extraction.engines.rules.sentence import Sentence

ENDED = frozenset({"ended_unspecified", "terminated", "suspended", "struck_down"})
"""Statuses of an instrument that is no longer applied."""


DATED = {
    "signed": "signed",
    "announced": "announced",
    "agreed": "announced",
    "in_force": "in_force",
    "terminated": "ended",
    "suspended": "ended",
    "ended_unspecified": "ended",
    "struck_down": "ended",
}
"""The date that a status is the date of."""
MOVING = frozenset({"third_country_removal", "asylum_cooperative_agreement"})
"""Types of agreements under which one side sends people to the other."""
TAKINGS = frozenset({"third_country_removal", "returns_arrangement"})
"""Types of agreements by which one side takes people from the other."""
MOST_PLACES = 8
"""Sentences kept of one fact: more are never quoted."""


@dataclass
class Party:
    """A party: its country, and what is known of its part."""

    country: str
    name: str | None = None
    role: str | None = None
    confirmed: str | None = None

    def item(self) -> dict[str, Any]:
        """Return the raw row."""
        row = {"country": self.country, "name": self.name, "role": self.role, "confirmed": self.confirmed}
        return {name: value for name, value in row.items() if value}


@dataclass
class Deal:
    """One agreement. `sentences` are the places that tell it, the best first."""

    sentences: list[Sentence]
    kind: str
    parties: list[Party]
    status: str | None = None
    modality: str = "asserted"
    name: str | None = None
    amends: str | None = None
    hedge: str | None = None
    formality: str | None = None
    dates: dict[str, str] = field(default_factory=dict)
    quota: str | None = None
    reason: str | None = None
    conditions: list[str] = field(default_factory=list)
    payments: list[dict[str, str]] = field(default_factory=list)
    commitments: list[dict[str, str]] = field(default_factory=list)
    attribution: list[str] = field(default_factory=list)
    told_at: int | None = None
    """The character where the cue stands that tells its status."""

    @property
    def codes(self) -> frozenset[str]:
        """The countries of its parties."""
        return frozenset(party.country for party in self.parties)

    def add(self, *sentences: Sentence) -> None:
        """Add places that tell of it."""
        self.sentences += [sentence for sentence in sentences if sentence not in self.sentences]
        del self.sentences[MOST_PLACES:]

    def set_roles(self, sender: str | None) -> None:
        """Make `sender` the sender and every other party a receiver; nothing if it is no party."""
        if sender in self.codes:
            for party in self.parties:
                party.role = "sender" if party.country == sender else "receiver"

    def with_taker(self, receiver: str, sender: str | None) -> Deal:
        """Return this agreement with the party `receiver` taking people in from the other one, or from `sender`."""
        others = [party.country for party in self.parties if party.country != receiver]
        if not others and sender and sender != receiver:
            self.parties.append(Party(sender))
            others = [sender]
        if others:
            self.set_roles(others[0])
        else:
            self.parties[0].role = "receiver"
        return self

    def item(self, quotes: Sequence[str]) -> dict[str, Any]:
        """Return the raw item, what is unknown left out."""
        known = {
            "quotes": list(quotes),
            "modality": self.modality,
            "hedge": self.hedge,
            "attribution": self.attribution,
            "name": self.name,
            "agreement_type": self.kind,
            "status": self.status,
            "formality": self.formality,
            **self.dates,
            "quota": self.quota,
            "status_reason": self.reason,
            "amends": self.amends,
            "conditions": self.conditions,
            "parties": [party.item() for party in self.parties],
            "payments": self.payments,
            "commitments": self.commitments,
        }
        return {name: value for name, value in known.items() if value not in (None, [])}
