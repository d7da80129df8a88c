"""The warehouse that the main job makes of the seeds."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse named by DOSSIER_GOLDEN_WAREHOUSE (CI: what `make run` made), else one made here of the seeds."""
    if given := os.environ.get("DOSSIER_GOLDEN_WAREHOUSE"):
        return Path(given)
    warehouse = tmp_path_factory.mktemp("golden") / "dossier.duckdb"
    subprocess.run(
        [sys.executable, "-m", "cli.main", "run", "seeds", "--warehouse", str(warehouse)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=240,
    )
    return warehouse


@pytest.fixture(scope="session")
def warehouse(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect(str(published), read_only=True)
    yield connection
    connection.close()
