"""The committed data dictionary is the one that the schemas and the warehouse's comments make."""

from __future__ import annotations

from pathlib import Path

from warehouse.dictionary import data_dictionary

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


def test_it_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == data_dictionary(), (
        "docs/data-dictionary.md is out of date: python -m warehouse.dictionary > docs/data-dictionary.md"
    )
