"""One tiny model for the session, written by the tests."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.gguf.tiny_model import write_tiny_model


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.gguf")


def is_listening(base_url: str) -> bool:
    address = urlsplit(base_url)
    with socket.socket() as client:
        return client.connect_ex((address.hostname, address.port)) == 0


def ends(base_url: str, within_s: float = 20.0) -> bool:
    """Wait until nobody listens at `base_url` any more."""
    deadline = time.monotonic() + within_s
    while is_listening(base_url):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True
