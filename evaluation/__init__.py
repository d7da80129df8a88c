"""How well an engine reads: its answers against the goldens, field by field."""
