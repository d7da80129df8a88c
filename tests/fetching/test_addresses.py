"""Addresses as sources."""

from pathlib import Path

import pytest

from core.errors import FetchError, UsageError
from extraction.fetching.addresses import is_address, listed_addresses, normal_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("HTTPS://News.Example:443/a?b=c#d", "https://news.example/a?b=c"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example:8080/a b/ü", "http://news.example:8080/a%20b/%C3%BC"),
        ("https://bücher.example/%C3%BC", "https://xn--bcher-kva.example/%C3%BC"),
        ("http://[2606:4700::1]/x", "http://[2606:4700::1]/x"),
    ],
)
def test_the_one_form_of_an_address(text: str, address: str) -> None:
    assert normal_address(text) == address
    assert normal_address(address) == address


def test_an_address_on_a_page() -> None:
    assert normal_address("../b?x=1#top", "https://news.example/a/c") == "https://news.example/b?x=1"
    assert normal_address("//other.example/", "https://news.example/a") == "https://other.example/"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ftp://news.example/a", "only http"),
        ("file:///etc/passwd", "only http"),
        ("http:///a", "no host"),
        ("http://[::1/", "no address"),
        ("http://news.example:99999/", "no address"),
        ("http://a b.example/", "no host that there can be"),
        ("https://news.example/" + "x" * 3000, "longer than"),
    ],
)
def test_what_is_no_address(text: str, said: str) -> None:
    with pytest.raises(FetchError, match=said):
        normal_address(text)


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(FetchError) as caught:
        normal_address("https://me:secret@news.example/")
    assert "secret" not in str(caught.value)


def test_paths_are_no_addresses() -> None:
    assert not any(map(is_address, ["a.txt", "C:\\a.txt", "folder/http", "http", "mail.eml#annex.pdf"]))
    assert is_address("HTTP://news.example")


def test_a_file_of_addresses(tmp_path: Path) -> None:
    listing = tmp_path / "sources.txt"
    listing.write_text("# ministries\nhttps://a.example/\n\n  https://b.example/feed  \n")
    assert listed_addresses(listing) == ["https://a.example/", "https://b.example/feed"]


@pytest.mark.parametrize("text", ["", "# nothing\n", "https://a.example/\nand more", "See https://a.example/"])
def test_a_text_is_no_file_of_addresses(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text)
    assert listed_addresses(path) is None
    assert listed_addresses(tmp_path / "nowhere") is None


def test_a_list_with_a_slip_of_the_pen_is_refused_and_not_read_as_a_text(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("# mine\nhttps://a.example/\n\nhttps://b.example/\nwww.c.example/x\n")
    with pytest.raises(UsageError, match=r"line 5: www\.c\.example/x"):
        listed_addresses(path)
    path.write_text("https://a.example/\n\nThe minister said that it was so.\n")
    assert listed_addresses(path) is None
