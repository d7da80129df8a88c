"""`dossier rebuild`: the warehouse again, from the landing log alone."""

from __future__ import annotations

import typer

from cli.options import WarehouseOption


def rebuild(warehouse: WarehouseOption = None) -> None:
    """Build the warehouse anew from the landing log.

    Nothing is extracted again and no model is called: the landing log holds everything.

    \b
    Examples:
      dossier rebuild
      dossier rebuild --warehouse /data/dossier.duckdb
    """
    from core.settings import load_settings
    from warehouse.rebuild import rebuild as rebuild_warehouse

    path = warehouse or load_settings().warehouse
    report = rebuild_warehouse(path)
    rows = ", ".join(f"{count:,} {table}" for table, count in report.rows.items() if count)
    typer.echo(f"{path}: {rows or 'empty'}")
