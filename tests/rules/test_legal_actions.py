"""What courts, litigants and heads of state did, told shortly; and what sounds like it and is no legal action."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.finders import legal_action

FIELDS = ("action", "country", "actor", "instrument", "target", "date")

TOLD: list[tuple[str, list[str]]] = [
    (
        "The deportations were blocked by a federal judge in Boston on Tuesday.",
        ["blocked | a federal judge | The deportations | Tuesday"],
    ),
    (
        "A rule on asylum was struck down by Kenya's High Court on May 3, 2025.",
        ["struck_down | KEN | High Court | A rule on asylum | May 3, 2025"],
    ),
    (
        "Deportation flights blocked by an appeals court resumed.",
        ["blocked | an appeals court | Deportation flights"],
    ),
    (
        "The Supreme Court of Kenya on Friday upheld the refugee pact with Somalia, but struck down the camp rule.",
        [
            "upheld | KEN | The Supreme Court of Kenya | the refugee pact | Friday",
            "struck_down | KEN | The Supreme Court of Kenya | the camp rule | Friday",
        ],
    ),
    (
        "The Court of Appeal overturned that judgment on asylum in May 2024.",
        ["struck_down | The Court of Appeal | that judgment | May 2024"],
    ),
    (
        "Judge Ana Paz temporarily barred Peru from deporting the men on April 18.",
        ["blocked | Judge Ana Paz | Peru | April 18"],
    ),
    (
        "The Federal Court declared the extension of the asylum rule invalid in 2024.",
        ["struck_down | The Federal Court | the extension of the asylum rule | 2024"],
    ),
    (
        "The European Court of Human Rights ruled that the detention of migrants in Malta was unlawful.",
        ["struck_down | The European Court of Human Rights | the detention of migrants in Malta"],
    ),
    (
        "Germany's Constitutional Court found that the returns of asylum seekers were lawful.",
        ["upheld | DEU | Constitutional Court | the returns of asylum seekers"],
    ),
    (
        "Judges refused to validate the transfers of asylum seekers.",
        ["blocked | Judges | the transfers of asylum seekers"],
    ),
    ("The appeals court lifted the block on deportations.", ["struck_down | The appeals court | the block"]),
    (
        "Lawyers for five of the passengers filed a petition at the High Court of Ghana on Wednesday over the "
        "deportations.",
        ["filed | GHA | Lawyers for five of the passengers | the deportations | Wednesday"],
    ),
    (
        "On Monday the American Civil Liberties Union sued the Trump administration over the deportations.",
        ["filed | the American Civil Liberties Union | the Trump administration | Monday"],
    ),
    (
        "The government appealed the ruling on asylum seekers on Friday.",
        ["filed | The government | the ruling | Friday"],
    ),
    (
        "President Trump signed an executive order to end catch and release.",
        ["ordered | USA | President Trump | executive order"],
    ),
    (
        "On Friday, President José Raúl Mulino of Panama declared a state of emergency to stop migrants.",
        ["ordered | PAN | President José Raúl Mulino of Panama | state of emergency | Friday"],
    ),
    (
        "The Home Secretary, Jane Roe, invoked section 12 of the Immigration Act 2014 to detain migrants.",
        ["invoked | GBR | Home Secretary, Jane Roe | section 12 of the Immigration Act 2014"],
    ),
    (
        "La Corte Constitucional de Ecuador suspendió el acuerdo de deportación el martes.",
        ["blocked | ECU | La Corte Constitucional de Ecuador | el acuerdo de deportación | martes"],
    ),
    (
        "El acuerdo migratorio fue anulado por la Corte Suprema de Guatemala en mayo de 2024.",
        ["struck_down | GTM | la Corte Suprema de Guatemala | El acuerdo migratorio | mayo de 2024"],
    ),
    (
        "Una jueza federal bloqueó las deportaciones a Honduras.",
        ["blocked | Una jueza federal | las deportaciones"],
    ),
    (
        "Abogados de los migrantes presentaron un recurso de amparo ante la Corte Suprema.",
        ["filed | Abogados de los migrantes"],
    ),
    (
        "La Corte Suprema declaró inconstitucional la ley de migración.",
        ["struck_down | La Corte Suprema | la ley de migración"],
    ),
    (
        "El presidente Daniel Noboa firmó un decreto para expulsar a migrantes.",
        ["ordered | ECU | El presidente Daniel Noboa | decreto"],
    ),
    (
        "El gobierno de Trump invocó la Ley de Enemigos Extranjeros para deportar a venezolanos.",
        ["invoked | USA | gobierno de Trump | Ley de Enemigos Extranjeros"],
    ),
]

NONE = [
    "Rights groups will appeal the ruling on deportations, and the government plans to sue over asylum.",
    "Migrants' lawyers asked a judge to block the deportations.",
    "A federal judge refused to block the deportations to Libya.",
    "A judge did not block the deportations.",
    "The Supreme Court did not find the refugee agreement unconstitutional.",
    "If the court strikes down the asylum rule, flights will stop.",
    "The court is expected to uphold the asylum law. A court could block the deportations.",
    "A memo tells officers to deport migrants, and the agency issued a policy on asylum in May.",
    "The president has not signed an executive order on asylum.",
    "The company filed a lawsuit over a patent. France upheld its visa policy.",
    "The court met on Friday to hear the case of the deported men.",
    "The minister filed a report on deportations, and officers filed into the camp for migrants.",
    "A governor signed a letter on migrants. Two courts of tennis were blocked by migrants.",
    "El gobierno apelará el fallo sobre las deportaciones y podría presentar un recurso.",
    "El juez no suspendió la deportación.",
]


def _told(text: str) -> list[str]:
    items = legal_action.find(analyse(Document(text=text, source="x")))
    return [" | ".join(item[name] for name in FIELDS if name in item) for item in items]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_what_was_done_by_law_is_told(text: str, expected: list[str]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_was_not_done_is_not_told(text: str) -> None:
    assert _told(text) == []


def test_orders_of_one_head_of_state_are_one_each() -> None:
    text = (
        "President Trump signed an executive order to end catch and release. President Trump signed an executive order "
        "suspending refugee admissions. President Trump signed an executive order to free the markets."
    )
    effects = [item["effect"] for item in legal_action.find(analyse(Document(text=text, source="x")))]
    assert effects == ["to end catch and release", "suspending refugee admissions"]


def test_a_judge_is_of_no_state_that_people_were_flown_to() -> None:
    flown = "More than 200 migrants were flown to El Salvador's CECOT prison."
    text = f"{flown} A judge had ordered the flights to turn around."
    assert _told(text) == ["ordered | A judge | the flights"]
