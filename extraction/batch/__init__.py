"""Requests in files: OpenAI's Batch API format out, and whatever answered them in. Knows no landing log."""
