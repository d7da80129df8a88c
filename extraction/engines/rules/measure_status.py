"""How far along measures are, by the words that introduce them."""

from __future__ import annotations

import regex

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.governing import governed_status
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.subject_matter import is_on_migration, names_other_field
from extraction.engines.rules.terms import holds, terms
from extraction.engines.rules.vocabulary import VERB_FORMS
from extraction.lexicons import Found
from extraction.structure import Block, Table

LONGEST = 1_500
"""Characters of a lead-in that are looked at, from its end."""
_TO = regex.compile(r"\bto\s+(?:\p{Ll}+ly\s+)?$", regex.IGNORECASE)
_CERTAINTY = ("recommended", "under_discussion", "committed", "announced", "in_progress", "enacted")
_SHORT = 8
_SENTENCES = 3
_OPENING_SENTENCES = 30
_FIRST_SENTENCES = 8


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


def status_of_list(analysis: Analysis, introduction: Block) -> str | None:
    """Return the status that a list's introduction gives to its items.

    That is what its last sentence says; where that one is short ("Key measures include:"), or says nothing in a table's
    lead-in, the sentences before it.
    """
    sentences = sentences_of(analysis, introduction.text_span)
    if governed := governed_status(sentences[0]):
        return governed
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
    return "announced" if any(_announces(sentence) for sentence in analysis.sentences[:_OPENING_SENTENCES]) else None


def announces_measures_on_migration(analysis: Analysis) -> bool:
    """Say whether a fact sheet begins by announcing measures on migration and nothing else, whatever its title."""
    if not holds("measures/fact_sheets", analysis.document.title or ""):
        return False
    told = [one for one in analysis.sentences[:_FIRST_SENTENCES] if is_on_migration(one) and _announces(one)]
    return bool(told) and not any(names_other_field(sentence) for sentence in told)


def _announces(sentence: Sentence) -> bool:
    """Say whether a sentence announces measures by a verb: "is releasing a strategy"."""
    found = terms("measures/status").find(sentence.text)
    told = any(entry.value == "announced" and entry.form in VERB_FORMS for one in found for entry in one.entries)
    return told and any("measure" in head.values for head in terms("measures/heads").find(sentence.text))


def status_of_table(analysis: Analysis, table: Table) -> str | None:
    """Return the status that a table's lead-in, by its last sentences, or else its heading gives to its rows."""
    texts = sentences_of(analysis, table.lead_in)[:_SENTENCES] if table.lead_in else []
    texts += [analysis.text(table.heading)] if table.heading else []
    return next((status for text in texts if (status := status_in(text))), None)
