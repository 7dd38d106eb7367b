"""A new document → the sources whose full text it seems to be, by title and address; nothing when in doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from qa.corpus.circles import leads_to
from qa.language.stems import content_words
from qa.regex import regex
from qa.types.document import BlockKind, Document
from qa.types.source import Source, SourceKind

THRESHOLD = 0.85
"""Below this a match is not spoken of."""
MARGIN = 0.1
"""By how much the best work must stand above another one."""
_LEAST_WORDS = 4
"""Words of meaning in a title; a shorter one (`Annual report`) needs its maker or its year beside it."""
_HEAD_BLOCKS, _HEAD_CHARACTERS = 8, 300
_ADDRESS = regex(r"https?://[^\s<>\"'()\[\]{}]{4,500}|\b10\.\d{4,9}/[^\s<>\"']{2,200}")
_DECLARED = regex(
    rb"<(?:link|meta)\b[^<>]{0,300}?(?:canonical|og:url|citation_doi|dc\.identifier|citation_public_url)[^<>]{0,300}>",
    re.IGNORECASE,
)
RAW_HEAD = 200_000
"""Bytes of a file in which a web page says what its address is."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A source whose full text a document seems to be."""

    source: Source
    score: float
    """From `THRESHOLD` to 1."""
    reason: str


def propose(
    document: Document, sources: Iterable[Source], raw: bytes = b"", *, same: str | None = None
) -> tuple[Proposal, ...]:
    """The sources that a document is the text of, best first: one work, however many notes name it, or none.

    Args:
        document: parsed.
        sources: those that the corpus's footnotes name.
        raw: the file's bytes, of which an HTML head is read for the address that the page says is its own.
        same: `doc_id` of a document of the corpus with the same content, if there is one.
    """
    sources = tuple(sources)
    backs: dict[str, set[str]] = {}
    for source in sources:
        if source.document:
            backs.setdefault(source.document, set()).add(source.doc_id)
    titles = possible_titles(document)
    head = " ".join(titles)
    addresses = set(addresses_of(document, raw))
    found = []
    for source in sources:
        if source.is_comment or source.document or source.kind is SourceKind.INTERVIEW:
            continue
        # No document is its own source, nor the source of one of its sources.
        if any(leads_to(backs, source.doc_id, own) for own in (document.doc_id, same) if own):
            continue
        score, reason = max(_by_address(source, addresses), _by_title(source, titles, head))
        if score >= THRESHOLD:
            found.append(Proposal(source, round(score, 3), reason))
    found.sort(key=lambda proposal: -proposal.score)
    return tuple(_one_work(found))


def normalize_address(address: str) -> str:
    """A URL without scheme, `www.`, fragment, tracking and final slash; a DOI without its resolver."""
    address = address.strip().rstrip(".,;:)")
    if doi := re.search(r"\b10\.\d{4,9}/\S+", address):
        return doi.group().casefold()
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query) if not k.startswith(("utm_", "fbclid", "gclid"))])
    path = unquote(parts.path).rstrip("/")
    # A home page is where many works lie.
    return f"{host}{path}{f'?{query}' if query else ''}".casefold() if path or query else ""


def _one_work(found: Sequence[Proposal]) -> list[Proposal]:
    """The best work's proposals; none when another work is about as good."""
    if not found:
        return []
    best = _key(found[0].source)
    own = [p for p in found if _key(p.source) == best]
    others = [p for p in found if _key(p.source) != best]
    return [] if others and found[0].score - others[0].score < MARGIN else own


def _key(source: Source) -> str:
    return " ".join(content_words(source.title or "")) or source.doi or source.url or source.source_id


def addresses_of(document: Document, raw: bytes) -> tuple[str, ...]:
    """The addresses, as they are compared, that a file gives as its own: in its HTML head, or at its text's head."""
    said = [*_declared(raw), *(address for title in possible_titles(document) for address in _ADDRESS.findall(title))]
    return tuple(dict.fromkeys(normalize_address(address) for address in said))


def possible_titles(document: Document) -> list[str]:
    """What may give a file's title and address: its title, and short blocks at its head."""
    texts = [document.title]
    for block in document.blocks[:_HEAD_BLOCKS]:
        if block.kind is not BlockKind.NOTE and len(block.span) <= _HEAD_CHARACTERS:
            texts.append(block.span.of(document.text))
    return texts


def _declared(raw: bytes) -> list[str]:
    """The addresses that a web page gives as its own."""
    tags = (match.group().decode("utf-8", "replace") for match in _DECLARED.finditer(raw, 0, RAW_HEAD))
    return [address for tag in tags for address in _ADDRESS.findall(tag)]


def _by_address(source: Source, addresses: set[str]) -> tuple[float, str]:
    for name, address in (("DOI", source.doi), ("URL", source.url)):
        if address and (wanted := normalize_address(address)) and wanted in addresses:
            return 1.0, f"its {name} is {address}"
    return 0.0, ""


def _by_title(source: Source, titles: Sequence[str], head: str) -> tuple[float, str]:
    wanted = content_words(source.title or "")
    if not wanted:
        return 0.0, ""
    likeness, title = max((_likeness(wanted, content_words(title)), title) for title in titles)
    if likeness < THRESHOLD:
        return 0.0, ""
    beside = _beside(source, head)
    if len(wanted) < _LEAST_WORDS and not beside:
        return 0.0, ""
    score = min(likeness * 0.95 + 0.025 * len(beside), 0.99)
    words = "is the same" if likeness == 1 else "is nearly the same"
    with_words = f", with {' and '.join(beside)} at its head" if beside else ""
    return score, f"its title {words}: “{' '.join(title.split())[:120]}”{with_words}"


def _likeness(wanted: Sequence[str], words: Sequence[str]) -> float:
    """Token F1 of two titles; 1 when the one stands whole in the other, which may be a heading with more to it."""
    if not words:
        return 0.0
    if (
        len(wanted) >= _LEAST_WORDS
        and f" {' '.join(wanted)} " in f" {' '.join(words)} "
        and len(words) <= 2 * len(wanted)
    ):
        return 1.0
    common = (Counter(wanted) & Counter(words)).total()
    return 2 * common / (len(wanted) + len(words))


def _beside(source: Source, head: str) -> list[str]:
    """Makers and year of the source that stand at the head of the file."""
    folded = head.casefold()
    makers = [
        name for name in (source.publisher, source.container, *source.authors) if name and name.casefold() in folded
    ]
    year = (source.issued or "")[:4]
    return [*dict.fromkeys(makers), *([year] if year and year in head else [])][:2]
