"""Headings that tell of an agreement as a sentence would: "US strikes deal with Rwanda to deport migrants"."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.sentence import Sentence

_FIRST = 2
"""Headings that are a text's own: its title, and the line under that. Later ones may be of other texts."""


def headlines_with(analysis: Analysis, lexicons: Set[str]) -> list[Sentence]:
    """Return the first headings that name a state and hold a cue of any of `lexicons`; their present tells the past."""
    return [
        replace(heading, is_headline=True)
        for heading in analysis.headings()[:_FIRST]
        if heading.countries and not heading.lexicons.isdisjoint(lexicons)
    ]


def told_below(deals: Sequence[Deal]) -> list[Deal]:
    """Return `deals` without what a heading says shortly of states of which the text below tells it in full."""
    below = [deal for deal in deals if not _is_of_heading(deal)]
    codes = [deal.codes for deal in below]
    takers = {party.country for deal in below for party in deal.parties if party.role == "receiver"}
    return [
        deal
        for deal in deals
        if not _is_of_heading(deal)
        or not (
            any(deal.codes <= told for told in codes)
            or takers & {party.country for party in deal.parties if party.role == "receiver"}
        )
    ]


def _is_of_heading(deal: Deal) -> bool:
    return deal.sentences[0].is_headline
