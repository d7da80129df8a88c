"""`dossier settings`: what is configured, and by what."""

from __future__ import annotations

import typer


def settings() -> None:
    """Print every setting and the variable that changes it.

    Keys are masked. Options on the command line win over the environment, and that over `.env`.

    \b
    Examples:
      dossier settings
      DOSSIER_WAREHOUSE=/data/dossier.duckdb dossier settings
    """
    from core.settings import Settings, environment_name, load_settings

    for name, value in load_settings().shown().items():
        typer.echo(f"{environment_name(name):<28} {value:<36} {Settings.model_fields[name].description}")
