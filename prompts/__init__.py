"""HOW a model is asked: immutable versioned prompt templates, and their loader."""

from prompts.loader import Prompt, latest, load

__all__ = ["Prompt", "latest", "load"]
