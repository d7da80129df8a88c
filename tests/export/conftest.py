"""A warehouse of hand-made records, and one of tables that hold everything that CSV finds difficult."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from core.landing.log import LandingLog
from tests.conftest import Dossier
from tests.warehouse import landed
from warehouse.load import load_and_publish


@pytest.fixture(scope="session")
def exported_from(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a warehouse of 30 documents."""
    folder = tmp_path_factory.mktemp("exported")
    with LandingLog(folder / "warehouse" / "landing").writer() as writer:
        for line in landed.whole_run(30):
            writer.append(line)
    load_and_publish(folder / "warehouse" / "dossier.duckdb")
    return folder


@pytest.fixture
def command(exported_from: Path) -> Dossier:
    return Dossier(exported_from)


@pytest.fixture
def warehouse(exported_from: Path) -> Path:
    return exported_from / "warehouse" / "dossier.duckdb"


def warehouse_of(folder: Path, sql: str, *values: object) -> Path:
    """A published file that holds what `sql` makes."""
    (folder / "published").mkdir(parents=True)
    with duckdb.connect(str(folder / "published" / "1.duckdb")) as con:
        con.execute(sql)
        if values:
            con.executemany("INSERT INTO texts VALUES (?, ?)", list(enumerate(values)))
    link = folder / "dossier.duckdb"
    link.symlink_to("published/1.duckdb")
    return link
