"""A site on loopback, and what may fetch from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from extraction.fetching.manners import Manners
from extraction.fetching.networks import parse_networks
from tests.fetching.site import Site, served

LOOPBACK = parse_networks("127.0.0.0/8")
HASTY = Manners(
    delay_s=0.0, backoff_s=0.0, connect_s=5.0, read_s=5.0, whole_s=10.0, max_bytes=100_000, allowed=LOOPBACK
)
"""No pauses, small limits, and loopback allowed."""
STRICT = replace(HASTY, allowed=())


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as running:
        yield running
