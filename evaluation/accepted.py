"""The other values that an expectation accepts, seen from one part of the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Accepted:
    """The alternatives of an expectation, by path; `at` are the equivalent beginnings of a path to this part.

    A row goes by its index, by its country and by `*`, so that one part has several.
    """

    alternatives: Mapping[str, Sequence[Any]]
    at: tuple[str, ...] = ("",)

    def values(self, name: str) -> list[Any]:
        """Return what is accepted in place of the field `name`."""
        if not self.alternatives:
            return []
        return [value for beginning in self.at for value in self.alternatives.get(f"{beginning}{name}", ())]

    def inside(self, *names: str) -> Accepted:
        """Return the same alternatives, seen from the part that goes by `names` here."""
        if not self.alternatives:
            return self
        return Accepted(self.alternatives, tuple(f"{before}{name}." for before in self.at for name in names))

    def of_row(self, field: str, index: int, row: Mapping[str, Any]) -> Accepted:
        """Return the same alternatives, seen from the row `index` of `field`."""
        return self.inside(field).inside(*_addresses(index, row))

    def rows(self, field: str, index: int, row: Mapping[str, Any]) -> list[Any]:
        """Return what is accepted in place of the whole row `index` of `field`; null: it may be left out."""
        there = self.inside(field)
        return [value for address in _addresses(index, row) for value in there.values(address)]


def _addresses(index: int, row: Mapping[str, Any]) -> list[str]:
    country = row.get("country")
    return [str(index), "*", *([country] if country else [])]
