"""What adds to an agreement is an agreement of its own; nouns of many things are one only before "to the …"."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.finders import agreement
from tests.rules.telling import told


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "On 3 June 2025, Germany and Iraq signed a supplement to the migration agreement.",
            ["signed other DEU+IRQ to migration agreement"],
        ),
        (
            "Panama and Costa Rica signed an amendment to their migration agreement in June.",
            ["signed other CRI+PAN to migration agreement"],
        ),
        (
            "The United States and Honduras signed an annex to the asylum cooperative agreement.",
            ["signed asylum_cooperative_agreement HND+USA to asylum cooperative agreement"],
        ),
        (
            "Australia and Nauru signed a supplementary arrangement to the Regional Resettlement Arrangement.",
            ["signed other AUS+NRU to Regional Resettlement Arrangement"],
        ),
        ("The Senate amendment on migration was signed by Mexico and Canada.", []),
        ("Kenya and Chad signed a migration agreement with an annex on costs.", ["signed other KEN+TCD"]),
    ],
)
def test_a_supplement_names_what_it_adds_to(text: str, lines: list[str]) -> None:
    assert told(text) == lines


def test_the_day_of_what_is_supplemented_is_not_that_of_the_supplement() -> None:
    analysis = analyse(
        Document(
            text="Panama and the United States signed a supplement to their Memorandum of Understanding of July 1, "
            "2024 on the repatriation of migrants.",
            source="x",
        )
    )
    (deal,) = agreement.find(analysis)
    assert (deal["status"], deal["amends"], deal.get("signed")) == ("signed", "Memorandum of Understanding", None)
