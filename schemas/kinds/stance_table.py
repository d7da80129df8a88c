"""Tables in which a document sets out where actors stand."""

from __future__ import annotations

from typing import ClassVar, Literal

from schemas.fields import Comparison, described, listed, located
from schemas.record import Record, Row, Text
from schemas.values.country import CountryCode

Position = Literal["supports", "opposes", "neutral", "mixed", "conditional", "unclear"]


class StanceTableRow(Row):
    """One row of the table: one actor."""

    identity_fields: ClassVar[tuple[str, ...]] = ("entity",)

    entity: Text | None = described("The actor: the row's own cell, character for character.", compare=Comparison.TEXT)
    country: CountryCode | None = described(
        "The actor's country code; null for a region, a party or a group.", compare=Comparison.CODE
    )
    cells: list[str] = listed(
        "The row's cells, character for character, one a header, the first included; an empty cell is an empty string.",
        compare=Comparison.SEQUENCE,
    )
    position: Position | None = described(
        "Where the actor stands toward the object, read through the cell under its header: support for someone who "
        "demands withdrawal opposes the presence. Cells that name activity only are unclear.",
        compare=Comparison.CODE,
    )
    object: Text | None = described(
        "Toward what: the header's noun phrase, as printed in the header.", compare=Comparison.TEXT
    )
    outcome: Text | None = described("The cell under a heading that names outcomes, verbatim.", compare=Comparison.TEXT)


class StanceTable(Record):
    """A table whose rows are actors and whose cells say where each of them stands.

    Tables of measures, strategies or indicators are no stance tables. The quote is the whole block of the table.
    """

    key_fields: ClassVar[tuple[str, ...]] = ("topic", "table_index", "source_kind")

    topic: Text | None = described(
        "What the table is about: the header of the column that holds the stances, verbatim.", compare=Comparison.TEXT
    )
    headers: list[str] = listed("The headers, character for character, in order.", compare=Comparison.SEQUENCE)
    table_index: int | None = located(
        "Which of the document's tables this is, counted from 0.", compare=Comparison.CODE
    )
    rows: list[StanceTableRow] = listed("One row for each row of the table, in order.", compare=Comparison.SEQUENCE)
