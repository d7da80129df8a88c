"""When a job is due: missed times are caught up by one run, an interrupted one is gone on with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UsageError
from flows.request import RunRequest
from flows.schedule import parse_schedule
from flows.serving import Job
from flows.serving.memory import Memory

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def job(schedule: str, time_zone: str = "UTC") -> Job:
    return Job("tracker", RunRequest(sources=["articles"]), parse_schedule(schedule, time_zone))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "jobs.json"


def test_an_interval_begins_at_once_and_a_cron_schedule_at_its_time(path: Path) -> None:
    assert Memory(path).due(job("6h"), NOON) == NOON
    path.unlink()
    assert Memory(path).due(job("0 6 * * *"), NOON) == datetime(2026, 3, 2, 6, tzinfo=UTC)


def test_the_first_time_of_a_cron_schedule_is_not_put_off_by_restarts(path: Path) -> None:
    Memory(path).due(job("0 6 * * *"), NOON)
    tomorrow = datetime(2026, 3, 2, 7, tzinfo=UTC)
    assert Memory(path).due(job("0 6 * * *"), tomorrow) == datetime(2026, 3, 2, 6, tzinfo=UTC)


@pytest.mark.parametrize("schedule", ["0 6 * * *", "every 30 minutes"])
def test_runs_missed_in_a_pause_are_caught_up_by_one(path: Path, schedule: str) -> None:
    memory = Memory(path)
    memory.due(job(schedule), NOON)
    memory.began(job(schedule), NOON)
    memory.ended(job(schedule), NOON + timedelta(minutes=5), 0)
    later = NOON + timedelta(days=9)
    again = Memory(path)
    assert again.due(job(schedule), later) < later
    again.began(job(schedule), later)
    again.ended(job(schedule), later + timedelta(minutes=5), 0)
    assert again.due(job(schedule), later + timedelta(minutes=5)) > later + timedelta(minutes=5)


@pytest.mark.parametrize("ending", [130, None])
def test_what_the_last_service_did_not_end_is_due_at_once_and_only_once(path: Path, ending: int | None) -> None:
    daily = job("0 6 * * *")
    memory = Memory(path)
    memory.due(daily, NOON)
    memory.began(daily, NOON)
    if ending is not None:
        memory.ended(daily, NOON, ending)
        assert memory.due(daily, NOON) > NOON
    later = NOON + timedelta(minutes=1)
    again = Memory(path)
    assert again.due(daily, later) <= later
    again.began(daily, later)
    again.ended(daily, later, 130)
    assert again.due(daily, later) > later


def test_a_run_that_failed_waits_for_its_next_time_also_after_a_restart(path: Path) -> None:
    daily = job("0 6 * * *")
    memory = Memory(path)
    memory.due(daily, NOON)
    memory.began(daily, NOON)
    memory.ended(daily, NOON, 1)
    assert Memory(path).due(daily, NOON + timedelta(minutes=1)) == datetime(2026, 3, 2, 6, tzinfo=UTC)


def test_a_time_zone_that_changes_its_clocks_runs_once_a_day(path: Path) -> None:
    early, now = job("30 2 * * *", "Europe/Berlin"), datetime(2026, 3, 28, 12, tzinfo=UTC)
    memory = Memory(path)
    days = []
    for _ in range(4):
        now = memory.due(early, now)
        days.append(now.date())
        memory.began(early, now)
        memory.ended(early, now, 0)
    assert len(set(days)) == 4


@given(
    minutes=st.integers(1, 300),
    steps=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 90)), min_size=1, max_size=8),
)
def test_a_job_is_never_due_twice_for_one_time_nor_later_than_its_schedule(
    tmp_path_factory: pytest.TempPathFactory, minutes: int, steps: list[tuple[int, int]]
) -> None:
    path = tmp_path_factory.mktemp("serve") / "jobs.json"
    interval, now, begun = job(f"every {minutes} minutes"), NOON, list[datetime]()
    for pause, took in steps:
        now += timedelta(minutes=pause)
        memory = Memory(path)
        if memory.due(interval, now) <= now:
            memory.began(interval, now)
            begun.append(now)
            now += timedelta(minutes=took)
            memory.ended(interval, now, 0)
        else:
            assert now < begun[-1] + timedelta(minutes=minutes)
    assert all(later - earlier >= timedelta(minutes=minutes) for earlier, later in pairwise(begun))


def test_a_clock_that_was_wrong_puts_nothing_off(path: Path) -> None:
    memory = Memory(path)
    future = NOON + timedelta(days=4000)
    memory.due(job("6h"), future)
    memory.began(job("6h"), future)
    memory.ended(job("6h"), future, 0)
    assert Memory(path).due(job("6h"), NOON) <= NOON + timedelta(hours=6)


def test_a_damaged_memory_says_what_to_do(path: Path) -> None:
    path.write_text("{oops")
    with pytest.raises(UsageError, match="Move it away") as error:
        Memory(path)
    assert str(path) in error.value.message
