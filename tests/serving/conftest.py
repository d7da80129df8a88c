"""What the tests of the service share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.conftest import Dossier
from tests.model_server import model_server
from tests.serving.service import Service
from tests.telling.conftest import listener

__all__ = ["listener", "model_server"]


@pytest.fixture
def serving(served_dossier: Dossier) -> Iterator[Callable[..., Service]]:
    """Start `dossier serve` with these arguments; what still serves at the end is killed."""
    started: list[Service] = []
    served_dossier.environment["DOSSIER_LOG_FORMAT"] = "json"

    def start(*arguments: str) -> Service:
        started.append(Service(served_dossier.start("serve", *arguments)))
        return started[-1]

    yield start
    for service in started:
        with service.process:
            service.process.kill()
