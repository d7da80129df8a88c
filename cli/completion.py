"""What can be typed next at the prompt: commands, tables, columns, key words, ready questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from warehouse.isolated_query import Request, isolated_query
from warehouse.query_limits import Limits
from warehouse.questions import questions

NAMES = """
SELECT 'column' AS sort, table_name, column_name AS name
FROM duckdb_columns()
WHERE schema_name = 'main' AND NOT internal
UNION ALL
SELECT 'keyword', NULL, upper(keyword_name)
FROM duckdb_keywords()
WHERE keyword_category = 'reserved'"""
COMMANDS = (".tables", ".schema", ".questions", ".show", ".ask", ".help", ".quit")
WORD = re.compile(r"[\w.]+$")
ALIAS = r"\b(\w+)\s+(?:as\s+)?{}\b"


@dataclass(frozen=True)
class Names:
    """What the warehouse and the language know: columns by table, key words, ready questions."""

    columns: dict[str, list[str]]
    keywords: list[str]
    questions: list[str]


def read_names(warehouse: Path, limits: Limits) -> Names:
    """Read them from the published warehouse. Raises WarehouseError if there is none."""
    columns: dict[str, list[str]] = {}
    keywords: list[str] = []
    with isolated_query(Request(warehouse, NAMES, {}, limits)) as result:
        for sort, table, name in result.rows:
            if sort == "keyword":
                keywords.append(name)
            else:
                columns.setdefault(table, []).append(name)
    return Names(columns, keywords, [asked.name for asked in questions()])


@dataclass(frozen=True)
class SqlCompleter(Completer):
    """Completes the word at the cursor."""

    names: Names

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Yield what the word could become, the nearest first."""
        before = document.text_before_cursor
        match = WORD.search(before)
        word = match[0] if match else ""
        if before.lstrip().startswith("."):
            fitting, typed = self._arguments(before.lstrip()), word if " " in before else before.lstrip()
        elif "." in word:
            owner, _, typed = word.rpartition(".")
            fitting = self._columns(owner, document.text)
        else:
            fitting, typed = self._words(document.text), word
        for name in dict.fromkeys(fitting):
            if typed and name.lower().startswith(typed.lower()) and name != typed:
                yield Completion(name, start_position=-len(typed))

    def _arguments(self, command: str) -> Iterable[str]:
        if " " not in command:
            return COMMANDS
        return self.names.columns if command.startswith(".schema") else self.names.questions

    def _columns(self, owner: str, sql: str) -> Iterable[str]:
        """Return the columns of `owner`: a table, or what a table is called in `sql`."""
        if owner in self.names.columns:
            return self.names.columns[owner]
        tables = re.findall(ALIAS.format(re.escape(owner)), sql, re.IGNORECASE)
        return [column for table in tables for column in self.names.columns.get(table.lower(), [])]

    def _words(self, sql: str) -> Iterator[str]:
        asked = [table for table in self.names.columns if re.search(rf"\b{table}\b", sql, re.IGNORECASE)]
        yield from self.names.columns
        for table in asked or self.names.columns:
            yield from self.names.columns[table]
        yield from self.names.keywords
