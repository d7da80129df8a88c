"""Quotes to offsets: copied, printed otherwise, repeated, shortened, too short, cut."""

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.document import Document, Span
from extraction.grounding.index import DocumentIndex
from extraction.grounding.quotes import Located, NotLocated, locate
from tests.grounding.documents import document, grounded, texts

CHANGES: dict[str, Callable[[str], str]] = {
    "white space": lambda quote: quote.replace(" ", "\n  "),
    "no-break space": lambda quote: quote.replace(" ", "\u00a0"),
    "quotation marks": lambda quote: quote.translate(str.maketrans("’“”", '\'""')),
    "dashes": lambda quote: quote.replace("—", "–").replace("-", "‑"),
    "upper case": str.upper,
    "lower case": str.lower,
    "decomposed": lambda quote: unicodedata.normalize("NFD", quote),
    "soft hyphens": lambda quote: quote.replace("e", "e\u00ad"),
    "zero width": lambda quote: quote.replace(" ", "\u200b "),
}


def located(text: str, quote: str) -> Located:
    found = locate(DocumentIndex(Document(text, "test")), quote)
    assert isinstance(found, Located), found.reason
    return found


@st.composite
def cut_quotes(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(texts)
    words = [match.span() for match in re.finditer(r"\S+", text)]
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, min(len(words) - 1, first + 20)))
    span = words[first][0], words[last][1]
    assume(span[1] - span[0] >= 12 and DocumentIndex(Document(text, "test")).is_whole(span))
    return text, span


@given(cut_quotes())
def test_a_copied_quote_is_exact_and_its_own_characters(case: tuple[str, Span]) -> None:
    text, (start, end) = case
    found = located(text, text[start:end])
    assert found.match == "exact"
    assert (start, end) in found.spans
    assert all(text[first:last] == text[start:end] for first, last in found.spans)


@pytest.mark.parametrize("change", CHANGES)
@given(case=cut_quotes())
def test_a_quote_printed_otherwise_is_normalized_to_the_same_place(change: str, case: tuple[str, Span]) -> None:
    text, (start, end) = case
    quote = CHANGES[change](text[start:end])
    found = located(text, quote)
    assert found.match == ("exact" if quote in text else "normalized")
    assert (start, end) in found.spans


def test_a_capital_composed_otherwise_after_a_negation_is_the_capital_that_it_is() -> None:
    text = "They said they would never İzmir migrants."
    assert located(text, unicodedata.normalize("NFD", text[27:])).spans == ((27, 42),)


def test_outer_punctuation_is_no_part_of_a_quote() -> None:
    found = located("He said the deal is close to being final, officials claim.", "“the deal is close to being final.”")
    assert (found.match, found.spans) == ("normalized", ((8, 40),))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("They sent 1,100 migrants to the island.", "100 migrants to the island."),
        ("It paid $155 million for the programme.", "It paid $155"),
        ("Some twenty-two people were moved there.", "two people were moved there."),
        ("It took in the illegal migrants at once.", "legal migrants at once."),
    ],
)
def test_a_quote_that_cuts_a_word_or_a_number_is_none(text: str, quote: str) -> None:
    assert isinstance(locate(DocumentIndex(Document(text, "test")), quote), NotLocated)


def test_a_quote_that_begins_after_a_negation_as_if_it_were_a_sentence_is_none() -> None:
    index = DocumentIndex(Document("No governments have made statements about the talks.", "test"))
    assert isinstance(locate(index, "Governments have made statements about the talks."), NotLocated)
    assert isinstance(locate(index, "governments have made statements about the talks."), Located)


def test_short_quotes_count_only_as_cells() -> None:
    index = DocumentIndex(Document("Norway waits.\n\n| State | View |\n|---|---|\n| Norway | no |\n", "test"))
    found = locate(index, "Norway")
    assert isinstance(found, Located)
    assert [index.text[start - 2 : end + 2] for start, end in found.spans] == ["| Norway |"]
    assert isinstance(locate(index, "waits."), NotLocated)


def test_a_shortened_quote_takes_what_it_left_out() -> None:
    text = "Malta, which had long hesitated to do so, signed the memorandum on Tuesday."
    found = located(text, "Malta, which had long … signed the memorandum on Tuesday.")
    assert found.match == "fuzzy"
    assert found.spans == ((0, len(text)),)


def test_a_row_is_found_by_its_cells() -> None:
    text = "| State | View |\n|---|---|\n|  Norway | not  yet decided |\n"
    found = located(text, "|Norway|not yet decided|")
    assert found.match == "normalized"
    assert [text[start:end] for start, end in found.spans] == ["|  Norway | not  yet decided |"]


def test_a_repeated_quote_is_taken_from_where_the_other_values_stand() -> None:
    repeated = "The agreement was signed last year."
    text = f"Peru and Chile talked. {repeated}\n\nGhana and Malta talked. {repeated}\n\nTogo waited. {repeated}"
    found = grounded(text, "agreement", quotes=[repeated], parties=[{"country": "GHA"}, {"country": "MLT"}])
    start = found.evidence[0].char_start
    assert start is not None
    assert text[:start].endswith("Ghana and Malta talked. ")


def test_a_repeated_quote_is_taken_from_next_to_the_other_quotes() -> None:
    repeated = "The agreement was signed last year."
    text = f"{repeated}\n\nNothing else.\n\n{repeated}\n\nIt provides for the return of people to Peru."
    quotes = [repeated, "It provides for the return of people to Peru."]
    found = grounded(text, "agreement", quotes=quotes, parties=[{"country": "PER"}])
    assert found.evidence[0].char_start == text.rindex(repeated)


def test_every_quote_stands_or_falls_by_itself() -> None:
    good = "Norway has not joined the talks."
    bad = "Norway has joined the talks."
    found = grounded(document("own"), "engagement", quotes=[bad, good], participants=[{"country": "NOR"}])
    assert found.record is not None
    assert found.record.quotes == [good]
    assert [(reject.field, reject.stage) for reject in found.rejects] == [("quotes.0", "ground")]


def test_without_a_quote_there_is_no_record() -> None:
    found = grounded(document("own"), "engagement", quotes=["Sweden left the alliance for good in the autumn."])
    assert found.record is None
    assert [reject.field for reject in found.rejects] == ["quotes.0", None]


def test_quotes_become_the_document_s_own_characters() -> None:
    printed = "Twenty-two people have been\ntransferred to Togo"
    found = grounded(document("own"), "deportation_flight", quotes=["twenty-two people have been transferred to togo"])
    assert found.record is not None
    assert found.record.quotes == [printed]


TWICE = "Honduras signed the pact.\n\nLater, Honduras signed the pact.\n\nAs “Honduras  signed the pact” said.\n"


@pytest.mark.parametrize("occurrence", [0, 1])
def test_a_quote_is_sought_first_in_the_part_that_was_read(occurrence: int) -> None:
    start = [match.start() for match in re.finditer("Honduras signed the pact", TWICE)][occurrence]
    found = locate(DocumentIndex(Document(TWICE, "test")), "Honduras signed the pact.", (start, start + 30))
    assert isinstance(found, Located)
    assert found.spans == ((start, start + 25),)


def test_a_quote_that_the_part_does_not_have_is_sought_in_the_whole_document() -> None:
    within = (TWICE.index("As"), len(TWICE))
    found = locate(DocumentIndex(Document(TWICE, "test")), "Later, Honduras signed the pact.", within)
    assert isinstance(found, Located)
    assert (found.match, found.spans[0][0]) == ("exact", TWICE.index("Later"))


def test_what_is_printed_otherwise_in_the_part_comes_before_what_is_copied_from_elsewhere() -> None:
    within = (TWICE.index("As"), len(TWICE))
    found = locate(DocumentIndex(Document(TWICE, "test")), "Honduras signed the pact", within)
    assert isinstance(found, Located)
    assert (found.match, len(found.spans)) == ("normalized", 1)
    assert within[0] <= found.spans[0][0]


@given(cut_quotes(), st.data())
@settings(deadline=None)
def test_what_is_found_in_the_document_is_found_with_any_part_and_in_it_if_it_is_there(
    case: tuple[str, Span], data: st.DataObject
) -> None:
    text, (start, end) = case
    first = data.draw(st.integers(0, start))
    last = data.draw(st.integers(end, len(text)))
    index = DocumentIndex(Document(text, "test"))
    inside, outside = locate(index, text[start:end], (first, last)), locate(index, text[start:end], (0, start))
    assert isinstance(inside, Located)
    assert (start, end) in inside.spans
    assert all(first <= span[0] and span[1] <= last for span in inside.spans)
    assert isinstance(outside, Located)


def test_a_header_quoted_above_rows_from_further_down_is_left_out() -> None:
    text = (
        "| Country | Stance |\n|---|---|\n| Honduras | Opposes it |\n| Panama | Supports it |\n| Ghana | Is silent |\n"
    )
    quote = "| Country | Stance |\n|---|---|\n| Panama | Supports it |\n| Ghana | Is silent |"
    found = located(text, quote)
    ((start, end),) = found.spans
    assert text[start:end] == "| Panama | Supports it |\n| Ghana | Is silent |"
    whole = located(text, text.strip())
    assert whole.spans == ((0, len(text.strip())),)
