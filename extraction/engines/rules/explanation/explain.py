"""`explain`: what came of each record, and what of the sentences that speak of the same without being recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.document import Document, Span
from extraction.checking import CheckedItem, check
from extraction.engines.rules.analysis import Analysis, analyse
from extraction.engines.rules.engine import finders
from extraction.engines.rules.explanation.model import Explanation, RecordExplained, RuleApplied, Word, WordUsed
from extraction.engines.rules.explanation.trials import MOST_CHARACTERS, Finding, Trials, changes_of
from extraction.engines.rules.explanation.unrecorded import unrecorded
from extraction.engines.rules.explanation.words import place, words_in
from extraction.engines.rules.rule import RULES
from extraction.validation import validate_item
from schemas.registry import Kind


def explain(document: Document, kinds: Sequence[Kind], most_characters: int = MOST_CHARACTERS) -> Explanation:
    """Explain what the rules find of `kinds` in `document`, and what they do not.

    A document of `n` characters is tried `most_characters / n` times at most: every trial reads all of it.
    """
    with_rules = [kind for kind in kinds if kind.name in finders()]
    analysis = analyse(document)
    trials = Trials(
        document, analysis, {kind.name: finders()[kind.name](analysis) for kind in with_rules}, most_characters
    )
    records = [record for kind in with_rules for record in _explained(trials, kind)]
    missed = unrecorded(trials)
    return Explanation(document_id=document.document_id, records=records, unrecorded=missed, is_whole=trials.is_whole)


def _explained(trials: Trials, kind: Kind) -> Iterator[RecordExplained]:
    found = trials.found[kind.name]
    if not found:
        return
    spans = [list(_quoted(trials.document, finding)) for finding in found]
    around = [words_in(trials.analysis, [*quoted, *_introducing(trials.analysis, quoted)]) for quoted in spans]
    without_rule = {rule: trials.without_rule(kind.name, rule) for rule in RULES}
    lines = {word.line: word for words in around for word in words}
    without_word = {line: trials.without_words(kind.name, word) for line, word in lines.items()}
    for finding, quoted, words in zip(found, spans, around, strict=True):
        checked = check(trials.document, validate_item(kind, finding), None)
        yield RecordExplained(
            kind=kind.name,
            outcome="recorded" if checked.holds else "rejected",
            rejected_because=_reasons(checked),
            finding=finding,
            sentences=[place(trials.document, span) for span in quoted],
            rules=[
                RuleApplied(rule=rule, does=RULES[rule].does, makes=changes is None, changes=changes or [])
                for rule, otherwise in without_rule.items()
                if otherwise is not None and (changes := changes_of(finding, found, otherwise)) != []
            ],
            words=_used([(word, without_word[word.line]) for word in words], finding, found),
        )


def _used(
    tried: Sequence[tuple[Word, list[Finding] | None]], finding: Finding, found: Sequence[Finding]
) -> list[WordUsed]:
    """Return the words that decide something of `finding`; all of them where no line alone decides anything."""
    used = [
        WordUsed(word=word, needed=changes is None, changes=changes or [])
        for word, otherwise in tried
        if otherwise is not None
        for changes in [changes_of(finding, found, otherwise)]
    ]
    return [one for one in used if one.needed or one.changes] or used


def _quoted(document: Document, finding: Finding) -> Iterator[Span]:
    for quote in finding["quotes"]:
        start = document.text.find(quote)
        if start >= 0:
            yield start, start + len(quote)


def _introducing(analysis: Analysis, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield what `spans` stand under: headings, the lead-in of their list or table, its header."""
    for start, _ in spans:
        structure = analysis.structure
        yield from (heading.text_span for heading in structure.heading_path(start))
        block, table = structure.block_at(start), structure.table_at(start)
        if block is not None and block.lead_in is not None:
            yield structure.blocks[block.lead_in].text_span
        if table is not None:
            yield table.header_span


def _reasons(checked: CheckedItem) -> list[str]:
    return [f"{reject.field}: {reject.reason}" if reject.field else reject.reason for reject in checked.rejects]
