"""Files in, documents out: finding sources, decoding them, and reading what they say about themselves."""

from extraction.reading.document import read_document
from extraction.reading.files import MAX_BYTES
from extraction.reading.sources import discover

__all__ = ["MAX_BYTES", "discover", "read_document"]
