"""Files in, documents out: finding sources, decoding them, and reading what they say about themselves."""

from extraction.reading.document import Found, documents_in, documents_of, read_document, read_documents
from extraction.reading.files import MAX_BYTES
from extraction.reading.formats import takes_long
from extraction.reading.material import LeftOut, Material, Unread
from extraction.reading.source_file import SourceFile
from extraction.reading.sources import discover, passed_by
from extraction.reading.told import with_metadata

__all__ = [
    "MAX_BYTES",
    "Found",
    "LeftOut",
    "Material",
    "SourceFile",
    "Unread",
    "discover",
    "documents_in",
    "documents_of",
    "passed_by",
    "read_document",
    "read_documents",
    "takes_long",
    "with_metadata",
]
