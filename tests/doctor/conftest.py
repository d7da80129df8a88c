"""What the tests of the doctor share."""

from __future__ import annotations

from tests.model_server import model_server

__all__ = ["model_server"]
