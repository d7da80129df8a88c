"""The title of a document, read as a sentence: it often says who removes whom to where, in fewest words."""

from __future__ import annotations

from core.document import Document
from extraction.engines.rules.analysis import Analysis, analyse
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.sentence import Sentence


@taken_once
def title_of(analysis: Analysis) -> Sentence | None:
    """Return the title: that of the metadata where it does not stand in the text, else the first heading."""
    first = next(iter(analysis.headings()), None)
    title = analysis.document.title
    if not title or (first is not None and title in analysis.text(first.span)):
        return first
    sentences = analyse(Document(text=title, source=analysis.document.source)).sentences
    return sentences[0] if sentences else first
