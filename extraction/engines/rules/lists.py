"""The lists of a document, and what introduces each of them."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.measures import (
    heading_names_measures,
    introductions,
    is_caption,
    names_measures,
    opens_a_list,
    sentences_of,
    status_in,
    status_of_list,
    title_names_measures,
)
from extraction.engines.rules.terms import is_only, terms
from extraction.structure import Block

_NAME = regex.compile(r"(?P<name>[^:\n]{2,100}(?:\n[^:\n]{2,100})?):[*_]*\s+(?P<rest>\S[\s\S]*)")
_BOLD = regex.compile(r"\*\*(?P<name>[^*]{2,200}?)\s*(?:[.:]\s*\*\*\s*[–—-]?|\*\*\s*[.:–—-])\s+(?P<rest>\S[\s\S]*)")
_NUMERAL = regex.compile(r"[IVXivx\d]+$")
_SENTENCE_END = regex.compile(r"(?<!\b\p{Lu})[.!?]\s+\p{Lu}")  # "U.S. Refugee Admissions" is one name


@dataclass(frozen=True)
class ItemText:
    """The text of one item: its name, and what follows it."""

    name: str
    rest: str | None


@dataclass(frozen=True)
class MeasureList:
    """A list of measures: the indices of its items among the blocks, its status, and the block that introduces it."""

    items: tuple[int, ...]
    status: str | None
    introduction: Block


def measure_lists(analysis: Analysis) -> list[MeasureList]:
    """Return the lists of the document whose introduction, or else whose document's title, names measures."""
    found = []
    for items in _lists(analysis):
        introduction = _naming_measures(analysis, items[0])
        if introduction is not None:
            found.append(MeasureList(items, status_of_list(analysis, introduction), introduction))
        elif (caption := _under_the_title(analysis, items)) is not None:
            found.append(MeasureList(items, status_in(analysis.document.title or ""), caption))
    return found


def _under_the_title(analysis: Analysis, items: tuple[int, ...]) -> Block | None:
    """Return the caption of a list of named items that only the document's title calls measures, if it is one."""
    if not title_names_measures(analysis.document.title or ""):
        return None
    caption = next(introductions(analysis, items[0]), None)
    if caption is None or not is_caption(analysis, caption):
        return None
    if caption.kind == "heading" and heading_names_measures(analysis.text(caption.text_span)) is False:
        return None
    blocks = analysis.structure.blocks
    named = sum(item_text(analysis.text(blocks[index].text_span)).rest is not None for index in items)
    return caption if named * 2 > len(items) else None


def _lists(analysis: Analysis) -> list[tuple[int, ...]]:
    """Return the lists as indices of their outermost items; rules between items do not part them."""
    lists: list[list[int]] = []
    running = False
    for index, block in enumerate(analysis.structure.blocks):
        if block.kind == "list_item":
            if not running:
                lists.append([])
            lists[-1].append(index)
            running = True
        elif block.kind != "rule":
            running = False
    blocks = analysis.structure.blocks
    return [tuple(i for i in items if blocks[i].level <= blocks[items[0]].level) for items in lists]


def _naming_measures(analysis: Analysis, first: int) -> Block | None:
    """Return what says that the list from block `first` on is one of measures, if anything says so.

    That is the lead-in's last sentence or, where it does not tell ("This can be done through:"), the sentence before
    it or the heading. Captions between lead-in and list are passed over.
    """
    for block in introductions(analysis, first):
        if block.kind == "paragraph" and is_caption(analysis, block):
            continue
        if block.kind == "heading":
            told = heading_names_measures(analysis.text(block.text_span))
            if told is not None:
                return block if told else None
            continue
        sentences = sentences_of(analysis, block.text_span)
        if not opens_a_list(sentences[0]):
            return None
        told = next((names for sentence in sentences[:2] if (names := names_measures(sentence)) is not None), None)
        if told is not None:
            return block if told and not _is_anothers(sentences[:2]) else None
    return None


def _is_anothers(sentences: list[str]) -> bool:
    """Say whether a lead-in tells what an agreement's parties undertake, or what a political party promises."""
    found = (match for text in sentences for match in terms("measures/other_documents").find(text))
    return any(value in ("undertaking", "party") for match in found for value in match.values)


def item_text(text: str) -> ItemText:
    """Return the name of an item, its text before the colon or in bold at its beginning, and the rest.

    An item without a name of its own is its name as a whole. "Pillar II:" only counts: what follows is the name.
    """
    text = text.strip()
    match = _BOLD.match(text) or _NAME.match(text)
    if match is None or _SENTENCE_END.search(match["name"]):
        return ItemText(plain(text), None)
    name, rest = plain(match["name"]), plain(match["rest"])
    noun, _, numeral = name.rpartition(" ")
    if noun and _NUMERAL.match(numeral) and is_only("measures/enumerators", noun):
        return item_text(rest)
    return ItemText(name, rest or None)


def plain(text: str) -> str:
    """Return a value as records hold it: white space collapsed, marks of bold or italics around the whole left out."""
    collapsed = " ".join(text.split())
    bare = collapsed.strip("*_ ")
    return collapsed if "**" in bare else bare
