"""Who says that there is an agreement, and what its parties themselves confirm by saying so."""

from __future__ import annotations

from collections.abc import Iterable

from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import speakers_of
from extraction.engines.rules.rule import rule
from extraction.engines.rules.state_mentions import actors


def add_deniers(analysis: Analysis, deals: Iterable[Deal]) -> None:
    """Let who denies an agreement have denied it before it is merged with what others tell of it."""
    for deal in deals:
        if deal.modality == "negated":
            add_speakers(analysis, deal)


@rule
def add_speakers(analysis: Analysis, deal: Deal) -> None:
    """Attribute the first place of `deal`; a party that says or denies it itself has confirmed or denied it."""
    sentence = deal.sentences[0]
    spans = speakers_of(sentence, deal.told_at if deal.told_at is not None else sentence.span[1])
    deal.attribution = [analysis.text(span) for span in spans]
    says = {"asserted": "yes", "negated": "denied"}.get(deal.modality)
    speaking = {mention.code for span in spans for mention in actors(sentence, *span)}
    for party in deal.parties:
        if says and party.country in speaking and party.confirmed != "denied":
            party.confirmed = says
