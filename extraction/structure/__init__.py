"""The shape of a document: headings, paragraphs, list items, tables and sentences, each with its characters."""

from extraction.structure.build import structure_of
from extraction.structure.model import Block, BlockKind, Cell, Sentence, Structure, Table, TableRow

__all__ = ["Block", "BlockKind", "Cell", "Sentence", "Structure", "Table", "TableRow", "structure_of"]
