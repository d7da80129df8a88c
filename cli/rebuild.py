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
    from core.wording import counted, from_here
    from warehouse.rebuild import cut_files
    from warehouse.rebuild import rebuild as rebuild_warehouse

    path = warehouse or load_settings().warehouse
    report = rebuild_warehouse(path)
    rows = ", ".join(f"{count:,} {table}" for table, count in report.rows.items() if count)
    typer.echo(f"{path}: {rows or 'empty'}")
    for file in cut_files(path):
        told = f"{from_here(file)} ends in the middle of a line: it was cut off, or somebody is writing it."
        typer.echo(f"{told} A run over the same sources lands again what is missing.", err=True)
    if report.loaded.damaged:
        sql = "SELECT source, reason FROM rejects WHERE stage = 'load'"
        told = f"{counted(report.loaded.damaged, 'damaged line')} in the landing log, passed over; which, and why"
        typer.echo(f'{told}: dossier sql "{sql}" --warehouse {path}', err=True)
