"""The warehouse that the main job makes of the seeds, open for reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest


@pytest.fixture(scope="session")
def warehouse(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect(str(published), read_only=True)
    yield connection
    connection.close()
