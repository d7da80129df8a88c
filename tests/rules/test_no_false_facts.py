"""Wordings that misled the rules once: the exact records they tell, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.metamorphic.rewriting import extracted
from tests.rules.test_removals_agreements_law import deal, receiver, removal, sender, told

KINDS = ("agreement", "deportation_flight", "stance")

DOCUMENTS: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "Sweden deported 34 Iraqi nationals to Baghdad on March 4, 2024 on a chartered Turkish Airlines flight.",
        [
            removal(
                "arrived",
                sending_country="SWE",
                destination_country="IRQ",
                destination_place="Baghdad",
                date="March 4, 2024",
                passengers="34",
                mode="air",
                operator="Turkish Airlines",
                is_third_country=False,
                nationalities=[{"country": "IRQ", "text": "Iraqi"}],
            )
        ],
    ),
    (
        "Austria deported 12 men to Nairobi on May 2, 2024.",  # nothing here says where Nairobi lies
        [removal("arrived", sending_country="AUT", destination_place="Nairobi", date="May 2, 2024", passengers="12")],
    ),
    (
        "Kiribati has received $2 million from Australia to take up to 40 deportees.",
        [
            deal(
                "other",
                "agreed",
                receiver("KIR"),
                sender("AUS"),
                quota="up to 40",
                payments=[{"text": "$2 million", "stage": "paid"}],
            )
        ],
    ),
    (
        "Norway suspended its readmission agreement with Ethiopia in 2023. Uganda is weighing whether to terminate the "
        "deal with the Netherlands.",
        [
            deal("returns_arrangement", "suspended", "NOR", "ETH", ended="2023"),
            deal("other", "under_review", "UGA", "NLD"),
        ],
    ),
    (
        "Angola rejected a British request to accept Syrian asylum seekers.",
        [deal("third_country_removal", "rejected", receiver("AGO"), sender("GBR"))],
    ),
    (
        "Peru has agreed to accept 60 deportees from the United States.",
        [deal("other", "agreed", receiver("PER"), sender("USA"), quota="60")],
    ),
    (
        "Peru has agreed to accept 60 Peruvian deportees from the United States.",
        [deal("returns_arrangement", "agreed", receiver("PER"), sender("USA"), quota="60")],
    ),
    (
        "Ecuador denied clearance on Monday for three U.S. military planes carrying about 200 deported migrants.",
        [
            removal(
                "refused",
                sending_country="USA",
                destination_country="ECU",
                date="Monday",
                flights="three",
                passengers="about 200",
                is_military=True,
                mode="air",
            )
        ],
    ),
    (
        "Relatives waited for the 45 Haitian deportees who arrived in Cap-Haitien on a U.S. flight.",
        [
            removal(
                "arrived",
                destination_place="Cap-Haitien",
                passengers="45",
                mode="air",
                nationalities=[{"country": "HTI", "text": "Haitian"}],
            )
        ],
    ),
    (
        "The United States deports people to countries they do not come from. Ghana received 14 men in May, among them "
        "nationals of Gambia, Mali and Togo.",
        [
            removal(
                "arrived",
                sending_country="USA",
                destination_country="GHA",
                passengers="14",
                date="May",
                is_third_country=True,
                nationalities=[{"country": code} for code in ("GMB", "MLI", "TGO")],
            )
        ],
    ),
    ("Ghana received 14 men in May, among them nationals of Gambia, Mali and Togo.", []),  # football players, maybe
    ("Spain received eight million euros from the European Union to house migrants.", []),
]


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS)
async def test_exactly_what_the_document_tells(text: str, expected: list[dict[str, Any]], tmp_path: Path) -> None:
    records = await extracted(text, tmp_path)
    found = [told(record.kind, record.data) for record in records if record.kind in KINDS]
    assert sorted(found, key=_order) == sorted(expected, key=_order)


def _order(record: dict[str, Any]) -> str:
    return repr(sorted(record.items(), key=repr))
