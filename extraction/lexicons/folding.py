"""Folding: text made comparable, with an exact way back to the original characters.

Two printings of the same words fold to the same text: white space (hard wraps and no-break spaces too), quotation
marks, dashes, ellipses, asterisks of bold and italics, case, Unicode composition, Latin accents, soft hyphens and
zero-width characters make no difference. Folding may lengthen (`ß`, `İ`, `…`) or shorten the text; `Folded.original`
maps any span back.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from core.document import Span

_MARKS = {
    **dict.fromkeys("‘’‚‛′‵`´ʼʹ＇", "'"),
    **dict.fromkeys("“”„‟″‶«»＂", '"'),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    "…": "...",
}
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u180e")
_UNSEEN = "".join(sorted(_INVISIBLE))
_IRREGULAR = regex.compile(
    # runs of white space (and what is invisible in it), single white space other than a space, backticks, then
    # asterisks next to what they emphasise (none that carries a mark), anything that is not ASCII, together with the
    # letter that a combining mark stands on
    rf"[\s{_UNSEEN}]{{2,}}|[^\S ]|`|"
    rf"(?<!\*[{_UNSEEN}]*)\*(?:[{_UNSEEN}]*+\*)*+(?![{_UNSEEN}]*\p{{M}})"
    rf"(?:(?=[{_UNSEEN}]*[^\s{_UNSEEN}])|(?<=[^\s*{_UNSEEN}][{_UNSEEN}]*\*[*{_UNSEEN}]*))|"
    rf"[\x00-\x7f]?(?:[{_UNSEEN}]*\p{{M}})+|[^\x00-\x7f](?:[{_UNSEEN}]*\p{{M}})*"
)
_IRREGULAR_ASCII = regex.compile(r"[\t-\r ]{2,}|(?<!\*)\*++(?:(?=[^\t-\r ])|(?<=[^\t-\r *]\*++))")
"""The same for a text that is ASCII and has no single white space other than spaces, and no backticks."""
_LATIN_WITH_MARKS = regex.compile(r"\p{Latin}\p{M}+")
_ACCENTS = regex.compile(r"[\u0300-\u036f]+")


@dataclass(frozen=True)
class Folded:
    """`text` is the folded text. Without breaks, every position is the original's own.

    Break i says: from folded position `folded_at[i]` on, the original position is `original_at[i]` plus the distance;
    positions inside an irregular stretch (`stretch_end[i]` is its end in the original) belong to it as a whole.
    """

    text: str
    folded_at: tuple[int, ...] = ()
    original_at: tuple[int, ...] = ()
    stretch_end: tuple[int | None, ...] = ()

    def original(self, start: int, end: int) -> Span:
        """Return the span of the original text that the folded characters `[start:end]` came from."""
        if not self.folded_at:
            return start, end
        return self._original_start(start), self._original_end(end)

    def position(self, original: int) -> int:
        """Return the folded position of the original one; inside an irregular stretch, that of its beginning."""
        index = bisect_right(self.original_at, original) - 1
        if index < 0:
            return original
        if self.stretch_end[index] is not None:
            return self.folded_at[index]
        position = self.folded_at[index] + original - self.original_at[index]
        # Characters that fold to nothing stand where the next ones begin.
        return min(position, self.folded_at[index + 1]) if index + 1 < len(self.folded_at) else position

    def _original_start(self, position: int) -> int:
        index = bisect_right(self.folded_at, position) - 1
        if index < 0:
            return position
        if self.stretch_end[index] is not None:
            return self.original_at[index]
        return self.original_at[index] + position - self.folded_at[index]

    def _original_end(self, position: int) -> int:
        if position == 0:
            return 0
        index = bisect_right(self.folded_at, position - 1) - 1
        if index < 0:
            return position
        end = self.stretch_end[index]
        return end if end is not None else self.original_at[index] + position - self.folded_at[index]


_LONG = 512


def fold(text: str) -> Folded:
    """Return `text` folded; what was folded lately is kept, so that every stage folds a document once."""
    return _fold_long(text) if len(text) >= _LONG else _fold_short(text)


@lru_cache(maxsize=16)
def _fold_long(text: str) -> Folded:
    return _fold(text)


@lru_cache(maxsize=2048)
def _fold_short(text: str) -> Folded:
    return _fold(text)


@cache
def _plain() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the characters that fold to one ASCII character, whatever stands beside them, and what these are."""
    accented = (chr(code) for code in range(0xC0, 0x180) if unicodedata.decomposition(chr(code)))
    folded = {one: _folded_stretch(one) for one in ("\t", "\n", "\v", "\f", "\r", "\u00a0", *_MARKS, *accented)}
    plain = {one: to for one, to in folded.items() if len(to) == 1 and to.isascii()}
    return re.compile(f"[{re.escape(''.join(plain))}]"), plain


def _fold(text: str) -> Folded:
    # Most of what is irregular is replaced where it stands, in one pass; the rest is looked at stretch by stretch.
    characters, plain = _plain()
    for character in set(characters.findall(text)):
        text = text.replace(character, plain[character])
    irregular = _IRREGULAR_ASCII if text.isascii() else _IRREGULAR
    pieces: list[str] = []
    folded_at: list[int] = []
    original_at: list[int] = []
    stretch_end: list[int | None] = []
    done = length = 0

    def mark(original: int, end: int | None) -> None:
        # Where nothing was folded since the last break, the new break takes its place.
        if folded_at and folded_at[-1] == length:
            original_at[-1], stretch_end[-1] = original, end
        else:
            folded_at.append(length)
            original_at.append(original)
            stretch_end.append(end)

    for match in irregular.finditer(text):
        start, end = match.span()
        pieces.append(text[done:start])
        length += start - done
        replacement = _folded_stretch(match.group())
        pieces.append(replacement)
        if len(replacement) == end - start == 1:
            length += 1
        else:
            if replacement:
                mark(start, end)
                length += len(replacement)
            mark(end, None)
        done = end
    pieces.append(text[done:])
    # What is left outside the stretches is ASCII, whose lower case is as long as it is.
    return Folded("".join(pieces).lower(), tuple(folded_at), tuple(original_at), tuple(stretch_end))


@lru_cache(maxsize=4096)
def _folded_stretch(stretch: str) -> str:
    visible = "".join(character for character in stretch if character not in _INVISIBLE)
    if visible.isspace():
        return " "
    if visible and not visible.strip("*"):
        return ""
    marked = "".join(_MARKS.get(character, character) for character in visible)
    composed = unicodedata.normalize("NFKC", marked).casefold()
    # The marks are taken off a letter together: looking back to it from each of them takes their number squared.
    plain = _LATIN_WITH_MARKS.sub(lambda match: _ACCENTS.sub("", match[0]), unicodedata.normalize("NFKD", composed))
    # NFKC may print a space for a lone accent, and a compatibility form may hold another mark of our table.
    return "".join(_MARKS.get(character, character) for character in unicodedata.normalize("NFC", plain)).lower()
