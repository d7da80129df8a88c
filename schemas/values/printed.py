"""The base of values that are asked for as printed text, and from which everything else is derived."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field, model_validator

from schemas.fields import Comparison
from schemas.record import Row, Text


def computed() -> Any:
    """Declare a part of a value that the parser derives from the printed text: never asked of an engine."""
    return Field(default=None, json_schema_extra={"computed": True})


class PrintedValue(Row):
    """A value as the document prints it (`text`), with what the parser makes of it in the computed fields.

    An engine gives the text alone, as a string or as `{"text": …}`; `schemas.derivation` fills in the rest.
    """

    identity_fields: ClassVar[tuple[str, ...]] = ("text",)

    text: Text = Field(description="Exactly as printed.", json_schema_extra={"compare": Comparison.TEXT.value})

    @model_validator(mode="before")
    @classmethod
    def _accept_bare_text(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value
