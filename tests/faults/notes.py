"""Generated documents whose facts can be read back from any text: what a truthful model of the tests is made of.

Each fact is one sentence in a paragraph of its own. `facts_in` finds them wherever they stand, so that a server can
answer truthfully to what it is sent, be it a document, a part of one, or one that somebody has written something into.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import Any

TABLE = "deportation_flights"
KIND = "deportation_flight"
COUNTRIES = {
    "Albania": "ALB", "Belgium": "BEL", "Brazil": "BRA", "Cameroon": "CMR", "Denmark": "DNK", "Ecuador": "ECU",
    "Finland": "FIN", "Ghana": "GHA", "Hungary": "HUN", "Iceland": "ISL", "Kenya": "KEN", "Norway": "NOR",
    "Panama": "PAN", "Poland": "POL", "Portugal": "PRT", "Sweden": "SWE",
}  # fmt: skip
MONTHS = ("January", "March", "April", "June", "July", "October", "November", "December")
_SENTENCE = "A charter flight carried {count} migrants from {sender} to {destination} on {date}, officials said."
_FACT = re.compile(r"A charter flight carried (\d+) migrants from (\w+) to (\w+) on (\d+ \w+ \d{4}), officials said\.")


@dataclass(frozen=True)
class Fact:
    """One removal, as a note tells it."""

    count: int
    sender: str
    destination: str
    date: str

    @property
    def sentence(self) -> str:
        return _SENTENCE.format(count=self.count, sender=self.sender, destination=self.destination, date=self.date)

    @property
    def item(self) -> dict[str, Any]:
        """The record that a careful model writes for it."""
        return {
            "quotes": [self.sentence],
            "modality": "asserted",
            "hedge": None,
            "attribution": ["officials"],
            "sending_country": COUNTRIES[self.sender],
            "destination_country": COUNTRIES[self.destination],
            "transit_countries": [],
            "mode": "air",
            "status": "arrived",
            "date": self.date,
            "passengers": f"{self.count} migrants",
            "nationalities": [],
        }

    @property
    def row(self) -> tuple[str, str, str, int]:
        """What the warehouse holds of it: sending_country, destination_country, date_text, passengers_min."""
        return COUNTRIES[self.sender], COUNTRIES[self.destination], self.date, self.count


@dataclass(frozen=True)
class Note:
    """One document: `text` is a title and one paragraph for each fact."""

    title: str
    facts: tuple[Fact, ...]

    @property
    def text(self) -> str:
        return "\n\n".join([self.title, *(fact.sentence for fact in self.facts)]) + "\n"


def note(number: int, facts: int | None = None) -> Note:
    """Return note `number`: always the same one. It tells `facts` facts, or between one and ten of them."""
    chance = random.Random(f"note {number}")  # noqa: S311 - a document, no secret
    told: dict[tuple[str, str], Fact] = {}
    wanted = facts or chance.choice((1, 2, 3, 4, 10))
    while len(told) < wanted:
        sender, destination = chance.sample(sorted(COUNTRIES), 2)
        date = f"{chance.randint(10, 28)} {chance.choice(MONTHS)} {chance.randint(2011, 2025)}"
        told[destination, date] = Fact(chance.randint(21, 480), sender, destination, date)
    return Note(f"Weekly note {number}", tuple(told.values()))


def facts_in(text: str) -> list[Fact]:
    """Return the facts that `text` tells, in its order."""
    found = [Fact(int(count), sender, destination, date) for count, sender, destination, date in _FACT.findall(text)]
    return [fact for fact in found if fact.sender in COUNTRIES and fact.destination in COUNTRIES]
