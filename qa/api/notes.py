"""What a corpus's footnotes and sources are, and what rests on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.api.held import HeldCorpus
from qa.citation.cite import cite_span, sentences_at
from qa.citation.found_passages import cite_around
from qa.citation.ledger import Basis, Ledger, make_ledger
from qa.citation.shares import Shares, make_shares
from qa.corpus.particulars import check_text
from qa.errors import Remedy, UnknownDocumentError, UsageError
from qa.footnotes.integrity import FootnoteReport, examine_footnotes
from qa.index.engine import Snapshot
from qa.references.filters import Filter, select
from qa.types.answer import Answer, Citation
from qa.types.cited_passage import CitedPassage
from qa.types.document import DocumentKind, Span
from qa.types.page_image import PageImage
from qa.types.source import Source


class NotedCorpus(HeldCorpus):
    """A corpus whose notes and sources are looked into."""

    def footnotes(self, doc_id: str) -> FootnoteReport:
        """A document's footnotes, examined: markers with their notes, and what is missing or open; see `examine_footnotes`.

        Raises:
            UsageError: no document has that identifier.
        """
        return examine_footnotes(self.document(doc_id))

    def sentences_at(self, doc_id: str, offset: int) -> tuple[Citation, ...]:
        """The sentences of the paragraph at a character of a document, each with its footnotes and whose words it is."""
        check_text("document", doc_id)
        return self._index.read(lambda snapshot: sentences_at(snapshot, doc_id, offset))

    def cite(self, doc_id: str, span: Span) -> Citation:
        """A stretch of a document that somebody chose, as a citation: with its page, its footnotes, and whose words it is.

        Raises:
            UsageError: there is no such document or stretch.
        """
        check_text("document", doc_id)
        found = self._index.read(lambda snapshot: cite_span(snapshot, doc_id, span))
        if found is None:
            raise UsageError(f"{doc_id}: has no words from character {span.start} to {span.end}", document=doc_id)
        return found

    def passages_around(self, doc_id: str, offset: int, *, neighbours: int = 1) -> tuple[CitedPassage, ...]:
        """The passage at a character of a document, and those before and after it, each with its notes; in reading order.

        Raises:
            UsageError: there is no such document, or no such character in it.
        """
        check_text("document", doc_id)
        return self._index.read(lambda snapshot: cite_around(snapshot, doc_id, offset, neighbours))

    def page_images(self, cited: Citation | str, span: Span | None = None) -> tuple[PageImage, ...]:
        """The pages of a PDF on which a citation, or a stretch of a document, is printed: pictures, and where on them it stands.

        At most four. They are drawn apart from this process, in limits of time, memory and size; the last few are kept.

        Raises:
            UsageError: there is no such document or stretch, or its format has no pages to show.
            DocumentError: the file is gone or another than was indexed, or a page cannot be drawn.
        """
        doc_id, stretch = (cited, span) if isinstance(cited, str) else (cited.document, span or cited.span)
        check_text("document", doc_id)
        if stretch is None:
            raise UsageError(f"{doc_id}: say which characters of it are to be shown, as a Span", document=doc_id)
        return self._index.read(lambda snapshot: self._printed.of(snapshot, doc_id, stretch))

    def sources(self, wanted: Filter | None = None, *, comments: bool = False) -> tuple[Source, ...]:
        """The sources that footnotes name and that fit the filter, in the notes' order; comments name none."""
        found = self._index.read(lambda snapshot: snapshot.sources())
        return select((source for source in found if comments or not source.is_comment), wanted or Filter())

    def find_sources(self, name: str) -> tuple[Source, ...]:
        """The sources of a footnote: `6` in any report, `report#6` for one work.

        Raises:
            UsageError: there is none.
        """
        found = self.sources(comments=True)
        matches = tuple(s for s in found if s.source_id == name) or tuple(s for s in found if s.label == name)
        if not matches:
            raise UsageError(
                f"footnote {name}: the corpus has no such footnote", remedy=Remedy.LIST_FOOTNOTES, footnote=name
            )
        return matches

    def shortest_name(self, source: Source) -> str:
        """What `find_sources` takes for this source alone: the footnote's label where that is enough."""
        return source.label if len(self.find_sources(source.label)) == 1 else source.source_id

    def export(self, source_ids: Iterable[str], form: str) -> str:
        """A bibliography of these sources as the text of a file: `csl-json`, `bibtex`, `ris` or `markdown`.

        Raises:
            UsageError: there is no such format.
        """
        from qa.export import Format, export

        if form not in list(Format):
            raise UsageError(f"format {form!r}: unknown; use one of {', '.join(Format)}")
        wanted = set(source_ids)
        return export((source for source in self.sources() if source.source_id in wanted), form)

    def export_answers(
        self, answers: Sequence[Answer], form: str, *, style: str | None = None, title: str = "Answers"
    ) -> bytes:
        """Answers as one file: `docx`, with real footnotes; `html`, without script; `md`; or `json`, which `check` reads.

        Notes give the documents' publishers and addresses, or cite them in a `style`: `chicago`, `apa`, `oscola`.

        Raises:
            UsageError: there is no such format or style.
        """
        from qa.export.answer_files import ANSWER_FORMATS, export_answers
        from qa.export.house_styles import HouseStyle

        if form not in ANSWER_FORMATS:
            raise UsageError(f"format {form!r}: unknown; use one of {', '.join(ANSWER_FORMATS)}")
        if style is not None and style not in list(HouseStyle):
            raise UsageError(f"style {style!r}: unknown; use one of {', '.join(HouseStyle)}")
        return export_answers(answers, form, self.documents(), style, title)

    def ledger(self, document: str | None = None) -> Ledger:
        """What each statement rests on, in all reports or in one document.

        Raises:
            UsageError: no document has that identifier.
        """

        def make(snapshot: Snapshot) -> Ledger:
            wanted = [
                info.doc_id
                for info in snapshot.documents()
                if (info.kind is DocumentKind.REPORT if document is None else info.doc_id == document)
            ]
            if document is not None and not wanted:
                raise UnknownDocumentError(document)
            return make_ledger(snapshot, wanted)

        return self._index.read(make)

    def shares(self, document: str | None = None) -> Shares:
        """Counts and shares of statements by what they rest on, and the sources by kind, language, holding and year."""
        return make_shares(self.ledger(document))

    def statements(self, source_id: str) -> tuple[Citation, ...]:
        """The sentences on which a source's footnote stands."""
        ledger = self._index.read(lambda snapshot: make_ledger(snapshot, [source_id.split("#")[0]]))
        return tuple(statement.citation for statement in ledger.resting_on([source_id]))

    def statements_by_source(self) -> dict[str, tuple[Citation, ...]]:
        """The sentences that rest on each source, by `source_id`; those of an `ibid.` count for the work that it means too."""
        return {key: tuple(s.citation for s in found) for key, found in self.ledger().by_source().items()}

    def unsupported(self) -> tuple[Citation, ...]:
        """The reports' statements that rest on nothing: no footnote on them, nor later in their paragraphs."""
        return tuple(statement.citation for statement in self.ledger().having(Basis.NOTHING))
