"""One item of a list of measures as a raw record: its name, what it says of itself, and who does it."""

from __future__ import annotations

from typing import Any

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.doers import Party, doers, doers_named, merged
from extraction.engines.rules.doing import MainClause, Progress, main_clause
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.lists import ItemText, MeasureList, item_text
from extraction.engines.rules.measures import tells_a_budget
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.targets import targets
from extraction.engines.rules.terms import holds

_TOLD: dict[Progress, str] = {
    "committed": "committed",
    "announced": "announced",
    "ahead": "announced",
    "under_way": "in_progress",
    "done": "in_progress",
    "reported": "in_progress",
}
"""The status of a measure whose introduction gives none, by what its own verb says."""
_TOLD_AT_ALL = "announced"
"""The status where neither says how far along a measure is: whoever lists it has made it known."""
_BEATS: dict[str, tuple[Progress, ...]] = {
    "announced": ("committed", "under_way"),
    "in_progress": ("committed",),
}
"""What a measure's own verb must say to beat the status that the introduction gives to all of them."""
_GOVERNING = frozenset({"will", "to", "have", "should", "could"})
_LAST_WORDS = 3
_SIGNED_WORDS = 3
"""Words from a verb of signing to what is signed: "signed a new bilateral agreement"."""
_HELD_WORDS = 10
"""Words from a verb to the noun of the meeting that was held."""


def measure_of(analysis: Analysis, index: int, measures: MeasureList, given: list[Party]) -> dict[str, Any] | None:
    """Return the measure that the list item at block `index` tells; None if it introduces others.

    Nor is a meeting or a signature that it tells a measure.
    `given` are those who do what an item without a subject says.
    """
    span = analysis.structure.blocks[index].text_span
    printed = analysis.text(span)
    text = item_text(printed)
    told = analysis.sentence_at(span[0] + text.begins)
    clause = main_clause(told, span[0] + text.begins) if told is not None else None
    if _introduces(analysis, index) or (clause is not None and _is_meeting(clause)) or _signs(analysis, span):
        return None
    status = _status(clause, measures)
    return {
        "quotes": [printed.strip()],
        "modality": "recommended" if status == "recommended" else "asserted",
        "name": text.name,
        "description": text.rest,
        "status": status,
        "parties": _parties(analysis, index, text, clause) or given,
        **targets(analysis, span, clause),
    }


def _status(clause: MainClause | None, measures: MeasureList) -> str:
    """Return the status by the measure's own verb where it tells another one than the introduction.

    What will be done is not under way because the document is an update; as one of the steps that are taken it is.
    """
    status = measures.status
    if clause is None or not clause.has_subject or clause.is_pronoun or status not in (None, *_BEATS):
        return status or _TOLD_AT_ALL
    told = _TOLD_AT_ALL if _is_budget(clause) else _TOLD.get(clause.progress, _TOLD_AT_ALL)
    if status is None or clause.progress in _BEATS[status] or (measures.by_title and clause.progress == "ahead"):
        return told
    return status


def _is_budget(clause: MainClause) -> bool:
    """Say whether a budget is the subject: what it has or buys is not under way before it is passed."""
    tokens = clause.sentence.tokens[clause.subject : clause.verb]
    subject = clause.sentence.document[tokens[0].start : tokens[-1].end] if tokens else ""
    return tells_a_budget(subject)


def _introduces(analysis: Analysis, index: int) -> bool:
    """Say whether an item only introduces others: one that tells a measure too has its own items right below it."""
    blocks = analysis.structure.blocks
    item = blocks[index]
    if not analysis.text(item.text_span).rstrip().rstrip("*_ ").endswith(":"):
        return False
    nested = index + 1 < len(blocks) and blocks[index + 1].level > item.level
    return not nested or len(analysis.structure.sentences_in(item.text_span)) == 1


def _is_meeting(clause: MainClause) -> bool:
    """Say whether an item tells a meeting that was held: that is an engagement."""
    if clause.value != "hold" or clause.verb is None or clause.progress not in ("done", "reported"):
        return False
    held = clause.sentence.tokens[clause.verb : clause.verb + _HELD_WORDS]
    return holds("measures/meeting_nouns", clause.sentence.document[held[0].start : held[-1].end])


def _signs(analysis: Analysis, span: Span) -> bool:
    """Say whether an item only says that an agreement was signed: "signed a joint statement on border security"."""
    first = analysis.sentence_at(span[0])
    if first is None:
        return False
    signed = [cue for cue in first.of("agreement_verbs") if cue.is_verb and cue.value == "signed"]
    begun = signed and not first.words_between(span[0], signed[0].start)
    return bool(begun) and any(
        len(first.words_between(signed[0].end, cue.start)) <= _SIGNED_WORDS
        for cue in first.of("instruments")
        if cue.start >= signed[0].end
    )


def _parties(analysis: Analysis, index: int, text: ItemText, clause: MainClause | None) -> list[Party]:
    """Return the doers by the item's own words: its name if that is a country, its subject and partners."""
    if clause is None:
        return []
    start = analysis.structure.blocks[index].text_span[0]
    first = analysis.sentence_at(start)
    named = doers_named(first, (start, start + text.begins)) if first is not None and text.rest else []
    return merged([*named, *doers(clause.sentence, start + text.begins)])


def leading_doers(analysis: Analysis, measures: MeasureList) -> list[Party]:
    """Return who does what items without a subject say: that of "The United States will:", or a heading's country."""
    introduction, item = measures.introduction, analysis.structure.blocks[measures.items[0]]
    last = analysis.sentence_at(introduction.text_span[1] - 1)
    if last is not None and introduction.kind == "paragraph" and _governs(last):
        return doers(last, last.span[0])
    if not item.headings:
        return []
    above = analysis.structure.blocks[item.headings[-1]].text_span
    heading = analysis.sentence_at(above[0])
    return doers_named(heading, above) if heading is not None else []


def _governs(sentence: Sentence) -> bool:
    """Say whether a lead-in ends with what the verbs of its items belong to: "The United States will:"."""
    words = [token.word for token in sentence.tokens if token.word[0].isalnum()][-_LAST_WORDS:]
    while words and (words[-1] in word_class("adverbs") or words[-1].endswith("ly")):
        words.pop()
    return bool(words) and word_class("auxiliaries").get(words[-1]) in _GOVERNING
