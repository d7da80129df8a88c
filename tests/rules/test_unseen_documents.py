"""Short documents in other words than the seeds': the exact stances, tables, initiatives and meetings they tell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.lines import LandedRecord
from tests.metamorphic.rewriting import extracted

KINDS = ("stance_table", "initiative", "stance", "engagement")


def _prose(text: str) -> str:
    """Put each paragraph on one line, as texts do that are not wrapped."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n")) + "\n"


VOTE = """Ministers of six states voted on the return of rejected asylum seekers.

## Positions on the returns directive

| Member State | Vote | Reservations |
|:--|:-:|---|
| Spain | In favour | none |
| Hungary | Against | |
| Ireland | Abstained |
"""

RESPONSES = """Governments across the Sahel reacted when Washington proposed to send deportees to third countries.

| Government | Reaction to Third-Country Deportations | Likely Consequences |
|---|---|---|
| Niger | Rejects them outright | Loss of aid |
| Mali | Sides with Niger | |
| Chad | Open to them, provided that Washington pays | New talks |
| African Union | Condemns the policy | Joint resolution |
| Senegal | Hosting a regional summit | |
"""

SPANISH_TABLE = """Los gobiernos de la región respondieron a las deportaciones masivas de migrantes.

| País | Postura sobre las deportaciones | Posibles consecuencias |
|---|---|---|
| México | Rechaza las deportaciones | Tensión diplomática |
| Honduras | Respalda a México | |
| Panamá | A favor | Más vuelos |
"""

OFF_TOPIC = """# Which runner wins?

France and Spain are the favourites.

| Country | Position | Time |
|---|---|---|
| Kenya | 1 | 2:03 |
| Ethiopia | 2 | 2:04 |

| Party | Stance on Gene Editing |
|---|---|
| Greens | Opposed |
| Liberals | In favour |

The strategies of both teams include:

- Rest: sleeping early.
- Diet: eating rice.
"""

RECIPE = """# Lentil soup from Turkey and Lebanon

Key steps include:

1. Soak the lentils overnight.
2. Add the onions: two of them.

| Ingredient | Amount |
|---|---|
| Lentils | 200 g |
"""

PARTY = """# Conservatives present their programme

The party pointed to Denmark and Norway. Its manifesto promises the following measures:

- Asylum: fewer refugees from Syria.
- Borders: more guards.
"""

MEASURES = """# Kenya and Somalia discuss their border

The two governments announced the following measures:

- **Joint patrols:** Kenya will send 200 officers to the border by March 2027.
- **Refugee registration:** A shared register of refugees in Dadaab, in partnership with Ethiopia.

Residents raised several concerns, including:

- Cost: the patrols are expensive.
- Delay: registration is slow.
"""

MEASURE_TABLE = """Experts recommend a common approach of Italy and Tunisia to migration across the Mediterranean.

| Recommendation | Goal | Lead Agency | Deadline | Metric |
|---|---|---|---|---|
| Rescue pact | Fewer deaths at sea | Italy | June 2027 | Deaths per year |
| Visa quotas | Legal pathways | Tunisia | 2028 | Visas issued |
"""

SPANISH_LIST = """# Honduras y Guatemala frente a la migración

Las medidas recomendadas incluyen:

- Registro común: una base de datos compartida de migrantes.
- Patrullas congovernments: vigilancia de la frontera.
"""

STANCES = _prose("""Colombian President Gustavo Petro on Sunday condemned the treatment of migrants by the
United States and called on Washington to halt the use of military aircraft. Niger's government
demanded that U.S. troops leave the country.

Panama's government welcomed the U.S. decision to close the border. Rwanda warned it would
withdraw from the migration partnership with the United Kingdom. Ghana did not condemn the
deportations, and Peru may denounce them. Former Kenyan officials criticised the
deportations. Activists urged Canada to stop removals.
""")

SPANISH_STANCES = _prose("""El gobierno de Honduras exigió la retirada inmediata de las tropas estadounidenses. México
condenó las redadas migratorias en Estados Unidos. Venezuela amenazó con expulsar a los
militares estadounidenses.
""")

COOPERATION = _prose("""The United States and Mexico support shared efforts on migration. Both governments
welcomed progress at the border. DHS is supporting a border programme of the Honduran
police. The United States accepted 300 refugees from Haiti.
""")

MEETINGS = _prose("""On March 3, 2025, Panamanian President José Raúl Mulino met in Panama City with U.S.
Secretary of State Marco Rubio to discuss migration and the canal.

Officials from Rwanda and the United Kingdom will meet on Friday to discuss asylum. Mexico
refused to meet with U.S. officials about deportations.

France beat Spain when the two teams met in Madrid.
""")

CALL = _prose("""Prime Minister Keir Starmer spoke by phone with President Emmanuel Macron of France about
small boats and border security. Talks between Ghana and Togo on a readmission agreement
go on.
""")

SPANISH_MEETING = _prose("""El presidente Gustavo Petro se reunió con el canciller de Panamá, Javier Martínez-Acha,
para discutir la migración irregular.
""")


def _told(data: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty, what is the same in all of them, and what is copied or computed."""
    left_out = {"quotes", "source_kind", "headers", "table_index", "cells"}
    told = {name: _text(value) for name, value in data.items() if name not in left_out and value not in (None, [], "")}
    return {name: value for name, value in told.items() if (name, value) != ("modality", "asserted")}


def _text(value: Any) -> Any:
    if isinstance(value, dict) and "text" in value:
        return value["text"]
    return [_told(item) if isinstance(item, dict) else item for item in value] if isinstance(value, list) else value


def _table(topic: str, about: str | None, rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    names = ("entity", "country", "position", "outcome")
    return {
        "kind": "stance_table",
        "topic": topic,
        "rows": [_told(dict(zip(names, row, strict=True)) | {"object": about}) for row in rows],
    }


def _measure(name: str, **told: Any) -> dict[str, Any]:
    return {"kind": "initiative", "name": name} | told


def _stance(country: str, act: str, about: str, position: str) -> dict[str, Any]:
    return {"kind": "stance", "country": country, "act": act, "object": about, "position": position}


EXPECTED: list[tuple[str, list[dict[str, Any]]]] = [
    (
        VOTE,
        [
            _table(
                "Vote",
                None,
                [
                    ("Spain", "ESP", "supports", None),
                    ("Hungary", "HUN", "opposes", None),
                    ("Ireland", "IRL", "neutral", None),
                ],
            )
        ],
    ),
    (
        RESPONSES,
        [
            _table(
                "Reaction to Third-Country Deportations",
                "Third-Country Deportations",
                [
                    ("Niger", "NER", "opposes", "Loss of aid"),
                    ("Mali", "MLI", "opposes", None),
                    ("Chad", "TCD", "conditional", "New talks"),
                    ("African Union", None, "opposes", "Joint resolution"),
                    ("Senegal", "SEN", "unclear", None),
                ],
            )
        ],
    ),
    (
        SPANISH_TABLE,
        [
            _table(
                "Postura sobre las deportaciones",
                "deportaciones",
                [
                    ("México", "MEX", "opposes", "Tensión diplomática"),
                    ("Honduras", "HND", "opposes", None),
                    ("Panamá", "PAN", "supports", "Más vuelos"),
                ],
            )
        ],
    ),
    (OFF_TOPIC, []),
    (RECIPE, []),
    (PARTY, []),
    (
        MEASURES,
        [
            _measure(
                "Joint patrols",
                description="Kenya will send 200 officers to the border by March 2027.",
                status="announced",
                deadline="March 2027",
                parties=[{"country": "KEN"}],
            ),
            _measure(
                "Refugee registration",
                description="A shared register of refugees in Dadaab, in partnership with Ethiopia.",
                status="announced",
                parties=[{"country": "ETH"}],
            ),
        ],
    ),
    (
        MEASURE_TABLE,
        [
            _measure(
                "Rescue pact",
                objective="Fewer deaths at sea",
                kpi="Deaths per year",
                status="recommended",
                modality="recommended",
                deadline="June 2027",
                parties=[{"country": "ITA"}],
            ),
            _measure(
                "Visa quotas",
                objective="Legal pathways",
                kpi="Visas issued",
                status="recommended",
                modality="recommended",
                deadline="2028",
                parties=[{"country": "TUN"}],
            ),
        ],
    ),
    (
        SPANISH_LIST,
        [
            _measure(
                "Registro común",
                description="una base de datos compartida de migrantes.",
                status="recommended",
                modality="recommended",
            ),
            _measure(
                "Patrullas congovernments",
                description="vigilancia de la frontera.",
                status="recommended",
                modality="recommended",
            ),
        ],
    ),
    (
        STANCES,
        [
            _stance("COL", "criticise", "treatment of migrants", "opposes"),
            _stance("COL", "demand", "use of military aircraft", "opposes"),
            _stance("NER", "demand", "U.S. troops", "opposes"),
            _stance("PAN", "welcome", "U.S. decision", "supports"),
            _stance("RWA", "threat", "migration partnership", "opposes"),
        ],
    ),
    (
        SPANISH_STANCES,
        [
            _stance("HND", "demand", "tropas estadounidenses", "opposes"),
            _stance("MEX", "criticise", "redadas migratorias", "opposes"),
            _stance("VEN", "threat", "militares estadounidenses", "opposes"),
        ],
    ),
    (COOPERATION, []),
    (
        MEETINGS,
        [
            {
                "kind": "engagement",
                "date": "March 3, 2025",
                "place": "Panama City",
                "subject": "migration and the canal",
                "format": "meeting",
                "participants": [
                    {"name": "José Raúl Mulino", "role": "President", "country": "PAN"},
                    {"name": "Marco Rubio", "role": "Secretary of State", "country": "USA"},
                ],
            },
            {
                "kind": "engagement",
                "modality": "planned",
                "date": "Friday",
                "subject": "asylum",
                "format": "meeting",
                "participants": [{"role": "Officials", "country": "RWA"}, {"role": "Officials", "country": "GBR"}],
            },
        ],
    ),
    (
        CALL,
        [
            {
                "kind": "engagement",
                "subject": "small boats and border security",
                "format": "call",
                "participants": [
                    {"name": "Keir Starmer", "role": "Prime Minister", "country": "GBR"},
                    {"name": "Emmanuel Macron", "role": "President", "country": "FRA"},
                ],
            }
        ],
    ),
    (
        SPANISH_MEETING,
        [
            {
                "kind": "engagement",
                "subject": "la migración irregular",
                "format": "meeting",
                "participants": [
                    {"name": "Gustavo Petro", "role": "presidente", "country": "COL"},
                    {"name": "Javier Martínez-Acha", "role": "canciller de Panamá", "country": "PAN"},
                ],
            }
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), EXPECTED)
async def test_exactly_what_the_document_tells(text: str, expected: list[dict[str, Any]], tmp_path: Path) -> None:
    found = [_told({"kind": record.kind, **record.data}) for record in await _records(text, tmp_path)]
    assert found == expected


async def test_cells_are_the_documents_own_characters(tmp_path: Path) -> None:
    (table,) = await _records(RESPONSES, tmp_path)
    assert table.data["headers"] == ["Government", "Reaction to Third-Country Deportations", "Likely Consequences"]
    assert [row["cells"] for row in table.data["rows"]][1:3] == [
        ["Mali", "Sides with Niger", ""],
        ["Chad", "Open to them, provided that Washington pays", "New talks"],
    ]


async def test_a_ragged_row_keeps_what_it_has(tmp_path: Path) -> None:
    (table,) = await _records(VOTE, tmp_path)
    assert table.data["rows"][2]["cells"] == ["Ireland", "Abstained", ""]


async def _records(text: str, folder: Path) -> list[LandedRecord]:
    return [record for record in await extracted(text, folder) if record.kind in KINDS]
