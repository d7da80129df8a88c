"""Agreements as Spanish, French and Portuguese news tell and deny them."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.engine import finders
from tests.rules.telling import told

TOLD = [
    (
        "El canciller advirtió que Chile no aceptará a ninguna persona deportada de Estados Unidos de otros países.",
        ["rejected third_country_removal CHL+USA"],
    ),
    (
        "Fuentes de Chile rechazaron que exista un pacto entre los gobiernos de Chile y Perú para deportar migrantes.",
        ["agreed third_country_removal CHL+PER (negated)"],
    ),
    ("Togo concordou em receber migrantes deportados dos Estados Unidos.", ["agreed third_country_removal TGO+USA"]),
    ("Brasil e Paraguai assinaram um acordo sobre migração.", ["signed other BRA+PRY"]),
    (
        "Le Togo a accepté d'accueillir des migrants expulsés des États-Unis.",
        ["agreed third_country_removal TGO+USA"],
    ),
    (
        "Además de Chile, Estados Unidos firmó acuerdos similares de asilo con otros países de América, como Perú.",
        ["signed other PER+USA"],
    ),
    (
        "Aparte de Chile, Washington tiene acuerdos similares para recibir migrantes con Perú y Belice.",
        ["in_force third_country_removal PER+USA", "in_force third_country_removal BLZ+USA"],
    ),
    (
        "Chile dijo el martes que recibirá vuelos de deportación de Estados Unidos.",
        ["agreed returns_arrangement CHL+USA"],
    ),
    (
        "Otro país es Paraguay. El lunes el canciller firmó el convenio de asilo con el ministro de Chile.",
        ["signed other CHL+PRY"],
    ),
    (
        "El Gobierno de Chile advirtió que no recibirá a migrantes deportados de terceros países.",
        ["rejected third_country_removal CHL"],
    ),
    ("La Tunisie et l'Italie ont également signé un accord de réadmission.", ["signed returns_arrangement ITA+TUN"]),
]

NOTHING = [
    "El periódico advirtió que no recibirá a migrantes deportados de terceros países.",
    "Chile dijo que Perú recibirá vuelos de deportación de Estados Unidos.",
    "Si se lo piden, Chile dijo que recibirá vuelos de deportación de Estados Unidos.",
    'Chile y Perú. Ambos gobiernos negaron haber acordado actuar como "tercer país seguro".',
    "Brasil e Paraguai assinaram um acordo sobre soja.",
    "Togo pode receber migrantes deportados dos Estados Unidos.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_what_was_agreed_refused_or_denied_is_read(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_denied_possible_or_of_other_matters_is_not(text: str) -> None:
    assert told(text) == []


def test_the_side_after_con_resumes_nothing() -> None:
    text = (
        "El Gobierno de Nicolás Maduro anunció un acuerdo con la Administración de Donald Trump para reanudar "
        "los vuelos de repatriación de migrantes."
    )
    deal = finders()["agreement"](analyse(Document(text=text, source="x")))[0]
    assert [party for party in deal["parties"] if party["country"] == "USA" and party.get("role") == "receiver"] == []
