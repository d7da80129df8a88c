"""Removals in prose: people who are moved, flights, and what the sentences after them add."""
