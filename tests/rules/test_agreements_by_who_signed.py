"""Agreements in Spanish and French by who signed them: officials, both countries, what they are about and allow."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

TOLD = [
    (
        "El acuerdo migratorio fue suscrito por el secretario de Estado estadounidense, Ann Roe, y el canciller "
        "paraguayo, Juan Paz.",
        ["signed other PRY+USA"],
    ),
    (
        "Chile y Bolivia se reunieron ayer.\n\nEl tratado de readmisión firmado por ambos países en 1992 sigue ahí.",
        ["signed returns_arrangement BOL+CHL"],
    ),
    (
        "El convenio sobre readmisión de migrantes suscrito por Chile y Bolivia en 1992 no se cumple.",
        ["signed returns_arrangement BOL+CHL"],
    ),
    (
        "Este traslado fue posible gracias a un acuerdo entre Perú y Chile para recibir a los deportados.",
        ["agreed other CHL+PER"],
    ),
    (
        "El acuerdo que permitió a Costa Rica recibir a 200 migrantes deportados por Estados Unidos fue verbal.",
        ["agreed third_country_removal CRI+USA"],
    ),
    (
        "El presidente de Costa Rica anunció que su país recibirá a migrantes deportados de Estados Unidos.",
        ["agreed third_country_removal CRI+USA"],
    ),
    (
        "El Gobierno de Costa Rica aceptó colaborar con Estados Unidos en la repatriación de 200 migrantes.",
        ["agreed third_country_removal CRI+USA"],
    ),
    (
        "Estados Unidos anunció que Perú y Chile han firmado acuerdos para recibir a solicitantes de asilo de otros "
        "países.",
        ["signed third_country_removal PER+USA", "signed third_country_removal CHL+USA"],
    ),
    (
        "Los gobiernos de la República de El Salvador y México, emitieron una declaración conjunta sobre migración.",
        ["announced joint_declaration MEX+SLV"],
    ),
    (
        "L'accord de réadmission entre le Pérou et la Bolivie, signé en 1994, est toujours là.",
        ["signed returns_arrangement BOL+PER"],
    ),
    (
        "La Presidencia de Costa Rica anunció que acordó con el Gobierno de Estados Unidos recibir a 200 deportados.",
        ["agreed other CRI+USA"],
    ),
    (
        "El Congreso autorizó el pasado 23 de diciembre la ratificación del acuerdo migratorio entre Perú y Chile.",
        ["agreed other CHL+PER"],
    ),
    (
        "El canciller Eduardo Enrique Reina anunció que Honduras recibirá a más migrantes deportados, tras haber "
        "alcanzado acuerdos con la administración del presidente Donald Trump.",
        ["agreed third_country_removal HND+USA"],
    ),
    (
        "Après le Tchad, l’Eswatini ou le Soudan du Sud, le Togo a accepté de recevoir des migrants expulsés par les "
        "États-Unis.",
        ["agreed third_country_removal TGO+USA"],
    ),
    (
        "L’Ouganda et l'Eswatini ont également accepté d'accueillir des migrants expulsés par les États-Unis.",
        ["agreed third_country_removal UGA+USA", "agreed third_country_removal SWZ+USA"],
    ),
    (
        "La presidenta Claudia Sheinbaum rechazó este martes que su gobierno haya aceptado formalmente convertirse en "
        "un “tercer país seguro” dentro de la estrategia migratoria de Estados Unidos.",
        ["agreed safe_third_country MEX+USA (negated)"],
    ),
    (
        "Guatemala denied that it had agreed to become a safe third country for the United States.",
        ["agreed safe_third_country GTM+USA (negated)"],
    ),
]

NOTHING = [
    "Panamá se convertirá en tercer país seguro de Estados Unidos.",
    "Guatemala no descartó ser un tercer país seguro para Estados Unidos.",
    "El convenio sobre aranceles suscrito por Chile y Bolivia en 1992 no se cumple.",
    "El acuerdo que permitió a Costa Rica recibir a 200 turistas de Estados Unidos fue verbal.",
    "El club aceptó colaborar con Chile en la repatriación de las obras.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_an_agreement_is_told_by_who_signed_it_and_what_it_allows(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_of_other_matters_is_not(text: str) -> None:
    assert told(text) == []
