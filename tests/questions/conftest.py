"""The two warehouses that the ready questions are asked of: the seeds' (`published`), and one of hand-made scenes."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.landing.log import LandingLog
from tests.questions import scenes
from warehouse.load import load_and_publish


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of documents that between them contain what every question asks for."""
    folder = tmp_path_factory.mktemp("made")
    with LandingLog(folder / "landing").writer() as writer:
        for line in scenes.lines():
            writer.append(line)
    return load_and_publish(folder / "dossier.duckdb").published
