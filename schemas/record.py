"""The base of every record and of every row inside one."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from schemas.fields import Comparison, described, listed, located

Modality = Literal["asserted", "planned", "hypothetical", "negated", "recommended"]
SourceKind = Literal["prose", "table", "metadata"]


def _collapse_white_space(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_collapse_white_space), StringConstraints(min_length=1)]
"""Printed text, its white space collapsed: never empty. Unknown is null, not an empty string."""
Quote = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A verbatim piece of the document: line breaks and all."""


class Row(BaseModel):
    """A row inside a record (a party, a payment, a table row): becomes a child table.

    `identity_fields` say what the row is about: it is dropped when grounding has left none of them.
    """

    model_config = ConfigDict(extra="forbid")

    identity_fields: ClassVar[tuple[str, ...]] = ()


class Record(BaseModel):
    """One fact as a document tells it.

    `key_fields` say what makes two records the same fact within one document: for merging, diff and evaluation.
    A dotted path reaches into a row (`parties.country`, compared as a set) or a value (`date.earliest`).
    """

    model_config = ConfigDict(extra="forbid")

    key_fields: ClassVar[tuple[str, ...]] = ()
    one_an_item: ClassVar[bool] = False
    """Whether each item of a list and each row of a table is a record of its own, also under one name."""

    quotes: list[Quote] = Field(
        min_length=1,
        max_length=3,
        description=(
            "One to three verbatim quotes from the document that tell this fact best, the best first; each whole "
            "sentences or one whole table row with its pipes. Adjacent sentences are one quote. Copy character for "
            "character; never shorten with an ellipsis."
        ),
        json_schema_extra={"compare": Comparison.PASSAGE.value},
    )
    modality: Modality = Field(
        default="asserted",
        description=(
            "How the document puts the coded status: asserted (it says so), planned (it says it will be so), "
            "hypothetical (could, if, may, or only an example), negated (it says it is not so), recommended "
            "(it says it should be so)."
        ),
        json_schema_extra={"compare": Comparison.CODE.value},
    )
    hedge: Text | None = described(
        "The hedging words of the first quote's core claim as printed (reportedly, allegedly, is said to, may); "
        "null where the claim is made without any.",
        compare=Comparison.TEXT,
    )
    attribution: list[Text] = listed(
        "To whom the first quote's core claim is attributed, nearest speaker first, as printed; empty where the "
        "document itself says it. A source named once for the whole article is not repeated here.",
        compare=Comparison.SEQUENCE,
    )
    source_kind: SourceKind | None = located(
        "Where the first quote stands: prose, table, or metadata.", compare=Comparison.CODE
    )
