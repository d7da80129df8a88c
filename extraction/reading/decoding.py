"""Bytes to text: byte-order marks, UTF-8, UTF-16, what pages declare, older encodings. Never a replacement mark."""

from __future__ import annotations

import codecs

import regex

from core.errors import DocumentError
from extraction.reading.sniffing import declared_codec, named_codec
from extraction.structure.words import word_table

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF8_SEQUENCE = regex.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SYMBOL_IN_WORD = regex.compile(r"\p{Latin}[^\p{L}\p{M}\s\x00-\x7f’‘“”–—…·®™\xad]\p{Latin}")
_NOT_WESTERN = regex.compile(r"[ðþýÐÞÝ\x80-\x9f]")
_CONTROL = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SAMPLE = 64_000


def decode(source: str, data: bytes, charset: str | None = None) -> str:
    """Return the text of `data`, byte-order mark dropped and line ends made LF. Raises DocumentError.

    `charset` is what whoever sent the bytes says of them: believed where they are no UTF-8 and it can be true.
    """
    text = _decode(source, data, charset)
    if "\x00" in text or len(_CONTROL.findall(text, 0, _SAMPLE)) > 0.01 * min(len(text), _SAMPLE):
        raise _binary(source)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(source: str, data: bytes, charset: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(source, data[len(mark) :], encoding)
    if b"\x00" in data[:_SAMPLE]:
        return _strictly(source, data, _utf16_without_mark(source, data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        sequences = sum(1 for _ in _UTF8_SEQUENCE.finditer(data))
        stray = sum(byte >= 0x80 for byte in _UTF8_SEQUENCE.sub(b"", data))
        if sequences > stray:
            raise _broken(source, "UTF-8", error) from error
    sent = named_codec(charset) if charset else None
    return _as_declared(data, sent) or _as_declared(data, declared_codec(data)) or _legacy(source, data)


def _as_declared(data: bytes, codec: str | None) -> str:
    """Decode bytes as somebody says; "" where nobody does, and for what is not what it is said to be."""
    try:
        return data.decode(codec) if codec else ""
    except UnicodeDecodeError:
        return ""


def _strictly(source: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(source, encoding.upper(), error) from error


def _utf16_without_mark(source: str, data: bytes) -> str:
    """Return the byte order of a text in which, as in every Western one, nearly every second byte is zero."""
    sample = data[: _SAMPLE // 2 * 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.02 * half + 1:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.02 * half + 1:
        return "utf-16-be"
    raise _binary(source)


def _legacy(source: str, data: bytes) -> str:
    """Decode a text in an encoding of one script.

    Windows-1252 comes first if it reads like a Western language: charset-normalizer takes short Spanish and French
    texts for Central European ones, and would change their letters.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if text and _reads_western(text):
        return text
    from charset_normalizer import from_bytes  # takes 50 ms to import, and hardly any document needs it

    encodings = [row[0] for row in word_table("extraction.reading", "encodings")]
    # At the library's own threshold of 0.2 a look-alike that misses it takes the right encoding down with it.
    for match in from_bytes(data, cp_isolation=encodings, threshold=0.3):
        text = str(match)
        if not _SYMBOL_IN_WORD.search(text, 0, _SAMPLE):
            return text
    raise DocumentError(
        f"{source} is text in no encoding that could be recognised",
        hint=f"Convert it: iconv -f <its encoding> -t UTF-8 {source} > <new file>",
    )


def _reads_western(text: str) -> bool:
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    accented = sum(character.isalpha() and character > "\x7f" for character in sample)
    return accented <= 0.25 * letters and not _NOT_WESTERN.search(sample) and not _SYMBOL_IN_WORD.search(sample)


def _broken(source: str, encoding: str, error: UnicodeDecodeError) -> DocumentError:
    return DocumentError(
        f"{source} is {encoding}, but broken at byte {error.start}: {error.reason}",
        hint=f"Save it again as UTF-8, or drop what is broken: iconv -c -f UTF-8 -t UTF-8 {source} > <new file>",
    )


def _binary(source: str) -> DocumentError:
    return DocumentError(
        f"{source} is a binary file, not text",
        hint="Read are text, Markdown, web pages, PDF, DOCX, EML and ZIP; convert it into one of these.",
    )
