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
    (
        "A plane carrying 120 Venezuelans deported from Texas landed in Maiquetia on March 4, 2025 after a stop in "
        "Honduras.",
        [
            removal(
                "arrived",
                destination_place="Maiquetia",
                date="March 4, 2025",
                passengers="120",
                mode="air",
                transit_countries=["HND"],
                nationalities=[{"country": "VEN", "text": "Venezuelans"}],
            )
        ],
    ),
    (
        "Austria's interior minister said Afghans would be deported. On Tuesday a flight with 22 Afghan deportees took "
        "off for Kabul.",
        [
            removal(
                "departed",
                destination_country="AFG",
                destination_place="Kabul",
                date="Tuesday",
                passengers="22",
                mode="air",
                is_third_country=False,
                nationalities=[{"country": "AFG", "text": "Afghan"}],
            )
        ],
    ),
    (
        "The Spanish navy took 25 migrants to Mauritania on October 2, 2024.",
        [
            removal(
                "arrived",
                sending_country="ESP",
                destination_country="MRT",
                date="October 2, 2024",
                passengers="25",
            )
        ],
    ),
    (
        "Zambia has agreed to a deal with the United States to take in nationals from third countries who are "
        "reluctant to return to their countries of origin. Malawi has denied that it is in talks with Washington on a "
        "similar arrangement.",
        [deal("third_country_removal", "agreed", receiver("ZMB"), sender("USA"))],
    ),
    (
        "On March 15, the United States sent 60 alleged members of a gang to Guatemala.",
        [
            removal(
                "arrived",
                sending_country="USA",
                destination_country="GTM",
                date="March 15",
                passengers="60",
            )
        ],
    ),
    (
        "The Kenyan government will not bow to pressure from the Trump administration to accept Venezuelan deportees.",
        [],
    ),
    (
        "About 90 people deported from the United States arrived in Honduras on Thursday.",
        [removal("arrived", sending_country="USA", destination_country="HND", date="Thursday", passengers="About 90")],
    ),
    (
        "Guatemala recibió a 77 migrantes deportados de Estados Unidos el jueves.",
        [removal("arrived", sending_country="USA", destination_country="GTM", date="jueves", passengers="77")],
    ),
    (
        "Gambia's government spokesperson said on August 5 that the country had agreed with the United States to "
        "receive up to 150 migrants.",
        [
            deal(
                "third_country_removal",
                "agreed",
                receiver("GMB", confirmed="yes"),
                sender("USA"),
                quota="up to 150",
                attribution=["Gambia's government spokesperson"],
            )
        ],
    ),
    (
        "A U.S. military plane carrying 64 Hondurans landed in Tegucigalpa on Friday, and one bound for Mexico was "
        "denied permission to land.",
        [
            removal(
                "arrived",
                sending_country="USA",
                destination_country="HND",
                destination_place="Tegucigalpa",
                date="Friday",
                passengers="64",
                is_military=True,
                mode="air",
                is_third_country=False,
                nationalities=[{"country": "HND", "text": "Hondurans"}],
            )
        ],
    ),
    ("No deportation flight landed in Honduras on Friday.", []),
    ("None of the migrants were deported to Ghana on Friday.", []),
    ("Peru received no deportees from the United States on May 3, 2025.", []),
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


DEMANDS = """The dispute is over deportees. Ecuador urged the immediate withdrawal of U.S. military personnel.
Peru has not called for the withdrawal
of U.S. military personnel. Bolivia asked for the withdrawal of American troops. Chile never demanded the withdrawal of
U.S. military personnel.
"""

POSITIONS = """Governments in West Africa replied to the plan of the United States for deportations.

| Country | Position on receiving deportees |
|---|---|
| Togo | Rejects any transfer |
| Benin | Supports the scheme |
| Mali | Is hosting a summit |
"""

NAMES = """Italy and Tunisia announced the following measures against irregular migration:

- **Aid for the U.N. Refugee Office:** more case workers.
- **Coast guard training** – courses in Sfax.
- __Visa offices__: one in each town.
- **Return counselling**
"""


async def test_urging_and_asking_for_a_withdrawal_are_demands_and_what_was_not_asked_is_none(tmp_path: Path) -> None:
    stances = [record.data for record in await extracted(" ".join(DEMANDS.split()), tmp_path)]
    assert [(told["country"], told["act"], told["position"], told["object"]) for told in stances] == [
        ("ECU", "demand", "opposes", "U.S. military personnel"),
        ("BOL", "demand", "opposes", "American troops"),
    ]


async def test_a_cell_that_names_nothing_of_its_own_is_about_the_columns_object(tmp_path: Path) -> None:
    (table,) = [record.data for record in await extracted(POSITIONS, tmp_path) if record.kind == "stance_table"]
    assert [row["position"] for row in table["rows"]] == ["opposes", "supports", "unclear"]


async def test_a_position_that_sounds_like_a_status_stays_a_position(tmp_path: Path) -> None:
    text = POSITIONS.replace("Position on receiving deportees", "Where it stands on receiving deportees")
    text = text.replace("Rejects any transfer", "Rejected").replace("Supports the scheme", "Agreed")
    (table,) = [record.data for record in await extracted(text, tmp_path) if record.kind == "stance_table"]
    assert [row["position"] for row in table["rows"]] == ["opposes", "supports", "unclear"]


async def test_names_of_items_have_no_marks_at_their_edges(tmp_path: Path) -> None:
    names = [record.data["name"] for record in await extracted(NAMES, tmp_path) if record.kind == "initiative"]
    assert names == [
        "Aid for the U.N. Refugee Office",
        "Coast guard training",
        "Visa offices",
        "Return counselling",
    ]


async def test_an_offer_to_host_a_summit_that_is_welcomed_is_no_meeting(tmp_path: Path) -> None:
    records = await extracted("Norway welcomed Kenya's offer to host a summit on migration.\n", tmp_path)
    assert [record for record in records if record.kind == "engagement"] == []


async def test_a_court_whose_country_is_not_told_has_none(tmp_path: Path) -> None:
    text = "Chile said Peru had criticised Bolivia. A judge ordered the deportation flights to stop.\n"
    (action,) = [record.data for record in await extracted(text, tmp_path) if record.kind == "legal_action"]
    assert (action["actor"], action["country"]) == ("A judge", None)


async def test_a_court_belongs_to_no_state_that_only_acts_later(tmp_path: Path) -> None:
    text = "The Supreme Court upheld the deportations on May 4, 2024. Peru condemned the decision.\n"
    (action,) = [record.data for record in await extracted(text, tmp_path) if record.kind == "legal_action"]
    assert (action["country"], action["effect"]) == (None, "upheld the deportations on May 4, 2024")


async def test_talks_on_another_field_beside_migration_are_no_meeting(tmp_path: Path) -> None:
    text = (
        "Chile's president met Peru's prime minister to discuss lithium. Bolivia deported 20 migrants to Peru in May.\n"
    )
    assert [record for record in await extracted(text, tmp_path) if record.kind == "engagement"] == []
