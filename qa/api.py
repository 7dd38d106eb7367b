"""The one composition: class Corpus, whole. A caller opens it, asks it, builds it, looks into it and changes it, in this order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypedDict, Unpack

from qa.answering.about_whole import overviews
from qa.answering.finish import refuse
from qa.answering.follow_up import whole_question
from qa.answering.from_question import answer_question
from qa.answering.question import check_question
from qa.answering.scope import Put, choose_documents, find_elsewhere, say_scope
from qa.answering.search import search_for
from qa.audit.audit import make_audit
from qa.citation.cite import sentences_at
from qa.citation.found_passages import cite_around, cite_hits
from qa.citation.ledger import Basis, Ledger, make_ledger
from qa.citation.mentions import check_limit, check_words, list_mentions
from qa.citation.naming import name_documents
from qa.citation.recheck import AnswerCheck, CheckOutcome, answer_from_dict, check_answer
from qa.citation.shares import Shares, make_shares
from qa.citation.support import support_answer
from qa.citation.verify import verify_answer
from qa.corpus import changes as curate
from qa.corpus import correcting
from qa.corpus.forgetting import forget_said
from qa.corpus.judgements import read_judgements, write_judgement
from qa.corpus.log import Action, logs_questions, write_log
from qa.corpus.manifest import Entry, Manifest, make_doc_id, read_corpus
from qa.corpus.opinions import read_opinions, write_opinion
from qa.corpus.particulars import Particulars, check_bytes, check_text
from qa.corpus.permissions import allow_model, allowed_models
from qa.corpus.preview import Understood, preview_document
from qa.corpus.purge import purge_document
from qa.corpus.settings import read_answer_settings, read_writer_name
from qa.corpus.source_fields import check_field_names, check_fields
from qa.corpus.source_matching import RAW_HEAD, Proposal, propose
from qa.corpus.trash import Trashed, list_trash
from qa.errors import IndexUnusableError, Remedy, UnknownDocumentError, UsageError, WebError
from qa.footnotes.integrity import FootnoteReport, examine_footnotes
from qa.gate.draft import check_draft
from qa.gate.written_claim import bears_out, strike_unproved
from qa.index.build import BuildReport, build_index
from qa.index.changed_files import ChangedFiles
from qa.index.compared import Compared
from qa.index.comparisons import Comparisons
from qa.index.freshness import is_stale
from qa.index.genuine import Altered, find_altered
from qa.index.mend import mend
from qa.index.printed import PrintedPages
from qa.index.read import Index, Snapshot
from qa.index.state import IndexState, state_of
from qa.library import match_works, read_folder, read_library
from qa.library.proposals import LibraryMatch, LibraryProposal
from qa.library.taking import TakenProposal, take_proposals
from qa.parse import SUFFIXES, parse_bytes, parse_file, read_bytes
from qa.reader import ReaderSettings, open_comparer, open_reader, reader_for
from qa.reader.settings import DEFAULT_READER
from qa.reader.statements import Comparer, ReadPassages
from qa.references.filters import Filter, select
from qa.retrieval.search import check_k
from qa.types.answer import Answer, Citation, Claim
from qa.types.audit import Audit, AuditedStatement, Judgement, Opinion
from qa.types.cited_passage import CitedPassage, SearchResult
from qa.types.document import Document, DocumentKind, Span
from qa.types.document_info import DocumentInfo
from qa.types.draft import DraftCheck
from qa.types.mentions import Mentions
from qa.types.opinion import AnswerOpinion, opinion_of
from qa.types.overview import Overview
from qa.types.page_image import PageImage
from qa.types.source import Source
from qa.web.archives import archived, as_file
from qa.web.checking import PageCheck, check_pages
from qa.web.client import Client
from qa.web.fetching import FetchResult, carry_out
from qa.web.keep import keep, take
from qa.web.network import INTERNET, Internet
from qa.web.plan import FetchPlan, plan_fetching
from qa.writer.settings import WriterSettings, find_writer
from qa.writer.write import OnSentence, write_answer
from qa.writer.writer import ModelWriter


def open_corpus(
    folder: str | Path = "corpus",
    *,
    index: str | Path = "index",
    reader: str | None = None,
    reranker: str | None = None,
    writer: str | None = None,
    read_only: bool = False,
) -> Corpus:
    """A corpus folder and its index folder. Nothing is read until it is asked, built or listed.

    `reader` (`packaged`, `packaged-small`, `none`, or a question-answering model by folder or hub name) and `reranker` (`none`,
    or a CrossEncoder by folder or hub name) come before what `corpus.toml` says, as does `writer` (`none`, or a language model:
    `ollama:llama3.2`, `openai:gpt-5`, `openai:qwen3@http://127.0.0.1:8000/v1`): question and passages go to it, and a sentence that
    it writes counts only where they bear it out. With `read_only`, what would change the corpus folder or the index is refused
    with a UsageError, and a damaged index is told and not mended.
    """
    return Corpus(Path(folder), Path(index), reader=reader, reranker=reranker, writer=writer, read_only=read_only)


class Said(TypedDict, total=False):
    """What may be said of a document when it is added or replaced; what is left out stays as it was, or is told from the file."""

    title: str | None
    language: str | None
    """ISO 639-1 code."""
    encoding: str | None
    """Of a text that is not UTF-8."""
    kind: DocumentKind | str | None


class Corpus:
    """A folder of documents with the index made from it: asked, built, listed and changed."""

    def __init__(
        self,
        folder: Path,
        index_folder: Path,
        *,
        reader: str | None = None,
        reranker: str | None = None,
        writer: str | None = None,
        read_only: bool = False,
    ) -> None:
        """Remember the folders, and what was given instead of the reader, re-ranker and writer of `corpus.toml`."""
        self.folder, self.index_folder, self.read_only = folder, index_folder, read_only
        self._index = Index(index_folder, None if read_only else partial(mend, folder, index_folder))
        self._changed = ChangedFiles(folder)
        self._printed = PrintedPages(folder, self._changed)
        self._compared = Compared()
        self._comparisons: Comparisons | None = None
        self._given_reader, self._given_reranker, self._given_writer = reader, reranker, writer
        self._writer: ModelWriter | None = None

    # Asking

    def ask(
        self,
        question: str,
        *,
        document: str | Sequence[str] | None = None,
        everywhere: bool = False,
        prose: bool = True,
        on_sentence: OnSentence = lambda sentence, claim: None,
        tick: Callable[[], None] = lambda: None,
    ) -> Answer:
        """Answer from the corpus, or from one document or some of it, by quotation, or refuse with reason and nearest passages.

        Without `document`, words of the question such as “in the memo” choose the document that they fit, if it is one
        (`Answer.scope`, `Answer.chosen_by`); with `everywhere` they do not. Where there is a writer, and `prose` is not False, the
        answer is then given to `write`, with `on_sentence` and `tick`.

        Raises:
            UsageError: the question is empty or too long, or there is no such document.
            IndexUnusableError: there is no index, or it does not fit this program.
            CorpusError: `corpus.toml` cannot be understood.
            ReaderError: the reader or re-ranker cannot be loaded.
            WriterError, MissingExtraError: as `write`.
        """
        question, scope = _checked(question), _scope(document)
        writer = self.writer_settings() if prose else None
        if writer:
            self._open_writer(writer).check()
        answer = self._index.read(lambda snapshot: self._answer(snapshot, question, scope, everywhere))
        if logs_questions(self.folder):
            write_log(self.folder, Action.ASKED, about=question)
        return self.write(answer, on_sentence=on_sentence, tick=tick) if writer else answer

    def write(
        self,
        answer: Answer,
        *,
        on_sentence: OnSentence = lambda sentence, claim: None,
        tick: Callable[[], None] = lambda: None,
    ) -> Answer:
        """The answer in prose by the writer, each sentence of which the passages bear out; else as it was. `prose` says which.

        Question and passages go to the model. `on_sentence` is told of each sentence as soon as it is judged, with its citations
        where it passed; `tick` is called ten times a second meanwhile. Either ends the writing by raising. What the model
        or its provider fails in is told in `prose.problem`, and raises nothing.

        Raises:
            UsageError: there is no writer.
            WriterError: nobody has allowed it, the environment forbids it, or it has no such name or no key.
            MissingExtraError: its package is not installed.
        """
        settings = self.writer_settings()
        if settings is None:
            raise UsageError("write: there is no writer; name one, as ollama:llama3.2")
        writer = self._open_writer(settings)

        def write(snapshot: Snapshot) -> Answer:
            reader, read = reader_for(self.reader_settings()), self._read_written()
            written = write_answer(
                snapshot, answer, writer, reader=reader, read=read, on_sentence=on_sentence, tick=tick
            )
            return self._followed(snapshot, written)

        return self._index.read(write)

    def writer_settings(self) -> WriterSettings | None:
        """The model that writes: as given when the corpus was opened, as `QA_WRITER` says, else as `corpus.toml`; None for none.

        Raises:
            WriterError: it is not written as a writer is.
            CorpusError: `corpus.toml` cannot be understood.
        """
        return find_writer(
            self._given_writer, lambda: read_writer_name(self.folder), lambda: allowed_models(self.folder)
        )

    def _open_writer(self, settings: WriterSettings) -> ModelWriter:
        if self._writer is None or self._writer.settings != settings:
            self._writer = ModelWriter(settings)
        return self._writer

    def _answer(self, snapshot: Snapshot, question: str, scope: tuple[str, ...] | None, everywhere: bool) -> Answer:
        _check_scope(snapshot, scope)
        reader, infos = reader_for(self.reader_settings()), snapshot.documents()
        put = Put(question, scope) if scope or everywhere else choose_documents(question, infos)
        answer = answer_question(snapshot, put.question, put.documents, reader=reader)
        elsewhere = find_elsewhere(snapshot, put, answer, reader=reader)
        answer = say_scope(replace(answer, question=question), put, infos, elsewhere)
        return self._followed(snapshot, answer)

    def _followed(self, snapshot: Snapshot, answer: Answer) -> Answer:
        """The answer with what its sources say, verdicts, and the titles of its documents."""
        answer = support_answer(snapshot, answer, self._read_statements() if _cites_held(answer) else None)
        held = self._compared.held(snapshot)
        answer = verify_answer(answer, held.document, held.sources)
        quoted = answer.documents()
        answer = replace(answer, changed=self._changed.among(snapshot, quoted), altered=held.altered_among(quoted))
        return name_documents(answer, snapshot.title)

    def ask_all(
        self,
        questions: list[str],
        *,
        document: str | Sequence[str] | None = None,
        everywhere: bool = False,
        prose: bool = True,
    ) -> list[Answer]:
        """One answer a question, in order; a question that cannot be asked is refused with the reason."""
        return [self._ask_or_refuse(question, document, everywhere, prose) for question in questions]

    def whole_question(self, question: str, before: Answer | Mapping[str, object]) -> str:
        """A follow-up (“why?”, “and in 2019?”, “who says that?”, “where does he live?”) as a whole question, by rules for English.

        What it means is taken from the answer before it. A question that leans on nothing, or on what cannot be told, stays as
        it is. Nothing is asked.

        Raises:
            UsageError: `before` is no answer.
        """
        check_text("question", question)
        return whole_question(question, before if isinstance(before, Answer) else answer_from_dict(before))

    def search(
        self, question: str, *, k: int = 5, document: str | Sequence[str] | None = None, read: bool = False
    ) -> tuple[SearchResult, ...]:
        """The `k` passages, of all documents or of some, that hold the best sentences for a question, best first; with their notes.

        With `read`, the reader of the corpus reads the best ones and puts those first that answer, in some ten times the time. A
        question about notes or sources finds these first.

        Raises:
            UsageError: the question is empty or too long, `k` is below 1, or there is no such document.
            ReaderError: the reader or re-ranker cannot be loaded.
        """
        question, scope, k = _checked(question), _scope(document), check_k(k)
        return self._index.read(lambda snapshot: self._search(snapshot, question, k, scope, read))

    def _search(
        self, snapshot: Snapshot, question: str, k: int, scope: tuple[str, ...] | None, read: bool
    ) -> tuple[SearchResult, ...]:
        _check_scope(snapshot, scope)
        reader = reader_for(self.reader_settings()) if read else None
        hits = search_for(snapshot, question, k, scope, reader)
        return cite_hits(snapshot, hits)

    def find(self, words: str, *, document: str | Sequence[str] | None = None, limit: int | None = None) -> Mentions:
        """Every sentence, of all documents or of some, with these words, in the documents' order, with its notes; and counts.

        A word, a name, an identifier with its punctuation (`POL-358`), or a phrase in quotation marks; of several, all must
        stand in the sentence. Case and accents do not count; other forms of a word are found and told apart.

        Raises:
            UsageError: there is no word to look for, `limit` is below 1, or there is no such document.
        """
        check_text("words", words)
        words, limit = check_words(words), check_limit(limit)
        scope = _scope(document)

        def find(snapshot: Snapshot) -> Mentions:
            _check_scope(snapshot, scope)
            return list_mentions(snapshot, words, document=scope, limit=limit)

        return self._index.read(find)

    def overview(self, document: str | None = None) -> tuple[Overview, ...]:
        """A document as a whole, or every report: title, makers, date, outline, and the sentences that stand for it, cited.

        Raises:
            UsageError: no document has that identifier.
        """
        scope = _scope(document)

        def look(snapshot: Snapshot) -> tuple[Overview, ...]:
            _check_scope(snapshot, scope)
            return overviews(snapshot, scope)

        return self._index.read(look)

    def verify(
        self,
        file: str | Path,
        *,
        data: bytes | None = None,
        progress: Callable[[str, int, int], None] = lambda what, done, total: None,
    ) -> DraftCheck:
        """What is wrong with each sentence of a text that was written elsewhere, by the documents of this corpus.

        Quotations must stand there; numbers, dates, units and names must be the same; nothing may be denied, weakened or widened;
        and where the wording is another, the reader must find the sentence supported. A note that names a document by its
        title or identifier restricts its sentence to that document. With `data`, the content is that, and `file` its name.

        Raises:
            DocumentError: the file cannot be read as a document.
            IndexUnusableError: there is no index, or it does not fit this program.
            ReaderError: the reader cannot be loaded.
        """
        name = Path(file).name
        draft = parse_bytes(read_bytes(Path(file)) if data is None else data, name, make_doc_id(name))
        read = self._read_statements()
        return self._index.read(lambda snapshot: check_draft(snapshot, draft, read, progress))

    def check(self, answer: Answer | Mapping[str, object]) -> AnswerCheck:
        """What has become of all that a saved answer (or its JSON) cites, by the corpus as it is indexed; see `stale`.

        Raises:
            UsageError: it is not a saved answer.
        """
        saved = answer_from_dict(answer.to_dict() if isinstance(answer, Answer) else answer)

        def check(snapshot: Snapshot) -> AnswerCheck:
            held = self._compared.held(snapshot)

            def bears(claim: Claim) -> bool:
                return bears_out(claim, held.document, self._read_written())

            return check_answer(saved, held.document, held.sources(), bears)

        return self._index.read(check)

    def verified(self, answer: Answer | Mapping[str, object]) -> Answer:
        """A saved answer (or its JSON) with the verdicts that its citations have now; what fails stays, and says so.

        A short answer that does not stand in what is cited is left out, and a written sentence that is not borne out is struck.

        Raises:
            UsageError: it is not a saved answer.
        """
        saved = answer_from_dict(answer.to_dict() if isinstance(answer, Answer) else answer)

        def verify(snapshot: Snapshot) -> Answer:
            held = self._compared.held(snapshot)
            proved = strike_unproved(saved, held.document, self._read_written()) if saved.prose else saved
            if proved is None:
                raise UsageError("no sentence of the saved answer is borne out by what it cites")
            short = check_answer(proved, held.document, held.sources()).short_answer
            stands = short is None or short.outcome is not CheckOutcome.BROKEN
            kept = proved if stands else replace(proved, short_answer=None, short_span=None, short_confidence=None)
            return verify_answer(kept, held.document, held.sources)

        return self._index.read(verify)

    # The index

    def build(
        self,
        *,
        rebuild: bool = False,
        prune: bool = False,
        progress: Callable[[str, int, int], None] = lambda what, done, total: None,
    ) -> BuildReport:
        """Bring the index up to date with the corpus; with `rebuild`, parse and embed everything again.

        `prune` then forgets the vectors of texts that the index does not have any more; they served for putting them back.

        `progress` is called with what is being done, how much of it is done, and how much there is.

        Raises:
            CorpusError: the folder is missing or holds no document, or `corpus.toml` cannot be understood.
            IndexUnusableError: the index cannot be written, or another process is writing it.
            EncoderError: the encoder cannot be loaded.
        """
        self._check_writable("build")
        return build_index(self.folder, self.index_folder, rebuild=rebuild, progress=progress, prune=prune)

    def load(self) -> None:
        """Load vectors, encoder and reader now, so that the first question is answered as fast as the second."""
        self._index.load()
        open_reader(self.reader_settings())

    def stale(self) -> str | None:
        """Why the index does not match the corpus, or None when it does."""
        return is_stale(self.manifest(), self.index_folder)

    def compare(
        self,
        document: str | Sequence[str] | None = None,
        *,
        progress: Callable[[str, int, int], None] = lambda what, done, total: None,
    ) -> tuple[Altered, ...]:
        """Documents, of all or of some, of which the index holds something else than their files say, which are parsed again.

        That is what tells a forged index, whose checksums fit. Until the index is built again, answers that quote such a
        document say so (`Answer.altered`), and their verdicts, and those of `check`, are by the file.

        Raises:
            UsageError: there is no such document.
            CorpusError: `corpus.toml` cannot be understood.
        """
        scope, entries = _scope(document), self.entries()

        def compare(snapshot: Snapshot) -> tuple[Altered, ...]:
            _check_scope(snapshot, scope)
            found = find_altered(snapshot, entries, scope, progress)
            self._compared.note(snapshot, found, scope)
            return found

        return self._index.read(compare)

    def altered(self) -> tuple[Altered, ...]:
        """What `compare` has found of the index as it is now; nothing is read."""
        if not self._compared.found:
            return ()
        return self._index.read(lambda snapshot: self._compared.held(snapshot).altered)

    def index_state(self) -> IndexState:
        """What the index holds; `str` gives it as a line."""
        return self._index.read(lambda snapshot: state_of(self.index_folder, snapshot.current))

    def reader_settings(self) -> ReaderSettings:
        """What reads the passages for a question: as given when the corpus was opened, else as `corpus.toml` says."""
        settings, given = read_answer_settings(self.folder), set()
        # What the person names here and now is asked for; what corpus.toml names is perhaps somebody else's wish.
        if (reader := self._given_reader) is not None:
            settings, given = replace(settings, reader=reader), {reader}
        if (reranker := self._given_reranker) is not None:
            settings, given = replace(settings, reranker=reranker), {*given, reranker}
        # Every question comes by here: permissions are read only where a model could need one.
        return settings.allow(allowed_models(self.folder) | given) if settings.models else settings

    def allow_model(self, name: str, allow: bool = True) -> None:
        """Allow a model that `corpus.toml` names to be fetched from the hub, for this corpus, or no longer.

        Raises:
            UsageError: the name is empty.
            CorpusError: the permission cannot be kept.
        """
        allow_model(self.folder, name, allow)

    def allowed_models(self) -> frozenset[str]:
        """The names of models that may be fetched from the hub for this corpus."""
        return allowed_models(self.folder)

    # Looking at documents and their footnotes

    def documents(self) -> tuple[DocumentInfo, ...]:
        """What the index knows of every document, reports first."""
        return self._index.read(lambda snapshot: snapshot.documents())

    def document(self, doc_id: str) -> Document:
        """A parsed document.

        Raises:
            UsageError: no document has that identifier.
        """
        check_text("document", doc_id)
        document = self._index.read(lambda snapshot: snapshot.document(doc_id))
        if document is None:
            raise UnknownDocumentError(doc_id)
        return document

    def failures(self) -> list[str]:
        """A line for each file that cannot be read as it is now; its last good version, where there is one, is kept."""
        return self._index.read(lambda snapshot: snapshot.failures())

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

    # Looking at sources, and at what rests on them

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

    # The audit: does each source say what the report says it says?

    def audit(
        self,
        document: str | None = None,
        *,
        progress: Callable[[str, int, int], None] = lambda what, done, total: None,
    ) -> tuple[Audit, ...]:
        """Every footnoted statement of a document, or of every report, with what the sources that its notes name say of it.

        What was read before is remembered beside the index: only what is new is read. `progress` is called with what is being
        done, how much of it is done, and how much there is.

        Raises:
            UsageError: no document has that identifier.
            ReaderError: the reader cannot be loaded.
            CorpusError: the judgements cannot be read.
        """
        wanted = self._audited(document)
        read, judgements = self._read_statements(), read_judgements(self.folder)

        def make(snapshot: Snapshot) -> tuple[Audit, ...]:
            return tuple(make_audit(snapshot, doc_id, read, progress).judged(judgements) for doc_id in wanted)

        return self._index.read(make)

    def _read_statements(self) -> ReadPassages | None:
        """What reads passages for a statement, and remembers what it read; None where the reader in use cannot."""
        comparer = open_comparer(self.reader_settings())
        return None if comparer is None else self._reading(comparer)

    def _read_written(self) -> ReadPassages:
        """The same for what a model wrote, by the packaged reader, whichever reads for answers: rules alone would let much pass."""
        comparer = open_comparer(ReaderSettings(DEFAULT_READER))
        assert comparer is not None, "it comes with the program"
        return self._reading(comparer)

    def _reading(self, comparer: Comparer) -> ReadPassages:
        if self._comparisons is None:
            self._comparisons = Comparisons(self.index_folder, comparer, keep=not self.read_only)
        return self._comparisons.read

    def _audited(self, document: str | None) -> tuple[str, ...]:
        if document is not None:
            return (self.document(document).doc_id,)
        return tuple(info.doc_id for info in self.documents() if info.kind is DocumentKind.REPORT)

    def judgements(self) -> dict[str, Judgement]:
        """What people said of audited statements, by their keys.

        Raises:
            CorpusError: they cannot be read.
        """
        return read_judgements(self.folder)

    def judge(self, statement: AuditedStatement | str, opinion: Opinion | str | None, remark: str = "") -> Judgement:
        """Keep what a person says of an audited statement (or of its `key`) in the corpus folder; nothing is overwritten.

        No opinion and no remark take back what was said before.

        Raises:
            UsageError: there is no such statement or opinion, or the remark is too long.
            CorpusError: it cannot be written.
        """
        self._check_writable("judge")
        check_text("remark", remark)
        if opinion is not None and opinion not in list(Opinion):
            raise UsageError(f"opinion {opinion!r}: unknown; use one of {', '.join(Opinion)}")
        found = statement if isinstance(statement, AuditedStatement) else self._audited_statement(statement)
        return write_judgement(self.folder, found, Opinion(opinion) if opinion else None, remark)

    def opinions(self) -> tuple[AnswerOpinion, ...]:
        """What people said of answers and of quotes in them, oldest first.

        Raises:
            CorpusError: it cannot be read.
        """
        return read_opinions(self.folder)

    def judge_answer(
        self, answer: Answer, opinion: Opinion | str | None, note: str = "", *, quote: Citation | None = None
    ) -> AnswerOpinion:
        """Keep what a person says of an answer, or of one of its quotes, in the corpus folder; nothing is overwritten.

        The question is kept with it. No opinion and no note take back what was said before.

        Raises:
            UsageError: there is no such opinion, or the note is too long.
            CorpusError: it cannot be written.
        """
        self._check_writable("judge_answer")
        check_text("note", note)
        check_text("question", answer.question)
        if opinion is not None and opinion not in list(Opinion):
            raise UsageError(f"opinion {opinion!r}: unknown; use one of {', '.join(Opinion)}")
        return write_opinion(self.folder, opinion_of(answer, Opinion(opinion) if opinion else None, note, quote))

    def export_opinions(self, form: str) -> str:
        """What people said of answers: `gold`, as `qa eval` reads it; `jsonl`, `csv`, `markdown`.

        Raises:
            UsageError: there is no such format.
            CorpusError: it cannot be read.
        """
        from qa.export.opinions import OPINION_FORMATS, export_opinions

        if form not in OPINION_FORMATS:
            raise UsageError(f"format {form!r}: unknown; use one of {', '.join(OPINION_FORMATS)}")
        return export_opinions(self.opinions(), form, {info.doc_id: info.title for info in self.documents()})

    def _audited_statement(self, key: str) -> AuditedStatement:
        check_text("statement", key)
        found = next((s for audit in self.audit() for s in audit.statements if s.key == key), None)
        if found is None:
            raise UsageError(f"statement {key}: no audited statement has this key; qa audit prints them")
        return found

    def export_audit(self, audit: Audit, form: str) -> bytes:
        """An audit as a file: `csv`; `html`, which needs no other file and runs no script; or `docx`, with footnotes and comments.

        Raises:
            UsageError: there is no such format.
        """
        from qa.export.audit import AUDIT_FORMATS, export_audit

        if form not in AUDIT_FORMATS:
            raise UsageError(f"format {form!r}: unknown; use one of {', '.join(AUDIT_FORMATS)}")
        return export_audit(audit, form, {info.doc_id: info.title for info in self.documents()})

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

    # Looking at the folder

    def manifest(self) -> Manifest:
        """What the corpus folder holds, and what `corpus.toml` sets.

        Raises:
            CorpusError: the folder is missing or holds no document, or `corpus.toml` cannot be understood.
        """
        return read_corpus(self.folder)

    def entries(self) -> tuple[Entry, ...]:
        """The documents that the corpus folder holds, indexed or not; none where there is no folder yet."""
        return read_corpus(self.folder, may_be_empty=True).entries

    def removed(self) -> tuple[Trashed, ...]:
        """Documents that were removed or replaced and can be restored, newest first."""
        return list_trash(self.folder)

    def formats(self) -> tuple[str, ...]:
        """File name endings of documents that can be added."""
        return tuple(sorted(SUFFIXES))

    # Changing the folder; the index follows at the next build

    def examine(self, file: str | Path, *, data: bytes | None = None, encoding: str | None = None) -> Understood:
        """What a file, or `data` under its name, is understood to be, before it is added: text, notes, language, proposals.

        Raises:
            DocumentError: it cannot be read as a document.
            UsageError: the name cannot be used.
        """
        try:
            sources = self.sources()
        except IndexUnusableError:
            sources = ()
        folder = Path(file).parent if data is None else None
        data = read_bytes(Path(file)) if data is None else data
        return preview_document(str(file), data, self.entries(), sources, encoding=encoding, folder=folder)

    def propose(
        self, file: str | Path, *, encoding: str | None = None, document: Document | None = None
    ) -> tuple[Proposal, ...]:
        """The sources whose full text a file seems to be, best first, with the reason; none when in doubt.

        `document` is the file as parsed before; without it, it is parsed now.

        Raises:
            DocumentError: the file cannot be read as a document.
        """
        path = Path(file)
        document = document or parse_file(path, make_doc_id(path.name), encoding=encoding)
        return propose(document, self.sources(), read_bytes(path)[:RAW_HEAD])

    def add(
        self, file: str | Path, *, data: bytes | None = None, footnote: str | None = None, **said: Unpack[Said]
    ) -> Entry:
        """Copy a document into the corpus; with `footnote` (`6`, or `report#6`) as the full text of that footnote's source.

        With `data`, the content is that, and `file` is the name that it came under.
        `said` is any of `title`, `language` (an ISO 639-1 code), `encoding` (of a text that is not UTF-8) and `kind`
        (`report` or `source`).

        Raises:
            DocumentError: the file cannot be read as a document.
            UsageError: there is no such footnote, or its label stands in several reports.
        """
        self._check_writable("add")
        given = Particulars(self._source_of(footnote), **said)
        if data is not None:
            check_bytes("data", data)
            return curate.add_document(self.folder, str(file), data, given)
        return curate.add_file(self.folder, Path(file), given)

    def match_library(
        self, path: str | Path, *, files: Sequence[str | Path] = (), encoding: str | None = None
    ) -> LibraryMatch:
        """What a RIS, BibTeX or CSL-JSON file or a Zotero data folder has of the works that notes name; nothing is written.

        `files` are folders, besides the library's own, in which the files that it names may lie.

        Raises:
            UsageError: it is none of these.
            CorpusError: it cannot be read.
        """
        reading = read_library(Path(path), [Path(folder) for folder in files], encoding=encoding)
        return match_works(reading, self.sources())

    def match_folder(
        self, folder: str | Path, *, progress: Callable[[str, int, int], None] = lambda what, done, total: None
    ) -> LibraryMatch:
        """Which of the works that notes name the files of a folder, and of those below, seem to be; nothing is written.

        Raises:
            UsageError: there is no such folder.
        """
        return match_works(read_folder(Path(folder), progress), self.sources())

    def take(self, proposals: Iterable[LibraryProposal], *, correct: bool = False) -> tuple[TakenProposal, ...]:
        """Add the files of proposals that a person confirmed, each as the text of its sources; counts from the next build on.

        With `correct`, what the library says otherwise than the notes were read is written too, as by `correct_source`.
        What cannot be done of one is told in it, and the rest goes on.
        """
        self._check_writable("take")
        correction = (lambda label, fields: self.correct_source(label, **fields)) if correct else None
        return take_proposals(self.folder, proposals, correction)

    def replace(
        self,
        doc_id: str,
        file: str | Path,
        *,
        data: bytes | None = None,
        footnote: str | None = None,
        **said: Unpack[Said],
    ) -> Entry:
        """Put a new version in a document's place, which keeps its identifier and what is said of it; the old one can be restored.

        Raises:
            DocumentError: the file cannot be read as a document.
            UsageError: there is no such document or footnote.
        """
        self._check_writable("replace")
        given = Particulars(self._source_of(footnote), **said)
        beside = Path(file).parent if data is None else None
        if data is None:
            data = read_bytes(Path(file))
        check_bytes("data", data)
        return curate.replace_document(self.folder, doc_id, Path(file).name, data, given, beside=beside)

    def remove(self, doc_id: str, *, purge: bool = False) -> Path:
        """Take a document and its entry out of the corpus, until `restore`; the index follows at the next build.

        With `purge` it cannot be restored: file, bibliographies, entry and all versions among the removed are deleted, of a
        document that was removed before too, and the index is built at once, without older generations and without the
        vectors of texts that no document has. Files are deleted, not overwritten.

        Returns:
            Where its file was.

        Raises:
            UsageError: no document has that identifier.
            BusyError: with `purge`, the index is being built; nothing was deleted.
            CorpusError: with `purge`, something cannot be deleted; the message says how to go on.
        """
        self._check_writable("remove")
        if purge:
            return self._purge(doc_id)
        return curate.remove_document(self.folder, doc_id)

    def _purge(self, doc_id: str) -> Path:
        check_text("document", doc_id)
        try:
            indexed = any(info.doc_id == doc_id for info in self.documents())
        except IndexUnusableError:
            indexed = False
        found: list[Path] = []

        def purge() -> None:
            forget_said(self.folder, self.index_folder, doc_id)
            found.append(purge_document(self.folder, doc_id, indexed=indexed))

        report = build_index(self.folder, self.index_folder, purge=purge)
        if stays := [line for line in report.skipped if line.startswith(("content-", "vectors-"))]:
            raise IndexUnusableError(f"{doc_id}: purged, but {'; '.join(stays)}")
        return found[0]

    def restore(self, name: str) -> Entry:
        """Put back a removed or replaced document, by identifier (its newest version) or `trash_id`.

        Raises:
            UsageError: it is not among the removed, or another document has its file's name.
        """
        self._check_writable("restore")
        return curate.restore_document(self.folder, name)

    # The web, which is asked only by the three methods below that take a `network`

    def plan_fetch(self, *footnotes: str, again: bool = False) -> FetchPlan:
        """What could be asked of which hosts for the sources of these footnotes (`6`, `report#6`), or of all; nothing is asked.

        With `again`, what is held already is asked for too.

        Raises:
            UsageError: there is no such footnote.
        """
        found = [source for name in footnotes for source in self.find_sources(name)] if footnotes else self.sources()
        known = {source.source_id: source for source in self.sources()}
        works = dict.fromkeys(known.get(source.same_as or "", source) for source in found)
        return plan_fetching(works, self.entries(), again=again)

    def fetch(
        self, plan: FetchPlan, *, hosts: Iterable[str] | None = None, network: Internet = INTERNET
    ) -> Iterator[FetchResult]:
        """Ask for the works of a plan, of all its hosts and archives or of these `hosts` alone, and keep what comes.

        One result at a time, each stored when it is given: who goes on no further keeps what was had. Calling this is the
        person's yes, and `QA_OFFLINE=1` comes before it. `network` is for tests with a server of their own.

        Raises:
            UsageError: the environment forbids it, or the corpus is opened for reading only.
        """
        self._check_writable("fetch")
        return carry_out(self.folder, plan, None if hosts is None else frozenset(hosts), Client(network))

    def add_from_web(
        self, address: str, *, footnote: str | None = None, network: Internet = INTERNET, **said: Unpack[Said]
    ) -> Entry:
        """Ask for one page and add it as `add` does a file; calling this is the person's yes, as with `fetch`.

        Raises:
            WebError: it cannot be had, or what came is no text that is kept.
            DocumentError: it cannot be read as a document.
            UsageError: the environment forbids it, or there is no such footnote.
        """
        self._check_writable("add_from_web")
        check_text("address", address)
        given = Particulars(self._source_of(footnote), **said)
        try:
            page = Client(network).get(as_file(address))
            return keep(self.folder, take(page, given.encoding), given, given.title)
        except WebError as error:
            if error.gone and (archive := archived(address, "")):
                error.remedy, error.failed["archive"] = Remedy.ASK_ARCHIVE, archive
            raise

    def check_fetched(self, *documents: str, network: Internet = INTERNET) -> Iterator[PageCheck]:
        """Ask again for the pages that these documents, or all that were fetched, came from: the same, changed or gone.

        Nothing of the corpus is changed; one result at a time. Calling this is the person's yes, as with `fetch`.

        Raises:
            UsageError: the environment forbids it, there is no such document, or the corpus is opened for reading only.
        """
        self._check_writable("check_fetched")
        entries = {entry.doc_id: entry for entry in self.entries()}
        for name in documents:
            if name not in entries:
                raise UnknownDocumentError(name)
        wanted = [entry for name, entry in entries.items() if name in documents or not documents]
        return check_pages(wanted, Client(network))

    def correct_source(self, footnote: str, *, document: str | None = None, **fields: object) -> str:
        """Say of a footnote's source (`6`, or `report#6`) what its note was not read as; it counts from the next build on.

        `fields` are those of a Source: `title="…"`, `authors=["…", "…"]`, `issued="2024-02-16"`; an empty value says that
        the work has none. A note that means another's work (`ibid.`) corrects that. What is said is bound to the words of
        the note: it stays with them when the document gets a new version, and is told as a problem when they are gone.

        Returns:
            The `source_id` of the work that is corrected.

        Raises:
            UsageError: there is no such footnote, it names several works, or a field cannot have its value.
        """
        self._check_writable("correct_source")
        given = check_fields(fields)
        if not given:
            raise UsageError("name a field and its value, as title=…")
        source = self._work(footnote, document)
        correcting.correct_source(self.folder, self.document(source.doc_id), self.sources(comments=True), source, given)
        return source.source_id

    def uncorrect_source(self, footnote: str, *names: str, document: str | None = None) -> tuple[str, ...]:
        """Take back what was said of a footnote's source, of the fields that are named or of all; it counts from the next build on.

        Returns:
            The fields that are read from the note again.

        Raises:
            UsageError: there is no such footnote or field, or nothing was said of it.
        """
        self._check_writable("uncorrect_source")
        wanted = check_field_names(names)
        try:
            source = self._work(footnote, document)
            found = correcting.take_back(
                self.folder, self.document(source.doc_id), self.sources(comments=True), source, wanted
            )
        except UnknownDocumentError:
            raise
        except UsageError:
            # Its note may be gone, while what was said of it is kept.
            found = self._take_back_unplaced(footnote, document, wanted)
            if not found:
                raise
        found = found or self._take_back_unplaced(footnote, document, wanted)
        if not found:
            what = f" of {', '.join(wanted)}" if wanted else ""
            raise UsageError(f"footnote {footnote}: no correction{what} to take back")
        return found

    def _check_writable(self, what: str) -> None:
        if self.read_only:
            raise UsageError(f"{what}: refused, since the corpus is opened for reading only")

    def _take_back_unplaced(self, footnote: str, document: str | None, wanted: tuple[str, ...]) -> tuple[str, ...]:
        doc_id, _, label = footnote.rpartition("#")
        found: dict[str, None] = {}
        for entry in self.entries():
            if entry.corrections and (doc_id or document or entry.doc_id) == entry.doc_id:
                held, sources = self.document(entry.doc_id), self.sources(comments=True)
                found.update(dict.fromkeys(correcting.take_back(self.folder, held, sources, label, wanted)))
        return tuple(found)

    def _source_of(self, footnote: str | None) -> tuple[str, ...]:
        return () if footnote is None else (self._work(footnote, None).source_id,)

    def _work(self, footnote: str, document: str | None) -> Source:
        """The one work that a footnote names, or means."""
        check_text("footnote", footnote)
        if document is not None:
            self.document(document)  # refuses what there is not
        found = [s for s in self.find_sources(footnote) if document in (None, s.doc_id)]
        if not found:
            raise UsageError(
                f"footnote {footnote}: {document} has no such footnote", remedy=Remedy.LIST_FOOTNOTES, footnote=footnote
            )
        matches = list(dict.fromkeys(s.same_as or s.source_id for s in found))
        if len(matches) > 1:
            raise UsageError(f"footnote {footnote} names several works; use one of: {', '.join(matches)}")
        return next(s for s in self.sources(comments=True) if s.source_id == matches[0])

    def _ask_or_refuse(
        self, question: str, document: str | Sequence[str] | None, everywhere: bool, prose: bool
    ) -> Answer:
        try:
            answer = self.ask(question, document=document, everywhere=everywhere, prose=prose)
            return replace(answer, question=question)
        except UsageError as error:
            return refuse(question, str(error), ())


def _cites_held(answer: Answer) -> bool:
    """Whether the corpus has the text of a source that the answer names."""
    return any(source.document for source in answer.sources)


def _checked(question: str) -> str:
    """The question with its white space folded."""
    check_text("question", question)
    return check_question(question)


def _scope(document: str | Sequence[str] | None) -> tuple[str, ...] | None:
    """The documents to ask, each once; None for all.

    Raises:
        UsageError: a name is not text, or there is none in a list of names.
    """
    if document is None:
        return None
    names = (document,) if isinstance(document, str) else document
    if not isinstance(names, list | tuple | set | frozenset):
        raise UsageError(f"document must be text, or several in a list, not {type(document).__name__}")
    for name in names:
        check_text("document", name)
    if not names:
        raise UsageError("document: the list names none; leave it out to ask all", remedy=Remedy.LIST_DOCUMENTS)
    return tuple(dict.fromkeys(names))


def _check_scope(snapshot: Snapshot, scope: tuple[str, ...] | None) -> None:
    """Refuse the name of a document that the index does not have."""
    for doc_id in scope or ():
        if snapshot.title(doc_id) is None:
            raise UnknownDocumentError(doc_id)
