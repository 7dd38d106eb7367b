"""What the note to a quote says: its document with page and address, in plain words or a house style, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qa.export.answers import describe_failed, name_source
from qa.export.csl import Item, document_to_csl, to_csl
from qa.export.house_styles import HouseStyle, cite_work, list_entry
from qa.export.phrases import Phrases, joined_phrases, phrased, plain_words
from qa.types.answer import Answer, Citation, FootnoteLink, LinkKind
from qa.types.document_info import DocumentInfo
from qa.types.source import Source
from qa.wording.say import noted, say, say_date


@dataclass(frozen=True, slots=True)
class Citing:
    """The documents that quotes come from, by identifier, and the style in which they are cited; None for plain words."""

    documents: Mapping[str, Item] = field(default_factory=dict)
    style: HouseStyle | None = None

    def place(self, citation: Citation) -> Phrases:
        """Where the quote stands: `Title, publisher, page 4, https://…`, or as the style has it."""
        title = citation.title or citation.document
        item = self.documents.get(citation.document) or Item(id=citation.document, type="document", title=title)
        if self.style:
            return cite_work(item, self.style, citation.page)
        makers = [_names(item), item["title"], item.get("collection-title") or item.get("container-title")]
        parts = [*dict.fromkeys(part for part in [*makers, item.get("publisher")] if part), _date(item)]
        parts += [say("page {page}", page=citation.page) if citation.page else "", item.get("URL") or ""]
        return phrased(f"{', '.join(part for part in parts if part).rstrip('.')}.")

    def note(self, citation: Citation, sources: Mapping[str, Source]) -> Phrases:
        """The place, then the words of the footnotes on the quote; of one whose check failed, that above all."""
        named = [_footnote(link, sources[link.source]) for link in citation.footnotes if link.source in sources]
        near = [(link.label, sources[link.source]) for link in citation.nearby_footnotes if link.source in sources]
        inferred = noted("Footnote {label} there, later in the paragraph (inferred): {reference}")
        named += [say(inferred, label=label, reference=_reference(source)) for label, source in near]
        failed = describe_failed(citation)
        words = [phrased(f"{failed}." if failed else ""), self.place(citation), *map(phrased, named)]
        return joined_phrases(words, " ")

    def references(self, citations: Iterable[Citation]) -> list[Phrases]:
        """The list that the style asks for, in order; nothing for the others."""
        if self.style is None or not self.style.has_list:
            return []
        held = [self.documents[key] for key in dict.fromkeys(c.document for c in citations) if key in self.documents]
        entries = {list_entry(item, self.style) for item in held} - {()}
        return sorted(entries, key=lambda entry: plain_words(entry).casefold())


def citing(answers: Iterable[Answer], documents: Iterable[DocumentInfo], style: str | None = None) -> Citing:
    """For these answers; a source's own text is cited by what the note says of it."""
    infos = {info.doc_id: info for info in documents}
    items = {doc_id: document_to_csl(info) for doc_id, info in infos.items()}
    for source in (source for answer in answers for source in answer.sources):
        if source.document and not source.is_comment:
            items[source.document] = to_csl(source)
    return Citing(items, HouseStyle(style) if style else None)


def _footnote(link: FootnoteLink, source: Source) -> str:
    """What the footnote says; of a quote that is the footnote, which one it is."""
    if link.link is LinkKind.NOTE:
        held = "" if source.is_comment else f" ({say(source.holding)})"
        return say("Footnote {label} there{held}.", label=link.label, held=held)
    return say("Footnote {label} there: {reference}", label=link.label, reference=_reference(source))


def _reference(source: Source) -> str:
    """The note's own words, its address where these lack it, and whether the text is held."""
    words = source.reference.rstrip(". ") or name_source(source)
    address = f", {source.url}" if source.url and source.url not in words else ""
    return f"{words}{address} ({say(source.holding)})." if not source.is_comment else f"{words}."


def _names(item: Item) -> str:
    names = [n.get("literal") or f"{n.get('given', '')} {n.get('family', '')}".strip() for n in item.get("author", [])]
    return ", ".join(names)


def _date(item: Item) -> str:
    parts = item["issued"]["date-parts"][0] if "issued" in item else []
    return say_date("-".join(f"{part:02}" for part in parts)) if parts else ""
