"""sources.toml: what it may say, and what is said where it is wrong."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.errors import UsageError
from flows.schedule import parse_schedule
from flows.source_list import SourceList, load_sources

LIST = """
[defaults]
schedule = "0 6 * * *"
time_zone = "Europe/Berlin"

[[source]]
name = "ministry"
address = "https://ministry.example/feed.xml"
kinds = ["agreement"]
engine = "rules"
language = "es"
tags = ["official"]

[[source]]
name = "folder"
address = "articles/"
schedule = "every 15 minutes"
"""


def read(folder: Path, text: str) -> SourceList:
    path = folder / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return load_sources(path)


def problem(folder: Path, text: str) -> str:
    with pytest.raises(UsageError) as caught:
        read(folder, text)
    return caught.value.message


def test_a_list_with_defaults(tmp_path: Path) -> None:
    ministry, folder = read(tmp_path, LIST).entries
    assert (ministry.kinds, ministry.engine, ministry.language, ministry.tags) == (
        ["agreement"],
        "rules",
        "es",
        ["official"],
    )
    assert ministry.when == parse_schedule("0 6 * * *", "Europe/Berlin")
    assert folder.when is not None
    assert folder.when.every == timedelta(minutes=15)
    assert ministry.request().sources == ["https://ministry.example/feed.xml"]


def test_a_source_by_its_name(tmp_path: Path) -> None:
    sources = read(tmp_path, LIST)
    assert sources.named("folder").address == "articles/"
    with pytest.raises(UsageError, match="it has ministry, folder"):
        sources.named("minstry")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kinds = ["agreement"]', 'kinds = ["agreemnt"]', "line 9, source 'ministry': kinds:"),
        ('name = "folder"', 'name = "My Folder"', "line 15, source 'My Folder': name:"),
        ('name = "folder"', 'name = "ministry"', "2 sources are called 'ministry'"),
        (
            'address = "articles/"',
            'adress = "articles/"',
            "line 16, source 'folder': adress: there is no such key; the keys are",
        ),
        ('address = "articles/"', 'adress = "articles/"', "line 14, source 'folder': address: Field required"),
        ("every 15 minutes", "every now and then", "line 17, source 'folder': schedule: 'every now and then' is no"),
        ("0 6 * * *", "0 25 * * *", "line 3, [defaults]: schedule: '0 25 * * *' is no cron schedule: Bad hour"),
        ("0 6 * * *", "0 0 30 2 *", "line 3, [defaults]: schedule:"),
        ("Europe/Berlin", "Europe/Bern", "line 4, [defaults]: time_zone: 'Europe/Bern' is no time zone"),
        (
            "https://ministry",
            "htps://ministry",
            "line 8, source 'ministry': address: htps://ministry.example/feed.xml is no",
        ),
        ("[defaults]", "[default]", "line 2: default: only [defaults] and [[source]]"),
        ("[[source]]", "[source]", "sources.toml is no TOML"),
        ('"articles/"', "articles/", "at line 16, column 11"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in problem(tmp_path, LIST.replace(old, new))


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    said = problem(tmp_path, LIST.replace('"ministry"', '"The Ministry"').replace("every 15 minutes", "soon"))
    assert len(said.splitlines()) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("15m", "every 15 minutes"),
        ("every 60 minutes", "every hour"),
        ("90m", "every 90 minutes"),
        ("2 days", "every 2 days"),
        ("1 s", "every second"),
    ],
)
def test_an_interval_in_words(text: str, said: str) -> None:
    assert str(parse_schedule(text)) == said


def test_an_empty_list_and_none(tmp_path: Path) -> None:
    assert "names no source" in problem(tmp_path, "")
    with pytest.raises(UsageError, match="no list of sources"):
        load_sources(tmp_path / "elsewhere.toml")


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("every 15 minutes", timedelta(minutes=15)),
        ("6h", timedelta(hours=6)),
        ("every day", timedelta(days=1)),
        ("90 s", timedelta(seconds=90)),
        ("Every 2 hours", timedelta(hours=2)),
    ],
)
def test_intervals(text: str, every: timedelta) -> None:
    assert parse_schedule(text).every == every


@pytest.mark.parametrize("text", ["", "day", "0m", "* * * * * *", "6", "every 6", "every month"])
def test_no_schedules(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_schedule(text)


def test_cron_is_meant_in_its_time_zone() -> None:
    winter, summer = datetime(2026, 1, 10, tzinfo=UTC), datetime(2026, 7, 10, tzinfo=UTC)
    schedule = parse_schedule("0 6 * * *", "Europe/Berlin")
    assert schedule.next_after(winter) == datetime(2026, 1, 10, 5, tzinfo=UTC)
    assert schedule.next_after(summer) == datetime(2026, 7, 10, 4, tzinfo=UTC)


def test_a_source_is_run_as_the_list_says(tmp_path: Path) -> None:
    request = read(tmp_path, LIST).named("ministry").request()
    assert (request.kinds, request.language, request.tags) == (["agreement"], "es", ["official"])
    assert request.command() == (
        "dossier run https://ministry.example/feed.xml --engine rules --kinds agreement --language es --tag official"
    )
