"""`structure_of`: lines → drafts → blocks with their headings and lead-ins → sentences and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from weakref import WeakKeyDictionary

from core.document import Document, Span
from extraction.structure.drafts import Draft, drafts_of
from extraction.structure.headings import settle_short_lines
from extraction.structure.lines import lines_of
from extraction.structure.model import Block, Sentence, Structure, Table
from extraction.structure.sentences import sentence_spans

_built: WeakKeyDictionary[Document, Structure] = WeakKeyDictionary()


def structure_of(document: Document) -> Structure:
    """Return the blocks, sentences and tables of `document`, built once for as long as the document lives."""
    structure = _built.get(document)
    if structure is None:
        structure = _built[document] = build_structure(document.text, markdown=is_markdown(document.media_type))
    return structure


def is_markdown(media_type: str) -> bool:
    """Say whether the canonical text of a source of `media_type` is Markdown: all but that of plain text is."""
    return media_type != "text/plain"


def build_structure(text: str, *, markdown: bool) -> Structure:
    """Return the structure of canonical `text`, in time linear in its length."""
    drafts = _settled_drafts(text, markdown=markdown)
    blocks = _blocks(drafts)
    sentences = tuple(
        Sentence(span, index)
        for index, block in enumerate(blocks)
        if block.kind not in ("table", "rule")
        for span in sentence_spans(text, block.text_span)
    )
    return Structure(blocks, sentences, _tables(drafts, blocks))


def heading_spans(text: str, *, markdown: bool) -> Iterator[Span]:
    """Yield the characters of each heading of `text`: what a title is sought in, at a third of the whole's cost."""
    return (draft.text_span for draft in _settled_drafts(text, markdown=markdown) if draft.kind == "heading")


def _settled_drafts(text: str, *, markdown: bool) -> list[Draft]:
    drafts = drafts_of(text, list(lines_of(text, markdown=markdown)), markdown=markdown)
    settle_short_lines(text, drafts)
    return drafts


def _blocks(drafts: Sequence[Draft]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    open_headings: list[int] = []
    list_lead_in: int | None = None
    indents: list[int] = []
    for index, draft in enumerate(drafts):
        level, lead_in = draft.level, None
        if draft.kind == "heading":
            while open_headings and blocks[open_headings[-1]].level >= level:
                open_headings.pop()
        if draft.kind == "list_item":
            if not indents:
                list_lead_in = _introducing(blocks)
            indents = [indent for indent in indents if indent < draft.indent] + [draft.indent]
            level, lead_in = len(indents), list_lead_in
        elif draft.kind == "table":
            lead_in = list_lead_in if indents else _introducing(blocks)
        if not _keeps_list_open(draft, indents):
            indents = []
        blocks.append(Block(draft.kind, draft.span, draft.text_span, level, tuple(open_headings), lead_in))
        if draft.kind == "heading":
            open_headings.append(index)
    return tuple(blocks)


def _keeps_list_open(draft: Draft, indents: Sequence[int]) -> bool:
    """Say whether the list goes on behind `draft`: an item, a separator, or a further paragraph of an item."""
    if draft.kind == "paragraph":
        return bool(indents) and draft.indent > indents[0]
    return draft.kind in ("list_item", "rule")


def _introducing(blocks: Sequence[Block]) -> int | None:
    """Return the index of the paragraph directly above what comes next."""
    return len(blocks) - 1 if blocks and blocks[-1].kind == "paragraph" else None


def _tables(drafts: Sequence[Draft], blocks: Sequence[Block]) -> tuple[Table, ...]:
    tables: list[Table] = []
    for index, (draft, block) in enumerate(zip(drafts, blocks, strict=True)):
        if draft.header is None:
            continue
        lead_in: Span | None = blocks[block.lead_in].text_span if block.lead_in is not None else None
        heading: Span | None = blocks[block.headings[-1]].text_span if block.headings else None
        header = draft.header
        tables.append(Table(len(tables), index, block.span, header.span, header.cells, draft.rows, lead_in, heading))
    return tuple(tables)
