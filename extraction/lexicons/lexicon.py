"""Lexicons: word lists as data, in one file format, found in a text in one pass.

A lexicon is a file of tab-separated lines. Lines that begin with `#` are comments and document the columns; the first
other line names the columns, always the same: `term`, `value`, `form`, `case`, `note`; columns at the end of a line may
be left out. `case` is `any` (the default), `capital` (the printed form begins with a capital letter) or `exact`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from core.document import Span
from core.errors import SchemaError
from extraction.lexicons.folding import fold
from extraction.lexicons.trial import left_out
from extraction.lexicons.whole_words import WholeWords

FOLDER = Path(__file__).parent
COLUMNS = ("term", "value", "form", "case", "note")
CASES = ("any", "capital", "exact")


@dataclass(frozen=True)
class Entry:
    """One line of a lexicon: the words, what they stand for, and how.

    `origin` is where it stands, as `rules/cues/flights.tsv:14` below this folder; "" for what no file holds.
    """

    term: str
    value: str
    form: str = ""
    case: str = "any"
    note: str = ""
    origin: str = field(default="", compare=False)

    def is_printed_as(self, printed: str) -> bool:
        """Say whether `printed`, which folds to the same as the term, has the case that the entry asks for."""
        if self.case == "exact":
            return " ".join(unicodedata.normalize("NFC", printed).replace("’", "'").split()) == self.term
        return self.case == "any" or printed[:1].isupper()


class Found(NamedTuple):
    """Words of a lexicon found in a text: `text[span[0]:span[1]]`, and every entry they match."""

    span: Span
    entries: tuple[Entry, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The values of the entries."""
        return tuple(entry.value for entry in self.entries)


@dataclass(frozen=True)
class Lexicon:
    """The entries of one file, in its order; equal terms with different values are one match with several entries."""

    name: str
    entries: tuple[Entry, ...]

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Found]:
        """Return what stands in `text[start:end]`, left to right, in whole words; the longest match wins.

        Spans count characters of `text`; white space, quotation marks, dashes, accents and, unless the entry says
        otherwise, case make no difference. Words at the edges of the range are looked at as if it were all.
        """
        found: list[Found] = []
        if not self.entries:
            return found
        part = text if start == 0 and end is None else text[start:end]
        folded = fold(part)
        if not (hits := self._words.find(folded.text)):
            return found
        reached = 0
        missing = left_out()
        for first, before_last, (entries, is_choosy) in hits:
            if first < reached:
                continue
            last = -before_last
            span = folded.original(first, last)
            fitting = entries
            if is_choosy:
                printed = part[span[0] : span[1]]
                fitting = tuple([entry for entry in entries if entry.is_printed_as(printed)])
            if missing:
                fitting = tuple([entry for entry in fitting if entry.origin not in missing])
            if fitting:
                found.append(Found((span[0] + start, span[1] + start), fitting))
                reached = last
        return found

    def of_form(self, form: str) -> Lexicon:
        """Return the lexicon of the entries of one form; empty if there are none."""
        return self._by_form.get(form) or Lexicon(f"{self.name}:{form}", ())

    def values_of(self, term: str) -> tuple[str, ...]:
        """Return the values of the entries that `term` as a whole matches."""
        folded = fold(term)
        entries = self._by_term.get(folded.text)
        if entries is None or folded.original(0, len(folded.text)) != (0, len(term)):
            return ()
        missing = left_out()
        return tuple([entry.value for entry in entries if entry.is_printed_as(term) and entry.origin not in missing])

    @cached_property
    def _by_term(self) -> dict[str, tuple[Entry, ...]]:
        by_term: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries:
            key = fold(entry.term).text
            by_term[key] = (*by_term.get(key, ()), entry)
        return by_term

    @cached_property
    def _words(self) -> WholeWords[tuple[tuple[Entry, ...], bool]]:
        """The terms, each with its entries, and whether the case in which it is printed makes a difference to any."""
        return WholeWords(
            {term: (entries, any(entry.case != "any" for entry in entries)) for term, entries in self._by_term.items()}
        )

    @cached_property
    def _by_form(self) -> dict[str, Lexicon]:
        forms: dict[str, list[Entry]] = {}
        for entry in self.entries:
            forms.setdefault(entry.form, []).append(entry)
        return {form: Lexicon(f"{self.name}:{form}", tuple(entries)) for form, entries in forms.items()}


@cache
def load(name: str) -> Lexicon:
    """Return the lexicon in `<name>.tsv` beside this module (`rules/verbs` is in a folder); read once.

    Raises SchemaError that names file and line for a file that is missing or breaks the format.
    """
    return read(FOLDER / f"{name}.tsv", name)


def read(path: Path, name: str) -> Lexicon:
    """Read and check the lexicon at `path`; raises SchemaError that names file and line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SchemaError(f"the lexicon {path.name} cannot be read: {error}") from error
    entries: dict[tuple[str, str, str], Entry] = {}
    header_seen = False
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if not header_seen:
            header_seen = True
            if tuple(line.split("\t")) != COLUMNS:
                raise _wrong(path, number, f"the first line must name the columns {', '.join(COLUMNS)}, by tabs")
            continue
        entry = _entry(path, number, line, f"{name}.tsv:{number}")
        key = (entry.term, entry.value, entry.form)
        if key in entries:
            raise _wrong(path, number, f"{entry.term!r} with value {entry.value!r} stands there twice")
        entries[key] = entry
    return Lexicon(name, tuple(entries.values()))


def _entry(path: Path, number: int, line: str, origin: str) -> Entry:
    cells = line.split("\t")
    if len(cells) > len(COLUMNS):
        raise _wrong(path, number, f"{len(cells)} columns; there are {len(COLUMNS)}")
    if any(cell != cell.strip() for cell in cells):
        raise _wrong(path, number, "white space around a column")
    term, value, form, case, note = (*cells, *[""] * (len(COLUMNS) - len(cells)))
    if not fold(term).text.strip():
        raise _wrong(path, number, "no term")
    if case not in ("", *CASES):
        raise _wrong(path, number, f"case {case!r} is none of {', '.join(CASES)}")
    return Entry(term, value, form, case or "any", note, origin)


def _wrong(path: Path, number: int, reason: str) -> SchemaError:
    return SchemaError(f"{path.name}, line {number}: {reason}", hint="extraction/lexicons/lexicon.py has the format.")
