"""Numbers as printed, in digits, words, or both: "1,200", "1.5 million", "one hundred and thirty", "dos mil 500"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from schemas.values.vocabulary import fold, words

LONGEST_TEXT = 1000
"""A text of more characters is no printed number: none is sought in it, so that no text takes long."""
LONGEST_DIGITS = 32
LARGEST = Decimal(10) ** 20
"""A printed number beyond these is no number of people, things or money."""


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number and where it stands; `coefficient` times `scale` is `value` ("3 million": 3 and 1,000,000)."""

    value: Decimal
    start: int
    end: int
    coefficient: Decimal
    scale: Decimal


class _Token(NamedTuple):
    kind: str
    value: Decimal
    start: int
    end: int
    digits: str = ""


class _Term(NamedTuple):
    """A coefficient with its scale, and the indexes of its first token and of the token after it."""

    coefficient: Decimal
    scale: Decimal
    begin: int
    after: int

    @property
    def value(self) -> Decimal:
        return self.coefficient * self.scale


_TOKEN = re.compile(
    # Not inside a word, a code (C-17), a fraction, a time or a decimal that began earlier.
    r"(?<![^\W_])(?<![^\W\d_][-‑])(?<![.,:])"
    r"(?P<digits>[0-9]{1,3}(?: [0-9]{3})+(?![.,/:]?[0-9])|[0-9]+(?:[.,'’\u00a0\u202f\u2009/:][0-9]+)*)(?P<glued>\w*)"
    r"|(?P<word>[^\W\d_]+)"
)
_HYPHENS = frozenset("-‑")
_GAPS = frozenset((" ", "\u00a0", "\u202f", "")) | _HYPHENS
_SCALES = frozenset(("hundred", "scale", "scale_es", "bare_scale", "suffix"))
_ENGLISH_SCALES = frozenset(("scale", "suffix"))
_SPANISH_SCALES = frozenset(("scale_es", "bare_scale"))
_ARTICLES = frozenset(("article", "article_es"))
_ONLY_SPANISH = frozenset(("article_es", "unit_before_scale"))
_ZERO, _HALF, _ONE, _HUNDRED = Decimal(0), Decimal("0.5"), Decimal(1), Decimal(100)
_FOUR, _SIX, _TEN, _TWENTY, _EIGHTY = Decimal(4), Decimal(6), Decimal(10), Decimal(20), Decimal(80)


def find_numbers(text: str) -> list[PrintedNumber]:
    """Return the numbers printed in `text`, from left to right; articles and vague words ("dozens") are none."""
    if len(text) > LONGEST_TEXT:
        return []
    reading = _Reading(text, _tokens(text))
    found: list[PrintedNumber] = []
    index = 0
    while index < len(reading.tokens):
        number, index = reading.number_at(index)
        if number is not None:
            found.append(number)
    return found


@cache
def _vocabulary() -> dict[str, tuple[str, Decimal]]:
    return {word.form: (word.kind, Decimal(word.value or 0)) for word in words("numbers")}


def _tokens(text: str) -> list[_Token]:
    known = _vocabulary()
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(text):
        if word := match["word"]:
            kind, value = known.get(fold(word), ("", _ZERO))
            # A suffix away from its digits is a letter: "12 m" is a length.
            if kind and kind != "suffix":
                tokens.append(_Token(kind, value, match.start(), match.end()))
            continue
        kind, value = known.get(fold(match["glued"]), ("", _ZERO))
        if match["glued"] and kind not in _SCALES:
            continue  # an ordinal, a model number, a century
        tokens.append(_Token("digits", _ZERO, match.start(), match.end("digits"), match["digits"]))
        if kind:
            tokens.append(_Token(kind, value, match.start("glued"), match.end()))
    return tokens


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads numbers off tokens, by the grammar: number = term { [and] smaller term }, term = coefficient { scale }."""

    text: str
    tokens: list[_Token]

    def number_at(self, index: int) -> tuple[PrintedNumber | None, int]:
        """Return the number that begins at token `index`, if any, and where to go on."""
        term = self._term(index)
        if term is None:
            return None, index + 1
        total, last = term.value, term
        single = True
        while last.scale > _HUNDRED and (further := self._further(last)) is not None:
            grows = further.scale > last.scale
            total = (total + further.coefficient) * further.scale if grows else total + further.value
            last, single = further, False
        if total > LARGEST:
            return None, last.after
        coefficient, scale = (term.coefficient, term.scale) if single else (total, _ONE)
        start, end = self.tokens[index].start, self.tokens[last.after - 1].end
        return PrintedNumber(total, start, end, coefficient, scale), last.after

    def _further(self, last: _Term) -> _Term | None:
        """The term that goes on with a number: "two thousand | five hundred", "2 mil | 500", "mil | 300 millones"."""
        conjunction = self._kind(last.after) == "and" and self._joined(last.after)
        start = last.after + conjunction
        if not self._joined(start) or self._kind(start) in {"article", "half", "bare_scale"}:
            return None
        term = self._term(start)
        if term is None or self._counts_anew(last, term):
            return None
        if conjunction:
            is_small = term.scale == _ONE and term.coefficient < _HUNDRED and self._kind(start) != "digits"
            return term if is_small else None
        smaller = term.value < last.scale
        grows = last.scale == 1000 and term.scale > last.scale and term.coefficient < 1000
        return term if smaller or grows else None

    def _counts_anew(self, last: _Term, term: _Term) -> bool:
        """Whether a term without a scale counts what follows it: "4 billion | four-year", "3 million | 2 states"."""
        if term.scale != _ONE:
            return False
        begin, end = self.tokens[term.begin].start, self.tokens[term.after - 1].end
        if self.text[begin - 1] not in _HYPHENS and self.text[end : end + 1] in _HYPHENS:
            return self.text[end + 1 : end + 2].isalpha()
        in_digits = self._kind(term.begin) == "digits"
        is_english = self._kind(last.begin) == "digits" and self._kind(last.after - 1) in _ENGLISH_SCALES
        return is_english and (last.scale > 1000 or not in_digits)

    def _term(self, index: int) -> _Term | None:
        found = self._coefficient(index)
        if found is None:
            return None
        coefficient, scale, after = found
        if (half := self._and_a_half(after)) and self._multiplies(half):
            coefficient, after = coefficient + _HALF, half
        while self._kind(after) in _SCALES and (after == index or self._joined(after)) and scale < LARGEST:
            scale *= self.tokens[after].value
            after += 1
        if self._kind(after) == "collective" and self._joined(after) and scale == _ONE:
            scale, after = self.tokens[after].value, after + 1
        elif scale > _HUNDRED and (half := self._and_a_half(after)):
            coefficient, after = coefficient + _HALF, half
        return _Term(coefficient, scale, index, after)

    def _coefficient(self, index: int) -> tuple[Decimal, Decimal, int] | None:
        """Return coefficient, scale so far (100 after "two hundred") and the index after it."""
        match self._kind(index):
            case "digits":
                is_scaled = self._kind(index + 1) in _ENGLISH_SCALES and self._joined(index + 1)
                value = digits_value(self.tokens[index].digits, before_scale=is_scaled)
                found = None if value is None else (value, _ONE, index + 1)
            case "bare_scale":
                found = (_ONE, _ONE, index)
            case "half":
                after = index + 1 + (self._kind(index + 1) in _ARTICLES)
                found = (_HALF, _ONE, after) if self._multiplies(after) else None
            case "article" | "article_es" if self._multiplies(index + 1):
                found = (_ONE, _ONE, index + 1)
            case "article_es" | "unit_before_scale" if self._is_spanish(index):
                found = (self.tokens[index].value, _ONE, index + 1)
            case _:
                found = self._words(index)
        return found

    def _words(self, index: int) -> tuple[Decimal, Decimal, int] | None:
        """A number in words below ten thousand: "thirty-five", "one hundred and thirty", "ciento treinta y cinco"."""
        kind = self._kind(index)
        if kind == "hundreds":
            rest, after = self._after_hundreds(index + 1)
            return self.tokens[index].value + rest, _ONE, after
        value, after = (_ONE, index + 1) if kind == "article" else self._below_hundred(index)
        if after == index:
            return None
        if self._kind(after) != "hundred" or not self._joined(after):
            return None if kind == "article" else (value, _ONE, after)
        rest, end = self._after_hundred(after + 1)
        return (value * 100 + rest, _ONE, end) if rest else (value, _HUNDRED, after + 1)

    def _after_hundreds(self, index: int) -> tuple[Decimal, int]:
        if not self._joined(index):
            return _ZERO, index
        if self._kind(index) in _ONLY_SPANISH and not self._multiplies(index + 1):
            return self.tokens[index].value, index + 1
        return self._below_hundred(index)

    def _after_hundred(self, index: int) -> tuple[Decimal, int]:
        start = index + (self._kind(index) == "and" and self._joined(index))
        if not self._joined(start):
            return _ZERO, index
        rest, after = self._below_hundred(start)
        is_next_hundred = self._kind(after) == "hundred" and self._joined(after)
        return (_ZERO, index) if is_next_hundred else (rest, after)

    def _below_hundred(self, index: int) -> tuple[Decimal, int]:
        if (after := self._after_eighty(index)) is not None:
            return self._with_teens(_EIGHTY, after)
        kind = self._kind(index)
        if kind == "unit":
            return self._with_rest_of_teen(self.tokens[index].value, index + 1)
        if kind == "tens_fr":
            return self._with_teens(self.tokens[index].value, index + 1)
        if kind != "tens":
            return _ZERO, index
        value, after = self.tokens[index].value, index + 1
        spanish = self._kind(after) == "and_es" and self._joined(after)
        ones = after + spanish
        fits = self._kind(ones) == "unit" or (spanish and self._kind(ones) == "article_es")
        if fits and self._joined(ones) and 0 < self.tokens[ones].value < 10:
            return value + self.tokens[ones].value, ones + 1
        return value, after

    def _after_eighty(self, index: int) -> int | None:
        """Return the index after French "quatre-vingt" at `index`, None where it is not there."""
        four = self._kind(index) == "unit" and self.tokens[index].value == _FOUR
        if not four or not self._joined(index + 1) or self._kind(index + 1) not in ("tens", "score_fr"):
            return None
        return index + 2 if self.tokens[index + 1].value == _TWENTY else None

    def _with_rest_of_teen(self, value: Decimal, index: int) -> tuple[Decimal, int]:
        """Add what French adds to ten: "dix-sept"."""
        rest = self.tokens[index].value if self._kind(index) == "unit" and self._joined(index) else _ZERO
        teen = value == _TEN and _TEN > rest > _SIX and self.text[self.tokens[index].start - 1] in _HYPHENS
        return (value + rest, index + 1) if teen else (value, index)

    def _with_teens(self, value: Decimal, index: int) -> tuple[Decimal, int]:
        """Add what French adds to sixty and eighty: up to nineteen ("soixante-douze", "quatre-vingt-quinze")."""
        if not self._joined(index) or self._kind(index) != "unit":
            return value, index
        rest, after = self._with_rest_of_teen(self.tokens[index].value, index + 1)
        return (value + rest, after) if 0 < rest < _TWENTY else (value, index)

    def _and_a_half(self, index: int) -> int:
        """Return the index after "and a half" or "y medio" at `index`, 0 if it is not there."""
        if self._kind(index) not in {"and", "and_es"} or not self._joined(index):
            return 0
        half = index + 1 + (self._kind(index + 1) in _ARTICLES)
        return half + 1 if self._kind(half) == "half" and self._joined(half) else 0

    def _is_spanish(self, index: int) -> bool:
        """Whether the words around show that "un" and "once" are numbers here: "mil un", "ciento once", "once mil"."""
        follows = self._joined(index) and self._kind(index - 1) in _SPANISH_SCALES
        precedes = self._kind(index) == "unit_before_scale" and self._kind(index + 1) in _SPANISH_SCALES
        return follows or (precedes and self._joined(index + 1))

    def _multiplies(self, index: int) -> bool:
        return self._kind(index) in {"scale", "scale_es", "collective"} and self._joined(index)

    def _kind(self, index: int) -> str:
        return self.tokens[index].kind if index < len(self.tokens) else ""

    def _joined(self, index: int) -> bool:
        """Whether nothing but a space or a hyphen stands between a token and the one before it."""
        if not 0 < index < len(self.tokens):
            return False
        return self.text[self.tokens[index - 1].end : self.tokens[index].start] in _GAPS


def digits_value(digits: str, *, before_scale: bool = False) -> Decimal | None:
    """Return the value of printed digits with their separators, None where they have no single reading.

    One point or comma before exactly three digits separates thousands ("1.200 personas"), but for a point before an
    English scale ("1.250 million"): Spanish prints "1.250 millones" for 1,250 million.
    """
    if len(digits) > LONGEST_DIGITS:
        return None
    separators = [character for character in digits if not character.isdigit()]
    if not separators and digits.startswith("0") and digits != "0":
        return None  # a serial number
    whole, fraction = digits, ""
    if _has_decimals(digits, separators, before_scale=before_scale):
        whole, fraction = digits.split(separators.pop())
    groups = re.split(r"[^0-9]", whole)
    if separators and not (_is_one_separator(separators) and _is_grouped(groups)):
        return None
    return Decimal(f"{''.join(groups)}.{fraction or 0}").normalize()


def _has_decimals(digits: str, separators: list[str], *, before_scale: bool) -> bool:
    if not separators or separators[-1] not in ".," or separators.count(separators[-1]) > 1:
        return False
    whole, _, fraction = digits.rpartition(separators[-1])
    if len(separators) > 1 or len(fraction) != 3 or len(whole) > 3 or whole.startswith("0"):
        return True
    return separators[-1] == "." and before_scale


def _is_one_separator(separators: list[str]) -> bool:
    return len(set(separators)) == 1 and separators[0] not in "/:"


def _is_grouped(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
