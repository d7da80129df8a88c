"""The threshold of fuzzy matching, justified: real paraphrases pass, altered and invented quotes never do."""

import csv
from pathlib import Path

import pytest

from extraction.grounding.fuzzy import THRESHOLD, most_similar
from extraction.grounding.index import index_of
from extraction.grounding.quotes import Located, NotLocated, locate
from tests.grounding.documents import document

FILE = Path(__file__).with_name("paraphrases.tsv")
LEAST_LIGHT_SHARE = 0.95
MARGIN = 0.15


def cases(*verdicts: str) -> list[tuple[str, str]]:
    lines = (line for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(row["document"], row["quote"]) for row in rows if row["verdict"] in verdicts]


def test_most_light_paraphrases_are_taken() -> None:
    light = cases("light")
    taken = [quote for name, quote in light if isinstance(locate(index_of(document(name)), quote), Located)]
    assert len(taken) >= LEAST_LIGHT_SHARE * len(light)


@pytest.mark.parametrize(("name", "quote"), cases("altered", "invented"))
def test_altered_and_invented_quotes_are_refused(name: str, quote: str) -> None:
    assert isinstance(locate(index_of(document(name)), quote), NotLocated)


@pytest.mark.parametrize(("name", "quote"), cases("invented"))
def test_invented_sentences_stay_far_below_the_threshold(name: str, quote: str) -> None:
    similar = most_similar(index_of(document(name)), quote, threshold=0.0)
    assert similar is None or similar.score < THRESHOLD / 100 - MARGIN


@pytest.mark.parametrize(("name", "quote"), cases("light"))
def test_what_is_taken_is_the_document_s_own(name: str, quote: str) -> None:
    index = index_of(document(name))
    found = locate(index, quote)
    if isinstance(found, Located):
        (span,) = found.spans
        assert index.is_whole(span)
        assert abs(span[1] - span[0] - len(quote)) < len(quote) / 2
