"""The rules engine: sentences, lexicons, and for each kind a finder that reads facts out of them."""

from extraction.engines.rules.engine import RulesEngine

__all__ = ["RulesEngine"]
