"""The kinds of record: one file each. Adding a file here adds a kind; nothing else needs to be told."""
