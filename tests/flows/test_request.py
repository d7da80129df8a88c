from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from pydantic import ValidationError

from flows.request import RunRequest


def test_the_command_says_all_that_was_asked() -> None:
    request = RunRequest(
        sources=["a folder", "*.md"], engine="openai/m", kinds=["agreement", "stance"], warehouse=Path("w/x.duckdb"),
        limit=3, max_cost=1.5, max_tokens=7, fresh=True,
    )  # fmt: skip
    assert request.command() == (
        "dossier run 'a folder' '*.md' --engine openai/m --kinds agreement,stance --warehouse w/x.duckdb "
        "--limit 3 --max-cost 1.5 --max-tokens 7 --fresh"
    )
    assert shlex.split(RunRequest(sources=["seeds"]).command()) == ["dossier", "run", "seeds"]


def test_a_deployment_with_a_misspelt_parameter_is_refused() -> None:
    with pytest.raises(ValidationError, match="max_coast"):
        RunRequest.model_validate({"sources": ["seeds"], "max_coast": 3})
