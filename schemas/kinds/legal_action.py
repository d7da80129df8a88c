"""What courts did, and which laws and orders were used."""

from __future__ import annotations

from typing import ClassVar, Literal

from schemas.fields import Comparison, described
from schemas.record import Record, Text
from schemas.values.country import CountryCode
from schemas.values.date import DateValue


class LegalAction(Record):
    """An act of a court, or the use of a statute or an order with legal force, over migration, asylum or deportation.

    A memo or a policy is none. Lifting a block is struck_down, with the block as its target.
    """

    # The target is no key: readers cut it differently ("the rule", "the 14-day rule"). Two orders of one president with
    # different targets or effects contradict each other, so that merging keeps them apart all the same.
    key_fields: ClassVar[tuple[str, ...]] = ("country", "actor", "instrument", "action", "source_kind")

    country: CountryCode | None = described(
        "Whose institution acts; null for an international court.", compare=Comparison.CODE
    )
    actor: Text | None = described(
        "Who acts, as printed (a federal judge, the Supreme Court).", compare=Comparison.TEXT
    )
    instrument: Text | None = described("The statute or order, by its printed name.", compare=Comparison.TEXT)
    action: Literal["invoked", "blocked", "upheld", "struck_down", "filed", "ordered"] | None = described(
        "invoked (a law is used), blocked, upheld, struck_down, filed (a suit), ordered.", compare=Comparison.CODE
    )
    target: Text | None = described("The person or measure acted on, as printed.", compare=Comparison.PASSAGE)
    date: DateValue | None = described("When, as printed, without its preposition.", compare=Comparison.DATE)
    effect: Text | None = described("What it brought about: the verbatim predicate.", compare=Comparison.PASSAGE)
