"""What is refused as it was wanted: "Nigeria rejected U.S. pressure to accept deportees", or refused to talk about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extraction.engines.rules.agreements.anaphora import country_meant
from extraction.engines.rules.agreements.context import kind_of
from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.agreements.parties import company, owners, parties
from extraction.engines.rules.agreements.status import doers_of, told_of
from extraction.engines.rules.agreements.taking import kind_of_taking
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import function_words
from extraction.engines.rules.phrases import subjects
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.subject_matter import is_on_migration
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_OWNED = 3
"""Words from the mark of a possessor to the request that it owns."""
_FROM_WHOM = 8
"""Words from a request to what is wanted, with those from whom it comes between them."""
_NEAR = 6
"""Words between a verb of refusing and the request that it refuses."""


def rejections_in(analysis: Analysis, sentence: Sentence) -> Iterator[Deal]:
    """Yield what is refused as it was wanted: "Nigeria rejected U.S. pressure to accept deportees"."""
    for request in sentence.of("requests"):
        after = sentence.index_at(request.end - 1) + 1
        wanted = owners(sentence, request) or _capital_before(sentence, request)
        if not wanted and sentence.word_at(after) in function_words("asker"):
            wanted = list_after(sentence, sentence.tokens[after].end, 2)[:1]
            after = sentence.index_at(wanted[0].span[1] - 1) + 1 if wanted else after
        last, leading = sentence.index_at(request.end) + _FROM_WHOM, function_words("leads_to")
        while wanted and sentence.word_at(after) not in leading and after < last:
            after += 1  # "from the Trump transition team to accept …"
        if not wanted and sentence.word_at(after) in leading:
            wanted = _whose_deportees(sentence, after)
        taking = [cue for cue in sentence.of("accept_verbs") if sentence.index_at(cue.start) - after == 1]
        if not wanted or not taking or sentence.word_at(after) not in leading:
            continue
        for receivers, told_at in _refusing(analysis, sentence, request):
            receivers = [m for m in receivers if m.code != wanted[-1].code]
            if receivers:
                kind = kind_of_taking(sentence, taking[0], receivers[-1].code)
                deal = Deal([sentence], kind, parties(sentence, [receivers[-1], wanted[-1]]), "rejected")
                deal.told_at = told_at
                yield deal.with_taker(receivers[-1].code, None)
                return


def _capital_before(sentence: Sentence, request: Cue) -> list[CountryMention]:
    """Return the state whose capital owns a request: "Washington's repeated request"."""
    first = sentence.index_at(request.start)
    found = [mention for mention in sentence.countries if mention.span[1] <= request.start]
    after = sentence.index_at(found[-1].span[1] - 1) + 1 if found else first
    return found[-1:] if sentence.word_at(after) in ("'s", "'") and first - after <= _OWNED else []


@rule
def refused_talks_in(analysis: Analysis, sentence: Sentence) -> Iterator[Deal]:
    """Yield what a state will not talk about: "refused to enter into negotiations with Peru on taking migrants"."""
    for talks in sentence.of("talk_nouns") if is_on_migration(sentence) else ():
        told = told_of(sentence, talks)
        if told is None or (told.status, told.modality) != ("rejected", "asserted"):
            continue
        wanted = company(sentence, talks.end) or owners(sentence, talks)
        group = verb_group(sentence, told.cue)
        refusing = list(doers_of(sentence, told) or country_meant(analysis, sentence, group))
        refusing = [one for one in refusing if one.code != wanted[-1].code] if wanted else []
        if refusing:
            kind = kind_of("other", [sentence])
            deal = Deal([sentence], kind, parties(sentence, [refusing[-1], wanted[-1]]), "rejected")
            deal.told_at = told.cue.start
            yield deal.with_taker(refusing[-1].code, None)
            return


def _refusing(analysis: Analysis, sentence: Sentence, request: Cue) -> Iterator[tuple[Sequence[CountryMention], int]]:
    """Yield who refuses a request, and where that is told: "rejected the request", "will resist the pressure"."""
    for verb in sentence.of("agreement_verbs"):
        words = sentence.words_between(verb.end, request.start)
        if verb.value != "rejected" or not verb.is_verb or verb.start > request.start or len(words) > _NEAR:
            continue
        group = verb_group(sentence, verb)
        if group.happened or group.modality == "planned":
            yield subjects(sentence, group) or country_meant(analysis, sentence, group), verb.start


def _whose_deportees(sentence: Sentence, index: int) -> list[CountryMention]:
    """Return the state after the "from" of deportees: "an offer to accept third-country deportees from the U.S."."""
    for people in sentence.of("people"):
        after = sentence.index_at(people.end - 1) + 1
        removed = people.value == "deported" and people.start > sentence.tokens[index].start
        if removed and sentence.word_at(after) in function_words("asker"):
            return list_after(sentence, sentence.tokens[after].end, 2)[:1]
    return []
