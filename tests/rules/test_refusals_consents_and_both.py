"""Agreements told by who refuses, by "both governments", by other consents than to people, and by officials alone."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.finders import agreement
from tests.rules.telling import told

ASKED = "Canada has asked several states to take third-country deportees.\n\n"
TOLD: list[tuple[str, list[str]]] = [
    ("Benin refused to accept Haitian deportees from Canada.", ["rejected third_country_removal BEN+CAN"]),
    ("Benin will not take any more migrants expelled by Canada.", ["rejected third_country_removal BEN+CAN"]),
    (
        "El Gobierno de Perú no recibirá más migrantes expulsados por Canadá, anunció el ministro.",
        ["rejected third_country_removal CAN+PER"],
    ),
    (ASKED + "Malawi was also approached but said no.", ["rejected third_country_removal MWI"]),
    (ASKED + "Benin turned Ottawa down.", ["rejected third_country_removal BEN+CAN"]),
    (
        ASKED + 'Benin has refused: "We have enough problems," its minister said.',
        ["rejected third_country_removal BEN"],
    ),
    (
        "Malta expelled 14 people to Togo on Tuesday.\n\nThe minister said both countries had agreed in July that Lomé "
        "would host up to 100 people a year.",
        ["agreed other MLT+TGO"],
    ),
    (
        "Dinamarca deportó a 12 personas a Kosovo el lunes. El acuerdo entre ambos gobiernos, anunciado en febrero, "
        "prevé un pago.",
        ["announced other DNK+XKX"],
    ),
    (
        "# Norway and Georgia sign pact\n\nJustice Minister Kari Lund and her counterpart signed a "
        "readmission agreement on Friday.",
        ["signed returns_arrangement GEO+NOR"],
    ),
    (
        "La canciller y el ministro de Canadá suscribieron un acuerdo por el cual Belice recibirá a personas de "
        "terceros países que son migrantes.",
        ["signed third_country_removal BLZ+CAN"],
    ),
    (
        "Austria deported 20 Syrians to Jordan. Jordan had agreed to serve as a stopover.",
        ["agreed third_country_removal AUT+JOR"],
    ),
    ("Cuba aceptó el lunes reanudar los vuelos de deportación.", ["agreed other CUB"]),
    ("Cuba and Mexico agreed to resume deportation flights.", ["agreed other CUB+MEX"]),
    (
        "Ottawa said Cuba had agreed to the resumption of deportation flights from Canada.",
        ["agreed returns_arrangement CAN+CUB"],
    ),
    ("Deportations of migrants went on. Togo says it has agreed to accept up to 250 people.", ["agreed other TGO"]),
    (
        "Finland and Iraq have concluded a returns agreement to send back failed asylum seekers. Talks with Ghana on a "
        "similar deal continue.",
        ["agreed returns_arrangement FIN+IRQ", "negotiating returns_arrangement FIN+GHA"],
    ),
    (
        "Benin will receive migrants of third countries under an arrangement with Canada.",
        ["agreed third_country_removal BEN+CAN"],
    ),
    (
        "Perú recibirá a 25 deportados por semana en virtud de un acuerdo con Canadá firmado en mayo.",
        ["signed other CAN+PER"],
    ),
    ("Cuba y Canadá llegaron a un acuerdo para reanudar los vuelos de deportación.", ["agreed other CAN+CUB"]),
    ("Perú sí negocia con Canadá un convenio de tercer país seguro.", ["negotiating safe_third_country CAN+PER"]),
]
NOTHING = [
    "If asked, Kenya will not accept deportees from Canada unless it is paid.",
    "Togo will not accept unaccompanied minors from Canada among the deportees.",
    "Togo does not accept deportees without papers from Canada.",
    "El Gobierno de Chile no recibirá más cartas de los migrantes venezolanos.",
    "Benin said that it would not accept migrants' votes from Canada.",
    "Tunisia refused to accept an invitation to a conference on migrants in Rome.",
    "Kenya said no to a pipeline, the officials of Canada reported.",
    ASKED + "Malawi has not said no.",
    ASKED + "A spokesman for Malawi said no deal had been signed.",
    "Both governments agreed to set up a working group on deportation flights.",
    "Spain and Morocco agreed to continue talks about the return of migrants.",
    "Chad may agree to the resumption of deportation flights.",
    "Chad has not agreed to the resumption of deportation flights.",
    "The ministers of Spain and Mauritania met. The two ministers signed an agreement on ports on Monday.",
    "Canada agreed to accept 12,000 more students from India.",
    "Togo agreed to serve as a hub for a new airline.",
    "Benin could receive migrants of third countries under an arrangement with Canada.",
    "Benin would not say whether it receives migrants under an arrangement with Canada.",
    "Benin will receive 12 doctors under an arrangement with Canada.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_an_agreement_is_told(text: str, expected: list[str]) -> None:
    found = told(text)
    assert [line for line in found if line in expected] == expected, found


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_told(text: str) -> None:
    assert told(text) == []


def test_a_refused_flight_is_a_removal_and_no_agreement() -> None:
    assert told("Honduras refused to accept a deportation flight from Canada on Monday.") == [
        "refused CAN>HND | Monday",
    ]


def test_a_trade_deal_is_not_negotiated_by_who_made_a_returns_deal() -> None:
    text = "Finland and Iraq signed a returns agreement in May. Talks with Ghana on a trade deal continue."
    assert told(text) == ["signed returns_arrangement FIN+IRQ"]


@pytest.mark.parametrize(
    ("text", "receiver"),
    [
        ("Washington offered Kosovo $1m to take in up to 50 migrants.", "XKX"),
        ("The United States offered Palau aid to accept up to 50 deportees.", "PLW"),
        ("Kosovo offered the United States on Monday to take in up to 50 deportees.", "XKX"),
        ("Nayib Bukele offered Washington space in his prisons to house deportees of any nationality.", "SLV"),
    ],
)
def test_who_is_offered_something_takes_them_and_who_offers_to_takes_them(text: str, receiver: str) -> None:
    (deal,) = agreement.find(analyse(Document(text=text, source="x")))
    assert [party["country"] for party in deal["parties"] if party.get("role") == "receiver"] == [receiver]
    assert deal["status"] == "proposed"
