"""Removals told after a long date, with an aside, or by an agency that received people; and what is a total."""

from __future__ import annotations

import pytest

from tests.rules.telling import told


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "En la mañana del 29 de enero de 2025, aterrizó en la Base Aérea de CATAM, en Bogotá, el tercer vuelo "
            "procedente de Estados Unidos con 160 colombianos deportados.",
            ["arrived USA>Base Aérea de CATAM | 29 de enero de 2025 | 160"],
        ),
        (
            "Un grupo de 109 ciudadanos colombianos, compuesto por 90 hombres y 19 mujeres, llegó a Bogotá el 29 de "
            "enero tras haber sido deportado desde México.",
            ["arrived MEX>Bogotá | 29 de enero | 109"],
        ),
        (
            "Un avión militar de Estados Unidos aterrizó este lunes en San Pedro Sula con 44 hondureños deportados.",
            ["arrived USA>San Pedro Sula | este lunes | 44"],
        ),
        (
            "The Federal Government has received 103 Nigerians deported from Turkey.",
            ["arrived TUR>NGA | 103"],
        ),
        (
            "Deportations go on. This comes just a week after Panama received 299 deported migrants.",
            ["arrived ?>PAN | 299"],
        ),
        (
            "Les autorités américaines ont expulsé 25 Haïtiens vers Haïti ce mardi, dans une série de vols menés "
            "depuis plusieurs années.",
            ["arrived USA>HTI | mardi | 25"],
        ),
        (
            "Nine Syrian nationals – six men and three women – were deported to Turkey from Greece on Thursday.",
            ["arrived GRC>TUR | Thursday | Nine"],
        ),
    ],
)
def test_an_event_is_told(text: str, facts: list[str]) -> None:
    assert told(text) == facts


@pytest.mark.parametrize(
    "text",
    [
        "The Federal Government has received 103 Nigerians.",
        "The Federal Government has received 103 aircraft deported from Turkey.",
        "Panama received 299 deported migrants a week.",
        "Según datos oficiales, entre el 1 de enero y el 23 de octubre Chile deportó a 583 colombianos.",
        "Les autorités américaines ont expulsé 25 Haïtiens vers Haïti depuis janvier.",
    ],
)
def test_what_is_no_event_is_not(text: str) -> None:
    assert told(text) == []


def test_the_hours_of_a_time_count_nobody() -> None:
    assert told("Chile deporta a extranjeros. El avión salió de Santiago a las 13:00 horas.") == []
