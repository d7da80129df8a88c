"""The landing log: append-only JSON Lines, one file a writer. The system of record; the warehouse is built from it."""
