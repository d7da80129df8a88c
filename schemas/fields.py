"""How a field of a kind is declared: its description is the extraction rule, its comparison serves the evaluation.

The description goes, word for word, into the prompt, the JSON Schema, the data dictionary and the column comment.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field


class Comparison(StrEnum):
    """How an extracted value is held against an expected one."""

    CODE = "code"
    """Equal or not: codes, country codes, yes and no."""
    TEXT = "text"
    """Equal after folding case, white space, quotation marks and dashes: names and short printed text."""
    PASSAGE = "passage"
    """Overlap of the characters in the document: descriptions, reasons, quotes."""
    SET = "set"
    """As sets of their items, order left out."""
    SEQUENCE = "sequence"
    """Item by item, in order: headers and cells."""
    DATE = "date"
    """Earliest, latest and precision."""
    QUANTITY = "quantity"
    """Bounds and qualifier."""
    MONEY = "money"
    """Amount and currency; stage apart."""


Formerly = str | tuple[str, ...]
"""The name, or the names, that a field had in earlier schemas: values that were landed under them become its own."""


def described(description: str, *, compare: Comparison, looks_ahead: bool = False, formerly: Formerly = ()) -> Any:
    """Declare a field that is null where the document does not say it.

    `looks_ahead`: a date that lies after the document's own (a deadline), whatever the record is about.
    """
    extra: dict[str, Any] = {"compare": compare.value, **_renamed(formerly)}
    if looks_ahead:
        extra["looks_ahead"] = True
    return Field(default=None, description=description, json_schema_extra=extra)


def listed(description: str, *, compare: Comparison = Comparison.SET, formerly: Formerly = ()) -> Any:
    """Declare a list that is empty where the document does not say it."""
    extra: dict[str, Any] = {"compare": compare.value, **_renamed(formerly)}
    return Field(default_factory=list, description=description, json_schema_extra=extra)


def _renamed(formerly: Formerly) -> dict[str, Any]:
    names = [formerly] if isinstance(formerly, str) else list(formerly)
    return {"formerly": names} if names else {}


def located(description: str, *, compare: Comparison) -> Any:
    """Declare a field that follows from where the quotes stand: computed while grounding, never asked of an engine."""
    return Field(default=None, description=description, json_schema_extra={"compare": compare.value, "located": True})
