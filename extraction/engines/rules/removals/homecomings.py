"""Which country a flight came to whose place alone is told: that of the people whom another state sent there."""

from __future__ import annotations

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.titles import title_of
from extraction.lexicons.countries import DEMONYM_FORMS, NAME_FORMS


def add_home(analysis: Analysis, removal: Removal) -> None:
    """Give a removal to a place its people's own country, if the text names it and no third one stands near.

    "Diez argentinos deportados por Estados Unidos … aterrizaron en Ezeiza": who is sent to a third country is told so.
    """
    if removal.destination or not removal.destination_place or removal.status != "arrived" or not removal.sender:
        return
    own = {group.nationality.code for group in removal.people if group.nationality}
    called = any(group.nationality and group.nationality.form in DEMONYM_FORMS for group in removal.people)
    if len(own) != 1 or not called or removal.sender in own:
        return
    title = title_of(analysis)
    near = [*analysis.near(removal.sentences[0]), *([title] if title is not None else [])]
    third = {mention.code for sentence in near for mention in sentence.countries} - {*own, removal.sender}
    if not third and own <= _called_by_name(analysis):
        removal.destination = own.pop()


@taken_once
def _called_by_name(analysis: Analysis) -> frozenset[str]:
    """Return the countries that the document, or its title, calls by a name, and not only by what is theirs."""
    title = title_of(analysis)
    told = [*analysis.sentences, *([title] if title is not None else [])]
    return frozenset(m.code for sentence in told for m in sentence.countries if m.form in NAME_FORMS)
