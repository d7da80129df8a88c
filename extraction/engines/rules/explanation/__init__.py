"""Why the rules recorded what they did, and what kept a sentence from being recorded: found by trial."""

from extraction.engines.rules.explanation.explain import explain
from extraction.engines.rules.explanation.model import Explanation

__all__ = ["Explanation", "explain"]
