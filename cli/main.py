"""The `dossier` command: its subcommands, and what becomes of an error."""

from __future__ import annotations

import sys

import typer

from cli.batch import batch
from cli.check import check
from cli.diff import diff
from cli.doctor import doctor
from cli.eval import evaluate
from cli.export import export
from cli.extract import extract
from cli.rebuild import rebuild
from cli.record import record
from cli.run import run
from cli.schemas import schemas
from cli.serve import serve
from cli.settings import settings
from cli.show import show
from cli.sources import sources
from cli.sql import sql
from cli.tidy import tidy
from cli.triage import triage
from core.errors import DossierError

app = typer.Typer(
    name="dossier",
    help="Documents on migration diplomacy in, verified facts in DuckDB out.",
    epilog="Begin with: dossier run seeds; then: dossier sql 'SELECT * FROM citations LIMIT 5'",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(batch)
everyday = (run, serve, sources, extract, triage, sql, show, export)
for command in (*everyday, record, check, diff, rebuild, doctor, tidy, schemas, settings):
    app.command()(command)
app.command("eval")(evaluate)


def main() -> None:
    """Run the command line; an error of ours is shown without a traceback and decides the exit code."""
    try:
        app(prog_name="dossier")
    except DossierError as error:
        from cli.log_lines import tell_error

        tell_error(error)
        sys.exit(error.exit_code)
    except Exception:
        typer.echo(
            "error: this is a defect in Dossier; what was landed is kept, and the same command goes on from there.\n"
            "Please report it with these lines:",
            err=True,
        )
        raise


if __name__ == "__main__":
    main()
