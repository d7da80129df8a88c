"""Whether the words that introduce a list or a table name measures, and how far along these are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.subject_matter import CORE
from extraction.engines.rules.terms import holds, terms
from extraction.engines.rules.vocabulary import VERB_FORMS
from extraction.lexicons import Found
from extraction.lexicons.countries import country_mentions
from extraction.structure import Block, Table

LONGEST = 1_500
"""Characters of a lead-in that are looked at, from its end."""
_CLAUSE = regex.compile(r"[,;:(–—]")
_CAPTION_END = regex.compile(r"[.:;!?…][\"'”’)*_]*$")
_TO = regex.compile(r"\bto\s+(?:\p{Ll}+ly\s+)?$", regex.IGNORECASE)
_WORD = regex.compile(r"\p{L}+")
_TAG = regex.compile(r"<[^<>]{1,200}>")
_LONGEST_CAPTION = 200
_CERTAINTY = ("recommended", "under_discussion", "committed", "announced", "in_progress", "enacted")
_FIRST_WORDS = 3
_SHORT = 8
_SHORT_HEADING = 4
_SENTENCES = 3
_OPENING_SENTENCES = 30
_LONGEST_ADDRESS = 12
"""Words after a verb of recommending that say whom it is said to."""
_FURTHEST = 100
"""Blocks above a list or a table that are searched for its lead-in."""


def names_measures(lead_in: str) -> bool | None:
    """Say whether a sentence that introduces a list says that the items are measures; None if it does not tell.

    What counts is the noun of the list: the one after "the following", the subject of "include", or the last one.
    """
    if _recommends_to_somebody(lead_in):
        return True
    start = _main_clause(lead_in)
    heads = terms("measures/heads").find(lead_in, start)
    openers = terms("measures/listing").find(lead_in, start)
    heads = [head for head in heads if not _only_counts(head, heads, openers)]
    head = _head(lead_in, start, heads, openers) if heads else None
    if head is None:
        return True if _names_only_status(lead_in) or _only_recommends(lead_in) else None
    if "examples" in head.values:
        return any("measure" in found.values for found in heads)
    if "piece" in head.values:
        return None
    return "measure" in head.values


def _only_counts(head: Found, heads: list[Found], openers: list[Found]) -> bool:
    """Say whether a noun only says how many of another there are: "highlights of … initiatives", "pillars of …"."""
    counting = [found for found in openers if "quantity" in found.values]
    spans = [found.span for found in counting if found.span[0] <= head.span[0] < found.span[1]]
    return bool(spans) and any("measure" in other.values and other.span[0] >= spans[0][1] for other in heads)


def _only_recommends(lead_in: str) -> bool:
    """Say whether a lead-in ends with a verb of recommending, or with what governments should do: "we recommend:"."""
    found = terms("measures/status").find(lead_in)
    last = found[-1] if found else None
    if last is None or lead_in[last.span[1] :].strip("*_ ") != ":" or "recommended" not in last.values:
        return False
    forms = {entry.form for entry in last.entries}
    return bool(forms & VERB_FORMS) or ("modal" in forms and holds("measures/addressees", lead_in))


def _recommends_to_somebody(lead_in: str) -> bool:
    """Say whether a lead-in ends with whom it recommends something to: "We urge the Government of Chile to:"."""
    found = [match for match in terms("measures/status").find(lead_in) if "recommended" in match.values]
    if not found or not lead_in.rstrip("*_ ").endswith(":"):
        return False
    told = any(entry.form in VERB_FORMS for entry in found[-1].entries)
    rest = lead_in[found[-1].span[1] :]
    named = bool(country_mentions(rest)) or holds("measures/addressees", rest)
    listed = any("following" in match.values for match in terms("measures/listing").find(rest))
    return told and named and not listed and len(rest.split()) <= _LONGEST_ADDRESS


def _names_only_status(lead_in: str) -> bool:
    """Say whether a sentence announces, recommends or commits to "the following:" without a noun for it."""
    openers = terms("measures/listing").find(lead_in)
    last = openers[-1] if openers else None
    ends = last is not None and "following" in last.values and not lead_in[last.span[1] :].strip(" :*_")
    return ends and status_in(lead_in) is not None


def _main_clause(lead_in: str) -> int:
    """Return where a sentence goes on after an opening phrase ("To address these challenges, …")."""
    first = _WORD.search(lead_in)
    comma = lead_in.find(",")
    opens = first is not None and holds("measures/openings", first.group())
    return comma + 1 if opens and comma > 0 else 0


def _head(lead_in: str, start: int, heads: list[Found], openers: list[Found]) -> Found | None:
    following = next((found for found in openers if "following" in found.values), None)
    if following is not None:
        after = [head for head in heads if head.span[0] >= following.span[0]]
        if after and len(lead_in[following.span[1] : after[0].span[0]].split()) <= _FIRST_WORDS:
            return after[0]
    include = next((found for found in reversed(openers) if "include" in found.values), None)
    if include is None:
        return _tying(lead_in, heads)
    start = max((m.end() for m in _CLAUSE.finditer(lead_in, start, include.span[0])), default=start)
    before = [head for head in heads if start <= head.span[0] < include.span[0]]
    if not before:  # "They include measures …", "both are taking these steps"
        return _tying(lead_in, heads) if heads[0].span[0] > include.span[0] else None
    return None if _is_tied(lead_in, start, before[0], openers) else _subject(lead_in, before)


def _tying(lead_in: str, heads: list[Found]) -> Found:
    """Return the last noun, or the one that it is tied to: "concerns about the plan" are concerns."""
    for place in range(len(heads) - 1, 0, -1):
        one, other = heads[place - 1], heads[place]
        between = lead_in[one.span[1] : other.span[0]]
        if len(between.split()) > _FIRST_WORDS or not terms("measures/ties").find(between):
            return other
    return heads[0]


def _is_tied(lead_in: str, start: int, head: Found, openers: list[Found]) -> bool:
    """Say whether another noun than `head` is the subject ("players in the initiative"; not "a list of measures")."""
    counted = [found.span for found in openers if "quantity" in found.values]
    ties = terms("measures/ties").find(lead_in, start, head.span[0])
    return any(not any(first <= tie.span[0] < last for first, last in counted) for tie in ties)


def _subject(lead_in: str, heads: list[Found]) -> Found:
    """Return the last of the nouns that no preposition ties to the one before ("highlights of … initiatives")."""
    subject = heads[0]
    for head in heads[1:]:
        if not terms("measures/ties").find(lead_in, subject.span[1], head.span[0]):
            subject = head
    return subject


def status_in(text: str) -> str | None:
    """Return the status that a text gives to measures: the least certain one that it names.

    An adjective ("essential") makes them recommended only where nothing else tells.
    """
    found = terms("measures/status").find(text)
    entries = [entry for match in found if not _is_purpose(text, match) for entry in match.entries]
    told = {entry.value for entry in entries if entry.form != "adjective"} or {entry.value for entry in entries}
    return min(told, key=_CERTAINTY.index, default=None)


def _is_purpose(text: str, match: Found) -> bool:
    """Say whether a verb only says what for: "to evaluate progress", "need to implement"."""
    verb = any(entry.form == "base" for entry in match.entries)
    return verb and bool(_TO.search(text, max(0, match.span[0] - 30), match.span[0]))


def sentences_of(analysis: Analysis, span: Span) -> list[str]:
    """Return the sentences of `span`, the last first; of a very long one its end."""
    spans = [sentence.span for sentence in analysis.structure.sentences_in((max(span[0], span[1] - LONGEST), span[1]))]
    return [analysis.text(found)[-LONGEST:] for found in reversed(spans)] or [analysis.text(span)[-LONGEST:]]


def is_caption(analysis: Analysis, block: Block) -> bool:
    """Say whether a paragraph only names what follows, as a heading does: it has no final punctuation."""
    start, end = block.text_span
    if end - start > LONGEST:
        return False
    text = _TAG.sub("", analysis.text((start, end))).strip()
    return block.kind == "rule" or not text or (len(text) < _LONGEST_CAPTION and not _CAPTION_END.search(text))


def heading_names_measures(heading: str) -> bool | None:
    """Say whether a heading calls what follows measures, by its first noun; None if it does not tell.

    Only a short heading ("Key concerns") says that it does not: a long one may name anything on its way.
    """
    heads = terms("measures/heads").find(heading)
    if not heads or len(heading[: heads[0].span[0]].split()) >= _FIRST_WORDS:
        return None
    if "measure" in heads[0].values:
        return True
    return False if len(heading.split()) <= _SHORT_HEADING else None


def title_names_measures(title: str) -> bool:
    """Say whether a document's title is that of measures ("Update on the … Strategy") over migration or the like."""
    heads = terms("measures/heads").find(title)
    fields = {value for found in terms("cues/subject_matter").find(title) for value in found.values}
    return bool(fields & CORE) and any("measure" in head.values for head in heads)


def tells_pieces(lead_in: str) -> bool:
    """Say whether a lead-in only tells pieces of what the title or heading names: "Highlights to date include:"."""
    heads = terms("measures/heads").find(lead_in)
    return opens_a_list(lead_in) and bool(heads) and all("piece" in head.values for head in heads)


def opens_a_list(sentence: str) -> bool:
    """Say whether a sentence promises a list: it ends with a colon, or speaks of "the following"."""
    listing = terms("measures/listing").find(sentence)
    return sentence.rstrip("*_ ").endswith(":") or any("following" in found.values for found in listing)


def introductions(analysis: Analysis, index: int) -> Iterator[Block]:
    """Yield what introduces the block at `index`, nearest first: captions and headings, and the first paragraph above.

    Other lists and tables between are passed over: one lead-in may introduce several lists under captions.
    """
    blocks: Sequence[Block] = analysis.structure.blocks
    for place in range(index - 1, max(index - 1 - _FURTHEST, -1), -1):
        block = blocks[place]
        if block.kind in ("paragraph", "heading"):
            yield block
        if block.kind == "paragraph" and not is_caption(analysis, block):
            return


def status_of_list(analysis: Analysis, introduction: Block) -> str | None:
    """Return the status that a list's introduction gives to its items.

    That is what its last sentence says; where that one is short ("Key measures include:"), or says nothing in a table's
    lead-in, the sentences before it.
    """
    sentences = sentences_of(analysis, introduction.text_span)
    few = len(sentences[0].split()) <= _SHORT
    if announced := _status_of_following(sentences[0]):
        return announced
    return next((status for text in sentences[: _SENTENCES if few else 1] if (status := status_in(text))), None)


def _status_of_following(lead_in: str) -> str | None:
    """Return the status that the verb right before "the following" gives, whatever else the lead-in tells."""
    listed = [found.span[0] for found in terms("measures/listing").find(lead_in) if "following" in found.values]
    found = terms("measures/status").find(lead_in, 0, listed[-1]) if listed else []
    near = [match for match in found if not lead_in[match.span[1] : listed[-1]].strip()]
    return status_in(lead_in[slice(*near[-1].span)]) if near else None


def status_of_document(analysis: Analysis) -> str | None:
    """Return "announced" if one of the first sentences announces measures: "is releasing a strategy"."""
    for sentence in analysis.sentences[:_OPENING_SENTENCES]:
        found = terms("measures/status").find(sentence.text)
        announces = any(
            entry.value == "announced" and entry.form in VERB_FORMS for one in found for entry in one.entries
        )
        if announces and any("measure" in head.values for head in terms("measures/heads").find(sentence.text)):
            return "announced"
    return None


def status_of_table(analysis: Analysis, table: Table) -> str | None:
    """Return the status that a table's lead-in, by its last sentences, or else its heading gives to its rows."""
    texts = sentences_of(analysis, table.lead_in)[:_SENTENCES] if table.lead_in else []
    texts += [analysis.text(table.heading)] if table.heading else []
    return next((status for text in texts if (status := status_in(text))), None)
