"""Whose agreement it is, by the words around its noun."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.engines.rules.agreements.counterpart import opens_further_clause
from extraction.engines.rules.agreements.deal import Party
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.phrases import subjects
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, coordinated, is_oblique, list_after, named_below
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import DEMONYM_FORMS, NAME_FORMS, CountryMention

_ADJECTIVES = 2
"""Words after an instrument among which the adjective of its two sides is."""
_NEAR = 6
_REACH = 6
_LISTED = 10
"""Words after "other countries" in which they are named."""
_HEAD = 7
"""Words from the head of a sentence to an instrument that opens it, and from that to the comma after it."""
_WHERE_AND_WHEN = 10
"""Words after "signed" that say where and when, up to those by whom."""
_BESIDE = 2
"""Words between two nouns of one instrument: a name and its noun, with a quotation mark."""
_UNNAMED = NAME_FORMS | DEMONYM_FORMS | {"reference", "capital", "leader"}


def after_word(sentence: Sentence, start: int, words: str, reach: int = _REACH) -> list[CountryMention]:
    """Return the list of states after the first of the class `words` within `reach` words of the character `start`."""
    index = sentence.index_at(start)
    for position in range(index, min(index + reach, len(sentence.tokens))):
        word = sentence.word_at(position)
        if word in word_class(words) and sentence.tokens[position].start >= start:
            return list_after(sentence, sentence.tokens[position].end)
        joins = word in function_words("and") or word in function_words("or")
        if word in (";", ".") or (word in word_class("clause_words") and not joins):
            return []
    return []


def between(sentence: Sentence, instrument: Cue) -> list[CountryMention]:
    """Return the parties of "an agreement between A and B"."""
    return after_word(sentence, instrument.end, "between")


def makers_named(sentence: Sentence, end: int) -> list[CountryMention]:
    """Return the parties of "signed in Dakar on 5 December 2006 between A and B", or "by A and B", after its verb."""
    first = sentence.index_at(end - 1) + 1
    for place in range(first, min(first + _WHERE_AND_WHEN, len(sentence.tokens))):
        token = sentence.tokens[place]
        if token.word in word_class("between") or token.word in word_class("agent_words"):
            return list_after(sentence, token.end)
        dated = any(value.span[0] <= token.start < value.span[1] for value in sentence.values_of("date"))
        named = sentence.document[token.start].isupper()
        if not (dated or named or token.word in function_words("placing") or token.word.endswith("ly")):
            return []
    return []


def company(sentence: Sentence, start: int) -> list[CountryMention]:
    """Return the states of "with A, B and C" after `start`."""
    found = after_word(sentence, start, "with", 9)
    others = [cue for cue in sentence.of("instruments") if found and start < cue.start < found[0].span[0]]
    if any(len(sentence.words_between(start, cue.start)) > _BESIDE for cue in others):
        return []  # "the deal announced on Tuesday follows an agreement with Peru"
    return found


def members_named(sentence: Sentence, instrument: Cue) -> list[CountryMention]:
    """Return the states of "with other countries, including A and B": what is made with several is made with each."""
    first = sentence.index_at(instrument.end - 1) + 1
    for index in range(first, min(first + _NEAR, len(sentence.tokens))):
        if sentence.word_at(index) not in word_class("with"):
            continue
        nouns = (place for place in range(index + 1, min(index + _REACH, len(sentence.tokens))))
        noun = next((place for place in nouns if _is_of_states(sentence.word_at(place))), None)
        for place in range(noun + 1, min(noun + _LISTED, len(sentence.tokens))) if noun is not None else ():
            word = sentence.word_at(place)
            if word in word_class("listing"):
                return list_after(sentence, sentence.tokens[place].end, 2)
            comma = sentence.tokens[place]
            named = list_after(sentence, comma.end, 1) if word == "," else []
            if len(named) > 1 and not actors(sentence, sentence.tokens[index].end, comma.start):
                return named  # "with the countries of the north, Chad and Niger"
            if word in (";", "."):
                return []
        return named_below(sentence, noun, noun + 1) if noun is not None else []
    return []


def _is_of_states(word: str) -> bool:
    """Say whether a noun is of several states: "countries", "naciones"."""
    return word in word_class("several_states")


def owners(sentence: Sentence, instrument: Cue) -> list[CountryMention]:
    """Return the states right before the noun: "the UK's 2022 deal", "a U.S.-Guatemala agreement"."""
    index = sentence.index_at(instrument.start)
    start = sentence.tokens[max(index - _NEAR, 0)].start
    found = [mention for mention in sentence.countries_in(start, instrument.start) if mention.form != "capital"]
    found = [mention for mention in found if not _goes_between(sentence, mention)]
    owned: list[CountryMention] = []
    edge = instrument.start
    for mention in reversed(found):
        words = sentence.words_between(mention.span[1], edge)
        if any(
            word in word_class("prepositions") or (word in word_class("clause_words") and word != "and")
            for word in words
        ):
            break
        if _has_verb(sentence, mention.span[1], edge) or "," in words or _is_company(sentence, mention):
            break
        owned.insert(0, mention)
        edge = mention.span[0]
    return owned or _compound_after(sentence, instrument)


def _compound_after(sentence: Sentence, instrument: Cue) -> list[CountryMention]:
    """Return the two states of one adjective after the noun: "l'accord migratoire franco-marocain"."""
    first = sentence.index_at(instrument.end - 1) + 1
    for token in sentence.tokens[first : first + _ADJECTIVES]:
        if not token.word[:1].isalpha() or token.word in word_class("prepositions"):
            break
        found = sentence.countries_in(token.start, token.end) if "-" in token.word else ()
        if len({mention.code for mention in found}) > 1:
            return list(found)
    return []


def _goes_between(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether a state only brought others together: "a Qatar-mediated deal"."""
    end = mention.span[1]
    if sentence.document[end : end + 1] != "-":
        return False
    word = sentence.tokens[sentence.index_at(mention.span[0])].word.rpartition("-")[2]
    return word in word_class("go_between")


def _is_company(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether a state is one with whom something is done: "negocia con Túnez y Egipto sendos acuerdos"."""
    listed = [m for m in sentence.countries if m.span[1] <= mention.span[0]]
    index = sentence.index_at(coordinated(sentence, [*listed, mention], len(listed))[0].span[0]) - 1
    while sentence.word_at(index) in word_class("determiners"):
        index -= 1  # "a signé avec la Mauritanie et la Gambie des accords"
    return sentence.word_at(index) in word_class("with")


def _has_verb(sentence: Sentence, start: int, end: int) -> bool:
    return any(cue.is_verb and start <= cue.start < end for cue in sentence.of("agreement_verbs", "talks")) or any(
        word in word_class("auxiliaries") and word != "'s" for word in sentence.words_between(start, end)
    )


def party(sentence: Sentence, mention: CountryMention) -> Party:
    """Return the party that a mention stands for, with its name where that is no plain name of a country."""
    printed = None if mention.form in _UNNAMED else sentence.document[mention.span[0] : mention.span[1]]
    return Party(mention.code, printed)


def parties(sentence: Sentence, mentions: Sequence[CountryMention]) -> list[Party]:
    """Return the parties that `mentions` stand for, each country once, in order."""
    found: dict[str, Party] = {}
    for mention in mentions:
        found.setdefault(mention.code, party(sentence, mention))
    return list(found.values())


def other_actors(sentence: Sentence, known: Sequence[CountryMention]) -> list[CountryMention]:
    """Return the states in the sentence that are none of `known`."""
    codes = {mention.code for mention in known}
    return [mention for mention in actors(sentence, *sentence.span) if mention.code not in codes]


def only_other(sentence: Sentence, instrument: Cue, members: list[CountryMention]) -> list[CountryMention]:
    """Return the one other state named before the instrument, if there is just one: a deal has two sides."""
    earlier = (other for other in sentence.of("instruments") if other.end < instrument.start)
    taken = {mention.span for other in earlier for mention in company(sentence, other.end)}
    before = [mention for mention in other_actors(sentence, members) if mention.span[0] < instrument.start]
    before = [mention for mention in before if mention.span not in taken]  # "one with Romania and one with Poland"
    others = [mention for mention in before if mention.form != "capital"]
    if others and all(is_oblique(sentence, mention) for mention in others):
        first = sentence.index_at(instrument.start)
        acting = [m for m in before if 0 <= first - sentence.index_at(m.span[1] - 1) <= _NEAR]
        others = [m for m in acting if not is_oblique(sentence, m)] or others  # "besides Peru, Rome has deals with"
    if not others and _is_similar(sentence, instrument):
        later = (other for other in sentence.of("instruments") if other.start > instrument.end)
        taken |= {mention.span for other in later for mention in company(sentence, other.end)}
        named = other_actors(sentence, members)  # "under a similar deal with Peru, asylum seekers in the U.S. can"
        others = [mention for mention in named if is_oblique(sentence, mention) and mention.span not in taken]
    if not others:
        others = _takers_after(sentence, instrument, members) or _who_goes_on(sentence, instrument, members)
        others = others or _giver_after(sentence, instrument, members)
    return others[:1] if len({mention.code for mention in others}) == 1 else []


def _is_similar(sentence: Sentence, instrument: Cue) -> bool:
    first = sentence.index_at(instrument.start)
    return any(sentence.word_at(index) in word_class("similar") for index in range(max(first - 2, 0), first))


def _who_goes_on(sentence: Sentence, instrument: Cue, members: list[CountryMention]) -> list[CountryMention]:
    """Return the subject after an opening phrase: "Following the signing of a pact with Peru in May, Chile expects"."""
    opening = next((token.word for token in sentence.tokens if token.word[:1].isalnum()), "")
    if opening not in word_class("after"):
        return []
    comma = next((token for token in sentence.tokens if token.start >= instrument.end and token.word == ","), None)
    found = list_after(sentence, comma.end, 1) if comma is not None else []
    return [mention for mention in found if mention.code not in {member.code for member in members}]


def _giver_after(sentence: Sentence, instrument: Cue, members: list[CountryMention]) -> list[CountryMention]:
    """Return who gives something for it: "firmó un memorando …; a cambio, Washington aportará"."""
    known = {member.code for member in members}
    for cue in sentence.of("conditions"):
        found = list_after(sentence, cue.end, 2) if cue.value == "exchange" and cue.start >= instrument.end else []
        givers = [mention for mention in found if not is_oblique(sentence, mention)]
        if givers:
            return [mention for mention in givers if mention.code not in known]
    return []


def _takers_after(sentence: Sentence, instrument: Cue, members: list[CountryMention]) -> list[CountryMention]:
    """Return the other states that are to take people in under it: "un acuerdo por el cual el Ecuador recibirá"."""
    known = {member.code for member in members}
    taking = [verb for verb in sentence.of("accept_verbs") if verb.is_verb and verb.start > instrument.end]
    taking = [verb for verb in taking if sentence.clause_at(verb.start).opener != "time"]  # "…, while Mexico took"
    takers = (mention for verb in taking for mention in subjects(sentence, verb_group(sentence, verb)))
    takers = (taker for taker in takers if taker.code not in known and taker.span[0] > instrument.end)
    return [taker for taker in takers if not opens_further_clause(sentence, taker)]


def acting_under(sentence: Sentence, instrument: Cue) -> list[CountryMention]:
    """Return the states that act under what opens a sentence: "Under a pact signed in 2018, A and B cooperate"."""
    first = sentence.index_at(instrument.start)
    if first > _HEAD or sentence.word_at(0) not in word_class("under"):
        return []
    last = sentence.index_at(instrument.end - 1) + 1
    places = range(last, min(last + _HEAD, len(sentence.tokens)))
    comma = next((place for place in places if sentence.word_at(place) == ","), None)
    return list_after(sentence, sentence.tokens[comma].end, 2) if comma is not None else []


def agreeing_in(sentence: Sentence, instrument: Cue, told: object) -> list[CountryMention]:
    """Return the states that agree in what is told: "A and B have agreed on returns in an accord signed yesterday"."""
    first = sentence.index_at(instrument.start) - 1
    while sentence.word_at(first) in word_class("determiners") or sentence.word_at(first) in word_class("similar"):
        first -= 1
    if told is not None and sentence.word_at(first) == "under":  # "A and B will step up returns under a pact signed in"
        leading = list_after(sentence, sentence.span[0], 2)
        return leading if not any(is_oblique(sentence, mention) for mention in leading) else []
    agreeing = [verb for verb in sentence.of("agree_verbs") if verb.is_verb and verb.end < instrument.start]
    if told is None or not agreeing or sentence.word_at(first) not in function_words("within"):
        return []
    group = verb_group(sentence, agreeing[0])
    return subjects(sentence, group) if group.happened else []


def company_of_maker(sentence: Sentence, instrument: Cue) -> list[CountryMention]:
    """Return with whom somebody unnamed made it: "the agreement that its predecessor concluded with Washington"."""
    for verb in sentence.of("agreement_verbs"):
        words = sentence.words_between(instrument.end, verb.start) if verb.start >= instrument.end else ()
        relative = words[:1] and word_class("clause_words").get(words[0]) == "relative" and len(words) <= _NEAR
        if not relative or verb.value not in ("signed", "agreed") or "," in words:
            continue
        if actors(sentence, instrument.end, verb.start) or sentence.has_between(
            instrument.end, verb.start, "joint_actors"
        ):
            return []
        after = sentence.index_at(verb.end - 1) + 1
        return (
            list_after(sentence, sentence.tokens[after].end, 2) if sentence.word_at(after) in word_class("with") else []
        )
    return []


def speaker_after(sentence: Sentence, start: int) -> list[CountryMention]:
    """Return the state that says it at the end of a sentence: "pacts were reached with Chad and Mali, France said"."""
    for verb in sentence.of("reporting_verbs", "agreement_verbs"):
        if verb.is_verb and verb.start > start and (verb.lexicon == "reporting_verbs" or verb.value == "announced"):
            found = subjects(sentence, verb_group(sentence, verb))
            codes = {mention.code for mention in found}
            others = {mention.code for mention in company(sentence, start)}
            return found if len(codes) == 1 and not codes & others else []
    return []


def seated_government(sentence: Sentence, verb: Cue) -> list[CountryMention]:
    """Return the state whose government acts in its capital: "In The Hague, the new cabinet has put"."""
    nouns = word_class("governments")
    places = [index for index, token in enumerate(sentence.tokens) if token.start < verb.start and token.word in nouns]
    named = actors(sentence, sentence.span[0], verb.start)
    if len(places) != 1 or len(named) != 1 or named[0].form != "capital":
        return []
    head = sentence.index_at(named[0].span[0]) - 1
    between = sentence.words_between(named[0].span[1], sentence.tokens[places[0]].start)
    seated = sentence.word_at(head) in function_words("in") and head <= 1 and len(between) <= _NEAR
    return named if seated and not any(word in word_class("prepositions") for word in between[:-1]) else []
