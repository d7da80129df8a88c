"""Short documents in other words than the seeds': the exact removals, agreements and legal actions they tell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.metamorphic.rewriting import extracted

KINDS = ("agreement", "deportation_flight", "legal_action")
LEFT_OUT = ("quotes", "modality", "source_kind")
"""Fields that every record has; a modality is looked at where it is not `asserted`."""


def deal(kind: str, status: str, *parties: Any, **others: Any) -> dict[str, Any]:
    rows = [{"country": party} if isinstance(party, str) else party for party in parties]
    return {"kind": "agreement", "agreement_type": kind, "status": status, "parties": rows, **others}


def sender(country: str) -> dict[str, str]:
    return {"country": country, "role": "sender"}


def receiver(country: str, **others: str) -> dict[str, str]:
    return {"country": country, "role": "receiver", **others}


def removal(status: str, **others: Any) -> dict[str, Any]:
    return {"kind": "deportation_flight", "status": status, **others}


def action(name: str, **others: Any) -> dict[str, Any]:
    return {"kind": "legal_action", "action": name, **others}


DOCUMENTS: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "Honduras turned away a U.S. deportation flight carrying 85 migrants on Tuesday because of missing paperwork. "
        "The foreign ministry said the passengers had no travel documents.",
        [
            removal(
                "refused",
                sending_country="USA",
                destination_country="HND",
                mode="air",
                status_reason="missing paperwork",
                date="Tuesday",
                passengers="85",
            )
        ],
    ),
    (
        "TEGUCIGALPA — A flight carrying 110 deportees from the United States landed in San Pedro Sula on Friday, "
        "the migration institute said.",
        [
            removal(
                "arrived",
                sending_country="USA",
                destination_place="San Pedro Sula",
                mode="air",
                date="Friday",
                passengers="110",
            )
        ],
    ),
    (
        "Mexico turned away a plane carrying 80 Colombians on Monday.",
        [
            removal(
                "refused",
                destination_country="MEX",
                mode="air",
                date="Monday",
                passengers="80",
                is_third_country=True,
                nationalities=[{"country": "COL", "text": "Colombians"}],
            )
        ],
    ),
    (
        "Germany flew 28 convicted Afghans to Kabul, Afghanistan, on August 30, 2024.",
        [
            removal(
                "arrived",
                sending_country="DEU",
                destination_country="AFG",
                destination_place="Kabul",
                date="August 30, 2024",
                passengers="28",
                is_third_country=False,
                nationalities=[{"country": "AFG", "text": "Afghans"}],
            )
        ],
    ),
    (
        "A ferry carrying 60 expelled migrants from Greece arrived in Turkey on 4 April 2016.",
        [
            removal(
                "arrived",
                sending_country="GRC",
                destination_country="TUR",
                mode="sea",
                date="4 April 2016",
                passengers="60",
            )
        ],
    ),
    (
        "Eswatini received five deportees from the United States in July. The men are being held at Matsapha "
        "Correctional Centre.",
        [
            removal(
                "arrived",
                sending_country="USA",
                destination_country="SWZ",
                date="July",
                passengers="five",
                detained_at="Matsapha Correctional Centre",
            )
        ],
    ),
    (
        "The deportation flight to Libya was called off on Wednesday, citing security concerns.",
        [
            removal(
                "cancelled",
                destination_country="LBY",
                mode="air",
                status_reason="security concerns",
                date="Wednesday",
            )
        ],
    ),
    (
        "El martes Guatemala rechazó un vuelo de deportación de Estados Unidos.",
        [removal("refused", sending_country="USA", destination_country="GTM", mode="air", date="martes")],
    ),
    (
        "Bolivia's president said he had blocked two military planes from the United States that were carrying "
        "deported Bolivians.",
        [
            removal(
                "refused",
                sending_country="USA",
                destination_country="BOL",
                mode="air",
                flights="two",
                is_military=True,
                attribution=["Bolivia's president"],
            )
        ],
    ),
    (
        "The first flight due to take asylum seekers from the UK to Ghana was cancelled after a ruling in Strasbourg.",
        [
            removal(
                "cancelled",
                sending_country="GBR",
                destination_country="GHA",
                mode="air",
                status_reason="a ruling in Strasbourg",
            )
        ],
    ),
    (
        "Chad and France have declined to disclose the terms of the agreement on deportees. Once the deal enters into "
        "force, migrants would be flown there.",
        [],
    ),
    (
        "Peru has refused to sign a safe third-country agreement with the United States.",
        [deal("safe_third_country", "rejected", "PER", "USA")],
    ),
    (
        "If Belize refuses to accept deportees, the United States could suspend visas. No flight has left so far, and "
        "none will until Belize gives its consent. ICE has deported 5,000 people to Belize since October.",
        [],
    ),
    (
        "Spain and Mauritania signed a memorandum of understanding on irregular migration on 8 March 2024. "
        "The memorandum took effect in June 2024.",
        [deal("memorandum_of_understanding", "in_force", "ESP", "MRT", signed="8 March 2024", in_force="June 2024")],
    ),
    (
        "The Dutch government suspended its migration agreement with Uganda in November 2025 after a court ruled that "
        "it was unlawful.",
        [
            deal(
                "other",
                "suspended",
                "NLD",
                "UGA",
                ended="November 2025",
                status_reason="a court ruled that it was unlawful",
            )
        ],
    ),
    (
        "Tunisia has agreed to accept 300 third-country nationals from Italy. In exchange, Tunisia may receive "
        "development aid.",
        [
            deal(
                "third_country_removal",
                "agreed",
                receiver("TUN"),
                sender("ITA"),
                quota="300",
                conditions=["Tunisia may receive development aid"],
            )
        ],
    ),
    (
        "Washington pressed Angola and Zambia to take deported migrants. None of the governments has commented.",
        [
            deal("third_country_removal", "proposed", sender("USA"), receiver(code, confirmed="no_statement"))
            for code in ("AGO", "ZMB")
        ],
    ),
    (
        "Rwanda said on Tuesday it has agreed to take up to 250 migrants deported from the United States.\n\nThe "
        "government said the agreement was signed in June.\n\nUnder the deal, the US paid Rwanda $7.5 million.",
        [
            deal(
                "third_country_removal",
                "signed",
                receiver("RWA", confirmed="yes"),
                sender("USA"),
                attribution=["Rwanda"],
                quota="up to 250",
                signed="June",
                payments=[{"text": "$7.5 million", "stage": "paid"}],
            )
        ],
    ),
    (
        "Mexico's president denied that she had signed a safe third country agreement with the United States.",
        [
            deal(
                "safe_third_country",
                "signed",
                {"country": "MEX", "confirmed": "denied"},
                "USA",
                modality="negated",
                attribution=["Mexico's president"],
            )
        ],
    ),
    (
        "Ecuador intends to suspend its deportation agreement with the United States. Nigeria rejected U.S. pressure "
        "to accept Venezuelan deportees.",
        [
            deal("third_country_removal", "under_review", "ECU", "USA"),
            deal("third_country_removal", "rejected", receiver("NGA"), sender("USA")),
        ],
    ),
    (
        "The US signed asylum cooperative agreements with Guatemala and El Salvador in 2019.",
        [deal("asylum_cooperative_agreement", "signed", "USA", code, signed="2019") for code in ("GTM", "SLV")],
    ),
    (
        "Discussions could possibly lead to an agreement between Honduras and the US on deportations. Existing "
        "repatriation agreements between them remain important. A trade deal between the US and Peru was signed.",
        [],
    ),
    (
        "A federal judge in Boston halted the deportation of eight men to South Sudan on May 20. A judge did not block "
        "the deportations to Libya.",
        [
            removal(
                "blocked_by_court",
                destination_country="SSD",
                date="May 20",
                passengers="eight",
                court_action="halted the deportation of eight men to South Sudan on May 20",
            ),
            action(
                "blocked",
                actor="A federal judge",
                target="the deportation of eight men",
                date="May 20",
                effect="halted the deportation of eight men to South Sudan on May 20",
            ),
        ],
    ),
    (
        "The Biden administration used Title 42 to expel migrants. The UK Supreme Court struck down the plan to deport "
        "asylum seekers in November 2023.",
        [
            action(
                "invoked",
                country="USA",
                actor="Biden administration",
                instrument="Title 42",
                effect="to expel migrants",
            ),
            action(
                "struck_down",
                country="GBR",
                actor="The UK Supreme Court",
                target="the plan",
                date="November 2023",
                effect="struck down the plan to deport asylum seekers in November 2023",
            ),
        ],
    ),
]


def told(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """What a record tells, printed values by their text."""
    kept = {name: _bare(value) for name, value in data.items() if name not in LEFT_OUT}
    if data["modality"] != "asserted":
        kept["modality"] = data["modality"]
    return {"kind": kind, **{name: value for name, value in kept.items() if value not in (None, [])}}


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        bare = {name: _bare(item) for name, item in value.items() if item not in (None, [])}
        if "text" in bare and not {"country", "actor", "stage"} & bare.keys():
            return bare["text"]
        return {name: item for name, item in bare.items() if name not in ("amount", "currency")}
    return [_bare(item) for item in value] if isinstance(value, list) else value


def _expected(record: dict[str, Any]) -> dict[str, Any]:
    if "parties" in record:
        rows = [{name: value for name, value in row.items() if value} for row in record["parties"]]
        return {**record, "parties": rows}
    return record


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS)
async def test_exactly_what_the_document_tells(text: str, expected: list[dict[str, Any]], tmp_path: Path) -> None:
    records = await extracted(text, tmp_path)
    found = [told(record.kind, record.data) for record in records if record.kind in KINDS]
    assert sorted(found, key=_order) == sorted(map(_expected, expected), key=_order)


def _order(record: dict[str, Any]) -> str:
    return repr(sorted(record.items(), key=repr))
