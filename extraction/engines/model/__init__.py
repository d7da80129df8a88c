"""Language models as engines: `openai/<model>`, any compatible server, and the other providers instructor knows."""

from extraction.engines.model.opening import open_model_engine
from extraction.engines.model.options import Backoff, ModelOptions

__all__ = ["Backoff", "ModelOptions", "open_model_engine"]
