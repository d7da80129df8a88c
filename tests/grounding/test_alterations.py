"""Whatever sentence of a document is altered in a number, country, month or negation, it is never taken."""

import json
from pathlib import Path

import pytest
import regex

from extraction.grounding import ground
from extraction.grounding.index import index_of
from extraction.grounding.quotes import NotLocated, locate
from extraction.lexicons.countries import country_mentions
from extraction.reading import read_document
from extraction.structure import structure_of
from schemas.derivation import derive
from schemas.registry import kinds
from tests.grounding.documents import check_evidence, document

NAMES = ("000", "001", "002", "003", "004", "own")
MONTHS = regex.compile(r"\b(?:January|February|March|June|July|August)\b")
ROOT = Path(__file__).parents[2]
GOLDENS = sorted((ROOT / "tests" / "golden").glob("*/expected.json"))


def sentences(name: str) -> list[str]:
    text = document(name).text
    found = [text[sentence.span[0] : sentence.span[1]] for sentence in structure_of(document(name)).sentences]
    return [sentence for sentence in found if len(sentence.split()) >= 6]


def reworded(sentence: str) -> str:
    """A light change of the rest, so that only similarity can find it."""
    return sentence.replace(" the ", " that ", 1)


def changed_numbers(sentence: str) -> list[str]:
    return [
        sentence[: match.start()] + str(int(match.group()) + 7) + sentence[match.end() :]
        for match in regex.finditer(r"\b\d+\b", sentence)
    ]


def changed_countries(sentence: str) -> list[str]:
    return [sentence[: m.span[0]] + "Nepal" + sentence[m.span[1] :] for m in country_mentions(sentence)]


def changed_months(sentence: str) -> list[str]:
    return [sentence[: m.start()] + "November" + sentence[m.end() :] for m in MONTHS.finditer(sentence)]


def negated(sentence: str) -> list[str]:
    verbs = regex.finditer(r"\b(?:is|are|was|were|has|have|will)\b", sentence)
    return [f"{sentence[: verb.end()]} not{sentence[verb.end() :]}" for verb in verbs]


@pytest.mark.parametrize("change", [changed_numbers, changed_countries, changed_months, negated])
@pytest.mark.parametrize("name", NAMES)
def test_an_altered_sentence_is_never_taken(name: str, change: object) -> None:
    index = index_of(document(name))
    altered = [quote for sentence in sentences(name) for quote in change(sentence)]  # type: ignore[operator]
    taken = [
        quote
        for quote in altered
        for form in (quote, reworded(quote))
        if not isinstance(locate(index, form), NotLocated)
    ]
    assert taken == []


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_itself_is_taken(name: str) -> None:
    index = index_of(document(name))
    assert [quote for quote in sentences(name) if isinstance(locate(index, quote), NotLocated)] == []


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.parent.name)
def test_what_a_reader_wrote_down_is_grounded(path: Path) -> None:
    golden = json.loads(path.read_text(encoding="utf-8"))
    source = ROOT / golden["source"]
    if not source.exists():  # the corpus is not ours to copy: its documents stay beside the repository
        pytest.skip(f"{golden['source']} is not on this machine")
    text = read_document(str(source))
    for item in golden["expected"]:
        kind = kinds()[item["kind"]]
        found = ground(text, kind, derive(kind.model.model_validate(item["record"]), text.published_on))
        check_evidence(text, found)
        assert found.record is not None, found.rejects


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.parent.name)
def test_what_was_read_in_one_document_is_not_taken_for_another(path: Path) -> None:
    golden = json.loads(path.read_text(encoding="utf-8"))
    others = [document(name) for name in NAMES if not Path(golden["source"]).name.startswith(f"{name}_")]
    for item in golden["expected"]:
        kind = kinds()[item["kind"]]
        for text in others:
            found = ground(text, kind, kind.model.model_validate(item["record"]))
            assert found.record is None
            assert found.rejects[-1].field is None
