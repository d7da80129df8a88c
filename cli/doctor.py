"""`dossier doctor`: is everything there that a run needs, and whole what earlier ones left?"""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from cli.options import EngineOption, WarehouseOption

FAILED = 1
SIGNS = {"ok": "ok  ", "warning": "look", "failure": "FAIL"}


class Form(StrEnum):
    """How the answers are printed."""

    TEXT = "text"
    JSON = "json"


def doctor(
    *,
    engine: EngineOption = None,
    warehouse: WarehouseOption = None,
    form: Annotated[Form, typer.Option("--format", help="How to print.")] = Form.TEXT,
) -> None:
    """Look whether all is there that a run needs, and sound.

    Versions, disk, keys (whether they are set), the model's server and Prefect's, the landing log, the warehouse with
    its data checks, the last run, the service. Asks no model anything, and changes nothing.

    \b
    Examples:
      dossier doctor
      dossier doctor --engine openai/gpt-5-mini
      dossier doctor --format json

    \b
    Exit codes: 0 no failure; 1 at least one; 2 bad usage.
    """
    from cli.visible import visible_line
    from core.settings import load_settings
    from flows.doctor import Patient, examine
    from warehouse.layout import layout

    given = {name: value for name, value in (("engine", engine), ("warehouse", warehouse)) if value is not None}
    settings = load_settings().model_copy(update=given)
    answers = []
    for answer in examine(Patient(settings, layout(settings.warehouse))):
        answers.append(answer)
        if form is Form.TEXT:
            typer.echo(f"{SIGNS[answer.verdict]}  {answer.about:<13} {visible_line(answer.says)}")
            if answer.hint:
                typer.echo(f"{'':<20}{visible_line(answer.hint)}")
    if form is Form.JSON:
        typer.echo(json.dumps([asdict(answer) for answer in answers], indent=1, ensure_ascii=False))
    raise typer.Exit(FAILED if any(answer.verdict == "failure" for answer in answers) else 0)
