"""The set of quotes: each with what it is, and if it is true, where it stands."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.trust.alteration import ALTERED, altered
from benchmarks.trust.documents import Text
from benchmarks.trust.invention import babbled, is_elsewhere, spliced
from benchmarks.trust.passages import Passage, fragment_of, plain, sentences_of
from benchmarks.trust.rewording import heavily, lightly
from benchmarks.trust.typography import printed_otherwise

TRUE_CLASSES = ("exact", "printed otherwise", "lightly paraphrased", "heavily paraphrased")
FALSE_CLASSES = (
    *("invented: two sentences joined", "invented: the document's words", "of another document"),
    *(f"{what} changed" for what in ALTERED),
)

_DRAWS = 4


@dataclass(frozen=True)
class QuoteCase:
    """A quote to place in a document; `span` is None for what is not in it."""

    kind: str
    document: str
    quote: str
    span: tuple[int, int] | None


def quote_set(texts: list[Text], seed: int, count: int) -> list[QuoteCase]:
    """Return up to `count` quotes of each class, the same for the same texts and seed.

    Documents take turns; a class has fewer where they do not hold enough numbers, dates or whatever it changes.
    """
    sentences = {text.name: sentences_of(text) for text in texts}
    makers: dict[str, Callable[[Passage, random.Random], str | None]] = {
        "exact": lambda passage, chance: passage.text,
        "printed otherwise": lambda passage, chance: printed_otherwise(passage.text, chance),
        "lightly paraphrased": lambda passage, chance: lightly(passage.line, chance),
        "heavily paraphrased": lambda passage, chance: heavily(passage.line, chance),
        **{f"{what} changed": _alterer(what) for what in ALTERED},
    }
    found: list[QuoteCase] = []
    for kind, make in makers.items():
        chance = random.Random(f"{seed} {kind}")  # noqa: S311 - drawn again the same, no secret
        cases = (_case(kind, passage, make(passage, chance)) for passage in _passages(sentences, chance))
        found += _first(cases, count)
    return found + _inventions(texts, sentences, seed, count)


def _case(kind: str, passage: Passage, quote: str | None) -> QuoteCase | None:
    if quote is None or (kind not in TRUE_CLASSES and plain(quote) in plain(passage.source.text)):
        return None
    return QuoteCase(kind, passage.source.name, quote, (passage.start, passage.end) if kind in TRUE_CLASSES else None)


def _alterer(what: str) -> Callable[[Passage, random.Random], str | None]:
    """Half of them are altered and nothing else, half lightly paraphrased besides, by one or two changes."""

    def make(passage: Passage, chance: random.Random) -> str | None:
        line = passage.line
        if chance.random() < 0.5:
            line = lightly(line, chance, most=2) or line
        return altered(what, line, chance)

    return make


def _passages(sentences: dict[str, list[Passage]], chance: random.Random) -> Iterator[Passage]:
    """Yield passages of one document after the other, sentences and parts of them, each up to four times."""
    queues: list[list[Passage]] = []
    for own in sentences.values():
        parts = [part for sentence in own for _ in range(3) if (part := fragment_of(sentence, chance))]
        distinct = list(dict.fromkeys([*own, *parts]))
        queues.append([drawn for _ in range(_DRAWS) for drawn in chance.sample(distinct, len(distinct))])
    while any(queues):
        for queue in queues:
            if queue:
                yield queue.pop()


def _first(cases: Iterator[QuoteCase | None], count: int) -> list[QuoteCase]:
    found: dict[tuple[str, str], QuoteCase] = {}
    for case in cases:
        if len(found) == count:
            break
        if case is not None:
            found.setdefault((case.document, case.quote), case)
    return list(found.values())


def _inventions(texts: list[Text], sentences: dict[str, list[Passage]], seed: int, count: int) -> list[QuoteCase]:
    found: list[QuoteCase] = []
    makers = (_spliced_of, _babbled_of, _borrowed_of)
    for kind, make in zip(FALSE_CLASSES, makers, strict=False):
        chance = random.Random(f"{seed} {kind}")  # noqa: S311 - drawn again the same, no secret
        turns = (text for _ in range(4 * count) for text in texts if sentences[text.name])
        quotes = ((text, make(text, sentences, chance)) for text in turns)
        found += _first((QuoteCase(kind, text.name, quote, None) if quote else None for text, quote in quotes), count)
    return found


def _spliced_of(text: Text, sentences: dict[str, list[Passage]], chance: random.Random) -> str | None:
    own = sentences[text.name]
    return spliced(own, chance) if len(own) > 1 else None


def _babbled_of(text: Text, sentences: dict[str, list[Passage]], chance: random.Random) -> str | None:
    return babbled(text, sentences[text.name], chance)


def _borrowed_of(text: Text, sentences: dict[str, list[Passage]], chance: random.Random) -> str | None:
    others = [name for name in sentences if name != text.name and sentences[name]]
    if not others:
        return None
    quote = chance.choice(sentences[chance.choice(others)]).text
    return quote if is_elsewhere(quote, text) else None
