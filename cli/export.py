"""`dossier export`: the warehouse as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.options import WarehouseOption
from core.errors import UsageError


def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new or empty folder, or an earlier export's.")],
    formats: Annotated[
        str, typer.Option("--format", metavar="FORMAT,…", help="parquet, csv, or both.")
    ] = "parquet,csv",
    tables: Annotated[
        str | None,
        typer.Option("--tables", metavar="TABLE,…", help="Only these tables, views too; default: every table."),
    ] = None,
    *,
    text: Annotated[
        bool, typer.Option("--include-text/--no-text", help="With or without the texts of the documents.")
    ] = True,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are not from an export.")] = False,
    warehouse: WarehouseOption = None,
) -> None:
    """Write the warehouse into files: Parquet, CSV and a manifest.

    With the data dictionary; the manifest has rows, size and SHA-256 of every file.

    An apostrophe stands in CSV before text that a spreadsheet could take for a formula (it begins with = + - @, tab
    or line break, also behind quotation marks) or that begins with an apostrophe: remove that one to undo it.
    Parquet holds every text as it is.

    \b
    Examples:
      dossier export exported
      dossier export exported --format csv --no-text
      dossier export for-the-paper --tables agreements,agreement_parties,citations
    """
    from core.settings import load_settings
    from warehouse.export import Choice, Format
    from warehouse.export import export as export_warehouse

    chosen = _names(formats)
    if not chosen or not set(chosen) <= set(Format):
        raise UsageError(f"unknown format: {formats}", hint="The formats are parquet and csv: --format parquet,csv")
    choice = Choice(
        formats=[form for form in Format if form in chosen],
        tables=None if tables is None else _names(tables),
        text=text,
    )
    files = export_warehouse(warehouse or load_settings().warehouse, folder, choice, force=force)
    size = sum(file.bytes for file in files)
    rows = {file.table: file.rows for file in files if file.rows is not None}
    typer.echo(
        f"{folder}: {len(rows)} {'table' if len(rows) == 1 else 'tables'}, {sum(rows.values()):,} rows, "
        f"{len(files) + 1} files, {size:,} bytes; manifest.json has the SHA-256 of each"
    )


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
