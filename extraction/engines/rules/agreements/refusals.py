"""What states will not take: "Nigeria will not accept deportees", "Malawi was approached but said no"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.anaphora import country_meant
from extraction.engines.rules.agreements.context import takes_people
from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.agreements.parties import parties
from extraction.engines.rules.analysis import FURTHEST, Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.grammar import is_of_class, word_class
from extraction.engines.rules.people import people_in
from extraction.engines.rules.phrases import subjects, subjects_before
from extraction.engines.rules.removals.setting import goes_on_about_removals
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, is_oblique, list_after
from extraction.engines.rules.subject_matter import is_on_migration
from extraction.engines.rules.verbs import VerbGroup, phrase_modality, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_POSSESSIVE = ("'s", "'", "’")
_LIMITS = 60
"""Characters after a verb of taking in which a word limits the refusal to some ("unaccompanied minors")."""
_REFUSAL = 20
"""Characters between a verb of refusing and the infinitive that it governs."""


@rule
def refusals_in(analysis: Analysis, sentence: Sentence, sender: str | None) -> Iterator[Deal]:
    """Yield the taking of people that a state refuses outright; what it refuses under conditions is none."""
    takes = takes_people(sentence)
    if not (takes or sentence.has("bare_refusals")) or _is_under_condition(sentence):
        return
    if takes:
        for taking in sentence.of("accept_verbs"):
            group = verb_group(sentence, taking) if taking.is_verb else None
            if group is not None and _refuses(sentence, taking, group) and _is_of_all(sentence, taking):
                refusing = subjects(sentence, group) or country_meant(analysis, sentence, group)
                refusing = refusing or _left_unsaid(sentence, group)
                yield from _refusal(sentence, refusing, _wanting(sentence, taking, refusing), taking, sender)
                return
    if sentence.has("bare_refusals") and _is_asked_around(analysis, sentence):
        for cue in sentence.of("bare_refusals"):
            if _is_bare(sentence, cue) and phrase_modality(sentence, cue) == "asserted":
                yield from _refusal(sentence, *_sides(sentence, cue), cue, sender)
                return


def _left_unsaid(sentence: Sentence, group: VerbGroup) -> list[CountryMention]:
    """Return who speaks, where a Spanish verb leaves its subject unsaid: "México advirtió que no recibirá a"."""
    if sentence.word_at(group.first - 1) != "que":
        return []
    before = actors(sentence, sentence.span[0], sentence.tokens[group.first - 1].start)
    acting = [mention for mention in before if not is_oblique(sentence, mention)]
    return acting[-1:] if len({mention.code for mention in acting}) == 1 else []


def _is_under_condition(sentence: Sentence) -> bool:
    return any(clause.opener == "condition" for clause in sentence.clauses)


def _refuses(sentence: Sentence, taking: Cue, group: VerbGroup) -> bool:
    """Say whether somebody will not, would not or refuses to take; that one does not is no decision."""
    if not (is_of_class(taking.lemma, "received") or is_of_class(taking.lemma, "taking_in")) or not group.negated:
        return False
    if group.is_infinitive:
        return group.governor in word_class("refusers")
    first = sentence.index_at(taking.start)
    kinds = {word_class("auxiliaries").get(sentence.word_at(index)) for index in range(group.first, first)}
    return bool(kinds & {"will", "could"}) or taking.form in ("future", "conditional")


def _is_of_all(sentence: Sentence, taking: Cue) -> bool:
    """Say whether people are refused, whoever they are: nothing else of theirs, and not only minors, or some number."""
    span = (taking.end, taking.end + _LIMITS)
    taken = people_in(sentence, (taking.end, sentence.span[1]))
    if sentence.word_at(sentence.index_at(taking.end - 1) + 1) == "them":
        return True  # "cannot take them in": those of whom the sentence tells
    if not taken or sentence.word_at(sentence.index_at(taken[0].span[1] - 1) + 1) in _POSSESSIVE:
        return False
    between = sentence.words_between(taking.end, taken[0].span[0])
    if any(word not in word_class("any_more") and word not in word_class("determiners") for word in between):
        return False
    return not any(word in word_class("limits") for word in sentence.words_between(*span))


def _wanting(sentence: Sentence, taking: Cue, refusing: list[CountryMention]) -> list[CountryMention]:
    """Return who wants people to be taken: the one other state that the sentence names, whose people they are not."""
    codes = {mention.code for mention in refusing}
    own = {group.nationality.code for group in people_in(sentence, (taking.end, sentence.span[1])) if group.nationality}
    others = [m for m in actors(sentence, *sentence.span) if m.code not in codes | own]
    return others[-1:] if len({mention.code for mention in others}) == 1 else []


def _is_asked_around(analysis: Analysis, sentence: Sentence) -> bool:
    """Say whether the sentences around, of a text on migration, say what is refused."""
    around = [other for other in analysis.around(sentence) if other is not sentence]
    if any(takes_people(other) for other in around):
        return any(is_on_migration(other) for other in around)
    near = analysis.sentences[max(sentence.position - FURTHEST, 0) : sentence.position + 1]
    taking = any(other.has("accept_verbs") and other.has("people") for other in near)
    return taking and goes_on_about_removals(analysis, sentence)


def _is_bare(sentence: Sentence, cue: Cue) -> bool:
    """Say whether nothing is said to be refused: a mark follows; "turned … down" has a state between its words."""
    after = sentence.word_at(sentence.index_at(cue.end - 1) + 1)
    if cue.value == "whole":
        return True
    if cue.value == "split":
        wanting = list_after(sentence, cue.end, 1)
        return bool(wanting) and "down" in sentence.words_between(wanting[0].span[1], wanting[0].span[1] + 6)
    answers = cue.value == "answer" and after in word_class("destination_words")  # no "said no deal had been signed"
    return answers or not after[:1].isalnum()


def _sides(sentence: Sentence, cue: Cue) -> tuple[list[CountryMention], list[CountryMention]]:
    """Return who refuses and whom: "Burkina Faso turned Washington down"."""
    refusing = subjects(sentence, verb_group(sentence, cue)) if cue.is_verb else subjects_before(sentence, cue.start)
    return refusing, list_after(sentence, cue.end, 1) if cue.value == "split" else []


def _refusal(
    sentence: Sentence, refusing: list[CountryMention], wanting: list[CountryMention], cue: Cue, sender: str | None
) -> Iterator[Deal]:
    codes = {mention.code for mention in refusing}
    if len(codes) != 1 or sender in codes or codes & {mention.code for mention in wanting}:
        return
    deal = Deal([sentence], "third_country_removal", parties(sentence, [*refusing[-1:], *wanting]), "rejected")
    verbs = (verb for verb in sentence.of("agree_verbs") if verb.value == "rejected" and verb.is_verb)
    deal.told_at = next((v.start for v in verbs if 0 <= cue.start - v.end <= _REFUSAL), cue.start)
    deal.hedge = hedge_of(sentence, deal.told_at)
    yield deal.with_taker(refusing[-1].code, sender)
