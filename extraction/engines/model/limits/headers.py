"""What a server's headers say of its limits, in the dialects in use: OpenAI's, Anthropic's, the RateLimit drafts'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MEMBER = re.compile(r"(?:^|[;,\s])(r|t|remaining|reset)=(\d+(?:\.\d+)?)")
# Numbers from here on are points in time, counted from 1970: in seconds, and in milliseconds.
_EPOCH_S, _EPOCH_MS = 1e9, 1e12


@dataclass(frozen=True)
class Told:
    """What a server says is left of one of its limits.

    `refills` says how it comes back within `resets_in_s` seconds: little by little until `limit`, or all at its end.
    """

    remaining: float
    limit: float | None = None
    resets_in_s: float | None = None
    refills: bool = True


@dataclass(frozen=True)
class ServerLimits:
    """All that one response says of limits: None for what it does not say."""

    retry_after_s: float | None = None
    requests: Told | None = None
    tokens: Told | None = None


def read_limits(headers: Mapping[str, str], now: datetime) -> ServerLimits:
    """Return what `headers` (names in lower case, or a mapping that does not care) say at `now`; never raises."""

    def family(pattern: str, *, refills: bool) -> Told | None:
        limit, remaining, reset = (headers.get(pattern.format(name)) for name in ("limit", "remaining", "reset"))
        return _told(limit, remaining, _seconds(reset, now), refills=refills)

    return ServerLimits(
        retry_after_s=_retry_after(headers, now),
        requests=family("x-ratelimit-{}-requests", refills=True)
        or family("anthropic-ratelimit-requests-{}", refills=True)
        or family("ratelimit-{}", refills=False)
        or family("x-ratelimit-{}", refills=False)
        or _structured(headers.get("ratelimit")),
        tokens=family("x-ratelimit-{}-tokens", refills=True) or family("anthropic-ratelimit-tokens-{}", refills=True),
    )


def _told(limit: str | None, remaining: str | None, resets_in_s: float | None, *, refills: bool) -> Told | None:
    left, whole = _number(remaining), _number(limit)
    if left is None or whole == 0:  # some servers mean "no limit" by 0
        return None
    return Told(left, whole, resets_in_s, refills)


def _structured(value: str | None) -> Told | None:
    """Read the newest draft, `"default";r=50;t=30`, and the one before, `limit=100, remaining=50, reset=30`."""
    members = dict(_MEMBER.findall(value or ""))
    remaining, reset = members.get("r") or members.get("remaining"), members.get("t") or members.get("reset")
    return _told(None, remaining, float(reset) if reset else None, refills=False)


def _retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    milliseconds = _number(headers.get("retry-after-ms"))
    return _seconds(headers.get("retry-after"), now) if milliseconds is None else milliseconds / 1000


def _seconds(value: str | None, now: datetime) -> float | None:
    """Read seconds, a duration (`6m0s`, `120ms`), a date of HTTP or ISO 8601, or seconds since 1970."""
    text = (value or "").strip()
    if (number := _number(text, whole=True)) is not None:
        if number >= _EPOCH_S:
            number = (number / 1000 if number >= _EPOCH_MS else number) - now.timestamp()
        return max(0.0, number)
    if _DURATION.sub("", text) == "" and text:
        return sum(float(number) * _UNITS[unit] for number, unit in _DURATION.findall(text))
    moment = _moment(text)
    return None if moment is None else max(0.0, (moment - now).total_seconds())


def _moment(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, TypeError, IndexError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _number(value: str | None, *, whole: bool = False) -> float | None:
    """Read a number at the beginning (`100, 100;w=60`), or, with `whole`, where nothing follows it."""
    text = (value or "").strip()
    found = _NUMBER.fullmatch(text) if whole else _NUMBER.match(text)
    return float(found[0]) if found else None
