"""HOW a model is asked: immutable, versioned prompt templates, and their loader."""
