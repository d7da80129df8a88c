"""Schemes of one state that are named by the other one: "Labour's government scrapped the Rwanda scheme"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.anaphora import other_state
from extraction.engines.rules.agreements.deal import DATED, ENDED, Deal, Party
from extraction.engines.rules.agreements.status import doers_of, told_of
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near
from extraction.engines.rules.removals.senders import sender_of
from extraction.engines.rules.removals.setting import goes_on_about_removals, is_about_migration
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS, CountryMention

_SENT = 8
"""Words after a scheme in which it says whom it sends, and where."""


@rule
def schemes_in(analysis: Analysis, sentence: Sentence) -> Iterator[Deal]:
    """Yield the scheme of sending people to another state that was ended, or that a court struck down."""
    for scheme in sentence.of("schemes") if not sentence.is_headline else ():
        place = _place(sentence, scheme)
        told = told_of(sentence, scheme) if place is not None else None
        if place is None or told is None or told.status not in ENDED or told.modality != "asserted":
            continue
        if not (is_about_migration(analysis) or goes_on_about_removals(analysis, sentence)):
            continue
        doers = [doer for doer in doers_of(sentence, told) if doer.code != place.code]
        maker = doers[-1].code if doers else sender_of(analysis) or other_state(analysis, place.code)
        if maker is None or maker == place.code:
            continue
        deal = Deal([sentence], "third_country_removal", [Party(maker), Party(place.code)], told.status)
        deal.told_at = told.cue.start
        deal.hedge = hedge_of(sentence, told.cue.start)
        date = date_near(sentence, told.cue.start)
        if date:
            deal.dates[DATED[told.status]] = date.text
        deal.set_roles(maker)
        yield deal
        return


def _place(sentence: Sentence, scheme: Cue) -> CountryMention | None:
    """Return the state of "the Rwanda scheme", "a scheme to send some migrants to Rwanda"."""
    before = [m for m in sentence.countries if m.span[1] == scheme.start - 1 and m.form in NAME_FORMS]
    if before:
        return before[-1]
    after = sentence.index_at(scheme.end - 1) + 1
    for token in sentence.tokens[after : after + _SENT]:
        for mention in sentence.countries if token.word == "to" else ():
            people = sentence.has_between(scheme.end, token.start, "people")
            if people and mention.span[0] == token.end + 1 and mention.form in NAME_FORMS:
                return mention
    return None
