"""Recordings: an engine's raw answers beside the goldens, and what still holds of them."""
