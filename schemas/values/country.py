"""Country codes: ISO 3166-1 alpha-3, plus XKX (Kosovo) and EUE (European Union), which ISO lacks."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

import pycountry
from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

REGIONS_FILE = Path(__file__).with_name("regions.tsv")


@dataclass(frozen=True)
class Country:
    """One row of the `countries` table. `name` is the common English name, `region` a United Nations subregion."""

    code: str
    name: str
    official_name: str
    region: str | None


@cache
def countries() -> dict[str, Country]:
    """Return every country that a code can name, by code: ISO's by pycountry, the others from `regions.tsv`."""
    with REGIONS_FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    regions = {row["code"]: row for row in rows}
    found = {
        entry.alpha_3: Country(
            code=entry.alpha_3,
            name=(regions.get(entry.alpha_3) or {}).get("name") or str(getattr(entry, "common_name", entry.name)),
            official_name=getattr(entry, "official_name", entry.name),
            region=(regions.get(entry.alpha_3) or {}).get("region") or None,
        )
        for entry in pycountry.countries
    }
    for code, row in regions.items():
        if code not in found:
            found[code] = Country(code, row["name"], row["official_name"] or row["name"], row["region"] or None)
    return dict(sorted(found.items()))


def _known_country(code: str) -> str:
    if code not in countries():
        raise ValueError(
            f"{code!r} is no country code: use ISO 3166-1 alpha-3 (USA, HND), XKX for Kosovo, EUE for the European "
            "Union, and null for a region, a group or an unknown country"
        )
    return code


CountryCode = Annotated[
    str,
    BeforeValidator(lambda value: value.strip().upper() if isinstance(value, str) else value),
    AfterValidator(_known_country),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"}),
]
"""An ISO 3166-1 alpha-3 code, XKX or EUE; raises a validation error that says what to use instead."""
