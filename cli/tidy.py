"""`dossier tidy`: what has had its time goes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.options import WarehouseOption
from core.errors import UsageError
from core.wording import counted


def tidy(
    *,
    older_than: Annotated[str, typer.Option(metavar="TIME", help="'90 days'; at least a day.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and remove nothing.")] = False,
    warehouse: WarehouseOption = None,
) -> None:
    """Remove replaced pages, old reports and old Prefect runs.

    The last bytes of every address stay, also of a page that has vanished; so do the landing log, which holds the text
    of every document, and all facts with their history. Of Prefect's runs, those in the database beside the warehouse
    go. Type it while no run is going: that database is left alone then.

    \b
    Examples:
      dossier tidy --older-than '90 days' --dry-run
      dossier tidy --older-than '1 day' --warehouse /data/dossier.duckdb
    """
    from core.settings import load_settings
    from flows.retention import old_reports, superseded_pages
    from warehouse.layout import layout

    files, before = layout(warehouse or load_settings().warehouse), _before(older_than)
    found = {"archived files": [*superseded_pages(files, before)], "files of reports": [*old_reports(files, before)]}
    for what, paths in found.items():
        size = sum(path.stat().st_size for path in paths)
        typer.echo(f"{'would remove' if dry_run else 'removed'} {len(paths):,} {what}, {size / 1e6:,.1f} MB")
        for path in paths if not dry_run else ():
            path.unlink(missing_ok=True)
    _tidy_prefect(files.folder / "prefect", before, dry_run=dry_run)


def _tidy_prefect(folder: Path, before: datetime, *, dry_run: bool) -> None:
    from flows.private_api_retention import outdated_databases, unused, vacuum

    if not folder.exists():
        return
    with unused(folder) as is_unused:
        if not is_unused:
            typer.echo(f"a run is going: Prefect's database in {folder} is left alone")
            return
        removed = vacuum(folder, datetime.now(UTC) - before, dry_run=dry_run)
        old = [path for path in outdated_databases(folder) if path.stat().st_mtime < before.timestamp()]
        size = removed.size + sum(path.stat().st_size for path in old)
        for path in old if not dry_run else ():
            path.unlink()
    verb = "would remove" if dry_run else "removed"
    rest = f"{counted(len(old), 'file')} of its other versions, {size / 1e6:,.1f} MB"
    typer.echo(f"{verb} {counted(removed.runs, 'run')} of Prefect's database and {rest}")


def _before(older_than: str) -> datetime:
    from flows.schedule import parse_interval

    try:
        age = parse_interval(older_than)
    except ValueError as error:
        raise UsageError(str(error)) from error
    if age.days < 1:
        raise UsageError(f"--older-than {older_than} is less than a day", hint="For instance: --older-than '90 days'")
    return datetime.now(UTC) - age
