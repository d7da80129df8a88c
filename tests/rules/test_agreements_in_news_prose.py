"""Agreements as news tell them: agreed on without a noun, by officials, with place and time, or only wished for."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.finders import agreement
from tests.rules.telling import told

TOGETHER = [
    (
        "Chile and Peru have agreed on the return of over 700 minors who crossed the border in May.",
        ["agreed returns_arrangement CHL+PER"],
    ),
    (
        "Colombia, Panama and Peru agreed in April on a 60-day campaign to end irregular migration.",
        ["agreed other COL+PAN+PER"],
    ),
    ("Warsaw and Berlin have agreed to resume joint patrols of their border.", ["agreed other DEU+POL"]),
    ("Chile and Peru agreed to hold talks on migration.", []),
    ("Chile and Peru agreed on Friday to deepen their cooperation on migration.", []),
    ("Chile and Peru agreed on tariffs for goods that cross the border.", []),
    ("Chile and Peru have not agreed on the return of minors who crossed the border.", []),
]
SIDES = [
    (
        "The senate debated the agreement on unaccompanied minors signed in Dakar on 5 December 2006 between Spain "
        "and Senegal.",
        ["signed other ESP+SEN"],
    ),
    (
        "Asylum seekers reach Britain by small boat. The government has signed a deal with Rwanda under which they "
        "will be sent to Kigali.",
        ["signed other GBR+RWA"],
    ),
    (
        "Deportation agreements have been reached with Honduras and Uganda, the Trump administration said.",
        ["agreed third_country_removal HND+USA", "agreed third_country_removal UGA+USA"],
    ),
    (
        "The migration agreement, which was signed in Lima by Chile's Jane Roe and Peru's Juan Prado, covers returns.",
        ["signed other CHL+PER"],
    ),
    ("Pakistan has had a readmission agreement with Turkey since 2010.", ["in_force returns_arrangement PAK+TUR"]),
    ("Cameroon is being asked by Washington to accept deportees.", ["proposed other CMR+USA"]),
    ("Chile has agreed to resume accepting its deported nationals, Peru said.", ["agreed returns_arrangement CHL+PER"]),
]
STATUS = [
    ("Denmark wants to sign a deal with Kosovo to send deported prisoners there.", ["proposed other DNK+XKX"]),
    (
        "Chile signed a readmission agreement with Peru in May. The agreement will enter into force in 60 days.",
        ["signed returns_arrangement CHL+PER"],
    ),
    (
        "Chile and Peru signed a pact on migration. They have released few details about how the pact will work.",
        ["signed other CHL+PER"],
    ),
    (
        "Chile signed a pact with Peru on asylum. Its cabinet has faced opposition over the plan.",
        ["signed other CHL+PER"],
    ),
]


SEVERAL = [
    (
        "Chad is among several nations that agreed to receive third-country deportees from the United States. Others "
        "include Mali and Togo.",
        [
            "agreed third_country_removal MLI+USA",
            "agreed third_country_removal TCD+USA",
            "agreed third_country_removal TGO+USA",
        ],
    ),
    (
        "Honduras signed an asylum deal with the Trump administration on Wednesday. It is "
        "similar to agreements signed by El Salvador on September 20 and Guatemala on July 26.",
        ["signed other GTM+USA", "signed other HND+USA", "signed other SLV+USA"],
    ),
    (
        "The U.S. signed an asylum deal with Honduras. A similar arrangement was signed with El Salvador last week; a "
        "wider agreement was sealed with Guatemala.",
        ["signed other HND+USA"],
    ),
    ("Under a migration partnership signed in 2018, Chile and Peru run joint patrols.", ["signed other CHL+PER"]),
    (
        "Boats with migrants leave Libya for Italy each night. Italy and Libya are neighbours across the sea. A deal "
        "to stop migrants was renewed on Saturday.",
        ["agreed other ITA+LBY"],
    ),
]
NOT_SO = [
    (
        "Asylum seekers come to Chile from Peru. Reuters has seen the asylum agreement between Chile and Peru, which "
        "both governments declined to comment on.",
        ["agreed other CHL+PER"],
    ),
    ("Senators said they reached a deal with the president on migrants, without money for a wall with Mexico.", []),
    (
        "Chile and Peru are finalising a labour migration agreement. The third round of negotiations for the agreement "
        "was concluded in May.",
        ["negotiating other CHL+PER"],
    ),
    (
        "Chile's government decided to cancel the agreement to send asylum seekers to Peru.",
        ["terminated third_country_removal CHL+PER"],
    ),
    (
        "The United States presses states to accept Venezuelan deportees, but Chad cannot take them in.",
        ["rejected third_country_removal TCD+USA"],
    ),
]

APART = [
    (
        "Chile and Peru are negotiating a deal on asylum seekers who cross the border. Under the safe third country "
        "agreement, signed between Chile and Peru in 2004, they are returned at official crossings.",
        ["negotiating other CHL+PER", "signed safe_third_country CHL+PER"],
    ),
    (
        "Chile's interior minister has announced plans to negotiate an agreement with Peru on deportations.",
        ["proposed other CHL+PER"],
    ),
    ("Interior Minister Sar Kheng inked a deal with Australia's minister to accept refugees held on Nauru.", []),
    (
        'Chile "has no agreement with Peru and Bolivia" on illegal migrants, its minister said.',
        ["agreed other BOL+CHL (negated)", "agreed other CHL+PER (negated)"],
    ),
    (
        "Rwanda said that the United Kingdom wanted to end its agreement with Rwanda on asylum seekers.",
        ["under_review other GBR+RWA"],
    ),
]

ASIDE = [
    (
        "After the deal with Libya on migrants, the Italian government is now focusing on reaching a deal with Niger.",
        ["agreed other ITA+LBY", "negotiating other ITA+NER"],
    ),
    (
        "# Trump administration deports about 100 Iranians following a deal with Tehran\n\nThe men were not named.",
        ["agreed other IRN+USA"],
    ),
    (
        "DHS has entered into asylum agreements with the countries of the north, El Salvador and Honduras.",
        ["agreed other HND+USA", "agreed other SLV+USA"],
    ),
    (
        "The EU has a readmission agreement with Armenia. Negotiations are ongoing with Azerbaijan, and negotiating "
        "mandates are in place for Belarus.",
        ["in_force returns_arrangement ARM+EUE"],
    ),
]

SPOKEN = [
    (
        "Germany has deported Afghans to Kabul as part of a Qatar-mediated deal with the Taliban.",
        ["agreed other AFG+DEU"],
    ),
    (
        "Kosovo and Denmark signed a deal on deported inmates. The Scandinavian country has been in discussions with "
        "Rwanda about asylum seekers.",
        ["signed other DNK+XKX"],
    ),
    (
        "Palau's president Surangel Whipps said his country would take up to 75 migrants from other countries. "
        '"We have agreed with Washington to accept third-country nationals," Whipps said.',
        ["agreed third_country_removal PLW+USA"],
    ),
    (
        'Chile\'s foreign minister Jane Roe met reporters. "We have signed a migration agreement with Peru," said Roe.',
        ["signed other CHL+PER"],
    ),
    ('A spokesman met reporters. "We have signed a migration agreement with Peru," said Roe.', []),
    ('Chile\'s foreign minister Jane Roe met reporters. "We have signed a trade agreement with Peru," said Roe.', []),
]


@pytest.mark.parametrize(("text", "lines"), [*TOGETHER, *SIDES, *STATUS, *SEVERAL, *NOT_SO, *APART, *ASIDE, *SPOKEN])
def test_a_pact_is_told_as_the_text_tells_it(text: str, lines: list[str]) -> None:
    assert sorted(told(text)) == lines


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Syria and Germany have agreed on the repatriation of convicted offenders.", {"DEU": None, "SYR": None}),
        (
            "Syria's new authorities and Germany have agreed on repatriation of offenders.",
            {"DEU": None, "SYR": None},
        ),
        (
            "Germany and Syria have agreed on the repatriation of Syrian offenders.",
            {"DEU": "sender", "SYR": "receiver"},
        ),
    ],
)
def test_who_takes_whom_is_not_guessed(text: str, roles: dict[str, str | None]) -> None:
    (deal,) = agreement.find(analyse(Document(text=text, source="x")))
    assert {party["country"]: party.get("role") for party in deal["parties"]} == roles
    assert deal["agreement_type"] == "returns_arrangement"
