"""Sums of money as printed, in the currency that is printed; never converted."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Annotated, Literal

import pycountry
from pydantic import AfterValidator

from schemas.fields import Comparison, described
from schemas.values.printed import PrintedValue, computed


@cache
def _currency_codes() -> frozenset[str]:
    return frozenset(currency.alpha_3 for currency in pycountry.currencies)


def _known_currency(code: str) -> str:
    if code not in _currency_codes():
        raise ValueError(f"{code!r} is no ISO 4217 currency code")
    return code


CurrencyCode = Annotated[str, AfterValidator(_known_currency)]


class Money(PrintedValue):
    """A printed sum: "$155 million" has amount 155000000 and, where no other dollar is printed, currency USD."""

    amount: Decimal | None = computed()
    currency: CurrencyCode | None = computed()
    stage: Literal["allocated", "paid", "pledged", "requested", "cost"] | None = described(
        "allocated, paid, pledged, requested, or what it costs (cost); null where the document does not say.",
        compare=Comparison.CODE,
    )
