"""Every country that a code can name has a name and a region."""

from __future__ import annotations

import pycountry
import pytest
from pydantic import TypeAdapter, ValidationError

from schemas.values.country import REGIONS_FILE, CountryCode, countries

CODE: TypeAdapter[str] = TypeAdapter(CountryCode)
SUBREGIONS = {
    *("Northern Africa", "Eastern Africa", "Middle Africa", "Southern Africa", "Western Africa"),
    *("Northern America", "Central America", "Caribbean", "South America"),
    *("Central Asia", "Eastern Asia", "South-eastern Asia", "Southern Asia", "Western Asia"),
    *("Northern Europe", "Western Europe", "Southern Europe", "Eastern Europe", "Europe"),
    *("Australia and New Zealand", "Melanesia", "Micronesia", "Polynesia", "Antarctica"),
}


def test_all_of_iso_3166_and_two_codes_more() -> None:
    assert countries().keys() == {entry.alpha_3 for entry in pycountry.countries} | {"XKX", "EUE"}


@pytest.mark.parametrize("country", countries().values(), ids=countries().keys())
def test_a_country_has_a_name_people_use_and_a_subregion(country: object) -> None:
    found = countries()[country.code]  # type: ignore[attr-defined]
    assert found.name
    assert not set(found.name) & set(",()")
    assert found.official_name
    assert found.region in SUBREGIONS


def test_no_name_is_used_twice() -> None:
    names = [country.name for country in countries().values()]
    assert len(names) == len(set(names))


def test_the_table_lists_every_country_once_in_order() -> None:
    lines = REGIONS_FILE.read_text(encoding="utf-8").splitlines()
    codes = [line.split("\t")[0] for line in lines if not line.startswith("#")][1:]
    assert codes == sorted(countries())


@pytest.mark.parametrize(
    ("code", "name", "region"),
    [
        ("BOL", "Bolivia", "South America"),
        ("COD", "DR Congo", "Middle Africa"),
        ("HND", "Honduras", "Central America"),
        ("IRN", "Iran", "Southern Asia"),
        ("KOR", "South Korea", "Eastern Asia"),
        ("MDA", "Moldova", "Eastern Europe"),
        ("RUS", "Russia", "Eastern Europe"),
        ("RWA", "Rwanda", "Eastern Africa"),
        ("SYR", "Syria", "Western Asia"),
        ("TWN", "Taiwan", "Eastern Asia"),
        ("TZA", "Tanzania", "Eastern Africa"),
        ("USA", "United States", "Northern America"),
        ("VEN", "Venezuela", "South America"),
        ("VNM", "Vietnam", "South-eastern Asia"),
        ("XKX", "Kosovo", "Southern Europe"),
    ],
)
def test_names_and_regions(code: str, name: str, region: str) -> None:
    assert (countries()[code].name, countries()[code].region) == (name, region)


@pytest.mark.parametrize("code", ["USA", " usa ", "xkx", "EUE"])
def test_known_codes_are_taken_in_any_case(code: str) -> None:
    assert CODE.validate_python(code) == code.strip().upper()


@pytest.mark.parametrize("code", ["EUR", "US", "XXX", "Honduras", "", "UNK", None, 840])
def test_unknown_codes_are_refused(code: object) -> None:
    with pytest.raises(ValidationError):
        CODE.validate_python(code)
