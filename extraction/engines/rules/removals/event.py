"""A removal as the rules put it together, before it becomes a raw item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from extraction.engines.rules.people import People
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.values import Value
from extraction.lexicons.countries import DEMONYM_FORMS, CountryMention


@dataclass
class Removal:
    """One removal. `sentences` are the places that tell it, the best first; `is_event` is false of mere evidence."""

    sentences: list[Sentence]
    status: str
    modality: str = "asserted"
    sender: str | None = None
    destination: str | None = None
    origin_place: str | None = None
    destination_place: str | None = None
    mode: str | None = None
    date: Value | None = None
    flights: Value | None = None
    people: list[People] = field(default_factory=list)
    legal_basis: str | None = None
    court_action: str | None = None
    detained_at: str | None = None
    reason: str | None = None
    hedge: str | None = None
    attribution: list[str] = field(default_factory=list)
    told_at: int | None = None
    """The character where the verb stands that tells it."""
    is_military: bool | None = None
    aircraft: str | None = None
    operator: str | None = None
    transit: list[str] = field(default_factory=list)
    cost: str | None = None

    @property
    def count(self) -> Value | None:
        """The number of people, where one group is counted."""
        counted = [group for group in self.people if group.count]
        if not counted:
            return None
        first = counted[0]
        others = (group for group in self.people if group.span != first.span)
        if first.nationality and any(group.nationality for group in others):
            return None  # each group has its own number: "thirteen Nigerians and a Gambian"
        return first.count

    @property
    def is_counted(self) -> bool:
        """Say whether any group of the people is counted."""
        return any(group.count for group in self.people)

    def item(self, quotes: Sequence[str]) -> dict[str, Any]:
        """Return the raw item, what is unknown left out."""
        known = {
            "quotes": list(quotes),
            "modality": self.modality,
            "hedge": self.hedge,
            "attribution": self.attribution,
            "sending_country": self.sender,
            "destination_country": self.destination,
            "transit_countries": self.transit,
            "origin_place": self.origin_place,
            "destination_place": self.destination_place,
            "mode": self.mode,
            "status": self.status,
            "status_reason": self.reason,
            "court_action": self.court_action,
            "date": self.date.text if self.date else None,
            "flights": self.flights.text if self.flights else None,
            "passengers": self.count.text if self.count else None,
            "operator": self.operator,
            "is_military": self.is_military,
            "aircraft": self.aircraft,
            "is_third_country": self._is_third_country(),
            "legal_basis": self.legal_basis,
            "detained_at": self.detained_at,
            "cost": {"text": self.cost, "stage": "cost"} if self.cost else None,
            "nationalities": [
                row for group in self._of_others() if (row := _nationality(group, one_of_many=self._is_one(group)))
            ],
        }
        return {name: value for name, value in known.items() if value not in (None, [])}

    def _is_one(self, group: People) -> bool:
        """Say whether a group is one of several, each with its own number: "from Eritrea and Ethiopia" shares one."""
        others = [other for other in self.people if other.nationality != group.nationality]
        return bool(others) and all(other.span != group.span for other in others)

    def _of_others(self) -> list[People]:
        """Return the groups without those of which "from" only says who sent them: "eight people from the US"."""
        return [
            replace(group, nationality=None) if _is_sender(group.nationality, self.sender) else group
            for group in self.people
        ]

    def _is_third_country(self) -> bool | None:
        nationalities = {group.nationality.code for group in self._of_others() if group.nationality}
        if not nationalities or not self.destination:
            return None
        if nationalities > {self.destination}:
            return None  # some of them are taken home
        return self.destination not in nationalities


def _is_sender(nationality: CountryMention | None, sender: str | None) -> bool:
    return nationality is not None and nationality.code == sender and nationality.form not in DEMONYM_FORMS


def _nationality(group: People, *, one_of_many: bool) -> dict[str, Any] | None:
    if not group.nationality and not group.nationality_text:
        return None
    row = {
        "country": group.nationality.code if group.nationality else None,
        "text": group.nationality_text,
        "count": {"text": group.count.text} if group.count and one_of_many else None,
        "allegation": group.allegation,
    }
    return {name: value for name, value in row.items() if value}
