"""For which state somebody speaks who was named before with an office: "Lindvall condemned …", "she warned that …"."""

from __future__ import annotations

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.officials import officials_in
from extraction.engines.rules.once import once
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.subject_phrases import subject_phrase
from extraction.lexicons.countries import CountryMention
from extraction.lexicons.folding import fold

_MOST_NAME_WORDS = 3
_NEAR = 3
"""Sentences before a pronoun that may name whom it stands for."""


class Spokespeople:
    """The officials whom a document names, by their last names; looked up when somebody is first asked for."""

    def __init__(self, analysis: Analysis) -> None:
        """Remember whose officials they are; `analysis` keeps them, so it is not held here."""
        self._sentences = analysis.sentences

    @once
    def _countries(self) -> dict[str, str | None]:
        """Return the country by last name; None where two officials of different states share one."""
        found: dict[str, str | None] = {}
        for sentence in self._sentences:
            for official in officials_in(sentence, sentence.span) if sentence.has("offices") else ():
                surname = fold(official.name.split()[-1]).text
                if official.country is not None:
                    found[surname] = (
                        official.country if found.get(surname, official.country) == official.country else None
                    )
        return found

    def country_of(self, name: str) -> str | None:
        """Return the country of an official by the last word of a name."""
        return self._countries.get(fold(name.split()[-1]).text)

    def subject(self, sentence: Sentence, first: int) -> list[CountryMention]:
        """Return the state that the subject of the verb group at token `first` speaks for, by last name or pronoun."""
        if sentence.word_at(first - 1) in word_class("speaking_pronouns"):
            return self._before(sentence, sentence.tokens[first - 1].start)
        if first == 0 or not sentence.document[sentence.tokens[first - 1].start].isupper():
            return []
        span = subject_phrase(sentence, first)
        words = sentence.document[slice(*span)].split() if span else []
        if span is None or len(words) > _MOST_NAME_WORDS or not all(word[0].isupper() for word in words):
            return []  # no name: nobody has to be looked up
        known = sentence.word_at(first - 1) in self._countries
        code = self._countries.get(fold(words[-1]).text) if known else None
        return [CountryMention(span, code, "leader")] if code is not None else []

    def _before(self, sentence: Sentence, end: int) -> list[CountryMention]:
        """Return the state of the only official who is named in the sentences right before a pronoun."""
        paragraph = self._sentences[max(sentence.position - _NEAR, 0) : sentence.position]
        names = {
            self._countries[word]
            for other in paragraph
            for token in other.tokens
            if (word := token.word) in self._countries and other.document[token.start].isupper()
        }
        code = names.pop() if len(names) == 1 else None
        return [CountryMention((end, end), code, "leader")] if code is not None else []


@taken_once
def spokespeople_of(analysis: Analysis) -> Spokespeople:
    """Return the officials whom a document names, for whom the rules of several kinds ask."""
    return Spokespeople(analysis)
