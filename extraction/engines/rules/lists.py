"""The lists of a document, and what introduces each of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.measure_status import (
    LONGEST,
    announces_measures_on_migration,
    sentences_of,
    status_in,
    status_of_document,
    status_of_list,
)
from extraction.engines.rules.measures import (
    counts_points,
    heading_names_measures,
    introductions,
    is_caption,
    names_measures,
    opens_a_list,
    sets_priorities,
    tells_a_budget,
    tells_pieces,
    tells_successes,
    title_names_measures,
)
from extraction.engines.rules.terms import is_only, terms
from extraction.lexicons.plain import plain
from extraction.structure import Block

_LINE = r"(?:[^:\n(]|\((?:[^()\n]{1,60}\))?+){2,100}"
"""A line without a colon but in brackets: "Host Communities (Lead: Chile)"."""
_NAME = regex.compile(rf"(?P<name>{_LINE}(?:\n{_LINE})?):[*_]*\s+(?P<rest>\S[\s\S]*)")
_BOLD = regex.compile(
    r"(?P<mark>\*\*?|__?)(?P<name>[^*_]{2,200}?)\s*(?:[.:]\s*(?P=mark)\s*[–—-]?\s*|(?P=mark)\s*[.:–—-]\s+)(?P<rest>\S[\s\S]*)"
)
_LED = regex.compile(r"(?P<mark>\*\*|__)\p{Lu}[^*_]{1,200}(?P=mark)\s*\p{Ll}")
"""How a paragraph begins whose first words are in bold and go on in the same sentence."""
_DASHED = regex.compile(r"(?P<name>\p{Lu}[^–—\n:.,;]{2,60}?)\s+[–—]\s+(?P<rest>[^–—]+)")
_MOST_DASHED_WORDS = 6
_PILLARS = 2
"""Pillars that a plan has at least."""
_MINOR_WORD = 4
"""Letters: words up to this length may be written small in titles."""
_NUMERAL = regex.compile(r"[IVXivx\d]+$")
_NO_MEASURE = regex.compile(
    r"""[*_\s]*(?:\d{1,2}[:.]\d\d\b|\d{1,2}\s?[ap]\.?m\b|["“«‘]|\[[^\]\n]*\]\([^)\s]*\)[\s.;,]*$)""", regex.IGNORECASE
)
"""How an item begins that is an hour of a programme or somebody's words, or that is a link and nothing else."""
_QUOTES = ('"', "“", "«", "‘")
_JOINED = regex.compile(r"\s*;(?:\s*(?:and|or|y|o))?$")
"""How an item ends that another one follows in the same sentence."""
_SENTENCE_END = regex.compile(r"(?<!\b\p{Lu})[.!?]\s+\p{Lu}")  # "U.S. Refugee Admissions" is one name


@dataclass(frozen=True)
class ItemText:
    """The text of one item: its name, what follows it, and where what the item tells begins, in its characters."""

    name: str
    rest: str | None
    begins: int = 0


@dataclass(frozen=True)
class MeasureList:
    """A list of measures: the indices of its items among the blocks, its status, and the block that introduces it.

    `by_title` says that no more than the document's title or its first sentences give the status.
    """

    items: tuple[int, ...]
    status: str | None
    introduction: Block
    by_title: bool


def measure_lists(analysis: Analysis) -> list[MeasureList]:
    """Return the lists of the document whose introduction, or else whose document's title, names measures."""
    found = []
    title = analysis.document.title or ""
    titled = status_in(title) or (status_of_document(analysis) if title_names_measures(title) else None)
    for items in (*_lists(analysis), *_named_paragraphs(analysis), *_led_paragraphs(analysis)):
        if _are_no_measures(analysis, items):
            continue
        introduction = _naming_measures(analysis, items)
        if introduction is not None:
            status = _status(analysis, introduction)
            found.append(MeasureList(items, status or titled, introduction, status is None))
        elif (above := _under_the_title(analysis, items)) is not None:
            found.append(MeasureList(items, titled, above, by_title=True))
    return sorted(found or _pillars(analysis, titled), key=lambda measures: measures.items)


def _status(analysis: Analysis, introduction: Block) -> str | None:
    """Return the status that a list's introduction gives: successes are under way, what a budget has is announced."""
    lead_in = sentences_of(analysis, introduction.text_span)[0]
    if introduction.kind == "paragraph" and tells_successes(lead_in):
        return "in_progress"
    if introduction.kind == "paragraph" and (tells_a_budget(lead_in) or sets_priorities(lead_in)):
        return "announced"
    return status_of_list(analysis, introduction)


def _are_no_measures(analysis: Analysis, items: tuple[int, ...]) -> bool:
    """Say whether most items are hours of a programme, quotations or bare links: none of these is a measure."""
    blocks = analysis.structure.blocks
    others = sum(_is_no_measure(analysis.text(blocks[index].text_span)) for index in items)
    return others * 2 > len(items)


def _is_no_measure(text: str) -> bool:
    """Say whether an item is an hour, a link, or somebody's words, also after his name: "Minister of Fiji: “We …”"."""
    return bool(_NO_MEASURE.match(text)) or (item_text(text).rest or "").startswith(_QUOTES)


def _under_the_title(analysis: Analysis, items: tuple[int, ...]) -> Block | None:
    """Return what stands above a list of named items that only the document's title calls measures, if it is one.

    That is a caption, or a paragraph that does not open the list ("All people can apply for asylum."): one that does
    says itself of what it is, unless it tells pieces of what the title names.
    """
    if not (title_names_measures(analysis.document.title or "") or announces_measures_on_migration(analysis)):
        return None
    above = next(introductions(analysis, items[0]), None)
    if above is None or (above.kind == "heading" and heading_names_measures(analysis.text(above.text_span)) is False):
        return None
    last = sentences_of(analysis, above.text_span)[0]
    if tells_pieces(last) or counts_points(last):
        return above
    captioned = above.kind == "heading" or is_caption(analysis, above)
    if not captioned and (not above.headings or opens_a_list(last)):
        return None
    return above if _are_mostly_named(analysis, items) else None


def _are_mostly_named(analysis: Analysis, items: tuple[int, ...]) -> bool:
    """Say whether most items have a name of their own, before a colon or in bold."""
    texts = [analysis.text(analysis.structure.blocks[index].text_span) for index in items]
    named = sum(text.startswith("**") or item_text(text).rest is not None for text in texts)
    return named * 2 > len(items)


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


def _named_paragraphs(analysis: Analysis) -> list[tuple[int, ...]]:
    """Return the runs of paragraphs that begin with a name ("**Patrols.** Kenya will …"), as a list would.

    Paragraphs between them go on with what the one before tells; the first one stands right under its lead-in.
    """
    runs: list[tuple[int, ...]] = []
    blocks = analysis.structure.blocks
    for index, block in enumerate(blocks):
        if block.kind != "paragraph" or not (_is_named(analysis, block) or _is_titled(analysis, block)):
            continue
        last = runs[-1][-1] if runs else -1
        if last >= 0 and all(between.kind == "paragraph" for between in blocks[last + 1 : index]):
            runs[-1] = (*runs[-1], index)
        else:
            runs.append((index,))
    return [run for run in runs if len(run) > 1 and run[0] > 0 and _opens(analysis, blocks[run[0] - 1])]


def _led_paragraphs(analysis: Analysis) -> list[tuple[int, ...]]:
    """Return each section's paragraphs that begin in bold ("**Belize** will open …"), where the title names measures.

    These that have names are found as such; one in a section alone is but emphasis.
    """
    if not title_names_measures(analysis.document.title or ""):
        return []
    sections: dict[int, list[int]] = {}
    for index, block in enumerate(analysis.structure.blocks):
        if block.kind == "paragraph" and block.headings and _LED.match(analysis.document.text, *block.text_span):
            sections.setdefault(block.headings[-1], []).append(index)
    blocks = analysis.structure.blocks
    led = [items for items in sections.values() if len(items) > 1]
    return [tuple(items) for items in led if not all(_is_named(analysis, blocks[index]) for index in items)]


def _pillars(analysis: Analysis, titled: str | None) -> list[MeasureList]:
    """Return the numbered headings of a plan's pillars ("Pillar One: …"), where no list tells its measures.

    The paragraph above the first one has to speak of the plan, or the title to name it.
    """
    blocks = analysis.structure.blocks
    headings = [index for index, block in enumerate(blocks) if block.kind == "heading" and _counts(analysis, block)]
    if len(headings) < _PILLARS:
        return []
    above = next((block for block in introductions(analysis, headings[0]) if block.kind == "paragraph"), None)
    if above is not None and any(names_measures(sentence) for sentence in sentences_of(analysis, above.text_span)):
        return [MeasureList(tuple(headings), _status(analysis, above) or titled, above, by_title=False)]
    named = title_names_measures(analysis.document.title or "")
    return [MeasureList(tuple(headings), titled, blocks[headings[0]], by_title=True)] if named else []


def _counts(analysis: Analysis, block: Block) -> bool:
    """Say whether a heading begins with its number, as a plan's pillars do, and has a name after that."""
    text = analysis.text(block.text_span)
    return len(text) <= LONGEST and heading_names_measures(text) is True and item_text(text).begins > 0


def _is_named(analysis: Analysis, block: Block) -> bool:
    """Say whether a paragraph begins with a name in bold; one in capitals is a heading of the layout."""
    start, end = block.text_span
    match = _BOLD.match(analysis.document.text, start, min(end, start + LONGEST))
    bold = match is not None and len(match["mark"]) > 1
    return match is not None and bold and not match["name"].isupper() and not _SENTENCE_END.search(match["name"])


def _is_titled(analysis: Analysis, block: Block) -> bool:
    """Say whether a paragraph begins with a name written like a title: "Providing Jobs to Those Who Return: …"."""
    start, end = block.text_span
    match = _NAME.match(analysis.document.text, start, min(end, start + LONGEST))
    if match is None or "\n" in match["name"]:
        return False
    longer = [word for word in match["name"].split() if len(word) > _MINOR_WORD]
    return len(longer) > 1 and all(word[0].isupper() for word in longer)


def _opens(analysis: Analysis, block: Block) -> bool:
    """Say whether a block opens a list: a lead-in, or a heading that calls what follows measures."""
    if block.kind == "heading":
        return heading_names_measures(analysis.text(block.text_span)) is True
    return block.kind == "paragraph" and opens_a_list(sentences_of(analysis, block.text_span)[0])


def _naming_measures(analysis: Analysis, items: tuple[int, ...]) -> Block | None:
    """Return what says that the list of `items` is one of measures, if anything says so.

    That is the lead-in's last sentence or, where it does not tell ("This can be done through:"), the sentence before
    it or the heading. Captions between lead-in and list are passed over, headings of another part are not.
    """
    above = set(analysis.structure.blocks[items[0]].headings)
    for block in introductions(analysis, items[0]):
        if block.kind == "paragraph" and not above.issuperset(block.headings):
            return None
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
        if told is not None and tells_successes(sentences[0]):
            told = told and _are_mostly_named(analysis, items)
        if told is not None:
            return block if told and not _is_anothers(sentences[:2]) else None
        return _heading_of_measures(analysis, block) if not _is_anothers(sentences[:2]) else None
    return None


def _heading_of_measures(analysis: Analysis, lead_in: Block) -> Block | None:
    """Return the heading right above a lead-in that does not tell, if that one names measures."""
    if not lead_in.headings:
        return None
    heading = analysis.structure.blocks[lead_in.headings[-1]]
    return heading if heading_names_measures(analysis.text(heading.text_span)) else None


def _is_anothers(sentences: list[str]) -> bool:
    """Say whether a lead-in tells what an agreement's parties undertake, or what a political party promises."""
    found = (match for text in sentences for match in terms("measures/other_documents").find(text))
    return any(value in ("undertaking", "party") for match in found for value in match.values)


def item_text(text: str) -> ItemText:
    """Return the name of an item, its text before the colon or in bold at its beginning, and the rest.

    An item without a name of its own is its name as a whole. "Pillar II:" only counts: what follows is the name.
    """
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    match = _BOLD.match(text, start, end) or _NAME.match(text, start, end) or _DASHED.fullmatch(text, start, end)
    if match is not None and match.re is _DASHED and len(match["name"].split()) > _MOST_DASHED_WORDS:
        match = None
    if match is None or _SENTENCE_END.search(match["name"]):
        return ItemText(_JOINED.sub("", plain(text)), None, start)
    name, rest = plain(match["name"]), plain(match["rest"])
    noun, _, numeral = name.rpartition(" ")
    numbered = _NUMERAL.match(numeral) or numeral.lower() in word_class("number_words")
    if noun and numbered and is_only("measures/enumerators", noun):
        return replace(item_text(rest), begins=match.start("rest"))
    return ItemText(name, rest or None, match.start("rest"))
