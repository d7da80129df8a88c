"""A landing log beside a warehouse in a temporary folder, and what the warehouse then holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from core.landing.log import LandingLog
from core.lines import AnyLine
from warehouse.load import LoadReport, load_and_publish

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class House:
    """A folder with a landing log and a warehouse."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "dossier.duckdb"

    @property
    def log(self) -> LandingLog:
        return LandingLog(self.folder / "landing")

    def land(self, *lines: AnyLine) -> None:
        with self.log.writer() as writer:
            for line in lines:
                writer.append(line)

    def load(self, *lines: AnyLine) -> LoadReport:
        self.land(*lines)
        return load_and_publish(self.file)

    def ask(self, sql: str) -> Rows:
        with duckdb.connect(str(self.file), read_only=True) as con:
            return con.execute(sql).fetchall()

    def contents(self) -> dict[str, Rows]:
        return contents(self.file)


def contents(file: Path) -> dict[str, Rows]:
    """Every row of every table but the loader's own, sorted: what two warehouses are compared by."""
    with duckdb.connect(str(file), read_only=True) as con:
        tables: Iterable[tuple[str, str]] = con.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE schema_name IN ('main', 'history') ORDER BY ALL"
        ).fetchall()
        return {
            f"{schema}.{table}": sorted(con.execute(f'FROM {schema}."{table}"').fetchall(), key=repr)
            for schema, table in tables
        }


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)
