"""A language model in a file: llama.cpp in a child process on loopback, asked like any compatible server."""

from extraction.engines.gguf.opening import open_gguf_engine

__all__ = ["open_gguf_engine"]
