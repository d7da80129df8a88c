"""Removals, agreements and legal actions of the seeds follow their words: swapped, negated, cut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.lines import LandedRecord
from tests.metamorphic.rewriting import Seed, differences, extracted, held_against, seed

KINDS = ("agreement", "deportation_flight", "legal_action")
COUNTRIES = (
    ("Ghana", "GHA", "Ghanaian"),
    ("Peru", "PER", "Peruvian"),
    ("Chad", "TCD", "Chadian"),
    ("Jordan", "JOR", "Jordanian"),
    ("Georgia", "GEO", "Georgian"),
    ("Bosnia and Herzegovina", "BIH", "Bosnian"),
    ("Papua New Guinea", "PNG", "Papua New Guinean"),
    ("South Sudan", "SSD", "South Sudanese"),
    ("Ecuador", "ECU", "Ecuadorian"),
    ("Colombia", "COL", "Colombian"),
    ("Nicaragua", "NIC", "Nicaraguan"),
    ("Trinidad and Tobago", "TTO", "Trinidadian"),
    ("Equatorial Guinea", "GNQ", "Equatorial Guinean"),
    ("Ivory Coast", "CIV", "Ivorian"),
    ("Germany", "DEU", "German"),
    ("Saudi Arabia", "SAU", "Saudi"),
    ("Nauru", "NRU", "Nauruan"),
    ("Haiti", "HTI", "Haitian"),
    ("Palau", "PLW", "Palauan"),
    ("Uganda", "UGA", "Ugandan"),
)
NAMED = {
    "002": (("Honduras", "HND", "Honduran"),),
    "003": (
        ("Libya", "LBY", "Libyan"),
        ("Rwanda", "RWA", "Rwandan"),
        ("Benin", "BEN", "Beninese"),
        ("Eswatini", "SWZ", "Swazi"),
        ("Moldova", "MDA", "Moldovan"),
        ("Mongolia", "MNG", "Mongolian"),
        ("Kosovo", "XKX", "Kosovar"),
        ("Honduras", "HND", "Honduran"),
        ("Costa Rica", "CRI", "Costa Rican"),
        ("Guatemala", "GTM", "Guatemalan"),
        ("Panama", "PAN", "Panamanian"),
        ("El Salvador", "SLV", "Salvadoran"),
        ("Venezuela", "VEN", "Venezuelan"),
    ),
    "004": (("Mexico", "MEX", "Mexican"),),
}
MONTHS = ("January", "April", "May", "June", "August", "October", "December")
SAME_NAMES = {"Stephen Miller": "Laura Brandt", "Ricardo Zuniga": "Paul Okafor", "Nayib Bukele": "Javier Milei"}


def swap_countries(number: str, others: list[tuple[str, str, str]]) -> Seed:
    words: dict[str, str] = {}
    codes: dict[str, str] = {}
    for (name, code, people), (new_name, new_code, new_people) in zip(NAMED[number], others, strict=False):
        words |= {name: new_name, people: new_people}
        codes[code] = new_code
    return seed(number).swapped(words, codes)


async def assert_as_expected(rewritten: Seed, tmp_path: Path) -> None:
    records = await extracted(rewritten.text, tmp_path)
    assert differences(held_against(rewritten, records, *KINDS)) == []


many = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("number", sorted(NAMED))
@many
@given(others=st.permutations(COUNTRIES))
async def test_other_countries(number: str, others: list[tuple[str, str, str]], tmp_path: Path) -> None:
    await assert_as_expected(swap_countries(number, others), tmp_path)


@many
@given(
    people=st.integers(11, 990),
    others=st.integers(11, 990),
    year=st.integers(2001, 2024),
    millions=st.integers(2, 900),
    currency=st.sampled_from("$€£"),
)
async def test_other_numbers(people: int, others: int, year: int, millions: int, currency: str, tmp_path: Path) -> None:
    words = {"100": str(people), "130": str(others), "2022": str(year), "$155 million": f"{currency}{millions} million"}
    await assert_as_expected(seed("003").swapped(words), tmp_path)


@many
@given(first=st.sampled_from(MONTHS), second=st.sampled_from(MONTHS))
async def test_other_months(first: str, second: str, tmp_path: Path) -> None:
    await assert_as_expected(seed("003").swapped({"February": first, "March": second}), tmp_path)


@pytest.mark.parametrize("date", ["3 March 2020", "January 1, 2024", "December 31, 2018"])
async def test_other_days(date: str, tmp_path: Path) -> None:
    await assert_as_expected(seed("002").swapped({"August 27, 2019": date}), tmp_path)


async def test_other_names(tmp_path: Path) -> None:
    words = {**SAME_NAMES, "Alien Enemies Act": "Foreign Threats Act", "Cecot": "Izalco", "Trump": "Biden"}
    await assert_as_expected(seed("003").swapped(words), tmp_path)


VERBS = [
    *[("003", "deported over", f"{verb} over") for verb in ("expelled", "removed", "sent", "flew", "repatriated")],
    *[("003", "to deport over", f"to {verb} over") for verb in ("expel", "remove", "send", "transfer")],
    *[
        ("003", "in talks with", phrase)
        for phrase in ("in negotiations with", "negotiating with", "in discussions with", "holding talks with")
    ],
    *[("003", "deal collapsed", f"deal {verb}") for verb in ("fell apart", "expired", "lapsed", "was scrapped")],
    *[("003", "due to", phrase) for phrase in ("because of", "owing to", "as a result of")],
    *[("003", "temporarily blocked", f"temporarily {verb}") for verb in ("halted", "suspended", "paused")],
    *[("003", "Trump invoked", f"Trump {verb}") for verb in ("used", "cited")],
    *[("003", "close to finalizing", phrase) for phrase in ("close to signing", "nearing", "about to conclude")],
    *[("004", "rejecting an", f"{verb} an") for verb in ("refusing", "turning away", "denying")],
    *[("004", "refusing to accept", phrase) for phrase in ("declining to accept", "refusing to receive")],
    *[("004", "deportation flight", noun) for noun in ("repatriation flight", "removal flight", "deportation plane")],
    *[("002", "pledged to", phrase) for phrase in ("promised to", "agreed to")],
    *[("002", "Both countries", actor) for actor in ("Both governments", "The two countries")],
]


@pytest.mark.parametrize(("number", "printed", "other"), VERBS)
async def test_other_words_for_the_same(number: str, printed: str, other: str, tmp_path: Path) -> None:
    await assert_as_expected(seed(number).swapped({printed: other}), tmp_path)


@pytest.mark.parametrize(
    ("printed", "other", "path", "value"),
    [
        ("deal collapsed", "deal was suspended", "status", "suspended"),
        ("deal collapsed", "deal was terminated by Rwanda", "status", "terminated"),
        ("Britain allocated", "Britain paid", "payments.stage", "paid"),
        ("Britain allocated", "Britain pledged", "payments.stage", "pledged"),
    ],
)
async def test_other_words_for_something_else(printed: str, other: str, path: str, value: str, tmp_path: Path) -> None:
    records = await extracted(seed("003").put(printed, other).text, tmp_path)
    deal = only(records, is_deal("GBR", "RWA"))
    name, _, inner = path.partition(".")
    assert (deal[name][0][inner] if inner else deal[name]) == value


def is_deal(*codes: str) -> Callable[[LandedRecord], bool]:
    return lambda record: record.kind == "agreement" and parties(record) == set(codes)


def is_removal(destination: str) -> Callable[[LandedRecord], bool]:
    return lambda r: r.kind == "deportation_flight" and r.data["destination_country"] == destination


def is_ruling(action: str) -> Callable[[LandedRecord], bool]:
    return lambda record: record.kind == "legal_action" and record.data["action"] == action


def parties(record: LandedRecord) -> set[str]:
    return {row["country"] for row in record.data["parties"]}


def only(records: list[LandedRecord], fits: Callable[[LandedRecord], bool]) -> dict[str, Any]:
    (record,) = filter(fits, records)
    return record.data


def telling(records: list[LandedRecord]) -> set[tuple[Any, ...]]:
    """What of each record must not change when another fact is taken out."""
    told = set()
    for record in records:
        data = record.data
        if record.kind in KINDS:
            countries = parties(record) if "parties" in data else {data.get("destination_country")}
            told.add((record.kind, data["modality"], data.get("status"), data.get("action"), frozenset(countries)))
    return told


TALKS = [is_deal("USA", code) for code in ("LBY", "RWA", "BEN", "SWZ", "MDA", "MNG", "XKX")]


@pytest.mark.parametrize(
    ("printed", "negated", "gone"),
    [
        ("the US deported over", "the US did not deport over", [is_removal("PAN")]),
        ("the US deported over", "the US has never deported over", [is_removal("PAN")]),
        ("Countries currently in talks", "Countries currently not in talks", TALKS),
        ("Countries currently in talks", "Countries no longer in talks", TALKS),
        ("Trump invoked", "Trump did not invoke", [is_removal("SLV"), is_ruling("invoked")]),
        ("Trump invoked", "Trump refused to invoke", [is_removal("SLV"), is_ruling("invoked")]),
        ("judge temporarily blocked", "judge did not block", [is_ruling("blocked")]),
        ("judge temporarily blocked", "judge declined to block", [is_ruling("blocked")]),
        ("That deal collapsed", "That deal has not collapsed", [is_deal("GBR", "RWA")]),
        ("That plan was short-lived", "That plan was not short-lived", [is_deal("USA", "GTM")]),
    ],
)
async def test_what_is_denied_is_not_asserted(
    printed: str, negated: str, gone: list[Callable[[LandedRecord], bool]], tmp_path: Path
) -> None:
    before = await extracted(seed("003").text, tmp_path)
    after = await extracted(seed("003").put(printed, negated).text, tmp_path)
    for fits in gone:
        assert [
            record.data["quotes"] for record in after if fits(record) and record.data["modality"] == "asserted"
        ] == []
    others = [record for record in before if not any(fits(record) for fits in gone)]
    kept = [record for record in after if not any(fits(record) for fits in gone)]
    assert telling(kept) == telling(others)


async def test_a_refusal_denied_is_none(tmp_path: Path) -> None:
    denied = seed("004").put("rejecting an", "not rejecting an").put("by refusing to", "by not refusing to")
    records = await extracted(denied.text, tmp_path)
    assert telling(records) == set()


async def test_an_undertaking_denied_is_none(tmp_path: Path) -> None:
    denied = seed("002").put("both governments will work", "both governments will not work")
    statement = only(await extracted(denied.text, tmp_path), is_deal("USA", "HND"))
    assert len(statement["commitments"]) == 4


@pytest.mark.parametrize(
    ("openings", "gone"),
    [
        (["In February, the US deported"], [is_removal("PAN")]),
        (["In a legally controversial", "Those deported are now"], [is_removal("SLV"), is_ruling("invoked")]),
        (["A federal judge"], [is_ruling("blocked")]),
        (["Countries currently in talks"], TALKS),
        (["The current strategy also", "That deal collapsed"], [is_deal("GBR", "RWA")]),
        (["This new initiative", "That plan was"], [is_deal("USA", "GTM")]),
        (["The Trump administration is intensifying"], []),
        (["The initiative has drawn criticism", "He has urged officials"], []),
    ],
)
async def test_what_is_cut_is_gone_and_nothing_else(
    openings: list[str], gone: list[Callable[[LandedRecord], bool]], tmp_path: Path
) -> None:
    before = await extracted(seed("003").text, tmp_path)
    after = await extracted(seed("003").cut(*openings).text, tmp_path)
    assert telling(after) == telling([record for record in before if not any(fits(record) for fits in gone)])


@pytest.mark.parametrize("verb", ["may deport over", "plans to deport over", "threatened to deport over"])
async def test_what_has_not_happened_has_not_arrived(verb: str, tmp_path: Path) -> None:
    records = await extracted(seed("003").put("deported over", verb).text, tmp_path)
    assert [r.data["status"] for r in records if is_removal("PAN")(r)] in ([], ["planned"])
