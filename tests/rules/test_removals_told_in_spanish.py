"""Removals as Spanish and French news tell them: who stands before a relative clause, after the place, or has room."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

TOLD = [
    (
        "Los diez argentinos que fueron deportados desde Estados Unidos arribaron al país en un avión.",
        ["arrived USA>ARG | diez"],
    ),
    (
        "Ten Haitians who were deported from the United States to Haiti arrived on Friday.",
        ["arrived USA>HTI | Friday | Ten"],
    ),
    ("Alemania deportó a Afganistán a 28 ciudadanos afganos.", ["arrived DEU>AFG | 28"]),
    ("Más de 100 venezolanos fueron deportados desde EEUU hasta Venezuela.", ["arrived USA>VEN | Más de 100"]),
    (
        "Arribaron al aeropuerto Toncontín 98 compatriotas deportados desde Estados Unidos.",
        ["arrived USA>aeropuerto Toncontín | 98"],
    ),
    (
        "El avión, con capacidad para 247 pasajeros, llegó a Ezeiza con diez deportados argentinos.",
        ["arrived ?>Ezeiza | diez"],
    ),
    (
        "Un avión con 51 migrantes ecuatorianos deportados de EE.UU. llegó a Guayaquil.",
        ["arrived USA>Guayaquil | 51"],
    ),
    (
        "Panamá planea un segundo vuelo con 30 deportados colombianos el 30 de agosto.",
        ["planned PAN>? | 30 de agosto | 30 (planned)"],
    ),
    ("México negó a un avión militar con migrantes deportados el permiso para aterrizar.", ["refused ?>MEX"]),
    ("The deportation flight to Ghana did not take off.", ["cancelled ?>GHA"]),
    (
        "Quelque 669 migrants ont été refoulés cette semaine d'Algérie vers le Niger.",
        ["arrived DZA>NER | Quelque 669"],
    ),
    (
        "Le premier avion d'expulsion du Royaume-Uni devait décoller mardi vers le Rwanda.",
        ["planned GBR>RWA | mardi (planned)"],
    ),
    (
        "La semana pasada, Panamá también recibió a 299 migrantes asiáticos deportados de Estados Unidos.",
        ["arrived USA>PAN | La semana pasada | 299"],
    ),
    (
        "Aterrizaron en Maiquetía dos aviones de la estatal Conviasa, provenientes de EE.UU. con 190 deportados.",
        ["arrived USA>Maiquetía | 190 | dos"],
    ),
    (
        "El primer vuelo con argentinos deportados de Estados Unidos llegó este jueves por la madrugada a Ezeiza.",
        ["arrived USA>Ezeiza | este jueves"],
    ),
    (
        "Panamá deportó a 36 migrantes ecuatorianos. El vuelo aterrizó en Manta el viernes con 33 hombres y 3 mujeres.",
        ["arrived PAN>Manta | viernes | 36"],
    ),
    (
        "Según informó la Presidencia costarricense, el vuelo con deportados llegará el miércoles a Puerto Viejo.",
        ["planned ?>Puerto Viejo | miércoles (planned)"],
    ),
    ("Colombia no autorizó el ingreso de un avión de Estados Unidos con deportados.", ["refused USA>COL"]),
]

NOTHING = [
    "Panamá deportó a migrantes. Con el programa han retornado a su país cerca de 30.000 venezolanos.",
    "Un avión con capacidad para 247 deportados no fue usado.",
    "La mandataria negó que un vuelo de deportación llegara.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_a_removal_is_told_with_its_people_and_way(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_room_totals_and_denials_are_no_removals(text: str) -> None:
    assert told(text) == []
