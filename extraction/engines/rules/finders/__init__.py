"""The rules, one module a kind, named after it, with `find(analysis) -> list[dict]` giving raw items."""
