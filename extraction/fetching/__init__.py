"""Pages, feeds and lists of pages from the web: politely, from public addresses, and what came kept by its hash."""
