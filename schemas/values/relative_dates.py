"""Dates that are told from the document's own date: "today", "last week", "two months ago", "next Tuesday"."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from schemas.values import periods
from schemas.values.numbers import find_numbers
from schemas.values.periods import RELATIVE, DateReading, Period
from schemas.values.vocabulary import alternation, collapse, forms


def read_relative(line: str, reference: date | None) -> DateReading | None:
    """Return what a normalised relative date means, null bounds without `reference`; None if it is no relative date."""
    if line in _forms("vague"):
        return RELATIVE
    if line in _forms("day"):
        return _around(reference, "day", int(_forms("day")[line]))
    return _quarter(line, reference) or _shifted(line, reference) or _counted(line, reference)


def without_today(line: str) -> str:
    """Return `line` without a "today" before or after a printed date, which beats it."""
    return collapse(_today().sub(" ", line))


def resolve_years(line: str, reference: date | None) -> str:
    """Return `line` with "this year", "el año pasado" as a number where `reference` settles it: "March this year"."""
    if reference is None:
        return line
    return _shifted_year().sub(lambda match: str(reference.year + _shift_of(match)), line)


def leaves_year_to_reference(line: str) -> bool:
    """Whether `line` names its year from the document's own date."""
    return _shifted_year().search(line) is not None


def _forms(kind: str) -> dict[str, str]:
    return _calendar()[kind]


@cache
def _calendar() -> dict[str, dict[str, str]]:
    kinds = ("vague", "day", "shift", "unit", "part", "ago", "ago_before", "ahead", "hedge", "filler", "to")
    return {kind: forms("calendar", kind) for kind in (*kinds, "month", "weekday", "quarter", "half")}


def _phrases(*kinds: str) -> str:
    return alternation(form for kind in kinds for form in _forms(kind))


def _around(reference: date | None, unit: str, shift: int) -> DateReading:
    period = periods.unit_around(reference, unit, shift) if reference else None
    return period.reading if period else RELATIVE


def _shift_of(match: re.Match[str]) -> int:
    return int(_forms("shift")[match["before"] or match["after"]])


def _quarter(line: str, reference: date | None) -> DateReading | None:
    """A quarter or a half of a calendar year: whole months."""
    match = _quarter_of().fullmatch(resolve_years(line, reference))
    if match is None:
        return None
    number = match["year"] or match["year_before"]
    if match["quarter"]:
        length, index = 3, int(_forms("quarter")[match["quarter"]])
    else:
        length, index = 6, int(_forms("half")[match["half"]])
    first = periods.month(int(number), length * (index - 1) + 1)
    last = periods.month(int(number), length * index)
    return DateReading(first.first, last.last, "month") if first and last else None


def _shifted(line: str, reference: date | None) -> DateReading | None:
    """ "Earlier this month", "la semana pasada", "the end of the year", "last December", "next Tuesday"."""
    match = _shifted_unit().fullmatch(line)
    if match is None:
        return None
    shift = _shift_of(match) if match["before"] or match["after"] else 0
    if match["unit"] is None:
        return _shifted_name(match, shift, reference)
    if not (match["before"] or match["after"] or match["hedge"]):
        return None
    unit = _forms("unit")[match["unit"]]
    if unit == "day" or reference is None:
        return RELATIVE
    reading = _around(reference, unit, shift)
    return _part(reading, _forms("part").get(match["part"] or ""), reference)


def _part(reading: DateReading, part: str | None, reference: date) -> DateReading:
    if reading.earliest is None or reading.latest is None or not reading.earliest <= reference <= reading.latest:
        return reading
    if part == "earlier":
        return reading._replace(latest=reference)
    return reading._replace(earliest=reference) if part == "later" else reading


def _shifted_name(match: re.Match[str], shift: int, reference: date | None) -> DateReading | None:
    """A month or a weekday before, in, or after the year or the week of `reference`."""
    if not (match["before"] or match["after"]):
        return None
    if reference is None:
        return RELATIVE
    found = _shifted_month(match, shift, reference) if match["month"] else _shifted_weekday(match, shift, reference)
    return found.reading if found else RELATIVE


def _shifted_month(match: re.Match[str], shift: int, reference: date) -> Period | None:
    number = int(_forms("month")[match["month"]])
    if shift == 0:
        return periods.month(reference.year, number)
    away = (number - reference.month) % 12 or 12
    return periods.month(reference.year, reference.month + (away if shift > 0 else away - 12 or -12))


def _shifted_weekday(match: re.Match[str], shift: int, reference: date) -> Period | None:
    away = int(_forms("weekday")[match["weekday"]]) - reference.weekday()
    if shift:
        away = away % 7 or 7
        away = away if shift > 0 else away - 7 or -7
    return periods.unit_around(reference, "day", away)


def _counted(line: str, reference: date | None) -> DateReading | None:
    """ "Two weeks ago", "hace un mes", "in three days"; a vague count ("several weeks ago") is never resolved."""
    match = _units_before().fullmatch(line) or _units_after().fullmatch(line)
    if match is None:
        return None
    numbers = find_numbers(match["count"])
    if numbers and numbers[0].value == int(numbers[0].value):
        count = int(numbers[0].value)
    elif match["count"] in _articles():
        count = 1
    else:
        return RELATIVE
    return _around(reference, _forms("unit")[match["unit"]], count if match.groupdict().get("ahead") else -count)


@cache
def _articles() -> frozenset[str]:
    return frozenset((*forms("numbers", "article"), *forms("numbers", "article_es")))


@cache
def _today() -> re.Pattern[str]:
    return re.compile(rf"^(?:{_phrases('day')})\s(?=\S)|(?<=\S)\s(?:{_phrases('day')})$")


@cache
def _shifted_year() -> re.Pattern[str]:
    years = alternation(form for form, unit in _forms("unit").items() if unit == "year")
    shifts = _phrases("shift")
    return re.compile(rf"\b(?:(?P<before>{shifts}) (?:{years})|(?:{years}) (?P<after>{shifts}))\b")


@cache
def _quarter_of() -> re.Pattern[str]:
    filler = rf"(?:(?:{_phrases('filler')})\s)*"
    return re.compile(
        rf"{filler}(?:(?P<year_before>[0-9]{{4}})\s)?(?:(?P<quarter>{_phrases('quarter')})|(?P<half>{_phrases('half')}))"
        rf"(?(year_before)|\s{filler}(?P<year>[0-9]{{4}}))"
    )


@cache
def _shifted_unit() -> re.Pattern[str]:
    skipped = rf"(?:(?:{_phrases('filler', 'to')})\s)*"
    return re.compile(
        rf"{skipped}(?:(?P<part>{_phrases('part')})\s)?(?:(?P<hedge>{_phrases('hedge')})\s)?{skipped}"
        rf"(?:(?P<before>{_phrases('shift')})\s)?"
        rf"(?:(?P<unit>{_phrases('unit')})|(?P<month>{_phrases('month')})|(?P<weekday>{_phrases('weekday')}))"
        rf"(?:\s(?P<after>{_phrases('shift')}))?(?:\s(?:{_phrases('hedge')}))?"
    )


@cache
def _units_after() -> re.Pattern[str]:
    """ "Two weeks ago", "in two weeks"."""
    hedge = rf"(?:(?:{_phrases('hedge')})\s)?"
    return re.compile(
        rf"{hedge}(?:(?P<ahead>{_phrases('ahead')})\s)?{hedge}{_COUNT}\s(?P<unit>{_phrases('unit')})"
        rf"(?(ahead)|\s(?:{_phrases('ago')}))"
    )


@cache
def _units_before() -> re.Pattern[str]:
    """ "Hace dos semanas"."""
    hedge = rf"(?:(?:{_phrases('hedge')})\s)?"
    return re.compile(rf"(?P<ago>{_phrases('ago_before')})\s{hedge}{_COUNT}\s(?P<unit>{_phrases('unit')})")


_COUNT = r"(?P<count>\S+(?:\s\S+){0,3})"
