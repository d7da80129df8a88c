"""Removals by states, in prose and in tables: people who are moved, flights, and what became of them."""

from __future__ import annotations

from typing import Any

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import speakers_of
from extraction.engines.rules.removals.arrivals import arrivals_in, receptions_in
from extraction.engines.rules.removals.blocked import blocked_in
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.flights import flights_in
from extraction.engines.rules.removals.followups import add_followups
from extraction.engines.rules.removals.merging import merged
from extraction.engines.rules.removals.moves import moves_in
from extraction.engines.rules.removals.senders import add_sender
from extraction.engines.rules.removals.tables import removals_in_tables


def find(analysis: Analysis) -> list[dict[str, Any]]:
    """Return the removals that `analysis`'s document tells, one raw item an event."""
    removals: list[Removal] = []
    for sentence in analysis.prose():
        if sentence.is_question:
            continue
        found: list[Removal] = []
        if sentence.has("removal_verbs"):
            found += moves_in(analysis, sentence)
        if sentence.has("courts") and sentence.has("removal_nouns"):
            found += blocked_in(analysis, sentence)
        if sentence.has("people"):
            found += receptions_in(analysis, sentence)
            found += arrivals_in(analysis, sentence)
        if sentence.has("flights"):
            found += flights_in(analysis, sentence, removals[-1] if removals else None)
        for removal in found:
            spans = speakers_of(sentence, removal.told_at if removal.told_at is not None else sentence.span[1])
            removal.attribution = [analysis.text(span) for span in spans]
            add_sender(analysis, removal, spans)
            add_followups(analysis, removal)
        removals += found
    told = [removal.item(analysis.quotes(removal.sentences)) for removal in merged(removals)]
    return [*told, *removals_in_tables(analysis)]
