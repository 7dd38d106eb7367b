import pytest

from qa.errors import DocumentError
from qa.parse.encoding import declared_in_html, decode


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_unicode_is_read(codec: str) -> None:
    assert decode("Skopje — Šar".encode(codec), "made-up.txt") == "Skopje — Šar"


def test_a_given_encoding_is_used() -> None:
    assert decode("Žižek".encode("cp1250"), "made-up.txt", "cp1250") == "Žižek"


@pytest.mark.parametrize(
    ("data", "encoding", "said"),
    [
        ("café".encode("latin-1"), None, "UTF-8"),
        ("日本".encode("iso2022_jp"), None, "ISO 2022"),
        ("text".encode("utf-16-le"), None, "UTF-16"),
        (b"text", "no-such-codec", "no-such-codec"),
        (b"\x01\x02\x03\x04" * 20, None, "binary"),
        (b"PK\x03\x04rest", None, "ZIP"),
        (b"{\\rtf1 text}", None, "RTF"),
    ],
)
def test_what_would_have_to_be_guessed_is_refused(data: bytes, encoding: str | None, said: str) -> None:
    with pytest.raises(DocumentError) as caught:
        decode(data, "made-up.txt", encoding)
    assert said in str(caught.value) and "made-up.txt" in str(caught.value) and "\n" not in str(caught.value)


def test_a_likely_encoding_is_proposed() -> None:
    czech = "Příliš žluťoučký kůň úpěl ďábelské ódy. Vláda schválila nový zákon o státní službě. " * 5
    with pytest.raises(DocumentError, match="perhaps cp1250; save it as UTF-8, or say which encoding it has"):
        decode(czech.encode("cp1250"), "made-up.txt")


def test_of_encodings_that_fit_alike_the_western_one_is_proposed() -> None:
    with pytest.raises(DocumentError, match="perhaps cp1252; save it as UTF-8, or say which encoding it has"):
        decode("Café is dear…".encode("cp1252"), "made-up.txt")


def test_html_declares_its_encoding_as_browsers_read_it() -> None:
    assert declared_in_html(b'<meta charset="iso-8859-1">') == "cp1252"
    assert declared_in_html(b'<META http-equiv=x content="text/html; charset=windows-1251">') == "cp1251"
    assert declared_in_html(b'<meta charset="nonsense">') is None
    assert declared_in_html(b"\xef\xbb\xbf<meta charset=latin-1>") is None
