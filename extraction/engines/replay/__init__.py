"""Recorded answers as an engine: `replay`, `replay:<engine>`, `replay:<engine>/<case>`."""

from extraction.engines.replay.opening import open_replay_engine

__all__ = ["open_replay_engine"]
