"""Printed quantities: every printed style of a number reads back as that number, with the bounds its words give it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.values.numbers import find_numbers
from schemas.values.quantity import LARGEST, NO_NUMBER, Bounds, Quantity, parse_quantity
from schemas.values.vocabulary import forms

PATIENT = settings(deadline=None)  # the first example reads the tables
COUNTS = st.integers(0, LARGEST)
ENGLISH = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
ENGLISH_ONES = [*ENGLISH.split(), "seventeen", "eighteen", "nineteen"]
ENGLISH_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SPANISH = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
SPANISH_ONES = [*SPANISH.split(), "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno", "veintidós"]
SPANISH_ONES += ["veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve"]
SPANISH_TENS = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
SPANISH_HUNDREDS = (
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)


def english(number: int, conjunction: str = " and ") -> str:
    """Spell a number below a million as English prints it."""
    if number < 20:
        return ENGLISH_ONES[number]
    if number < 100:
        return ENGLISH_TENS[number // 10 - 2] + (f"-{ENGLISH_ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = conjunction + english(number % 100) if number % 100 else ""
        return f"{ENGLISH_ONES[number // 100]} hundred{rest}"
    below = number % 1000
    link = "" if not below else conjunction if below < 100 else " "
    return f"{english(number // 1000, conjunction)} thousand{link}{english(below, conjunction) if below else ''}"


def spanish(number: int) -> str:
    """Spell a number below a million as Spanish prints it."""
    if number < 30:
        return SPANISH_ONES[number]
    if number < 100:
        return SPANISH_TENS[number // 10 - 3] + (f" y {SPANISH_ONES[number % 10]}" if number % 10 else "")
    if number == 100:
        return "cien"
    if number < 1000:
        rest = f" {spanish(number % 100)}" if number % 100 else ""
        return SPANISH_HUNDREDS.split()[number // 100 - 1] + rest
    thousands = "" if number < 2000 else spanish(number // 1000).replace("uno", "un") + " "
    return f"{thousands}mil{' ' + spanish(number % 1000) if number % 1000 else ''}"


@PATIENT
@given(COUNTS, st.sampled_from(["{}", "{:,}", "{:,} migrants", "the {:,} people", "a total of {:,} deportees"]))
def test_digits_read_back(count: int, style: str) -> None:
    assert parse_quantity(style.format(count)) == Bounds(count, count, "exact")


@PATIENT
@given(COUNTS, st.sampled_from([".", " ", "\u00a0", "\u202f", "'", "’"]))
def test_digits_grouped_as_elsewhere_read_back(count: int, separator: str) -> None:
    assert parse_quantity(f"{count:,} personas".replace(",", separator)) == Bounds(count, count, "exact")


@PATIENT
@given(st.integers(0, 999_999), st.sampled_from([" and ", " "]))
def test_english_words_read_back(count: int, conjunction: str) -> None:
    assert parse_quantity(english(count, conjunction)) == Bounds(count, count, "exact")


@PATIENT
@given(st.integers(0, 999_999).filter(lambda count: count not in {1, 11}))  # alone, articles and English words
def test_spanish_words_read_back(count: int) -> None:
    assert parse_quantity(f"{spanish(count)} personas") == Bounds(count, count, "exact")


@PATIENT
@given(st.integers(1, 999), st.integers(0, 9))
def test_millions_read_back(whole: int, tenth: int) -> None:
    count = whole * 1_000_000 + tenth * 100_000
    for text in (f"{whole}.{tenth} million", f"{whole},{tenth} millones", f"{whole}.{tenth}m", f"{whole}.{tenth}M"):
        assert parse_quantity(text) == Bounds(count, count, "exact")


@PATIENT
@given(
    COUNTS,
    st.sampled_from([(form, kind) for form, kind in forms("qualifiers", "before").items()]),
)
def test_every_qualifier_bounds_the_number_after_it(count: int, qualified: tuple[str, str]) -> None:
    form, qualifier = qualified
    bounds = parse_quantity(f"{form} {count:,} people")
    assert bounds.qualifier == qualifier
    assert bounds.min == (None if qualifier == "up_to" else count)
    assert bounds.max == (None if qualifier in {"over", "at_least"} else count)


@PATIENT
@given(COUNTS, COUNTS, st.sampled_from(["{}-{}", "{}–{} people", "between {} and {}", "{} to {}", "entre {} y {}"]))
def test_ranges_have_both_bounds_in_order(one: int, other: int, style: str) -> None:
    lower, upper = sorted((one, other))
    expected = Bounds(lower, upper, "exact" if lower == upper else "range")
    assert parse_quantity(style.format(lower, upper)) == expected
    if lower != upper:
        assert parse_quantity(style.format(upper, lower)) == NO_NUMBER


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("over 100 Middle Eastern migrants", (100, None, "over")),
        ("More than 1,200", (1200, None, "over")),
        ("more than a dozen", (12, None, "over")),
        ("más de un centenar de migrantes", (100, None, "over")),
        ("at least another 50", (50, None, "at_least")),
        ("no fewer than 3 flights", (3, None, "at_least")),
        ("100 or more", (100, None, "at_least")),
        ("100+", (100, None, "at_least")),
        ("no more than 20", (None, 20, "up_to")),
        ("fewer than 50", (None, 50, "up_to")),
        ("up to about 500", (None, 500, "up_to")),
        ("100 personas como máximo", (None, 100, "up_to")),
        ("nearly 200", (200, 200, "about")),
        ("200-odd", (200, 200, "about")),
        ("two dozen", (24, 24, "exact")),
        ("half a million", (500_000, 500_000, "exact")),
        ("un millón y medio de personas", (1_500_000, 1_500_000, "exact")),
        ("two and a half million", (2_500_000, 2_500_000, "exact")),
        ("dos mil 500", (2500, 2500, "exact")),
        ("mil millones", (10**9, 10**9, "exact")),
        ("un billón", (10**12, 10**12, "exact")),
        ("1.250 millones", (1_250_000_000, 1_250_000_000, "exact")),
        ("1.250 million", (1_250_000, 1_250_000, "exact")),
        ("12k", (12_000, 12_000, "exact")),
        ("two or three hundred", (200, 300, "range")),
        ("between 1 and 2 million", (1_000_000, 2_000_000, "range")),
        ("at least 100 but no more than 150", (100, 150, "range")),
        ("130 people, 20 of them children", (130, 130, "exact")),
        ("two C-17 aircraft", (2, 2, "exact")),
        ("100 first responders", (100, 100, "exact")),
        ("a 5-year programme for 300 families", (300, 300, "exact")),
        ("$4 million for 300 families", (300, 300, "exact")),
        ("between $3 and $4 million to house up to 50", (None, 50, "up_to")),
    ],
)
def test_words_around_a_number_bound_it(text: str, expected: tuple[int | None, int | None, str]) -> None:
    assert parse_quantity(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("dozens", "hundreds of people", "tens of thousands", "several hundred", "a few thousand", "several", "many"),
        *(
            "a flight",
            "an aircraft",
            "un vuelo",
            "una aeronave",
            "single",
            "multiple",
            "decenas de miles",
            "unos cientos",
        ),
        *(
            "10 percent",
            "10-20%",
            "10 por ciento",
            "18th-century",
            "C-17",
            "COVID-19",
            "737s",
            "1/2",
            "10:30",
            "2.5",
            "",
        ),
        *(
            "two-thirds of them",
            "one third of them",
            "one in five",
            "uno de cada cinco",
            "every 5 days",
            "twenty-first",
        ),
        *("60 days", "a 20-year-old", "$4 million", "155 millones de dólares", "007"),
        *("130 men and 20 women", "130 hombres y unas 20 mujeres", "150-100", "9223372036854775808", "9" * 5000),
    ],
)
def test_what_prints_no_count_has_no_number(text: str) -> None:
    assert parse_quantity(text) == NO_NUMBER


@pytest.mark.parametrize("text", ["1 " * 50_000, "5 dollars and " * 10_000, "over " * 50_000 + "5"])
def test_an_endless_text_is_no_quantity(text: str) -> None:
    assert parse_quantity(text) == NO_NUMBER


VOCABULARY = [*forms("qualifiers", "before"), *forms("qualifiers", "to"), *forms("qualifiers", "between")]
VOCABULARY += [
    form
    for kind in ("unit", "tens", "hundred", "hundreds", "scale", "scale_es", "half", "article", "and", "and_es")
    for form in forms("numbers", kind)
] + ["mil", "dozen", "12", "1,200", "3.5", "%", "people", "-", "docena"]


@PATIENT
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(VOCABULARY), max_size=12).map(" ".join)))
def test_any_text_gives_bounds_in_order_and_never_raises(text: str) -> None:
    bounds = parse_quantity(text)
    assert (bounds.qualifier is None) == (bounds.min is None and bounds.max is None)
    assert bounds.min is None or 0 <= bounds.min <= LARGEST
    assert bounds.max is None or 0 <= bounds.max <= LARGEST
    Quantity(text="x", **bounds._asdict())


@PATIENT
@given(st.text(alphabet="0123456789.,'/: -kmbnth", max_size=40))
def test_numbers_lie_inside_the_text_one_after_the_other(text: str) -> None:
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end <= len(text)
        end = number.end


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("quatre-vingt-quinze migrants", 95),
        ("quatre-vingts personnes", 80),
        ("soixante-dix-sept", 77),
        ("soixante-douze expulsés", 72),
        ("dix-huit hommes", 18),
        ("vingt et un", 21),
        ("quatre personnes", 4),
        ("2 075 personnes", 2075),
        ("vinte deportados", 20),
    ],
)
def test_french_and_portuguese_numbers(text: str, count: int) -> None:
    assert parse_quantity(text) == Bounds(count, count, "exact")
