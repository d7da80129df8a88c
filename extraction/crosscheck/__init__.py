"""What a model says, held against the document's tables and against what the built-in rules read there."""

from extraction.crosscheck.answer import cross_checked
from extraction.crosscheck.cells import as_the_table_has_it

__all__ = ["as_the_table_has_it", "cross_checked"]
