"""Printed sums of money: amount and currency as printed, never converted, never guessed."""

from __future__ import annotations

from decimal import Decimal

import pycountry
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.values.money import LARGEST, Money, Sum, parse_money, prints_other_dollars
from schemas.values.vocabulary import words

PATIENT = settings(deadline=None)  # the first example reads the tables
CURRENCIES = [word for word in words("currencies") if word.value]
PIECES = [
    *(word.form for word in words("currencies")),
    "5",
    "1,200.50",
    "million",
    "to",
    "-",
    "0.001",
    "USD",
    "9" * 17,
    "half a",
]
CENTS = st.decimals(min_value=0, max_value=10**12, places=2)


@PATIENT
@given(CENTS, st.sampled_from(["US${:,}", "USD {:,}", "{:,} US dollars", "US$ {:,}", "{} dólares estadounidenses"]))
def test_sums_read_back(amount: Decimal, style: str) -> None:
    assert parse_money(style.format(amount), other_dollars=True) == Sum(amount, "USD")


@PATIENT
@given(st.integers(1, 999), st.integers(0, 9), st.sampled_from(["€{}.{} million", "€{}.{}m", "{}.{} million euros"]))
def test_millions_read_back(whole: int, tenth: int, style: str) -> None:
    assert parse_money(style.format(whole, tenth)) == Sum(Decimal(whole * 1_000_000 + tenth * 100_000), "EUR")


@pytest.mark.parametrize("word", CURRENCIES, ids=lambda word: word.form)
def test_every_currency_form_reads_before_or_after_its_number(word: tuple[str, str, str]) -> None:
    form, _, code = word
    assert pycountry.currencies.get(alpha_3=code) is not None
    text = f"{form}5,000" if not form[-1].isalpha() else f"5,000 {form}"
    assert parse_money(text).currency == code
    assert parse_money(text.upper()).currency == code


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$155 million", 155_000_000, "USD"),
        ("$4.76 million", 4_760_000, "USD"),
        ("$1.5 billion", 1_500_000_000, "USD"),
        ("$4 billion four-year programme", 4_000_000_000, "USD"),
        ("$3 million two countries", 3_000_000, "USD"),
        ("$4 billion 5 years", 4_000_000_000, "USD"),
        ("two million three-year dollars", 2_000_000, "USD"),
        ("$1 billion two hundred million", 1_200_000_000, "USD"),
        ("two-thousand-five-dollar", 2005, "USD"),
        ("155 millones de dólares", 155_000_000, "USD"),
        ("un billón de dólares", 10**12, "USD"),
        ("half a million dollars", 500_000, "USD"),
        ("150 mdd", 150_000_000, "USD"),
        ("€120m", 120_000_000, "EUR"),
        ("120 million pounds", 120_000_000, "GBP"),
        ("C$5 million", 5_000_000, "CAD"),
        ("$5 million CAD", 5_000_000, "CAD"),
        ("A$3bn", 3_000_000_000, "AUD"),
        ("MXN 5,000", 5_000, "MXN"),
        ("MXN$5,000", 5_000, "MXN"),
        ("500 millones de pesos mexicanos", 500_000_000, "MXN"),
        ("$5,000 pesos", 5_000, None),
        ("X$5", 5, None),
        ("155 million", 155_000_000, None),
        ("up to $5 million", 5_000_000, "USD"),
        ("$3–5 million", 5_000_000, "USD"),
        ("between $3 million and $5 million", 5_000_000, "USD"),
        ("a 5-year $155 million package", 155_000_000, "USD"),
        ("$3 million to 2 countries", 3_000_000, "USD"),
        ("5 million in U.S. dollars", 5_000_000, "USD"),
    ],
)
def test_amount_and_currency(text: str, amount: int, currency: str | None) -> None:
    assert parse_money(text) == Sum(Decimal(amount), currency)


@pytest.mark.parametrize("text", ["$155 million", "155 million dollars", "155 millones de dólares", "150 mdd"])
def test_a_bare_dollar_beside_other_dollars_has_no_currency(text: str) -> None:
    amount, currency = parse_money(text, other_dollars=True)
    assert amount is not None
    assert currency is None


@pytest.mark.parametrize(
    "text", ["millions of dollars", "financial incentives", "$", "US$", "", f"${LARGEST:f}", "€0.005"]
)
def test_without_an_amount_that_a_column_holds_there_is_no_sum(text: str) -> None:
    assert parse_money(text) == Sum()


@PATIENT
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join)), st.booleans())
def test_any_text_gives_a_sum_that_the_column_holds_and_never_raises(text: str, other_dollars: bool) -> None:
    found = parse_money(text, other_dollars)
    Money(text="x", amount=found.amount, currency=found.currency)
    if found.amount is not None:
        assert 0 <= found.amount < LARGEST
        assert found.amount == found.amount.quantize(Decimal("0.01"))
        assert "E" not in str(found.amount)


@pytest.mark.parametrize(
    "text", ["He pledged C$5 million.", "in Canadian dollars", "CAD 5", "HK$ 3", "dólares canadienses"]
)
def test_other_dollars_are_noticed(text: str) -> None:
    assert prints_other_dollars(f"Costs rose to $4. {text} And $5.")


@pytest.mark.parametrize("form", [word.form for word in CURRENCIES if word.kind == "other_dollar"])
def test_every_form_of_another_dollar_is_noticed(form: str) -> None:
    assert prints_other_dollars(f"It cost $4, {form} 5, or 5 {form}.")


@pytest.mark.parametrize("text", ["$5", "US$5 and $4", "5 dollars", "R$5", "MX$5", "U.S. dollars", "ACADIA", "€5", ""])
def test_united_states_dollars_are_no_other_dollars(text: str) -> None:
    assert not prints_other_dollars(text)
