"""Denied agreements are negated, Spanish futures are plans, and people may stand before their verb's clause."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

DENIED: list[tuple[str, list[str]]] = [
    ("Armenia's foreign ministry denied having a deal with Sweden on migrants.", ["agreed other ARM+SWE (negated)"]),
    (
        "Tbilisi said there is no agreement with Austria on asylum seekers.",
        ["agreed other AUT+GEO (negated)"],
    ),
    (
        "La cancillería de Bolivia desmintió que haya negociaciones con Chile sobre migrantes expulsados.",
        ["negotiating other BOL+CHL (negated)"],
    ),
    (
        "«No existe acuerdo entre Cabo Verde y Portugal sobre deportaciones», dijo el ministro.",
        ["agreed other CPV+PRT (negated)"],
    ),
]
PLANNED: list[tuple[str, list[str]]] = [
    (
        "El avión con 60 deportados desde Panamá aterrizará el lunes en Colombia.",
        ["planned PAN>COL | lunes | 60 (planned)"],
    ),
    ("Suecia deportará a 35 iraquíes a Irak el jueves.", ["planned SWE>IRQ | jueves | 35 (planned)"]),
    ("Los 80 deportados llegarán a Honduras el viernes.", ["planned ?>HND | viernes | 80 (planned)"]),
    (
        "Un avión con 20 deportados de Malta aterrizó el lunes en Ghana. Para el martes está previsto otro vuelo.",
        ["arrived MLT>GHA | lunes | 20", "planned MLT>GHA | martes (planned)"],
    ),
    (  # one flight, told as what was done and as its aim
        "Norway chartered a flight to deport 35 people to Armenia on Thursday.",
        ["departed NOR>ARM | Thursday | 35"],
    ),
    (
        "Iceland's plan to deport 12 Ghanaians to Ghana on 14 June was criticised in May.",
        ["planned ISL>GHA | 14 June | 12 (planned)"],
    ),
]
CLAUSES: list[tuple[str, list[str]]] = [
    ("Lawyers wrote to the 31 Somalis whom Kenya deported to Somalia on May 3.", ["arrived KEN>SOM | May 3 | 31"]),
    (
        "Some 70 Iraqis deported from Finland landed at an airport near Baghdad on Monday.",
        ["arrived FIN>? | Monday | Some 70"],
    ),
    ("Togo has received nine West Africans deported from Italy.", ["arrived ITA>TGO | nine"]),
    (
        "Belize received 60 migrants from Central Asia and Nepal deported by Canada on 20 February.",
        ["arrived CAN>BLZ | 20 February | 60"],
    ),
]
NOTHING = [
    "Officials in Lomé have not denied having a deal with Italy on migrants.",
    "Cyprus has no readmission agreement with Syria.",
    "Suecia podría deportar a 35 iraquíes a Irak.",
    "El Gobierno de Kenia deportaría a 40 somalíes a Somalia si hubiera un acuerdo.",
    "The 14 students whom Norway sent to Ghana in May came home.",
    "A court ruled in November 2023 that Norway's plan to send asylum seekers to Ghana was unlawful.",
    "Iceland's plans to deport offenders to Ghana were criticised in July 2024.",
    "Up to 200 migrants deported by Canada are expected to be housed in the valley, the mayor announced on Monday.",
    "Brussels fines three firms that hired asylum seekers; no deal with Turkey.",
]


@pytest.mark.parametrize(("text", "expected"), [*DENIED, *PLANNED, *CLAUSES])
def test_denials_plans_and_clauses_are_told(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_told(text: str) -> None:
    assert told(text) == []
