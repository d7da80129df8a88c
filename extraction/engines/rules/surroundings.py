"""What the paragraph around a sentence names: looked up once a paragraph, however many facts it tells."""

from __future__ import annotations

from extraction.engines.rules.analysis import Analysis, around
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.once import once
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.subject_matter import LEXICON, fields_in
from extraction.engines.rules.terms import terms


class Surroundings:
    """The fields and the countries that each paragraph of a document names."""

    def __init__(self, analysis: Analysis) -> None:
        """Remember whose paragraphs they are; `analysis` keeps them, so it is not held here.

        Nothing is looked up before it is asked for.
        """
        self._sentences = analysis.sentences
        self._title = analysis.document.title or ""

    @once
    def _fields(self) -> dict[int, set[str]]:
        fields: dict[int, set[str]] = {}
        for sentence in self._sentences:
            fields.setdefault(sentence.paragraph, set()).update(fields_in(sentence.of(LEXICON)))
        return fields

    @once
    def _countries(self) -> dict[int, set[str]]:
        countries: dict[int, set[str]] = {}
        for sentence in self._sentences:
            countries.setdefault(sentence.paragraph, set()).update(mention.code for mention in sentence.countries)
        return countries

    @once
    def title_fields(self) -> set[str]:
        """The fields that the document's title names."""
        found = terms(f"cues/{LEXICON}").find(self._title)
        return {value for match in found for value in match.values}

    def near_fields(self, sentence: Sentence) -> set[str]:
        """Return the fields that the paragraphs of `sentence` and of those next to it name."""
        return set().union(*(self._fields[other.paragraph] for other in around(self._sentences, sentence)))

    def near_countries(self, sentence: Sentence) -> set[str]:
        """Return the countries that the paragraphs of `sentence` and of those next to it name."""
        return set().union(*(self._countries[other.paragraph] for other in around(self._sentences, sentence)))

    def fields(self, sentence: Sentence) -> set[str]:
        """Return the fields that the paragraph of `sentence` names."""
        return self._fields[sentence.paragraph]

    def countries(self, sentence: Sentence) -> set[str]:
        """Return the countries that the paragraph of `sentence` names."""
        return self._countries[sentence.paragraph]


@taken_once
def surroundings_of(analysis: Analysis) -> Surroundings:
    """Return the surroundings of a document's sentences, which the rules of several kinds ask for."""
    return Surroundings(analysis)
