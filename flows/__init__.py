"""WHEN and in what order: Prefect flows, each reading like a table of contents."""
