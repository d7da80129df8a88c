"""A listener for hooks, and what the tests of flows and of the warehouse have."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.flows.conftest import run_flow
from tests.model_server import model_server
from tests.telling.listener import Listener, listening
from tests.warehouse.conftest import house

__all__ = ["house", "model_server", "run_flow"]


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as found:
        yield found
