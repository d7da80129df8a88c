"""The local model server, for documents in parts on the wire."""

from tests.model_server import model_server

__all__ = ["model_server"]
