"""Acts of states told shortly: by ministers with and without their title, in Spanish, toward states in general."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.finders import stance

MIGRATION = "Migrants and their return"

TOLD: list[tuple[str, list[str]]] = [
    (
        "Sweden's migration minister, Johan Lindvall, condemned Iraq's decision. He rejected the closure of the "
        "border. Lindvall warned that Sweden would restrict visas for Iraqi migrants.",
        [
            "SWE criticise Iraq's decision opposes",
            "SWE refuse border supports",
            "SWE threat visas opposes",
        ],
    ),
    (
        "Iraq, she added, rejects forced returns of migrants from Sweden.",
        ["IRQ refuse forced returns of migrants opposes"],
    ),
    (
        "A spokesperson for the U.S. embassy welcomed the decision on refugees from Canada.",
        ["USA welcome decision supports"],
    ),
    (
        "Within hours, the Colombian government agreed to all of President Trump's demands on migrants.",
        ["COL agree President Trump's demands supports"],
    ),
    (
        "President Biden asks all governments along the route to establish and fortify asylum processing in Mexico.",
        ["USA demand asylum processing supports"],
    ),
    (
        "Haiti's minister Ann Toussaint urged all neighbours to give notice of arrivals of Dominican deportees.",
        ["HTI demand notice of arrivals of Dominican deportees supports"],
    ),
    (
        "The deportations from the United States were criticised by Colombia's foreign ministry.",
        ["COL criticise deportations opposes"],
    ),
    (
        "El Gobierno de Paraguay respaldó además la propuesta de Washington sobre migrantes.",
        ["PRY support propuesta de Washington supports"],
    ),
    (
        "Brasil exigió a Estados Unidos que publicara los términos del acuerdo de asilo.",
        ["BRA demand términos del acuerdo de asilo supports"],
    ),
    (
        "Venezuela pidió a El Salvador la liberación de los migrantes.",
        ["VEN demand liberación de los migrantes supports"],
    ),
    (
        "La cancillería mexicana rechazó el uso de la fuerza contra migrantes en la frontera con Estados Unidos.",
        ["MEX refuse uso de la fuerza contra migrantes opposes"],
    ),
    (
        "El canciller de Chile condenó los traslados de migrantes a Perú.",
        ["CHL criticise traslados opposes"],
    ),
]

NONE = [
    "Togo has rejected claims of signing a deal to take in African migrants from Israel.",
    "Opposition lawmakers in Ghana condemned the deportations from the United States.",
    "Former President Duque of Colombia criticised the deportations from the United States.",
    "Analysts warned that Sweden would restrict visas for Iraqi migrants.",
    "Human rights groups in Mexico condemned the deportations from the United States.",
    "A dissenting judge in Kenya criticised the deportations to Somalia.",
    "Panama rejected Washington's request to take deportees.",
    "China's silence could be interpreted as a rejection of Peru's migration policy.",
    "Peru may demand the return of migrants from Chile. Chile has not condemned the raids on migrants in Peru.",
    "Mexico's demands on migration surprised Washington.",
    "Both governments support the safe return of migrants between Kenya and Somalia.",
    "Mexico wants the United States to end the raids on migrants.",
    "The minister of Peru rejected the budget. Chile backed its football team against Bolivia.",
    "Quien rechazó el acuerdo migratorio entre Perú y Chile fue un senador de la oposición.",
]


def _told(text: str, title: str | None = None) -> list[str]:
    items = stance.find(analyse(Document(text=text, source="x", title=title)))
    return [f"{item['country']} {item['act']} {item['object']} {item['position']}" for item in items]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_an_explicit_act_of_a_state_is_its_stance(text: str, expected: list[str]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_act_of_a_state_is_no_stance(text: str) -> None:
    assert _told(text) == []


def test_under_a_title_about_migration_an_object_may_be_named_shortly() -> None:
    text = "Chile's government condemned the transfers by the United States."
    assert _told(text) == []
    assert _told(text, MIGRATION) == ["CHL criticise transfers opposes"]
    assert _told("Chile's government condemned the tariffs of the United States.", MIGRATION) == []
