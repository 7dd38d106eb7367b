"""What a generation is called in Milvus, and what is kept of it under which name."""

from __future__ import annotations

import json
from binascii import crc32
from dataclasses import asdict, dataclass, fields
from typing import TypeVar

from qa.errors import EngineError, Remedy
from qa.index.current import FORMAT, Current, FileSum, content_name
from qa.types.document import DocumentKind
from qa.types.document_info import DocumentInfo

ALIAS = "footnote_qa"
"""Stands for the passages of the newest generation. Corpora that share a server have databases of their own."""
_LAYOUT = 1
"""Raised whenever what is stored changes."""
_PASSAGES, _VALUES, _TEXTS = "_passages", "_values", "_texts"

META, INFOS, FAILURES = "meta", "infos", "failures"
"""Names of values, of which each generation has one."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Meta:
    """What a generation holds."""

    format: list[int]
    generation: int
    checksum: str
    """Of the local generation that it was made from."""
    encoder: str
    encoder_name: str
    dimension: int
    documents: int
    passages: int
    sources: int
    mean_length: float
    buckets: int
    """Values that the terms are spread over."""
    texts: str
    """The collection with the vectors of texts, which generations share: what one has sent, the next need not."""

    def current(self) -> Current:
        """The same as a local index says it; it has no files here."""
        return Current(
            self.generation,
            self.encoder,
            self.encoder_name,
            self.dimension,
            self.documents,
            self.passages,
            self.sources,
            {content_name(self.generation): FileSum(self.checksum, 0)},
        )


@dataclass(frozen=True, slots=True)
class HeldInfo:
    """A document, but for its content."""

    info: DocumentInfo
    number: int
    fingerprint: str
    first: int
    last: int
    """Its passages are those with its number from the first to the last row."""


FORMATS = [FORMAT, _LAYOUT]


def collection_of(generation: int, checksum: str) -> str:
    """The passages of a generation."""
    return f"{ALIAS}_{generation}_{checksum[:12]}{_PASSAGES}"


def values_of(collection: str) -> str:
    """The collection of values that belongs to one of passages."""
    return f"{collection.removesuffix(_PASSAGES)}{_VALUES}"


def shared_texts_of(collection: str) -> str:
    """The collection of texts' vectors that begins with one of passages."""
    return f"{collection.removesuffix(_PASSAGES)}{_TEXTS}"


def is_ours(collection: str) -> bool:
    """True for the name of a collection that one of these functions gives."""
    return collection.startswith(f"{ALIAS}_") and collection.endswith((_PASSAGES, _VALUES, _TEXTS))


def document_key(doc_id: str) -> str:
    """The name of a document's row."""
    return f"document/{doc_id}"


def sources_key(doc_id: str) -> str:
    """The name of the rows of a document's sources."""
    return f"sources/{doc_id}"


def text_key(digest: str) -> str:
    """The name of a text's vectors, by its hash."""
    return f"text/{digest}"


def terms_key(number: int) -> str:
    """The name of a share of the terms."""
    return f"terms/{number}"


def bucket_of(term: str, buckets: int) -> int:
    """In which share a term is."""
    return crc32(term.encode(errors="surrogatepass")) % buckets


def to_bytes(value: object) -> bytes:
    """A value as JSON."""
    return json.dumps(value, ensure_ascii=False).encode(errors="surrogatepass")


def from_bytes(data: bytes) -> object:
    """What `to_bytes` packed."""
    found: object = json.loads(data.decode(errors="surrogatepass"))
    return found


def meta_to_bytes(meta: Meta) -> bytes:
    """To be read by `bytes_to_meta`."""
    return to_bytes(asdict(meta))


def bytes_to_meta(data: bytes, where: str) -> Meta:
    """What a generation says of itself.

    Raises:
        EngineError: it was made by another version of the program.
    """
    try:
        table = from_bytes(data)
        assert isinstance(table, dict)
        if table["format"] == FORMATS:
            return Meta(**{field.name: table[field.name] for field in fields(Meta)})
    except (ValueError, KeyError, AssertionError):
        pass
    raise EngineError(f"{where}: the index is of another version of the program", remedy=Remedy.BUILD_INDEX)


def infos_to_bytes(infos: list[HeldInfo]) -> bytes:
    """To be read by `bytes_to_infos`."""
    return to_bytes([asdict(info) for info in infos])


def bytes_to_infos(data: bytes) -> list[HeldInfo]:
    """The documents of a generation, reports first."""
    rows = from_bytes(data)
    assert isinstance(rows, list)
    return [
        HeldInfo(**{**row, "info": DocumentInfo(**{**row["info"], "kind": DocumentKind(row["info"]["kind"])})})
        for row in rows
    ]
