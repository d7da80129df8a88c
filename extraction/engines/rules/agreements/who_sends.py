"""Who sends the people whom a state takes in: "agreed to accept deportees from the United States"."""

from __future__ import annotations

from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, is_oblique
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention


def senders_of(
    sentence: Sentence, taking: Cue, receivers: list[CountryMention], sender: str | None
) -> list[CountryMention]:
    """Return who sends those who are taken: as it is said, else the document's sender, else the only other state."""
    others = others_named(sentence, taking, receivers)
    sending = [m for m in others if sends(sentence, m)]
    reached = word_class("destination_words")  # "who land in Greece"
    elsewhere = [m for m in others if reached.get(sentence.word_at(sentence.index_at(m.span[0]) - 1)) is None]
    elsewhere = [m for m in elsewhere if not _goes_on_about(sentence, taking, m)]
    elsewhere = elsewhere or [m for m in actors(sentence, sentence.span[0], taking.start) if m not in receivers]
    return sending or [m for m in others if m.code == sender] or only_state(elsewhere)


def _goes_on_about(sentence: Sentence, taking: Cue, mention: CountryMention) -> bool:
    """Say whether a further clause tells of another state: "agreed to accept 50, while Costa Rica has taken in"."""
    clause = sentence.clause_at(mention.span[0])
    acts = clause.opener == "time" and not is_oblique(sentence, mention)
    return acts and sentence.tokens[clause.first].start >= taking.end


def others_named(sentence: Sentence, taking: Cue, receivers: list[CountryMention]) -> list[CountryMention]:
    """Return the states beside those who take people in: those named after the verb, else all of the sentence."""
    codes = {mention.code for mention in receivers}
    found = [m for m in actors(sentence, taking.end, sentence.span[1]) if m.code not in codes]
    return found or [m for m in actors(sentence, *sentence.span) if m.code not in codes]


def sends(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether a state sends those who are taken: "deported by", "under a deal with"; not where they are from."""
    index = sentence.index_at(mention.span[0]) - 1
    while sentence.word_at(index) in word_class("determiners"):
        index -= 1
    if sentence.word_at(index) in word_class("origin_words"):
        end = sentence.tokens[index - 1].end if index else -1
        return any(cue.end == end and cue.is_verb for cue in sentence.of("removal_verbs"))
    return sentence.word_at(index) in word_class("with") or sentence.word_at(index) in word_class("agent_words")


def only_state(mentions: list[CountryMention]) -> list[CountryMention]:
    """Return the state that all `mentions` are of, if it is one."""
    return list(mentions[-1:]) if len({mention.code for mention in mentions}) == 1 else []
