"""The `dossier` command: thin. Libraries are imported inside the commands that need them, so that help is instant."""
