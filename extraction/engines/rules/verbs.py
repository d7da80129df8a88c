"""Verb groups: what tense, voice, mood and negation a verb has by the words before it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.sentence import Clause, Sentence
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import DEMONYM_FORMS

Tense = Literal["past", "present", "future", "none"]
Modality = Literal["asserted", "planned", "hypothetical", "negated", "recommended"]
_REACH = 7
_OBJECT = 10
"""Words of an object that is made to be something: "enabling four times as many Vietnamese nationals to be"."""
_ARTICLE = 5
"""Characters between a preposition and its state: " the "."""
_HEARD = 3
"""Words from a verb of denying to the noun of what it denies: "rejected all the claims"."""
_RANKED = 5
"""Words from "third" to the end of its noun: "the third West African country to agree"."""
_DENIED = 6
"""Words from a denial to what is denied to be."""
_SPANISH_ENDINGS = tuple("oa")
"""Last letters of Spanish and Portuguese participles: French ones have others."""
_OF_MANNER = ("ly", "mente")
"""Last letters of adverbs made of adjectives."""
_MATTER = 8
"""Words between an instrument and its participle that say what it is about."""
_PATIENTS = ("people", "instruments", "flights")
"""Cues that a bare participle right after them qualifies: they are done to, not doers."""


class VerbGroup(NamedTuple):
    """A verb with its auxiliaries: tokens `[first, last)`.

    `modality` joins what mood, negation, governor ("plans to …", "refused to …") and the clause ("if …", "until …")
    say. `is_infinitive` is true of "to deport", `governor` is then the word that governs it, or "". `tense` "none" is
    that of a bare participle ("migrants deported to …"), a gerund or an infinitive.
    """

    first: int
    last: int
    tense: Tense
    modality: Modality
    passive: bool = False
    progressive: bool = False
    is_infinitive: bool = False
    governor: str = ""

    @property
    def negated(self) -> bool:
        """Say whether the text denies it."""
        return self.modality == "negated"

    @property
    def happened(self) -> bool:
        """Say whether the text asserts that it has happened."""
        return self.modality == "asserted" and self.tense == "past"


@taken_once
def verb_group(sentence: Sentence, verb: Cue) -> VerbGroup:
    """Return the verb group of `verb`, a verb cue of `sentence`; every finder asks for the same ones."""
    index = sentence.index_at(verb.start)
    last = sentence.index_at(verb.end - 1) + 1
    kinds, negated, first = _before(sentence, index)
    if verb.form == "participle" and (has := _french_has(sentence, verb, first)) is not None:
        kinds, first = [*kinds, "have"], has
    group = _infinitive(sentence, index, kinds, first, last) if "to" in kinds else None
    group = group or _bare_infinitive(sentence, verb, kinds, last)
    if group is None:
        group = _finite(sentence, verb, kinds, first, last)
    clause = sentence.clause_of(first)
    if negated or _is_denied(sentence, clause):
        return group._replace(modality="negated")
    if group.modality != "negated" and clause.opener == "condition":
        return group._replace(modality="hypothetical")
    return group


def _before(sentence: Sentence, index: int) -> tuple[list[str], bool, int]:
    """Return the auxiliaries before token `index`, nearest first, whether it is negated, and where the group begins."""
    auxiliaries, negations, adverbs = word_class("auxiliaries"), word_class("negations"), word_class("adverbs")
    kinds: list[str] = []
    negated = False
    first = index
    for position in range(index - 1, max(index - 1 - _REACH, -1), -1):
        word = sentence.word_at(position)
        if word in function_words("dated") and position + 1 < index and _is_day(sentence, position + 1):
            continue  # "were on Thursday deported"
        if position and sentence.document[sentence.tokens[position].start].isupper():
            if sentence.word_at(position - 1) in function_words("dated") and _is_day(sentence, position):
                continue
            break  # the month of May and a man called Will are no auxiliaries
        if word in auxiliaries:
            kinds += auxiliaries[word].split("_")
            first = position
        elif word not in negations and not (word in adverbs or word.endswith(_OF_MANNER)):
            break
        if word in negations:
            negated = True
            first = position
        if word == "to":
            negated = negated or sentence.word_at(position - 1) in negations
            break
    return kinds, negated, first


def _french_has(sentence: Sentence, verb: Cue, first: int) -> int | None:
    """Return the token of French "a" before a group that begins at `first`: "a également signé", "n'a pas été signé".

    In Spanish that is a preposition; its participles have other endings.
    """
    if verb.lemma.rstrip("s")[-1:] in _SPANISH_ENDINGS:
        return None
    position = first - 1
    while sentence.word_at(position) in word_class("negations") or sentence.word_at(position) in word_class("adverbs"):
        position -= 1
    return position if sentence.word_at(position) == "a" else None


def _is_day(sentence: Sentence, position: int) -> bool:
    """Say whether a weekday or a month stands at token `position`."""
    word = sentence.word_at(position)
    return word in word_class("weekdays") or word in word_class("months")


def _finite(sentence: Sentence, verb: Cue, kinds: list[str], first: int, last: int) -> VerbGroup:
    passive = bool(kinds) and kinds[0] == "be" and verb.form in ("participle", "past_or_participle")
    progressive = bool(kinds) and kinds[0] == "be" and verb.form == "gerund"
    modality: Modality = "asserted"
    tense: Tense = "present"
    if "could" in kinds or verb.form == "conditional":
        modality = "hypothetical"
    elif verb.form == "future":
        modality, tense = "planned", "future"
    elif "should" in kinds:
        modality = "recommended"
    elif "will" in kinds:
        modality, tense = "planned", "future"
    elif "have" in kinds or (kinds and _is_past(sentence, first, verb)):
        tense = "past"
        if sentence.word_at(first) in function_words("having"):
            modality = _governed(sentence, first - 1)  # "denied having signed", "negaron haber acordado"
    elif not kinds:
        tense = _bare_tense(sentence, verb, first)
        if verb.form == "gerund":
            modality = _as_reported(sentence, first) or _governed(sentence, first - 1)
    if tense == "present" and (sentence.is_headline or sentence.entry is not None) and not progressive:
        tense = "past"  # "5 July. Eight men are flown to Juba"
    return VerbGroup(first, last, tense, modality, passive or _is_reduced(sentence, verb, kinds, first), progressive)


def _as_reported(sentence: Sentence, first: int) -> Modality | None:
    """Return what a noun before "of" makes of a gerund: "the possibility of signing", "rejected claims of signing"."""
    if sentence.word_at(first - 1) not in word_class("prepositions"):
        return None
    noun = sentence.word_at(first - 2)
    if word_class("hearsay").get(noun) == "hearsay":
        before = (sentence.word_at(place) for place in range(first - 2 - _HEARD, first - 2))
        return "negated" if any(word in word_class("deniers") for word in before) else "hypothetical"
    return "hypothetical" if noun in word_class("prospects") else None


def _is_past(sentence: Sentence, first: int, verb: Cue) -> bool:
    end = sentence.index_at(verb.start)
    return any(sentence.word_at(index) in word_class("past_auxiliaries") for index in range(first, end))


def _bare_tense(sentence: Sentence, verb: Cue, first: int) -> Tense:
    if verb.form == "past":
        return "past"
    if verb.form == "past_or_participle":
        return "none" if _is_reduced(sentence, verb, [], first) else "past"
    return "present" if verb.form in ("present", "base") else "none"


def _is_reduced(sentence: Sentence, verb: Cue, kinds: list[str], first: int) -> bool:
    """Say whether a bare participle qualifies the noun right before it: "migrants deported to", "a deal signed in"."""
    if kinds or verb.form not in ("participle", "past_or_participle"):
        return False
    if first == 0:
        return False
    end = sentence.tokens[first - 1].end
    if any(cue.end == end for cue in sentence.of(*_PATIENTS)):
        return True
    following = sentence.index_at(verb.end - 1) + 1
    after = sentence.word_at(following)
    if after in word_class("agent_words") and _leads_to_state(sentence, following):
        return True  # "people from India deported by the United States"
    if sentence.word_at(first - 1) == "," and (after in word_class("agent_words") or after in word_class("leaving")):
        end = sentence.tokens[first - 2].end  # "52 Pakistanis, deported by Turkey, arrived"
        if any(cue.end == end for cue in sentence.of("people")):
            return True
    people = any(mention.span[1] == end and mention.form in DEMONYM_FORMS for mention in sentence.countries)
    leads = after in word_class("prepositions") or after in word_class("adjacent_from")
    if people and leads:
        return True  # "200 Venezuelans deported from Texas"
    if leads and verb.form == "participle" and _ends_people(sentence, first):
        return True
    leads = leads or after in word_class("determiners")
    return leads and verb.form == "participle" and _ends_instrument(sentence, verb, first)


def _leads_to_state(sentence: Sentence, index: int) -> bool:
    """Say whether a state stands right after the word at `index`, or after its article."""
    end = sentence.tokens[index].end
    return any(0 < mention.span[0] - end <= _ARTICLE for mention in sentence.countries)


def _ends_people(sentence: Sentence, first: int) -> bool:
    """Say whether an adjective of people stands before a Spanish participle: "9 migrantes asiáticos deportados de"."""
    word = sentence.word_at(first - 1)
    plain = first > 1 and word.isalpha() and word not in word_class("auxiliaries") and word not in word_class("adverbs")
    end = sentence.tokens[first - 2].end if plain else -1
    return word.endswith("s") and any(cue.end == end for cue in sentence.of("people"))


def _ends_instrument(sentence: Sentence, verb: Cue, first: int) -> bool:
    """Say whether a Spanish participle follows what an instrument is about: "convenio sobre readmisión suscrito en"."""
    if verb.lexicon != "agreement_verbs":
        return False
    before = [cue for cue in sentence.of("instruments") if cue.end <= verb.start]
    words = sentence.words_between(before[-1].end, sentence.tokens[first].start) if before else ()
    plain = all(word[0].isalpha() and word not in word_class("clause_words") for word in words)
    return 0 < len(words) <= _MATTER and plain and words[0] in word_class("prepositions")


def _infinitive(sentence: Sentence, index: int, kinds: list[str], first: int, last: int) -> VerbGroup | None:
    position = first - 1
    while position >= 0 and _is_adverb(sentence.word_at(position)):
        position -= 1
    if (counted := _among_those_who(sentence, position)) is not None:
        return VerbGroup(first, last, "past", counted, "be" in kinds)
    governed = _governed(sentence, position)
    governor = sentence.word_at(position) if sentence.word_at(position) in word_class("governors") else ""
    if kinds[-1] == "to" and word_class("auxiliaries").get(sentence.word_at(position)) == "be":
        governed = "planned"  # "is to be deported", "are to sign"
    elif governed == "asserted" and not governor and "be" in kinds:
        governed = _made_possible(sentence, position)
    return VerbGroup(first, last, "none", governed, "be" in kinds, is_infinitive=True, governor=governor)


def _among_those_who(sentence: Sentence, position: int) -> Modality | None:
    """Return what is said of an infinitive after a noun of those who did it: "became the third state to agree".

    None is returned of any other; whoever "could become the first to" has done nothing yet.
    """
    noun = sentence.word_at(position)
    if noun not in word_class("state_nouns") and noun not in word_class("ranks"):
        return None
    for place in range(position, max(position - _RANKED, 0), -1):
        if sentence.word_at(place) in word_class("ranks"):
            verb = place - 1
            while verb > 0 and sentence.word_at(verb) in word_class("determiners"):
                verb -= 1
            kinds, negated, _ = _before(sentence, verb)
            if sentence.word_at(verb) not in word_class("becoming") or kinds[:1] == ["to"]:
                return None
            if negated:
                return "negated"
            return "hypothetical" if "could" in kinds else "planned" if "will" in kinds else "asserted"
        if not sentence.word_at(place)[:1].isalnum():
            return None
    return None


def _bare_infinitive(sentence: Sentence, verb: Cue, kinds: list[str], last: int) -> VerbGroup | None:
    """Return the group of a Spanish infinitive right after what governs it: "planea enviar", "se negó a recibir"."""
    index = sentence.index_at(verb.start)
    if kinds or verb.form != "base":
        return None
    position = index - 2 if sentence.word_at(index - 1) in function_words("governed") else index - 1
    if sentence.word_at(index - 1) == "'" and sentence.word_at(index - 2) == "d":
        position = index - 3  # "a refusé d'accueillir"
    if sentence.word_at(position) in word_class("weekdays"):  # "se negó el domingo a permitir"
        position -= 2 if sentence.word_at(position - 1) in word_class("determiners") else 1
    governor = sentence.word_at(position)
    if governor not in word_class("governors"):
        return None
    return VerbGroup(index, last, "none", _governed(sentence, position), is_infinitive=True, governor=governor)


def _is_adverb(word: str) -> bool:
    return word in word_class("adverbs") or word.endswith(_OF_MANNER)


def _governed(sentence: Sentence, position: int) -> Modality:
    """Return what the word at `position` makes of the infinitive or gerund after it."""
    word = sentence.word_at(position)
    value = word_class("governors").get(word)
    if word in word_class("negations"):
        return "negated"
    if value is None:
        return "asserted"
    kinds, negated, _ = _before(sentence, position)
    if negated:
        return "negated"
    if value == "asserted":
        return "hypothetical" if "could" in kinds else "planned" if "will" in kinds else "asserted"
    return value  # type: ignore[return-value]


def _made_possible(sentence: Sentence, position: int) -> Modality:
    """Return what a verb before an object makes of what is done to that: "enabling 400 people to be returned"."""
    for place in range(position, max(position - _OBJECT, -1), -1):
        word = sentence.word_at(place)
        if word_class("governors").get(word) == "hypothetical":
            return "hypothetical"
        if not word[0].isalnum():
            break
    return "asserted"


def _is_denied(sentence: Sentence, clause: Clause) -> bool:
    """Say whether a clause is one that somebody denies: "denied that it had signed", "denied reports that"."""
    if clause.opener != "relative":
        return False
    position = clause.first - 1
    while position > 0 and (sentence.word_at(position) in word_class("hearsay") or _says_when(sentence, position)):
        position -= 1
    return sentence.word_at(position) in word_class("deniers")


def _is_denied_being(sentence: Sentence, index: int) -> bool:
    """Say whether a phrase at token `index` is what somebody denies to be: "a nié en janvier être en discussion"."""
    if sentence.word_at(index - 1) not in word_class("to_be"):
        return False
    before = (sentence.word_at(place) for place in range(max(index - _DENIED, 0), index - 1))
    return any(word in word_class("deniers") for word in before)


def _says_when(sentence: Sentence, position: int) -> bool:
    """Say whether a word stands between a verb and its clause to say when or how: "denied flatly on Tuesday that"."""
    word = sentence.word_at(position)
    dated = word in word_class("weekdays") or word in word_class("months") or word.isdigit()
    return dated or _is_adverb(word) or (word in function_words("of_day") and _says_when(sentence, position + 1))


def phrase_modality(sentence: Sentence, cue: Cue) -> Modality:
    """Return what the words before a phrase say of it: "is not in talks", "could be short-lived", "if … in talks"."""
    index = sentence.index_at(cue.start)
    kinds, negated, first = _before(sentence, index)
    clause = sentence.clause_of(first)
    if negated or _is_denied(sentence, clause) or _is_denied_being(sentence, index):
        return "negated"
    if clause.opener == "condition" or "could" in kinds:
        return "hypothetical"
    if "to" in kinds:
        return _governed(sentence, first - 1)
    return "recommended" if "should" in kinds else "planned" if "will" in kinds else "asserted"
