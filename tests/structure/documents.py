"""Building structures in tests, and saying in short what is in them."""

from core.document import Document, Span
from extraction.structure import Structure, structure_of


def structured(text: str, *, markdown: bool = False) -> Structure:
    return structure_of(Document(text, "test", media_type="text/markdown" if markdown else "text/plain"))


def outline(text: str, *, markdown: bool = False) -> list[tuple[str, str]]:
    """Return kind and text of each block, white space collapsed."""
    return [(block.kind, shown(text, block.text_span)) for block in structured(text, markdown=markdown).blocks]


def shown(text: str, span: Span | None) -> str:
    return " ".join(text[slice(*span)].split()) if span else ""


def sentences(text: str) -> list[str]:
    return [shown(text, sentence.span) for sentence in structured(text).sentences]
