"""Archives are made up here; bombs are small ones against lowered limits, or made on the fly."""

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import DocumentError
from qa.parse.archive import Limits, open_archive


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in members.items():
            # Without the time of day: these bytes name tests, which must be called the same in every process.
            file.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return out.getvalue()


def refusal(data: bytes, member: str = "", limits: Limits | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        archive = open_archive(data, "made-up.docx", limits)
        archive.read(member)
    message = str(caught.value)
    assert message.startswith("made-up.docx: ") and "\n" not in message
    return message


def twice(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(zipfile.ZipInfo(name), b"one")
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr(zipfile.ZipInfo(name), b"two")
    return out.getvalue()


def test_members_are_listed_and_read() -> None:
    archive = open_archive(packed({"a/": b"", "a/b.xml": b"<x/>", "c.txt": b"text" * 1000}), "made-up.docx")
    assert archive.names == ("a/b.xml", "c.txt")
    assert archive.read("c.txt") == b"text" * 1000
    assert "a/b.xml" in archive and "a/" not in archive


def test_names_that_lead_out_are_left_out_and_backslashes_are_slashes() -> None:
    data = packed({"../x": b"1", "a/../../y": b"2", "/abs": b"3", "word\\document.xml": b"4", "a..b": b"5"})
    archive = open_archive(data, "made-up.docx")
    assert archive.names == ("word/document.xml", "a..b")


@pytest.mark.parametrize(
    "data, why",
    [
        (b"plain text", "not what its name says"),
        (b"", "not what its name says"),
        (b"%PDF-1.7 and so on", "not what its name says"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected by a password or in an old Office format"),
        (packed({"a": b"x" * 100})[:-30], "not what its name says, or damaged"),
        (packed({"a": b"x"}, zipfile.ZIP_BZIP2), "unusual method"),
        (twice("word/document.xml"), "in it twice"),
    ],
)
def test_what_is_no_sound_archive_is_refused_in_one_line(data: bytes, why: str) -> None:
    assert why in refusal(data)


def test_missing_member_is_refused() -> None:
    assert "word/document.xml is missing" in refusal(packed({"a": b"x"}), "word/document.xml")


def test_encrypted_member_is_refused() -> None:
    data = bytearray(packed({"a": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in refusal(bytes(data), "a")


def test_bomb_by_total_size_is_refused_before_anything_is_unpacked() -> None:
    data = packed({f"m{i}": bytes(1000) for i in range(10)})
    assert "unpack to over 9,999 bytes" in refusal(data, limits=Limits(total=9_999))
    open_archive(data, "made-up.docx", Limits(total=10_000))


def test_bomb_of_357_kilobytes_is_refused() -> None:
    data = packed({"word/document.xml": b"<w:p>" + bytes(360_000_000)})
    assert len(data) < 400_000
    assert "archive bomb" in refusal(data)


def test_paragraphs_without_end_are_refused_before_they_are_read() -> None:
    # Made up: 60,000 notes in a file of 300 KB took as long as books.
    content = b"<w:p><w:r><w:t>W.</w:t></w:r></w:p>" * 100
    archive = open_archive(packed({"a": content, "b": b"<w:pPr/>" * 900}), "x.docx", Limits(pieces=1800))
    archive.read("a")
    with pytest.raises(DocumentError, match="far more paragraphs and tags than a document of its size has"):
        archive.read("b")


def test_bomb_by_ratio_is_refused_when_the_member_is_read() -> None:
    data = packed({"a": bytes(11_000_000), "b": b"text"})
    assert "a would unpack to 11,000,000 bytes" in refusal(data, "a")
    assert open_archive(data, "made-up.docx").read("b") == b"text"


def test_too_many_members_are_refused() -> None:
    data = packed({f"m{i}": b"" for i in range(11)})
    assert "over 10 members" in refusal(data, limits=Limits(members=10))


def test_overlapping_members_are_refused() -> None:
    data = bytearray(packed({"a": b"x" * 50, "b": b"y" * 50}, zipfile.ZIP_STORED))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 10)
    assert "overlap" in refusal(bytes(data))


@pytest.mark.parametrize("declared", [10, 5_000])
def test_member_that_lies_about_its_size_is_refused(declared: int) -> None:
    data = bytearray(packed({"a": bytes(1000)}))
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", declared)
    assert "cannot be unpacked" in refusal(bytes(data), "a") or "cut short" in refusal(bytes(data), "a")


@given(st.binary(max_size=300), st.integers(0, 400), st.integers(0, 255))
def test_damaged_archives_are_read_or_refused_in_one_line(content: bytes, at: int, byte: int) -> None:
    data = bytearray(packed({"a": content, "b": b"<x/>"}))
    data[at % len(data)] = byte
    try:
        archive = open_archive(bytes(data), "made-up.docx")
        read = {name: archive.read(name) for name in archive.names}
    except DocumentError as error:
        assert "\n" not in str(error)
    else:
        assert all(body in (content, b"<x/>") for body in read.values())
