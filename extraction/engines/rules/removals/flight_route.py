"""From which state to which a flight goes, by the words around it."""

from __future__ import annotations

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import speakers_of
from extraction.engines.rules.grammar import function_words, is_of_class, word_class
from extraction.engines.rules.phrases import agents, subjects
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.flight_phrases import Flight, flights_of
from extraction.engines.rules.removals.places_reached import countries_after, place_after
from extraction.engines.rules.removals.senders import sender_in
from extraction.engines.rules.removals.setting import home_of
from extraction.engines.rules.removals.titles import title_of
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, is_actor, list_after
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS, CountryMention

_NEARBY = 2
"""Words between "from", "to" and their state: an article, an adjective."""
_BEFORE = 3
"""Sentences before "the flight" in which it is named with its way."""
_PLACES = 7
"""Words and commas of the places before their state: "Laredo, Texas, "."""


def set_countries(analysis: Analysis, sentence: Sentence, flight: Flight, verb: Cue, removal: Removal) -> None:
    """Set who sends the flight that `verb` tells of, and where it goes."""
    group = verb_group(sentence, verb)
    if is_of_class(verb.lemma, "bringing_home"):
        _bring_home(sentence, flight, verb, removal)
        return
    removal.sender = _where_from(sentence, flight, verb, group)
    doers = agents(sentence, group) if group.passive else subjects(sentence, group)
    doers = doers if verb.value not in ("went", "came_back") else []
    doers = [doer for doer in doers if not _only_says_so(sentence, doer, flight)]
    if sentence.word_at(group.first - 1) in word_class("personal_pronouns"):
        named = {m.code for m in actors(sentence, sentence.span[0], sentence.tokens[group.first].start)}
        doers = doers if len(named) == 1 else []  # whom "it" stands for is not clear
    codes = list(dict.fromkeys(mention.code for mention in doers))
    taken = flight.span[0] > verb.end and removal.status in ("arrived", "turned_back") and verb.value != "conducted"
    bound = _bound(sentence, flight, verb, removal)
    takers = [code for code in codes if code != removal.sender] if removal.status == "refused" or taken else []
    if takers:
        removal.destination = takers[-1] if len(set(takers)) == 1 else None  # two states do not refuse one flight
    elif bound is not None:
        _set_destination(analysis, removal, bound)
    expected = removal.status == "planned" and is_of_class(verb.lemma, "expecting")
    if expected or (verb.value == "arrived" and removal.status in ("arrived", "planned")):
        _set_landing(analysis, sentence, group, removal)
    if removal.status not in ("refused", "turned_back") and not taken:
        senders = [code for code in codes if code != removal.destination]
        removal.sender = removal.sender or (senders[-1] if senders else None)
    if removal.status == "turned_back" and not removal.destination:
        removal.destination = _who_denied_entry(sentence)
    removal.sender = removal.sender or _other_side(sentence, removal) or _who_deported(sentence, flight)
    if removal.status == "arrived" and removal.destination is None and removal.destination_place:
        removal.destination = _who_confirms(sentence, removal, verb)
    if removal.sender == removal.destination:
        removal.sender = None


def _where_from(sentence: Sentence, flight: Flight, verb: Cue, group: VerbGroup) -> str | None:
    """Return the state whose flight it is, or that it left, or came back to."""
    back = list_after(sentence, sentence.tokens[group.last].end, _NEARBY) if verb.value == "came_back" else []
    if back:
        return back[0].code
    left = _left(sentence, group) if verb.value == "went" else _since(sentence, group)
    return _of_flight(sentence, flight) or left


def _left(sentence: Sentence, group: VerbGroup) -> str | None:
    """Return the state of "flew from the United States to"."""
    if sentence.word_at(group.last) not in word_class("origin_words"):
        return None
    places = list_after(sentence, sentence.tokens[group.last].end, _NEARBY)
    return places[0].code if places and places[0].form in NAME_FORMS else None


def _since(sentence: Sentence, group: VerbGroup) -> str | None:
    """Return the state of a place that a flight left: "aterrizó en La Aurora desde Laredo, Texas, Estados Unidos"."""
    for index in range(group.last, len(sentence.tokens)):
        if sentence.word_at(index) in function_words("since"):
            return next((m.code for m in sentence.countries if _names_place(sentence, index + 1, m)), None)
    return None


def _names_place(sentence: Sentence, first: int, state: CountryMention) -> bool:
    """Say whether nothing but names of places and commas stands from the token `first` to a state."""
    names = sentence.tokens[first : sentence.index_at(state.span[0])]
    if state.form not in NAME_FORMS or not names or len(names) > _PLACES:
        return False
    return all(token.word == "," or sentence.document[token.start].isupper() for token in names)


def _only_says_so(sentence: Sentence, doer: CountryMention, flight: Flight) -> bool:
    """Say whether a state before the flight only tells of it: "Según informó la Presidencia, el vuelo llegará"."""
    if doer.span[1] >= flight.span[0]:
        return False
    between = sentence.words_between(doer.span[1], flight.span[0])
    told = any(verb.is_verb and verb.end <= doer.span[0] for verb in sentence.of("reporting_verbs"))
    sources = [source for source in sentence.of("sources") if source.end <= doer.span[0]]
    named = any("," not in sentence.words_between(source.end, doer.span[0]) for source in sources)
    return (told and between[:1] == (",",) and sentence.has("sources")) or (named and "," in between)


def _bound(sentence: Sentence, flight: Flight, verb: Cue, removal: Removal) -> CountryMention | None:
    """Return where the flight is bound for; what it was brought back to is where it came from, and its sender."""
    bound = _bound_for(sentence, flight)
    if bound is None or (removal.status == "arrived" and bound.span[0] > verb.start):
        landed = bound is not None and place_after(sentence, verb_group(sentence, verb))
        return None if landed else bound  # another flight's, after where this one landed
    if removal.status == "turned_back" and _leads_back(sentence, bound):
        removal.sender = bound.code
        return None
    return bound


def _set_landing(analysis: Analysis, sentence: Sentence, group: VerbGroup, removal: Removal) -> None:
    """Set where a flight landed: the place, and the country that is named with it or whose people came home."""
    landed = countries_after(sentence, group)
    removal.destination_place = place_after(sentence, group) or removal.destination_place
    removal.destination = landed[0].code if landed else removal.destination
    removal.destination = removal.destination or _country_of(analysis, sentence, removal.destination_place)
    if removal.destination is None and removal.destination_place:
        removal.destination = home_of(analysis, sentence, removal.people)


def _bring_home(sentence: Sentence, flight: Flight, verb: Cue, removal: Removal) -> None:
    """Set the way of those whom the vehicle of their own country fetches: "two Colombian planes brought home 201"."""
    own = sentence.countries_in(*flight.span) or [m.nationality for m in removal.people if m.nationality]
    removal.destination = own[-1].code if own else None
    for token in sentence.tokens[sentence.index_at(verb.end - 1) + 1 :]:
        if token.word in word_class("leaving"):
            places = [m for m in list_after(sentence, token.end, 2) if m.form in NAME_FORMS]
            removal.sender = places[0].code if places and places[0].code != removal.destination else None
            return


def _set_destination(analysis: Analysis, removal: Removal, place: CountryMention) -> None:
    """Set where a removal goes: of a capital, the country only where the document names it."""
    in_city = place.form == "capital"
    removal.destination = None if in_city and place.code not in analysis.named else place.code
    removal.destination_place = analysis.text(place.span) if in_city else None


def _owner(sentence: Sentence, flight: Flight) -> str | None:
    """Return the country that a flight's own noun phrase names: "a U.S. flight", "un avión estadounidense"."""
    own = [m for m in sentence.countries_in(*flight.span) if sentence.document[m.span[1]] != "-"]  # "Turkish-flagged"
    if own:
        return own[-1].code
    following = sentence.countries_in(flight.span[1], flight.span[1] + 2)
    if following and following[0].form == "demonym_spanish":
        return following[0].code  # "dos aviones militares estadounidenses"
    after = sentence.index_at(flight.span[1] - 1) + 1
    if sentence.word_at(after) in function_words("de"):  # "un avión militar de Estados Unidos"
        owners = [m for m in list_after(sentence, sentence.tokens[after].end, 1) if m.form in NAME_FORMS]
        if len(owners) == 1 and not _ends_name(sentence, owners[0], after + 1):
            return owners[0].code
    return None


def _of_flight(sentence: Sentence, flight: Flight) -> str | None:
    """Return the country whose flight it is: "a U.S. deportation flight", "a flight from the United States"."""
    owner = _owner(sentence, flight)
    if owner:
        return owner
    left = _who_was_left(sentence, flight)
    if left:  # "from Honduras with 199 people deported from the United States"
        return left
    for index in range(sentence.index_at(flight.span[1] - 1) + 1, len(sentence.tokens)):
        word = sentence.word_at(index)
        after_source = word in function_words("de") and sentence.word_at(index - 1) in word_class("sources")
        if word in word_class("leaving") or after_source:
            places = [m for m in list_after(sentence, sentence.tokens[index].end, 2) if m.form in NAME_FORMS]
            if len({place.code for place in places}) == 1:
                return places[0].code
            if places:
                return None  # "carrying seven people from Eritrea and Ethiopia": whose they are
        apposed = word == "," and sentence.word_at(index + 1) in word_class("sources")
        if word in word_class("clause_words") or (word in (",", ";") and not apposed):
            return None
    return None


def _ends_name(sentence: Sentence, place: CountryMention, first: int) -> bool:
    """Say whether a state's name closes a longer one that begins at token `first`: "le vol de SKY Mali"."""
    start = sentence.tokens[first].start
    return start < place.span[0] and sentence.document[start].isupper()


def _who_denied_entry(sentence: Sentence) -> str | None:
    """Return the subject of the clause with a noun of coming in: "after Iraq withdrew permission"."""
    for token in sentence.tokens:
        if token.word in word_class("entry_nouns"):
            named = [m.code for m in actors(sentence, sentence.clause_span(token.start)[0], token.start)]
            return named[0] if len(set(named)) == 1 else None
    return None


def _who_deported(sentence: Sentence, flight: Flight) -> str | None:
    """Return the state that deports those aboard, or wanted to: "whom Sweden wanted to deport"."""
    for verb in sentence.of("removal_verbs"):
        if verb.value == "removal" and verb.is_verb and verb.start > flight.span[0]:
            group = verb_group(sentence, verb)
            if group.passive or verb.form == "participle":  # "con 14 deportados": a noun has no subject
                return sender_in(sentence, group._replace(passive=True), [])
            doers = subjects(sentence, group) if group.modality != "negated" else []
            if len({doer.code for doer in doers}) == 1:
                return doers[0].code
    return None


def _leads_back(sentence: Sentence, place: CountryMention) -> bool:
    """Say whether a place is where a flight came from: "turned round and brought them back to Britain"."""
    return sentence.word_at(sentence.index_at(place.span[0]) - 2) in word_class("returning")


def _who_was_left(sentence: Sentence, flight: Flight) -> str | None:
    """Return the state from which those aboard were deported, where that is said of them."""
    for verb in sentence.of("removal_verbs"):
        group = verb_group(sentence, verb) if verb.value == "removal" and verb.start > flight.span[0] else None
        if group is not None and group.passive and group.modality == "asserted":
            return sender_in(sentence, group, [])
    return None


def bound_for_all(sentence: Sentence, flight: Flight) -> list[str]:
    """Return the states of "flights to Albania and Bangladesh"."""
    first = _bound_for(sentence, flight)
    listed = list_after(sentence, first.span[0], 1) if first is not None and first.form in NAME_FORMS else []
    return [mention.code for mention in listed if mention.form in NAME_FORMS]


def _bound_for(sentence: Sentence, flight: Flight) -> CountryMention | None:
    """Return the destination printed after the flight: "to", "bound for"."""
    prepositions = word_class("destination_words")
    for index in range(sentence.index_at(flight.span[1] - 1) + 1, len(sentence.tokens)):
        if prepositions.get(sentence.word_at(index)) == "to" or sentence.word_at(index) == "for":
            reach = 0 if sentence.word_at(index) in word_class("determiners") else 2  # Spanish "a" is an article too
            places = list_after(sentence, sentence.tokens[index].end, reach)
            if sentence.word_at(index + 1) in word_class("going"):
                continue  # "deported for trying to enter the USA"
            left = places and "from" in sentence.words_between(sentence.tokens[index].end, places[0].span[0])
            if places and not left and places[0].form in NAME_FORMS | {"capital"}:  # "to depart from London for"
                return places[0]
    return None


def way_told_before(analysis: Analysis, sentence: Sentence, flight: Flight) -> tuple[str | None, str] | None:
    """Return from where to where "the flight" goes by a removal flight that a sentence before names, or the title."""
    after = sentence.word_at(sentence.index_at(flight.span[1] - 1) + 1)
    if sentence.word_at(sentence.index_at(flight.span[0])) not in word_class("the") or after in function_words("of"):
        return None  # "the plane of the president"
    title = title_of(analysis)
    earlier = analysis.sentences[max(sentence.position - _BEFORE, 0) : sentence.position]
    for other in (*reversed(earlier), *((title,) if title is not None else ())):
        for named in flights_of(other) if other.has("flights") else ():
            bound = _bound_for(other, named) if named.removes and not other.is_question else None
            if bound is not None and bound.form in NAME_FORMS:
                sender = _of_flight(other, named)
                return (sender if sender != bound.code else None), bound.code
    return None


def _country_of(analysis: Analysis, sentence: Sentence, place: str | None) -> str | None:
    """Return the country of a capital where the document names it: "landed in Tegucigalpa, … Honduran …"."""
    for mention in sentence.countries if place else ():
        is_it = sentence.document[mention.span[0] : mention.span[1]] == place and mention.form == "capital"
        if is_it and mention.code in analysis.named:
            return mention.code
    return None


def _who_confirms(sentence: Sentence, removal: Removal, verb: Cue) -> str | None:
    """Return the one state beside the sender that the sentence names, where it says that deportees landed there."""
    speaking = {m.code for span in speakers_of(sentence, verb.start) for m in actors(sentence, *span)}
    for said in sentence.of("reporting_verbs"):
        aside = sentence.word_at(sentence.index_at(said.end - 1) + 1) == ","  # "…, Liberia's ministry said, making it"
        if said.is_verb and said.start > verb.end and aside:
            speaking |= {mention.code for mention in subjects(sentence, verb_group(sentence, said))}
    own = {group.nationality.code for group in removal.people if group.nationality}
    others = {mention.code for mention in sentence.countries} - {removal.sender} - own
    return speaking.pop() if removal.sender and len(speaking) == 1 and speaking == others else None


def _other_side(sentence: Sentence, removal: Removal) -> str | None:
    """Return the one other state that the sentence names, where a refusal must have two sides."""
    if removal.status not in ("refused", "turned_back"):
        return None
    codes = {m.code for m in actors(sentence, *sentence.span) if is_actor(sentence, m)} - {removal.destination}
    return codes.pop() if len(codes) == 1 else None
