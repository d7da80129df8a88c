"""What servers say of their limits, as they print it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.engines.model.limits.headers import Told, read_limits

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)
NAMES = ["retry-after", "retry-after-ms", "ratelimit", *(f"x-ratelimit-{part}-tokens" for part in ("limit", "reset"))]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "2.5"}, 2.5),
        ({"retry-after": format_datetime(NOW + timedelta(seconds=90), usegmt=True)}, 90),
        ({"retry-after": format_datetime(NOW - timedelta(seconds=90), usegmt=True)}, 0),
        ({"retry-after-ms": "1500", "retry-after": "2"}, 1.5),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert read_limits(headers, NOW).retry_after_s == seconds


def dialect(pattern: str, limit: str, remaining: str, reset: str) -> dict[str, str]:
    values = {"limit": limit, "remaining": remaining, "reset": reset}
    return {pattern.format(name): value for name, value in values.items()}


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        (dialect("x-ratelimit-{}-requests", "600", "599", "100ms"), Told(599, 600, 0.1)),
        (dialect("x-ratelimit-{}-requests", "60", "0", "6m0s"), Told(0, 60, 360)),
        (dialect("x-ratelimit-{}-requests", "10000", "9999", "1h2m3.5s"), Told(9999, 10000, 3723.5)),
        (dialect("anthropic-ratelimit-requests-{}", "50", "49", "2026-03-01T12:00:30Z"), Told(49, 50, 30)),
        (dialect("ratelimit-{}", "100, 100;w=60", "12", "7"), Told(12, 100, 7, refills=False)),
        (dialect("x-ratelimit-{}", "20", "3", str(int(NOW.timestamp()) + 9)), Told(3, 20, 9, refills=False)),
        (dialect("x-ratelimit-{}", "20", "3", f"{int(NOW.timestamp()) + 9}000"), Told(3, 20, 9, refills=False)),
        ({"ratelimit": '"default";r=50;t=30'}, Told(50, None, 30, refills=False)),
        ({"ratelimit": "limit=100, remaining=5, reset=8"}, Told(5, None, 8, refills=False)),
        ({"x-ratelimit-remaining-requests": "4"}, Told(4)),  # as Azure says it
        (dialect("x-ratelimit-{}-requests", "0", "0", "0"), None),
        (dialect("x-ratelimit-{}-requests", "many", "some", "later"), None),
    ],
)
def test_requests(headers: dict[str, str], told: Told | None) -> None:
    assert read_limits(headers, NOW).requests == told


def test_tokens_are_told_apart_from_requests() -> None:
    said = read_limits(dialect("x-ratelimit-{}-tokens", "150000", "149984", "6ms"), NOW)
    assert (said.requests, said.tokens) == (None, Told(149984, 150000, 0.006))
    said = read_limits(dialect("anthropic-ratelimit-tokens-{}", "80000", "0", "2026-03-01T12:01:00Z"), NOW)
    assert said.tokens == Told(0, 80000, 60)


@given(st.dictionaries(st.sampled_from(NAMES), st.text() | st.from_regex(r"[0-9a-z:;=,. -]+", fullmatch=True)))
def test_whatever_a_server_says_can_be_read(headers: dict[str, str]) -> None:
    said = read_limits(headers, NOW)
    assert said.retry_after_s is None or said.retry_after_s >= 0
