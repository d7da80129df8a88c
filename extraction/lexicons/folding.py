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
_IRREGULAR_ASCII = re.compile(r"[\t-\r`*]|  ")
"""Without one of these, ASCII folds to its lower case, character for character, as nearly all short texts do."""
_SPACES = re.compile("  +")
_ASTERISKS = re.compile(r"\*+")
_ALONE = ((0xA1, 0xC0), (0xC0, 0x180), (0x2010, 0x2028), (0x2030, 0x205F), (0x2070, 0x2C00), (0xFB00, 0xFB07))
"""Ranges of the letters and signs that texts in Latin script have, each folded by itself if no mark stands on any."""
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
        breaks = self.folded_at
        if not breaks:
            return start, end
        first = last = bisect_right(breaks, start) - 1
        if end <= start or (last + 1 < len(breaks) and breaks[last + 1] < end):
            last = bisect_right(breaks, end - 1) - 1
        elif first >= 0 and self.stretch_end[first] is None:  # nearly always: all of it moved by as much
            moved = self.original_at[first] - breaks[first]
            return start + moved, end + moved
        if first >= 0 and self.stretch_end[first] is not None:
            start = self.original_at[first]
        elif first >= 0:
            start += self.original_at[first] - breaks[first]
        return start, self._original_end(last, end)

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

    def _original_end(self, index: int, end: int) -> int:
        """Return where the folded characters up to `end` end in the original; `index` is the last break before that."""
        if index < 0 or end == 0:
            return end
        stretch_end = self.stretch_end[index]
        return stretch_end if stretch_end is not None else end + self.original_at[index] - self.folded_at[index]


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


@cache
def _alone() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Return what matches ASCII and characters that fold by themselves, which of these change, and to what."""
    known = [chr(code) for first, end in _ALONE for code in range(first, end)]
    known = [one for one in known if not (one.isspace() or one in _INVISIBLE or unicodedata.category(one)[0] == "M")]
    changed = {one: to for one in known if (to := _folded_stretch(one)) != one}
    return re.compile(f"[ -~{''.join(known)}]*"), re.compile(f"[{''.join(changed)}]"), changed


def _fold(text: str) -> Folded:
    if text.isascii() and not _IRREGULAR_ASCII.search(text):
        return Folded(text.lower())
    # Most of what is irregular is replaced where it stands, in one pass; the rest is looked at stretch by stretch.
    characters, plain = _plain()
    for character in set(characters.findall(text)):
        text = text.replace(character, plain[character])
    return _put_together(text, _stretches(text))


def _stretches(text: str) -> list[tuple[int, int, str]]:
    """Return the stretches of `text` that fold to something else than their own characters: start, end, and to what.

    Runs of spaces and asterisks are nearly all there is: they are sought by themselves, in a tenth of the time.
    """
    if not (text.isascii() or _alone()[0].fullmatch(text)):
        return [(*match.span(), _folded_stretch(match.group())) for match in _IRREGULAR.finditer(text)]
    found = [(*match.span(), " ") for match in _SPACES.finditer(text)]
    if "*" in text:
        found += [(*match.span(), "") for match in _ASTERISKS.finditer(text) if _emphasise(text, *match.span())]
    if not text.isascii():
        _, changed, to = _alone()
        found += [(*match.span(), to[match.group()]) for match in changed.finditer(text)]
    found.sort()
    return found


def _emphasise(text: str, start: int, end: int) -> bool:
    """Say whether something stands right beside the asterisks `text[start:end]`."""
    return text[end : end + 1] not in ("", " ") or (start > 0 and text[start - 1] != " ")


def _put_together(text: str, stretches: list[tuple[int, int, str]]) -> Folded:
    """Return `text` with its stretches replaced."""
    pieces: list[str] = []
    breaks: dict[int, tuple[int, int | None]] = {}  # where nothing was folded since the last, the new takes its place
    done = length = 0
    for start, end, replacement in stretches:
        pieces += (text[done:start], replacement)
        length += start - done
        if len(replacement) == end - start == 1:
            length += 1
        else:
            if replacement:
                breaks[length] = start, end
                length += len(replacement)
            breaks[length] = end, None
        done = end
    pieces.append(text[done:])
    original_at, stretch_end = zip(*breaks.values(), strict=True) if breaks else ((), ())
    # The lower case of what is left outside the stretches is as long as it is.
    return Folded("".join(pieces).lower(), tuple(breaks), original_at, stretch_end)


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
