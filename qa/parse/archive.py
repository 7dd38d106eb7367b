"""Opens a ZIP archive (DOCX, ODT, EPUB) from bytes: checked for bombs before and while its members are unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from qa.errors import DocumentError
from qa.regex import regex

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY_ENTRY = b"PK\x01\x02"
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_MEGABYTE = 1 << 20
_SLOW_TAG = regex(rb"<(?:\w+:)?(?:p|footnoteReference|endnoteReference|note)[ >]")
_SLOW = 12
"""What a paragraph, or the call of a note, counts for besides its tags."""
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may hold; deflate itself cannot exceed a ratio of 1,032."""

    members: int = 10_000
    total: int = 200_000_000
    """Bytes of all members, unpacked."""
    member: int = 100_000_000
    """Bytes of one member that is read."""
    large: int = 10_000_000
    """Members that are read and over so many bytes must keep to `ratio`."""
    ratio: int = 200
    """Unpacked size by packed size; XML written by word processors stays under 100."""
    pieces: int = 1_100_000
    """Tags of the members that are read, for each megabyte of the file or for a smaller one. Each takes up to four millionths of a
    second, a paragraph or the call of a note twelve times as long. A report of 100 pages has 200,000."""


class Archive:
    """Members of a ZIP by name, with forward slashes; names that lead out of the archive are left out."""

    def __init__(
        self, file: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], name: str, limits: Limits, size: int
    ) -> None:
        self._file = file
        self._members = members
        self._name = name
        self._limits = limits
        self._most_pieces = limits.pieces * max(size, _MEGABYTE) // _MEGABYTE
        self._pieces = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the members, in the archive's order, without folders."""
        return tuple(self._members)

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def read(self, member: str) -> bytes:
        """The member's bytes, never more than the limits allow, whatever size it declares.

        Raises:
            DocumentError: there is no such member, or it is damaged, too large or a bomb.
        """
        info = self._members.get(member)
        if info is None:
            raise DocumentError(f"{self._name}: {member} is missing, so the file is damaged; save it again")
        limit = self._limits.member
        if info.file_size > self._limits.large:
            limit = min(limit, max(self._limits.large, info.compress_size * self._limits.ratio))
        if info.file_size > limit:
            raise _bomb(self._name, f"{member} would unpack to {info.file_size:,} bytes")
        try:
            with self._file.open(info) as stream:
                data = stream.read(limit + 1)
        except _BROKEN as error:
            raise DocumentError(f"{self._name}: {member} cannot be unpacked ({error}); save the file again") from error
        if len(data) > limit:
            raise _bomb(self._name, f"{member} unpacks to over {limit:,} bytes")
        if len(data) != info.file_size:
            raise DocumentError(f"{self._name}: {member} is cut short; save the file again")
        self._pieces += data.count(b"<") + _SLOW * len(_SLOW_TAG.findall(data))
        if self._pieces > self._most_pieces:
            raise DocumentError(
                f"{self._name}: packed small, and made of far more paragraphs and tags than a document of its size has;"
                " save it as plain text, or divide it"
            )
        return data


def open_archive(data: bytes, name: str, limits: Limits | None = None) -> Archive:
    """Open a ZIP from memory; nothing is unpacked yet.

    Raises:
        DocumentError: not a ZIP, damaged, encrypted, or laid out as an archive bomb.
    """
    limits = limits or Limits()
    if data.startswith(_OLE):
        raise DocumentError(
            f"{name}: protected by a password or in an old Office format; save it without password in a current format"
        )
    if data.count(_DIRECTORY_ENTRY) > limits.members:
        raise _bomb(name, f"over {limits.members:,} members")
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise DocumentError(
            f"{name}: not what its name says, or damaged ({_one_line(error)}); save it again in that format"
        ) from error
    infos = file.infolist()
    _check(infos, name, limits)
    return Archive(file, _by_name(infos, name), name, limits, len(data))


def _check(infos: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise DocumentError(f"{name}: encrypted; save it without a password")
    if any(info.compress_type not in _METHODS for info in infos):
        raise DocumentError(f"{name}: packed by an unusual method; save it again")
    if sum(info.file_size for info in infos) > limits.total:
        raise _bomb(name, f"it would unpack to over {limits.total:,} bytes")
    ordered = sorted(infos, key=lambda info: info.header_offset)
    for info, following in pairwise(ordered):
        if info.header_offset + _LOCAL_HEADER + info.compress_size > following.header_offset:
            raise _bomb(name, "its members overlap")


def _by_name(infos: list[zipfile.ZipInfo], name: str) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        member = info.filename.replace("\\", "/")
        if member.endswith("/") or member.startswith("/") or ".." in member.split("/"):
            continue
        if member in members:
            raise _bomb(name, f"{_one_line(member)} is in it twice")
        members[member] = info
    return members


def _one_line(value: object) -> str:
    return " ".join(str(value).split())[:100]


def _bomb(name: str, why: str) -> DocumentError:
    return DocumentError(f"{name}: refused as an archive bomb: {why}; save the document again")
