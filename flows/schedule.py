"""When something is to happen, as people write it: `every 15 minutes`, `6h`, or cron's `0 6 * * *` with a time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

SHORTEST = timedelta(seconds=1)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_LENGTHS = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
_INTERVAL = re.compile(
    r"(?:every )?(?P<number>\d{1,6})? ?(?P<unit>s|m|h|d|sec(?:ond)?s?|min(?:ute)?s?|hours?|days?)", re.IGNORECASE
)
_EVERY_KIND = (
    "write an interval (every 15 minutes, 6h, every day) or cron's five fields (0 6 * * * is six every morning)"
)


@dataclass(frozen=True)
class Schedule:
    """One of two: `every` so long, or at the times that `cron` names in `time_zone`."""

    every: timedelta | None = None
    cron: str | None = None
    time_zone: str = "UTC"

    def next_after(self, instant: datetime) -> datetime:
        """Return the first time after `instant` (which knows its time zone), in UTC; intervals count from `instant`."""
        if self.every is not None:
            return instant.astimezone(UTC) + self.every
        return next(CronSim(self.cron or "", instant.astimezone(ZoneInfo(self.time_zone)))).astimezone(UTC)

    def __str__(self) -> str:
        """Say it in a few words."""
        return f"every {_in_words(self.every)}" if self.every is not None else f"{self.cron} ({self.time_zone})"


def parse_schedule(text: str, time_zone: str = "UTC") -> Schedule:
    """Return what `text` says; raises ValueError, with what to write instead, for what is no schedule."""
    check_time_zone(time_zone)
    words = " ".join(text.split())
    interval = _INTERVAL.fullmatch(words)
    if interval is not None and (interval["number"] or words.lower().startswith("every ")):
        return Schedule(every=_interval(interval), time_zone=time_zone)
    if len(words.split()) != 5:  # six would be seconds to cronsim, which cron and Prefect do not know
        raise ValueError(f"{text!r} is no schedule: {_EVERY_KIND}")
    try:
        next(CronSim(words, datetime.now(UTC)))
    except CronSimError as error:
        raise ValueError(f"{text!r} is no cron schedule: {error}; {_EVERY_KIND}") from error
    except StopIteration:
        raise ValueError(f"{text!r} names a day that never comes") from None
    return Schedule(cron=words, time_zone=time_zone)


def parse_interval(text: str) -> timedelta:
    """Return how long `90 days` or `6h` is; raises ValueError, with what to write instead, for what is no interval."""
    every = parse_schedule(f"every {text.strip().removeprefix('every ')}").every
    if every is None:
        raise ValueError(f"{text!r} is no interval: write one like 15 minutes, 6h, 90 days")
    return every


def check_time_zone(name: str) -> str:
    """Return `name`; raises ValueError if there is no such time zone."""
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is no time zone: write one like Europe/Berlin, or UTC") from error
    return name


def _interval(match: re.Match[str]) -> timedelta:
    every = timedelta(**{_UNITS[match["unit"][0].lower()]: int(match["number"] or 1)})
    if every < SHORTEST:
        raise ValueError("an interval of nothing would never end")
    return every


def _in_words(every: timedelta) -> str:
    """Return `15 minutes`, or `day`: in the largest unit that needs no fraction."""
    seconds = round(every.total_seconds())
    unit, length = next(pair for pair in _LENGTHS.items() if seconds % pair[1] == 0)
    return unit if seconds == length else f"{seconds // length:,} {unit}s"
