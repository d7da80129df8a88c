"""Whether the words that introduce a list or a table name measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.governing import governed_status
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.measure_status import LONGEST, status_in
from extraction.engines.rules.subject_matter import CORE
from extraction.engines.rules.terms import holds, terms
from extraction.engines.rules.vocabulary import VERB_FORMS
from extraction.lexicons import Found
from extraction.lexicons.countries import country_mentions
from extraction.structure import Block

_CLAUSE = regex.compile(r"[,;:(–—]")
_CAPTION_END = regex.compile(r"[.:;!?…][\"'”’)*_]*$")
_WORD = regex.compile(r"\p{L}+")
_TAG = regex.compile(r"<[^<>]{1,200}>")
_LONGEST_CAPTION = 200
_NUMBER = regex.compile(r"\s+(?P<number>[\p{L}\d]+)\s*[:.–—-]")
_NUMERAL = regex.compile(r"[IVX]+|\d+")
_MEASURES = frozenset({"measure", "budget"})
_PIECES = frozenset({"piece", "pillar"})
_FIRST_WORDS = 3
_NEAR = 4
"""Characters between a verb and the series that it tells: "includes a series of"."""
_SET_WORDS = 4
"""Words between a verb and the priorities that it sets: "identifies the EU's policy priorities"."""
_SHORT_HEADING = 4
_LONGEST_ADDRESS = 12
"""Words after a verb of recommending that say whom it is said to."""
_FURTHEST = 100
"""Blocks above a list or a table that are searched for its lead-in."""


def names_measures(lead_in: str) -> bool | None:
    """Say whether a sentence that introduces a list says that the items are measures; None if it does not tell.

    What counts is the noun of the list: the one after "the following", the subject of "include", or the last one.
    """
    if _recommends_to_somebody(lead_in) or governed_status(lead_in) or _only_recommends(lead_in):
        return True
    start = _main_clause(lead_in)
    heads = _without_countries(lead_in, terms("measures/heads").find(lead_in, start))
    openers = terms("measures/listing").find(lead_in, start)
    heads = [head for head in heads if not _only_counts(lead_in, head, heads, openers)]
    head = _head(lead_in, start, heads, openers) if heads else None
    if head is None:
        return True if _names_only_status(lead_in) else None
    if "examples" in head.values:
        return any("measure" in found.values for found in heads)
    if {"piece", "success"}.intersection(head.values):
        return None
    if "priority" in head.values:
        return _is_set(lead_in, start, head)
    if "pillar" in head.values:
        return any("measure" in other.values and other.span[0] < head.span[0] for other in heads)
    return bool(_MEASURES.intersection(head.values))


def _without_countries(lead_in: str, heads: list[Found]) -> list[Found]:
    """Leave out nouns that are part of a country's name ("The United States", a member of it is none of these)."""
    if not heads:
        return heads
    named = [mention.span for mention in country_mentions(lead_in)]
    return [head for head in heads if not any(first <= head.span[0] < last for first, last in named)]


def _only_counts(lead_in: str, head: Found, heads: list[Found], openers: list[Found]) -> bool:
    """Say whether a noun only says how many of another there are: "pillars of a plan", "the plan's ten points"."""
    if _counts_points(lead_in, head):
        return any("measure" in other.values for other in heads)
    counting = [found for found in openers if "quantity" in found.values]
    spans = [found.span for found in counting if found.span[0] <= head.span[0] < found.span[1]]
    return bool(spans) and any("measure" in other.values and other.span[0] >= spans[0][1] for other in heads)


def _counts_points(text: str, head: Found) -> bool:
    """Say whether a noun is that of so many points: "ten points", "the 10 main points"."""
    if "point" not in head.values:
        return False
    words = text[: head.span[0]].lower().split()[-_FIRST_WORDS:]
    return any(word.isdigit() or word in word_class("number_words") for word in words)


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
    """Return where a sentence goes on after an opening phrase ("To address these challenges, …").

    None is parted by a comma whose sentence has told of "the following" before it, or goes on with "which".
    """
    first = _WORD.search(lead_in)
    comma = lead_in.find(",")
    if first is None or comma < 0 or not holds("measures/openings", first.group()):
        return 0
    listing = terms("measures/listing").find(lead_in, 0, comma)
    after = _WORD.search(lead_in, comma)
    relative = after is not None and word_class("clause_words").get(after.group().lower()) == "relative"
    return 0 if relative or any("following" in found.values for found in listing) else comma + 1


def _head(lead_in: str, start: int, heads: list[Found], openers: list[Found]) -> Found | None:
    following = next((found for found in openers if "following" in found.values), None)
    if following is not None:
        after = [head for head in heads if head.span[0] >= following.span[0]]
        if after and len(lead_in[following.span[1] : after[0].span[0]].split()) <= _FIRST_WORDS:
            return after[0]
    include = next((found for found in reversed(openers) if "include" in found.values), None)
    if include is None:
        return _first_of_series(lead_in, heads, openers) or _tying(lead_in, heads)
    start = max((m.end() for m in _CLAUSE.finditer(lead_in, start, include.span[0])), default=start)
    if not lead_in[start : include.span[0]].strip():  # "a package of measures, including"
        before = [head for head in heads if head.span[0] < start]
        return _tying(lead_in, before) if before else None
    before = [head for head in heads if start <= head.span[0] < include.span[0]]
    if not before:  # "They include measures …", "both are taking these steps"
        return _tying(lead_in, heads) if heads[0].span[0] > include.span[0] else None
    if not _is_tied(lead_in, start, before[0], openers):
        return _subject(lead_in, before)
    after = [head for head in heads if head.span[0] >= include.span[1]]
    return _tying(lead_in, after) if after else None


def _first_of_series(lead_in: str, heads: list[Found], openers: list[Found]) -> Found | None:
    """Return the noun right after "a series of": "a series of new actions to address the root causes"."""
    for series in openers:
        after = next((head for head in heads if head.span[0] >= series.span[1]), None)
        if "quantity" in series.values and after is not None:
            return after if len(lead_in[series.span[1] : after.span[0]].split()) <= _FIRST_WORDS else None
    return None


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
    points = terms("measures/heads").find(lead_in, start, head.span[0])
    counted += [(point.span[1], point.span[1] + _NEAR) for point in points if _counts_points(lead_in, point)]
    ties = terms("measures/ties").find(lead_in, start, head.span[0])
    return any(not any(first <= tie.span[0] < last for first, last in counted) for tie in ties)


def _subject(lead_in: str, heads: list[Found]) -> Found:
    """Return the last of the nouns that no preposition ties to the one before ("highlights of … initiatives")."""
    subject = heads[0]
    for head in heads[1:]:
        if not terms("measures/ties").find(lead_in, subject.span[1], head.span[0]):
            subject = head
    return subject


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
    if not heads or len(heading[: heads[0].span[0]].split()) >= _FIRST_WORDS or counts_points(heading):
        return None
    first = next((one for one, other in pairwise(heads) if not _is_compound(heading, one, other)), heads[-1])
    if _MEASURES.intersection(first.values):
        return True
    if "pillar" in first.values:
        return True if _is_numbered(heading, first) else None
    acts = heading.split()[0].lower().endswith("ing")  # "Securing documents"
    return False if len(heading.split()) <= _SHORT_HEADING and not acts else None


def _is_numbered(heading: str, head: Found) -> bool:
    """Say whether a number and a colon follow a noun: "Pillar II: …", "Pillar One – …"."""
    match = _NUMBER.match(heading, head.span[1])
    if match is None:
        return False
    return bool(_NUMERAL.fullmatch(match["number"])) or match["number"].lower() in word_class("number_words")


def _is_compound(text: str, one: Found, other: Found) -> bool:
    """Say whether a noun only says more of the next one: "Priority actions"."""
    return not text[one.span[1] : other.span[0]].strip()


def counts_points(heading: str) -> bool:
    """Say whether a heading only says how many points there are: "Ten points"."""
    heads = terms("measures/heads").find(heading)
    return len(heads) == 1 and _counts_points(heading, heads[0]) and not heading[heads[0].span[1] :].strip(":*_# ")


def title_names_measures(title: str) -> bool:
    """Say whether a document's title is that of measures ("Update on the … Strategy") over migration or the like."""
    heads = terms("measures/heads").find(title)
    fields = {value for found in terms("cues/subject_matter").find(title) for value in found.values}
    return bool(fields & CORE) and any(_MEASURES.intersection(head.values) for head in heads)


def tells_pieces(lead_in: str) -> bool:
    """Say whether a lead-in only tells pieces of what the title or heading names: "Highlights to date include:"."""
    heads = terms("measures/heads").find(lead_in)
    return opens_a_list(lead_in) and bool(heads) and all(_PIECES.intersection(head.values) for head in heads)


def tells_successes(lead_in: str) -> bool:
    """Say whether a lead-in's own noun is that of what measures brought: "Some of these successes include:"."""
    heads = terms("measures/heads").find(lead_in)
    return bool(heads) and "success" in heads[-1].values


def tells_a_budget(text: str) -> bool:
    """Say whether the noun that a lead-in or a subject ends with is a budget: "The President's Budget:"."""
    heads = terms("measures/heads").find(text)
    return bool(heads) and "budget" in heads[-1].values


def sets_priorities(lead_in: str) -> bool:
    """Say whether a lead-in says that priorities are set: "identified ten priorities"."""
    heads = terms("measures/heads").find(lead_in)
    return any("priority" in head.values and _is_set(lead_in, 0, head) for head in heads)


def _is_set(lead_in: str, start: int, head: Found) -> bool:
    """Say whether a verb of setting has the noun as its object: nothing parts them but what says whose they are."""
    verbs = terms("measures/setting").find(lead_in, start, head.span[0])
    between = lead_in[verbs[-1].span[1] : head.span[0]] if verbs else ","
    return "," not in between and len(between.split()) <= _SET_WORDS


def opens_a_list(sentence: str) -> bool:
    """Say whether a sentence promises a list: it ends with a colon, or tells "the following" or a series of things."""
    listing = terms("measures/listing").find(sentence)
    following = any("following" in found.values for found in listing)
    return sentence.rstrip("*_ ").endswith(":") or following or _tells_a_series(sentence, listing)


def _tells_a_series(sentence: str, listing: list[Found]) -> bool:
    """Say whether a sentence includes or announces "a series of" things, whatever it ends with."""
    told = [*(found for found in listing if "include" in found.values)]
    told += [found for found in terms("measures/status").find(sentence) if "announced" in found.values]
    quantities = [found.span[0] for found in listing if "quantity" in found.values]
    return any(0 < start - found.span[1] <= _NEAR for found in told for start in quantities)


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
