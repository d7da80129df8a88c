"""Tables of agreements and of removals are read by their headers, row by row; other tables yield neither."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

TABLES: list[tuple[str, str, list[str]]] = [
    (
        "flights from and to, a total row, a status that is unknown",
        """# ICE flight tracker

Deportation flights from the U.S., week of 3 March.

| Date | Flight | Origin | Destination | Passengers | Status |
|---|---|---|---|---|---|
| 3 Mar 2025 | GXA123 | Harlingen | Guatemala City, Guatemala | 120 | Landed |
| 2025-03-04 | OAE 22 | San Antonio, TX | Honduras | ~110 | Landed |
| March 5, 2025 | | El Paso | Bogotá, Colombia | 80 | Turned back: landing permission withdrawn |
| March 6, 2025 | | El Paso | Caracas, Venezuela | – | Not confirmed |
| Total | | | | 509 | |
""",
        [
            "arrived USA>GTM | 3 Mar 2025 | 120",
            "arrived USA>HND | 2025-03-04 | ~110",
            "turned_back USA>COL | March 5, 2025 | 80",
            "None USA>VEN | March 6, 2025",
        ],
    ),
    (
        "Spanish headers",
        """# Vuelos de deportación a Honduras en agosto

| Fecha | Origen | Destino | Deportados | Estado |
|---|---|---|---|---|
| 4 de agosto de 2025 | Harlingen, Texas | San Pedro Sula, Honduras | 118 | Aterrizó |
| 6 de agosto de 2025 | Alexandria, Luisiana | San Pedro Sula, Honduras | – | Cancelado: mal tiempo |
| 29 de agosto de 2025 | Alexandria, Luisiana | San Pedro Sula, Honduras | – | Programado |
""",
        [
            "arrived ?>HND | 4 de agosto de 2025 | 118",
            "cancelled ?>HND | 6 de agosto de 2025",
            "planned ?>HND | 29 de agosto de 2025 (planned)",
        ],
    ),
    (
        "buses, sender and receiver by name, no status: what is listed took place",
        """Removals by bus across the land border, April 2024:

| Date | Sending country | Receiving country | Persons |
|---|---|---|---|
| 2 April 2024 | Iran | Afghanistan | 1,204 |
| 3 April 2024 | Pakistan | Afghanistan | 860 |
""",
        ["arrived IRN>AFG | 2 April 2024 | 1,204", "arrived PAK>AFG | 3 April 2024 | 860"],
    ),
    (
        "a column for the country beside the airports, and remarks that say what did not happen",
        """# Deportation flights, first week of May

| Day | Country | Left from | Arrived at | Pax | Remarks |
|---|---|---|---|---|---|
| 5 May 2025 | Peru | Phoenix | Lima | 61 | monthly flight |
| 6 May 2025 | Ghana | Dallas | Accra | 0 | Flight cancelled, no permit |
| 7 May 2025 | Cameroon | Dallas | Douala | 14 | Not cancelled, as reported before |
""",
        [
            "arrived ?>PER | 5 May 2025 | 61",
            "cancelled ?>GHA | 6 May 2025",
            "arrived ?>CMR | 7 May 2025 | 14",
        ],
    ),
    (
        "the title says where all of them go",
        """# Vuelos de repatriación a Nicaragua

| Fecha | Procedencia | Personas retornadas | Notas |
|---|---|---|---|
| 3 de junio de 2025 | El Paso, Texas | 88 | |
| 9 de junio de 2025 | Harlingen, Texas | 0 | Suspendido por la tormenta |
""",
        ["arrived ?>NIC | 3 de junio de 2025 | 88", "cancelled ?>NIC | 9 de junio de 2025"],
    ),
    (
        "a note corrects a number",
        """Removal flights seen in June

| Date | From | To | On board |
|---|---|---|---|
| 9 June 2025 | Brussels, Belgium | Kinshasa, DR Congo | 31 [1] |

[1] Our observers counted 28 people on the runway.
""",
        ["arrived BEL>COD | 9 June 2025 | 28"],
    ),
    (
        "months are no events",
        """## Deportations by month

| Month | Destination | People | Flights |
|---|---|---|---|
| January 2025 | Guatemala | 3,200 | 30 |
| February 2025 | Guatemala | 2,900 | 28 |
""",
        [],
    ),
    (
        "trains that remove nobody",
        """# Timetable

| Date | From | To | Passengers |
|---|---|---|---|
| 3 March 2025 | Paris, France | Berlin, Germany | 300 |
""",
        [],
    ),
    (
        "agreements of one country with others",
        """# U.S. third-country deportation agreements

The table lists agreements of the United States on deportees.

| Country | Type of agreement | Date | Status |
|---|---|---|---|
| Guatemala | Safe third country agreement | 26 July 2019 | Signed |
| Honduras | Asylum cooperative agreement | March 2025 | In force |
| Kosovo | Diplomatic note | June 2025 | Agreed |
| Libya | – | – | Denied by both governments |
| Nigeria | – | July 2025 | Rejected |
| Uganda | MoU | 2025 | Signed, not yet in force |
| Angola | Unknown | – | Talks ongoing |
| Mexico | None | – | No agreement |
| Ecuador | Memorandum of understanding | Nov 2019 | Suspended in 2021 |
""",
        [
            "signed safe_third_country GTM+USA",
            "in_force asylum_cooperative_agreement HND+USA",
            "agreed third_country_removal USA+XKX",
            "rejected third_country_removal NGA+USA",
            "signed memorandum_of_understanding UGA+USA",
            "negotiating third_country_removal AGO+USA",
            "suspended memorandum_of_understanding ECU+USA",
        ],
    ),
    (
        "sender and receiver in columns, a date of signature instead of a status",
        """Agreements on asylum seekers in Europe

| Sending country | Receiving country | Instrument | Signed | People |
|---|---|---|---|---|
| Italy | Albania | Protocol on asylum seekers | 6 November 2023 | 3,000 |
""",
        ["signed other ALB+ITA"],
    ),
    (
        "Spanish, with a cell for a date that holds a status",
        """## Acuerdos de readmisión de la Unión Europea

| País socio | Firma | Entrada en vigor |
|---|---|---|
| Albania | 14 de abril de 2005 | 1 de mayo de 2006 |
| Belarús | 8 de enero de 2020 | suspendido |
""",
        ["in_force returns_arrangement ALB+EUE", "suspended returns_arrangement BLR+EUE"],
    ),
    (
        "trade",
        """## Trade agreements of the European Union

| Partner | Agreement | Signed | Status |
|---|---|---|---|
| Chile | Association agreement | 2002 | In force |
| Canada | CETA | 2016 | Provisionally applied |
""",
        [],
    ),
    (
        "where countries stand is no list of agreements",
        """## Positions on third-country agreements

| Country | Position on deportation agreements | Status |
|---|---|---|
| Chile | Against | No talks |
| Peru | In favour | Under discussion |
""",
        [],
    ),
    (
        "numbers under an agreement are no agreements",
        """## Returns under the readmission agreement

| Country | Requests | Returned under the agreement |
|---|---|---|
| Albania | 300 | 120 |
""",
        [],
    ),
    (
        "headers that no list knows: what the cells hold says it, and where an agreement stands is no stance",
        """# Repatriation deals of the Netherlands

| Counterpart state | What was concluded | Where it stands | Who may be sent | Terms |
|---|---|---|---|---|
| Ghana | Memorandum of understanding on returns | Signed; not yet in force | Up to 60 people a month | €4 million |
| Vietnam | Readmission agreement | Under negotiation | Not known | – |
| Algeria | Readmission agreement | Rejected by Algiers | – | None published |
""",
        [
            "signed memorandum_of_understanding GHA+NLD",
            "negotiating returns_arrangement NLD+VNM",
            "rejected returns_arrangement DZA+NLD",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES])
def test_rows_are_read_by_their_headers(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("Signed 4 May 2024", "signed"),
        ("signed; ratification pending", "signed"),
        ("Announced, not signed", "announced"),
        ("Not in force", None),
        ("In force since 2016", "in_force"),
        ("Under negotiation", "negotiating"),
        ("Requested", "proposed"),
        ("Struck down (Supreme Court)", "struck_down"),
        ("Terminated by Kabul", "terminated"),
        ("Expired", "ended_unspecified"),
        ("Signed in 2019, suspended since 2021", "suspended"),
        ("Firmado", "signed"),
        ("Aún no firmado", None),
        ("En negociación", "negotiating"),
        ("Vigente", "in_force"),
        ("No agreement", None),
        ("Rumoured", None),
        ("–", None),
    ],
)
def test_a_cell_says_where_an_agreement_stands(printed: str, status: str | None) -> None:
    text = f"""Readmission agreements with Germany

| Country | Agreement | Status |
|---|---|---|
| Morocco | Readmission agreement | {printed} |
"""
    assert told(text) == ([f"{status} returns_arrangement DEU+MAR"] if status else [])


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("Landed", "arrived"),
        ("Departed, arrival not confirmed", "departed"),
        ("Did not depart", "cancelled"),
        ("Blocked by a judge", "blocked_by_court"),
        ("Denied landing", "refused"),
        ("Diverted to Sofia", "diverted"),
        ("Scheduled", "planned"),
        ("Aterrizó", "arrived"),
        ("Rechazado", "refused"),
        ("Bloqueado por un juez", "blocked_by_court"),
    ],
)
def test_a_cell_says_what_became_of_a_flight(printed: str, status: str) -> None:
    text = f"""Deportation flights

| Date | Destination | Outcome |
|---|---|---|
| 4 May 2024 | Iraq | {printed} |
"""
    found = [line.removesuffix(" (planned)") for line in told(text)]
    assert found == [f"{status} ?>IRQ | 4 May 2024"]
