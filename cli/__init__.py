"""The `dossier` command: thin, and quick to start."""
