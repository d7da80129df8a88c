"""Real bytes in real encodings; what cannot be decoded is refused, never patched up."""

import codecs
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import DocumentError
from extraction.reading import read_document
from extraction.reading.decoding import decode

ENGLISH = "The minister’s office said “no agreement” was reached — talks continue in Washington."
SPANISH = "El Gobierno de México rechazó el vuelo. ¿Qué dirá España? El acuerdo costó 155 millones €."
FRENCH = "Le ministère a déclaré que l’accord, signé à Genève, coûtera 12 € par personne."
GERMAN = "Die Bundesregierung prüft die Rückführung; Österreich hält das für möglich."
POLISH = "Rząd Polski ogłosił, że przyjmie mniej uchodźców. Łódź i Kraków są przeciw, źle oceniają wniosek. " * 4
RUSSIAN = "Правительство отказалось принять депортированных. Мексика также отказалась от соглашения. " * 4
ARABIC = "رفضت الحكومة استقبال المرحلين من الولايات المتحدة. " * 4
CHINESE = "墨西哥政府拒绝接收被驱逐的移民，美国国务院对此表示遗憾。" * 4

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *[(text, name) for text in (ENGLISH, SPANISH, RUSSIAN, CHINESE) for name in ("utf-8", "utf-8-sig", "utf-16")],
        *[(SPANISH, name) for name in ("utf-16-le", "utf-16-be", "utf-32", "cp1252")],
        (SPANISH.replace("€", "euros"), "latin-1"),
        ("México rechazó el vuelo.", "cp1252"),
        (ENGLISH, "cp1252"),
        (FRENCH, "cp1252"),
        (GERMAN, "cp1252"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (ARABIC, "cp1256"),
        (CHINESE, "gb18030"),
    ],
)
def test_text_is_what_was_written(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert read_document(str(path)).text == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_become_line_feeds(end: str) -> None:
    assert decode("a.txt", end.join(["one", "", " two ", "three"]).encode()) == "one\n\n two \nthree"


def test_only_the_byte_order_mark_is_dropped() -> None:
    assert decode("a.txt", codecs.BOM_UTF8 + "\ufeffa\u200bb\u00a0\ufffd".encode()) == "\ufeffa\u200bb\u00a0\ufffd"


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        ("México rechazó el vuelo — según la cancillería".encode()[:-2] + b"\xff a", "broken at byte"),
        (codecs.BOM_UTF8 + b"caf\xe9", "broken at byte 3"),
        (codecs.BOM_UTF16_LE + "abc".encode("utf-16-le") + b"\x00", "broken at byte"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", "broken at byte"),
        (b"some\x00text\x00\x00\x00\x01\x02", "binary file"),
        (bytes(range(1, 32)) * 20, "binary file"),
        (bytes(range(0x80, 0x100)) * 20, "no encoding"),
    ],
)
def test_broken_bytes_are_refused_with_place_and_remedy(data: bytes, cause: str) -> None:
    with pytest.raises(DocumentError, match=cause) as caught:
        decode("dir/broken.txt", data)
    assert "dir/broken.txt" in caught.value.message
    assert caught.value.hint


@PATIENT
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_unicode_comes_back_unchanged(text: str, encoding: str) -> None:
    assert decode("a.txt", text.encode(encoding)) == text.removeprefix("\ufeff" if encoding == "utf-8" else "")


@PATIENT
@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_document_error(data: bytes) -> None:
    try:
        text = decode("a.txt", data)
    except DocumentError:
        return
    assert "\x00" not in text
    assert "\r" not in text
    assert "\ufffd" not in text or b"\xef\xbf\xbd" in data or b"\xfd\xff" in data or b"\xff\xfd" in data
