"""Printed dates: each style reads back, and nothing that the text and its document do not settle has bounds."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemas.values.date import DateValue, parse_date
from schemas.values.periods import RELATIVE, UNKNOWN, DateReading, Precision, Tense
from schemas.values.vocabulary import words

PATIENT = settings(deadline=None)  # the first example reads the tables
DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))
TENSES: st.SearchStrategy[Tense | None] = st.sampled_from(["past", "future", None])
REFERENCE = date(2025, 5, 7)  # a Wednesday
SPANISH_MONTHS = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
STYLES = [
    "{d:%B} {d.day}, {d.year}",
    "{d:%b}. {d.day}, {d.year}",
    "{d.day} {d:%B} {d.year}",
    "{d:%A}, {d:%B} {d.day}, {d.year}",
    "{d.day} {d:%b} {d.year}",
    "{d.year}-{d.month:02}-{d.day:02}",
    "{d.year}/{d.month}/{d.day}",
    "{d.day} de {es} de {d.year}",
    "{d:%B} {d.day}th, {d.year}",
    "{d.day}th of {d:%B} {d.year}",
    "el {d.day} de {es} del {d.year}",
    "Today, {d:%B} {d.day}, {d.year}",
    "{d.year}-{d.month:02}-{d.day:02}T10:00:00Z",
    "{d:%B} {d.day}, {d.year} at 10:30 a.m.",
    "on {d:%B} {d.day}, {d.year}",
]


def only(day: date) -> DateReading:
    return DateReading(day, day, "day")


def span(earliest: str, latest: str, precision: Precision) -> DateReading:
    return DateReading(date.fromisoformat(earliest), date.fromisoformat(latest), precision)


@PATIENT
@given(DAYS, st.sampled_from(STYLES), st.none() | DAYS, TENSES)
def test_full_dates_read_back_whatever_the_reference(
    day: date, style: str, reference: date | None, tense: Tense | None
) -> None:
    text = style.format(d=day, es=SPANISH_MONTHS[day.month - 1])
    assert parse_date(text, reference, tense) == only(day)


@PATIENT
@given(DAYS, st.sampled_from("/-."))
def test_a_numeric_date_is_read_only_if_it_has_one_reading(day: date, separator: str) -> None:
    month_first = separator.join((str(day.month), str(day.day), str(day.year)))
    day_first = separator.join((str(day.day), str(day.month), str(day.year)))
    expected = only(day) if day.day > 12 or day.day == day.month else UNKNOWN
    assert parse_date(month_first) == parse_date(day_first) == expected


@PATIENT
@given(DAYS, st.integers(1, 900))
def test_ranges_run_from_the_first_day_to_the_last(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    expected = DateReading(first, last, "day")
    one, other = f"{first:%B} {first.day}, {first.year}", f"{last:%B} {last.day}, {last.year}"
    for style in ("{} to {}", "from {} until {}", "{}–{}", "between {} and {}"):
        assert last.year > 2999 or parse_date(style.format(one, other)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("August 2019", span("2019-08-01", "2019-08-31", "month")),
        ("agosto de 2019", span("2019-08-01", "2019-08-31", "month")),
        ("2019-08", span("2019-08-01", "2019-08-31", "month")),
        ("8/2019", span("2019-08-01", "2019-08-31", "month")),
        ("early March 2025", span("2025-03-01", "2025-03-31", "month")),
        ("mid-March 2025", span("2025-03-01", "2025-03-31", "month")),
        ("a principios de marzo de 2025", span("2025-03-01", "2025-03-31", "month")),
        ("2022", span("2022-01-01", "2022-12-31", "year")),
        ("by the end of 2025", span("2025-01-01", "2025-12-31", "year")),
        ("2019–2021", span("2019-01-01", "2021-12-31", "year")),
        ("2019-20", span("2019-01-01", "2020-12-31", "year")),
        ("April 28-29, 2024", span("2024-04-28", "2024-04-29", "day")),
        ("28-29 April 2024", span("2024-04-28", "2024-04-29", "day")),
        ("from 3 to 5 May 2024", span("2024-05-03", "2024-05-05", "day")),
        ("del 3 al 5 de mayo de 2024", span("2024-05-03", "2024-05-05", "day")),
        ("May 3 and 4, 2024", span("2024-05-03", "2024-05-04", "day")),
        ("28 December to 3 January 2024", span("2023-12-28", "2024-01-03", "day")),
        ("between March and June 2024", span("2024-03-01", "2024-06-30", "month")),
        ("January 2021 to March", span("2021-01-01", "2021-03-31", "month")),
        ("first quarter of 2024", span("2024-01-01", "2024-03-31", "month")),
        ("Q3 2024", span("2024-07-01", "2024-09-30", "month")),
        ("segundo semestre de 2025", span("2025-07-01", "2025-12-31", "month")),
        ("February 29, 2024", span("2024-02-29", "2024-02-29", "day")),
        ("27 août 2019", span("2019-08-27", "2019-08-27", "day")),
        ("9th day of December 2025", span("2025-12-09", "2025-12-09", "day")),
        ("9 días del mes de diciembre de 2025", span("2025-12-09", "2025-12-09", "day")),
        ("27 de março de 2019", span("2019-03-27", "2019-03-27", "day")),
    ],
)
def test_a_year_in_the_text_settles_the_date(text: str, expected: DateReading) -> None:
    assert parse_date(text) == parse_date(text, REFERENCE, "past") == parse_date(text, REFERENCE, "future") == expected


@pytest.mark.parametrize(
    ("text", "without", "past", "future"),
    [
        ("February", "month_no_year", ("2025-02-01", "2025-02-28", "month"), ("2026-02-01", "2026-02-28", "month")),
        ("en febrero", "month_no_year", ("2025-02-01", "2025-02-28", "month"), ("2026-02-01", "2026-02-28", "month")),
        ("May", "month_no_year", ("2025-05-01", "2025-05-31", "month"), ("2025-05-01", "2025-05-31", "month")),
        ("April-June", "month_no_year", ("2025-04-01", "2025-06-30", "month"), ("2026-04-01", "2026-06-30", "month")),
        ("February 2nd", "relative", ("2025-02-02", "2025-02-02", "day"), ("2026-02-02", "2026-02-02", "day")),
        ("2 de febrero", "relative", ("2025-02-02", "2025-02-02", "day"), ("2026-02-02", "2026-02-02", "day")),
        ("Feb 29", "relative", ("2024-02-29", "2024-02-29", "day"), ("2028-02-29", "2028-02-29", "day")),
        ("March 3-5", "relative", ("2025-03-03", "2025-03-05", "day"), ("2026-03-03", "2026-03-05", "day")),
        ("Tuesday", "relative", ("2025-05-06", "2025-05-06", "day"), ("2025-05-13", "2025-05-13", "day")),
        ("el miércoles", "relative", ("2025-05-07", "2025-05-07", "day"), ("2025-05-07", "2025-05-07", "day")),
    ],
)
def test_the_nearest_that_fits_the_tense_is_meant(
    text: str, without: Precision, past: tuple[str, str, Precision], future: tuple[str, str, Precision]
) -> None:
    assert parse_date(text) == DateReading(None, None, without)
    assert parse_date(text, REFERENCE, "past") == span(*past)
    assert parse_date(text, REFERENCE, "future") == span(*future)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("Today", "2025-05-07", "2025-05-07", "day"),
        ("hoy", "2025-05-07", "2025-05-07", "day"),
        ("yesterday", "2025-05-06", "2025-05-06", "day"),
        ("three days ago", "2025-05-04", "2025-05-04", "day"),
        ("last week", "2025-04-28", "2025-05-04", "week"),
        ("la semana pasada", "2025-04-28", "2025-05-04", "week"),
        ("this week", "2025-05-05", "2025-05-11", "week"),
        ("two weeks ago", "2025-04-21", "2025-04-27", "week"),
        ("last month", "2025-04-01", "2025-04-30", "month"),
        ("el mes que viene", "2025-06-01", "2025-06-30", "month"),
        ("earlier this month", "2025-05-01", "2025-05-07", "month"),
        ("hace dos meses", "2025-03-01", "2025-03-31", "month"),
        ("later this year", "2025-05-07", "2025-12-31", "year"),
        ("next year", "2026-01-01", "2026-12-31", "year"),
        ("the end of the year", "2025-01-01", "2025-12-31", "year"),
        ("March of last year", "2024-03-01", "2024-03-31", "month"),
        ("last December", "2024-12-01", "2024-12-31", "month"),
        ("last May", "2024-05-01", "2024-05-31", "month"),
        ("next Tuesday", "2025-05-13", "2025-05-13", "day"),
        ("el martes pasado", "2025-05-06", "2025-05-06", "day"),
    ],
)
def test_a_relative_date_is_told_from_the_documents_own(
    text: str, earliest: str, latest: str, precision: Precision
) -> None:
    assert parse_date(text) == RELATIVE
    assert parse_date(text, REFERENCE, "past") == span(earliest, latest, precision)


@pytest.mark.parametrize(
    "text", ["recently", "the past week", "several weeks ago", "Tuesday, 28 August", "Monday to Friday"]
)
def test_a_relative_date_that_nothing_settles_stays_relative(text: str) -> None:
    assert parse_date(text, REFERENCE, "past") == parse_date(text) == RELATIVE


@pytest.mark.parametrize(
    "text",
    [
        *(
            "fiscal year 2024",
            "FY2024",
            "summer 2024",
            "18th century",
            "the 2010s",
            "before 2019",
            "27",
            "the 27th",
            "",
            "—",
        ),
        *(
            "February 30, 2024",
            "2024-13-01",
            "2009-10",
            "3/4/2024",
            "May 2024 to May 2023",
            "12 xyzzy 2024",
            "10:30 a.m.",
        ),
    ],
)
def test_what_is_no_date_or_has_two_readings_is_unknown(text: str) -> None:
    assert parse_date(text, REFERENCE, "past") == parse_date(text) == UNKNOWN


PIECES = [
    *{word.form for word in words("calendar")},
    "2024",
    "2025",
    "3",
    "31st",
    "8/27/2019",
    "2019-08",
    "27,",
    "two",
    "–",
    "-",
]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map(" ".join))


@PATIENT
@given(TEXTS, st.none() | st.dates(), TENSES)
@example("last week", date.min, "past")
@example("next week", date.max, "future")
@example("Tuesday", date.max, "future")
def test_any_text_gives_ordered_bounds_and_never_raises(text: str, reference: date | None, tense: Tense | None) -> None:
    earliest, latest, precision = parse_date(text, reference, tense)
    assert (earliest is None) == (latest is None)
    assert (earliest is None) == (precision in {"month_no_year", "relative", "unknown"})
    assert earliest is None or latest is None or earliest <= latest
    DateValue(text="x", earliest=earliest, latest=latest, precision=precision)


@PATIENT
@given(TEXTS)
def test_without_a_reference_every_bound_comes_from_a_printed_year(text: str) -> None:
    """So no bound can come from the day of the run, whichever day that is."""
    earliest, latest, _ = parse_date(text)
    if earliest and latest:
        years = {int(year) for year in re.findall(r"[0-9]{4}", text)}
        printed = {near for year in years for near in (year - 1, year, year + 1)} | {
            year - year % 100 + int(tail) for year in years for tail in re.findall(r"[0-9]{2}", text)
        }
        assert earliest.year in printed
        assert latest.year in printed


@PATIENT
@given(st.sampled_from(["today", "yesterday", "three days ago", "tomorrow", "hoy"]), DAYS, st.integers(-300, 300))
def test_a_relative_day_moves_with_its_reference(text: str, reference: date, days: int) -> None:
    move = timedelta(days=days)
    here, there = parse_date(text, reference), parse_date(text, reference + move)
    assert here.earliest is not None
    assert there.earliest == here.earliest + move


@PATIENT
@given(DAYS, DAYS)
def test_the_past_lies_before_and_the_future_after(day: date, reference: date) -> None:
    text = f"{day:%B} {day.day}"
    past, future = parse_date(text, reference, "past"), parse_date(text, reference, "future")
    assert past.earliest is not None
    assert future.earliest is not None
    assert past.earliest <= reference <= future.earliest
