"""Headings, paragraphs and lists, wrapped or with one paragraph a line."""

import pytest

from tests.structure.documents import outline, shown, structured

LONG = (
    "The ministers of both countries met on Tuesday and spoke for several hours about the return of people whose "
    "claims for asylum had been turned down, and about what each side would do for those who come back."
)
WRAPPED = """\
The ministers of both countries met on Tuesday and spoke for several
hours about the return of people whose claims for asylum had been turned
down. Neither side said what it would do for those who come back, nor
when.

They will meet again
"""


def test_one_paragraph_a_line_without_blank_lines() -> None:
    assert outline(f"{LONG}\nA Heading Between Them\n{LONG}\n{LONG}\n") == [
        ("paragraph", LONG),
        ("heading", "A Heading Between Them"),
        ("paragraph", LONG),
        ("paragraph", LONG),
    ]


@pytest.mark.parametrize("markdown", [True, False])
def test_wrapped_lines_are_joined(markdown: bool) -> None:
    blocks = outline(WRAPPED, markdown=markdown)
    assert [kind for kind, _ in blocks] == ["paragraph", "paragraph"]
    assert blocks[0][1].endswith("come back, nor when.")


def test_wrapped_list_items_go_on_in_indented_lines() -> None:
    text = (
        "The plan has two parts that both sides have to carry out within\nthe year:\n\n"
        "-   **First part.** Open an office at the border that takes claims\n    for asylum, and staff it.\n"
        "-   Second part\n    - nested\n\n    A second paragraph of the item.\n\n-   Third part\n"
    )
    structure = structured(text, markdown=True)
    items = [block for block in structure.blocks if block.kind == "list_item"]
    assert [shown(text, item.text_span)[-15:] for item in items] == [
        ", and staff it.",
        "Second part",
        "nested",
        "Third part",
    ]
    assert [item.level for item in items] == [1, 1, 2, 1]
    assert {item.lead_in for item in items} == {0}


def test_a_hard_break_ends_a_paragraph_in_markdown_only() -> None:
    text = "The ministers of both countries met on Tuesday and spoke for several  \nhours about the return of people.\n"
    assert len(outline(text, markdown=True)) == 2
    assert len(outline(text)) == 1


@pytest.mark.parametrize(
    "marker",
    [
        "-",
        "*",
        "•",
        "+",
        "–",
        "1.",
        "1.-",
        "2)",
        "(3)",
        "a)",
        "(b)",
        "iv.",
        r"\(c\)",
        "·",
        "●",
        "✔\N{VARIATION SELECTOR-15}",
        "➢",
    ],
)
def test_list_markers(marker: str) -> None:
    text = f"They agreed on this\n{marker} open the border for trade\n{marker} close the camp.\n{LONG}"
    structure = structured(text)
    assert [block.kind for block in structure.blocks][1:] == ["list_item", "list_item", "paragraph"]
    assert shown(text, structure.blocks[1].text_span) == "open the border for trade"


@pytest.mark.parametrize(
    "line", ["2019. A year", "-5 degrees were measured.", "*All* of it was said.", "A. Smith spoke.", "—No, he said."]
)
def test_what_only_looks_like_a_marker(line: str) -> None:
    assert outline(f"{line}\n{LONG}")[0][0] != "list_item"


def test_a_number_at_the_start_of_a_wrapped_line_is_no_list() -> None:
    text = WRAPPED.replace(
        "nor\nwhen.", "until\n12. Both sides want it, and the ministers said that they would see to\nit."
    )
    assert [kind for kind, _ in outline(text)] == ["paragraph", "paragraph"]


def test_markdown_joins_lines_as_it_says_unless_they_are_paragraphs_long() -> None:
    assert len(outline("First line of a paragraph.\nSecond line of it.\n", markdown=True)) == 1
    assert len(outline("First line of a paragraph.\nSecond line of it.\n")) == 2
    assert [kind for kind, _ in outline(f"{LONG}\nA Heading\n{LONG}\n", markdown=True)][1] == "heading"


def test_quoted_text_is_a_paragraph_of_its_own() -> None:
    text = "The minister wrote to the\npresident:\n> We will not sign\n> this pact.\n\nNobody answered."
    assert [text for _, text in outline(text, markdown=True)] == [
        "The minister wrote to the president:",
        "We will not sign > this pact.",
        "Nobody answered.",
    ]


def test_list_without_bullets_under_a_lead_in() -> None:
    text = f"{LONG} Examples include:\nChile, which has signed\nPeru, known for its offices\n{LONG}\n"
    structure = structured(text)
    assert [block.kind for block in structure.blocks] == ["paragraph", "list_item", "list_item", "paragraph"]
    assert [block.lead_in for block in structure.blocks] == [None, 0, 0, None]


def test_the_heading_after_a_list_without_bullets_is_a_heading() -> None:
    items = "Chile, which has signed\nPeru, known for its offices"
    text = f"{LONG} Examples include:\n{items}\nWhat the Critics Say\n{LONG}\n"
    assert [kind for kind, _ in outline(text)] == ["paragraph", "list_item", "list_item", "heading", "paragraph"]


def test_a_value_under_its_label_is_no_heading() -> None:
    assert [kind for kind, _ in outline(f"Title Here\n\nIssued:\nMay 4, 2020\n\n{LONG}")] == [
        "heading",
        *["paragraph"] * 3,
    ]


@pytest.mark.parametrize(
    ("text", "level", "heading"),
    [
        ("# One\n\nText.", 1, "One"),
        ("### **Three** ###\n\nText.", 3, "Three"),
        ("One\n===\nText.", 1, "One"),
        ("Two\n---\nText.", 2, "Two"),
        ("**In bold**\n\nText.", 7, "In bold"),
        (
            "**A question in bold that was wrapped since it\nis long?**\n\nText.",
            7,
            "A question in bold that was wrapped since it is long?",
        ),
        ("A short line\n\nText.", 8, "A short line"),
        ("¿Qué pasa ahora\n\nTexto.", 8, "¿Qué pasa ahora"),
    ],
)
def test_headings(text: str, level: int, heading: str) -> None:
    block = structured(text, markdown=True).blocks[0]
    assert (block.kind, block.level, shown(text, block.text_span)) == ("heading", level, heading)


@pytest.mark.parametrize(
    "line",
    ["A short sentence.", "A question?", "A label:", "a line in small letters", "12:30", "It goes on,", "Word " * 30],
)
def test_no_headings(line: str) -> None:
    assert [kind for kind, _ in outline(f"{line}\n\n{LONG}")] == ["paragraph", "paragraph"]


def test_short_lines_with_nothing_under_them_head_nothing() -> None:
    assert [kind for kind, _ in outline(f"{LONG}\nLast changed: today\nBack to Top\n")] == ["paragraph"] * 3


def test_of_three_short_lines_only_the_first_is_a_heading() -> None:
    kinds = [kind for kind, _ in outline(f"The Talks Go On\nBy Jane Doe\nMarch 3, 2024\n{LONG}\n")]
    assert kinds == ["heading", "paragraph", "paragraph", "paragraph"]


def test_separators_are_rules_and_leave_lists_together() -> None:
    text = "They agreed on:\n\n- one thing\n\n<!-- -->\n\n- another thing\n\n* * *\n\n\\###\n"
    structure = structured(text, markdown=True)
    assert [block.kind for block in structure.blocks] == ["paragraph", "list_item", "rule", "list_item", "rule", "rule"]
    assert structure.blocks[3].lead_in == 0
    assert all(sentence.block in (0, 1, 3) for sentence in structure.sentences)


def test_heading_path_nests_by_level() -> None:
    text = f"# Top\n\n## Part\n\n{LONG}\n\n**Bold**\n\nmore.\n\n## Other part\n\nlast.\n"
    structure = structured(text, markdown=True)
    paths = [
        [shown(text, block.text_span) for block in structure.heading_path(text.index(word))]
        for word in ("more.", "last.")
    ]
    assert paths == [["Top", "Part", "Bold"], ["Top", "Other part"]]


def test_one_structure_a_document() -> None:
    from core.document import Document
    from extraction.structure import structure_of

    document = Document(LONG, "test")
    assert structure_of(document) is structure_of(document)


def test_a_marker_alone_on_its_line_belongs_to_the_text_below() -> None:
    text = "They will:\n-\nOpen a camp\n-\nTrain officers at the\nborder\n•\nClose it\n\n-\n\nThe end of it.\n"
    assert outline(text, markdown=True) == [
        ("paragraph", "They will:"),
        ("list_item", "Open a camp"),
        ("list_item", "Train officers at the border"),
        ("list_item", "Close it"),
        ("rule", ""),
        ("paragraph", "The end of it."),
    ]


def test_lines_that_are_numbered_in_words_are_items() -> None:
    text = "The plan has two pillars:\n\nPillar I: Jobs for all\nPillar II: schools\n\nThat is all.\n"
    assert [told for told in outline(text, markdown=True) if told[0] == "list_item"] == [
        ("list_item", "Pillar I: Jobs for all"),
        ("list_item", "Pillar II: schools"),
    ]
    assert outline("It fell under\nTitle 42: the order of that\nyear.\n", markdown=True)[0][1].startswith(
        "It fell under Title 42"
    )
