"""The plainest ways in which French texts tell of removals and agreements: lexicon lines alone, no rules."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

TOLD = [
    ("Le Niger a expulsé 60 migrants vers le Nigeria mardi.", ["arrived NER>NGA | mardi | 60"]),
    ("L'Algérie a expulsé 140 migrants vers le Niger le 15 juin.", ["arrived DZA>NER | 15 juin | 140"]),
    ("La Mauritanie et l'Espagne ont signé un accord sur les flux migratoires.", ["signed other ESP+MRT"]),
    (
        "La France et le Royaume-Uni ont signé un accord sur le retour des migrants le 29 juillet.",
        ["signed returns_arrangement FRA+GBR"],
    ),
    ("La Tunisie négocie avec l'Italie un accord migratoire.", ["negotiating other ITA+TUN"]),
]

NOTHING = [
    "La France et l'Italie ont signé un accord sur le transfert d'un joueur.",
    "Le Niger pourrait expulser 60 migrants vers le Nigeria.",
    "Le Niger n'a pas expulsé 60 migrants vers le Nigeria mardi.",
    "Le club de Mauritanie a accueilli 60 supporters mardi.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_plain_french_is_read(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_french_denies_or_tells_of_other_matters_is_not(text: str) -> None:
    assert told(text) == []
