"""Triage: whether a document is worth asking a model about, kind by kind, and by which words."""

from extraction.triage.scoring import Triage, triage

__all__ = ["Triage", "triage"]
