"""What holds for every text: nothing is lost, nothing overlaps, every span is exact."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extraction.reading import discover, read_document
from extraction.structure import Structure, structure_of
from tests.reading.test_document import CORPUS
from tests.structure.documents import structured

LINES = st.sampled_from(
    f"""\
 /\t/\u00a0/{"word " * 40}
A Short Line/in small letters/It is a sentence. So is this!/Label:/# Heading/## **Bold** ##/**bold line**/---/===/* * *
- item/    - nested item. More/  goes on/1. first/12) twelfth/| A | B |/|---|:-:|/| 1 |/|1|2|3|/a \\| b | c/|/-|-/\\###
The ministers of both countries met on Tuesday and spoke for several/<!-- -->/¿Qué? Sí./•/__x__/A.B. c.D. E
""".replace("\n", "/").split("/")
)
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXTS = st.one_of(
    st.lists(LINES, max_size=25).map("\n".join),
    st.text(st.sampled_from("aB.!? \n|-*#_:•1)(“”\\\u00a0é"), max_size=120),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
)


def assert_sound(text: str, structure: Structure) -> None:
    blocks, tables = structure.blocks, structure.tables
    for one, other in pairwise(blocks):
        assert one.span[1] <= other.span[0]
    covered = sum(len("".join(text[slice(*block.span)].split())) for block in blocks)
    assert covered == len("".join(text.split())), "every character that is not white space is in exactly one block"
    for index, block in enumerate(blocks):
        assert block.span[0] <= block.text_span[0] <= block.text_span[1] <= block.span[1]
        assert all(heading < index and blocks[heading].kind == "heading" for heading in block.headings)
        assert block.lead_in is None or (block.lead_in < index and blocks[block.lead_in].kind == "paragraph")
        assert structure.block_at(block.span[0]) is block
        assert text[slice(*block.span)] == text[slice(*block.span)].strip()
    assert_sentences_sound(text, structure)
    assert [table.block for table in tables] == [i for i, block in enumerate(blocks) if block.kind == "table"]
    assert_tables_sound(text, structure)


def assert_sentences_sound(text: str, structure: Structure) -> None:
    for one, other in pairwise(structure.sentences):
        assert one.span[1] <= other.span[0]
    for sentence in structure.sentences:
        block = structure.blocks[sentence.block]
        assert block.text_span[0] <= sentence.span[0] < sentence.span[1] <= block.text_span[1]
        assert structure.sentence_at(sentence.span[0]) is sentence
        assert structure.sentences_in(sentence.span) == (sentence,)
    spoken = sum(len("".join(text[slice(*sentence.span)].split())) for sentence in structure.sentences)
    prose = [block for block in structure.blocks if block.kind not in ("table", "rule")]
    assert spoken == sum(len("".join(text[slice(*block.text_span)].split())) for block in prose)


def assert_tables_sound(text: str, structure: Structure) -> None:
    for index, table in enumerate(structure.tables):
        assert table.index == index
        assert structure.table_at(table.span[1] - 1) is table
        assert table.span == structure.blocks[table.block].span
        for span, cells in ((table.header_span, table.headers), *table.rows):
            assert table.span[0] <= span[0] < span[1] <= table.span[1]
            assert len(cells) >= len(table.headers)
            assert all(text[slice(*cell.span)] == cell.text for cell in cells)
            assert all(span[0] <= cell.span[0] <= cell.span[1] <= span[1] for cell in cells)
            assert all(one.span[1] <= other.span[0] for one, other in pairwise(cells))
            kept = "".join(cell.text for cell in cells)
            assert (
                sorted("".join(kept.split())) == sorted("".join(text[slice(*span)].replace("|", "").split()))
                or "\\|" in kept
            )


@PATIENT
@given(TEXTS, st.booleans())
def test_every_text(text: str, markdown: bool) -> None:
    assert_sound(text, structured(text, markdown=markdown))


@PATIENT
@given(
    st.lists(st.lists(st.sampled_from(["", "a", "b c", "é;", "1.5"]), min_size=1, max_size=5), min_size=1, max_size=5)
)
def test_tables_come_back_cell_by_cell(rows: list[list[str]]) -> None:
    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    width = len(rows[0])
    table = structured("\n".join([line(rows[0]), line(["---"] * width), *map(line, rows[1:])])).tables[0]
    read = [[cell.text for cell in cells] for cells in (table.headers, *(row.cells for row in table.rows))]
    assert read == [cells + [""] * (width - len(cells)) for cells in rows]


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        "[" * 10_000 + "]" * 10_000,
        "|a" * 1_000_000 + "\n" + "|-" * 1_000_000 + "\n|b",
        "." * 500_000,
        '."' * 200_000,
        "**a** " * 50_000 + "b",
        "A. " * 50_000,
        " " * 500_000 + "x" + "\n" * 100_000,
        "- a\n" * 20_000,
        "#" * 200_000,
        "wo rd\n" * 20_000,
        "A:\n\n" + "Bb cc\n\n" * 20_000,
    ],
    ids=lambda text: f"{text[:4]!r} {len(text)}",
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    """None of these ends within a minute if anything is quadratic."""
    structure = structured(text, markdown=True)
    assert structure.blocks
    assert len("".join(text.split())) == sum(
        len("".join(text[slice(*block.span)].split())) for block in structure.blocks
    )


def test_corpus() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus (../shared/corpus) is not on this machine")
    for source in discover([str(CORPUS)]):
        document = read_document(source)
        assert_sound(document.text, structure_of(document))
