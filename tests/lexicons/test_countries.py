"""Countries in text: every name, and nothing that only looks like one."""

import pytest

from extraction.lexicons import load
from extraction.lexicons.countries import country_mentions
from schemas.values.country import countries


def mentioned(text: str) -> list[str]:
    return [mention.code for mention in country_mentions(text)]


@pytest.mark.parametrize("code", sorted(countries()))
def test_every_country_is_found_by_its_name(code: str) -> None:
    name = countries()[code].name
    if name in ("Congo", "Congo, The Democratic Republic of the"):
        assert code in mentioned(f"They went to the {name}.")
    elif "," not in name and "(" not in name:
        assert mentioned(f"They went to {name}.") == [code]
    else:
        assert any(entry.value == code and entry.form == "name" for entry in load("countries").entries)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Tell us what the US said", ["USA"]),
        ("the U.S.-Mexico border; U.S. officials in the U.S.", ["USA", "MEX", "USA", "USA"]),
        ("Niger and Nigeria, Nigerien and Nigerian", ["NER", "NGA", "NER", "NGA"]),
        ("Guinea, Guinea-Bissau, Equatorial Guinea, Papua New Guinea", ["GIN", "GNB", "GNQ", "PNG"]),
        ("Dominica and the Dominican Republic", ["DMA", "DOM"]),
        ("Sudan and South Sudan", ["SDN", "SSD"]),
        ("North Korea, South Koreans", ["PRK", "KOR"]),
        ("DR Congo, Republic of the Congo, Democratic Republic of the Congo", ["COD", "COG", "COD"]),
        ("the Congo", ["COD", "COG"]),
        ("New Mexico, Latin America, African Americans, Gulf of Mexico", []),
        ("Mexico’s and Mexico's, Mexicans'", ["MEX", "MEX", "MEX"]),
        ("Venezuelans, HONDURAS, hondureñas, los Estados Unidos, EE. UU.", ["VEN", "HND", "HND", "USA", "USA"]),
        ("turkey with chili and china plates", []),
        ("Jim Jordan and Michael Jordan met Chad Wolfe", []),
        ("in Jordan, in Chad; Jordan Monday", ["JOR", "TCD", "JOR"]),
        ("Atlanta, Georgia; Texas and Georgia", []),
        ("Tbilisi, Georgia; Armenia, Georgia and Turkey; Georgia", ["GEO", "GEO", "ARM", "GEO", "TUR", "GEO"]),
        ("the PAN and the CAN, AND gates", []),
        ("Family Reunion", []),
        ("[Rep. Jim\u00a0Jordan](https://x.com/Jim_Jordan), https://example.org/Peru/Chile", []),
        ("Kosovo and the European Union", ["XKX", "EUE"]),
        ("Côte d’Ivoire, Cote d'Ivoire, Ivory Coast", ["CIV", "CIV", "CIV"]),
        ("Türkiye and Turkey", ["TUR", "TUR"]),
        ("United\n  States", ["USA"]),
        ("the Trump administration, Homeland Security, ICE on ice", ["USA", "USA", "USA"]),
    ],
)
def test_codes(text: str, codes: list[str]) -> None:
    assert mentioned(text) == codes


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Honduras", "name"),
        ("Alemania", "spanish"),
        ("UK", "abbreviation"),
        ("Honduran", "demonym"),
        ("hondureño", "demonym_spanish"),
        ("White House", "government"),
        ("State Department", "institution"),
        ("Bukele", "leader"),
        ("Bogotá", "capital"),
        ("Korean", "ambiguous"),
    ],
)
def test_forms(text: str, form: str) -> None:
    assert {mention.form for mention in country_mentions(text)} == {form}


def test_spans_leave_the_possessive_out_and_count_from_the_text() -> None:
    text = "İ … ß: Mexico’s stance"
    (mention,) = country_mentions(text, 5)
    assert text[mention.span[0] : mention.span[1]] == "Mexico"


def test_every_code_is_a_country() -> None:
    for name in ("countries", "governments"):
        assert {entry.value for entry in load(name).entries} <= countries().keys()
