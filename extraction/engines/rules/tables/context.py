"""What stands around a table: the words that introduce it, and what fields they are about."""

from __future__ import annotations

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.subject_matter import fields_of
from extraction.engines.rules.vocabulary import Cue, cues_of
from extraction.structure import Table


def introduction(analysis: Analysis, table: Table) -> tuple[Span, ...]:
    """Return the lead-in and the heading of `table`, as far as it has them."""
    return tuple(span for span in (table.lead_in, table.heading) if span is not None)


@taken_once
def title_cues(analysis: Analysis) -> tuple[Cue, ...]:
    """Return the cues of the document's title and of its first heading, which may say what all of its tables list."""
    first = next(iter(analysis.headings()), None)
    return (*cues_of(analysis.document.title or ""), *(first.cues if first else ()))


def introduced_fields(analysis: Analysis, table: Table) -> set[str]:
    """Return the fields that the lead-in and the heading of `table` name."""
    return set().union(*(fields_of(analysis, span) for span in introduction(analysis, table)))
