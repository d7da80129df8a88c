"""Removals as French and Portuguese news tell them plainly: passives, arrivals after an expulsion, flights."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

TOLD = [
    (
        "672 migrants sont arrivés mardi dans la ville d'Assamaka après avoir été expulsés par l'Algérie.",
        ["arrived DZA>? | mardi | 672"],
    ),
    (
        "Le 19 avril, plus de 1.100 personnes ont été refoulées dans le désert par les autorités tunisiennes.",
        ["arrived TUN>? | 19 avril | plus de 1.100"],
    ),
    (
        "L'Algérie a procédé, le 19 avril, à l'expulsion de 1141 migrants clandestins vers le Niger.",
        ["arrived DZA>NER | 19 avril | 1141"],
    ),
    ("48 migrants ont été expulsés du Maroc vers le Mali mardi.", ["arrived MAR>MLI | mardi | 48"]),
    (
        "Un vol transportant 120 Haïtiens expulsés des États-Unis est arrivé jeudi à Cap-Haïtien.",
        ["arrived USA>Cap-Haïtien | jeudi | 120"],
    ),
    ("Os Estados Unidos deportaram 111 brasileiros na sexta-feira.", ["arrived USA>? | sexta-feira | 111"]),
    (
        "O voo com deportados dos EUA aterrissou em Fortaleza no dia 21 de fevereiro com 101 repatriados.",
        ["arrived USA>Fortaleza | 21 de fevereiro | 101"],
    ),
    (
        "Um avião pousou em Manaus, na manhã deste sábado, trazendo 88 brasileiros deportados dos Estados Unidos.",
        ["arrived USA>Manaus | sábado | 88"],
    ),
    (
        "103 brasileiros deportados dos Estados Unidos desembarcaram no Brasil no sábado.",
        ["arrived USA>BRA | sábado | 103"],
    ),
    (
        "Un grupo de 101 hondureños regresaron este jueves al país tras ser expulsados de México.",
        ["arrived MEX>HND | este jueves | 101"],
    ),
    (
        "Sixty Ghanaians arrived in Accra on Friday after being deported from Libya.",
        ["arrived LBY>GHA | Friday | Sixty"],
    ),
]

NOTHING = [
    "672 migrants sont arrivés mardi dans la ville d'Assamaka avant d'être soignés par l'Algérie.",
    "Plus de 1.100 personnes ont été refoulées depuis janvier par les autorités tunisiennes.",
    "Le Maroc a procédé, le 19 avril, à l'achat de 141 chars.",
    "O Brasil recebeu 783 repatriados dos Estados Unidos entre os meses de fevereiro e maio.",
    "Um avião pousou em Manaus, na manhã deste sábado, trazendo 88 médicos do Canadá.",
    "Ahead of the landing of a plane with deportees, the families of 12 deportees arrived at Delhi airport.",
    "The minister arrived in Accra on Friday after being expelled from Mali.",
]


@pytest.mark.parametrize(("text", "facts"), TOLD)
def test_plain_sentences_are_read(text: str, facts: list[str]) -> None:
    assert told(text) == facts


@pytest.mark.parametrize("text", NOTHING)
def test_totals_and_other_journeys_are_not(text: str) -> None:
    assert told(text) == []
