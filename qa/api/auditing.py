"""What is held against a corpus: statements against their sources, answers and drafts against its texts; and what people judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from qa.api.held import HeldCorpus
from qa.audit.audit import make_audit
from qa.audit.same_texts import same_held_texts
from qa.citation.recheck import AnswerCheck, CheckOutcome, answer_from_dict, check_answer
from qa.citation.verify import verify_answer
from qa.corpus.highlights import read_highlights, write_highlight
from qa.corpus.judgements import read_judgements, write_judgement
from qa.corpus.manifest import make_doc_id
from qa.corpus.opinions import read_opinions, write_opinion
from qa.corpus.particulars import check_text
from qa.errors import UsageError
from qa.gate.draft import check_draft
from qa.gate.written_claim import bears_out, strike_unproved
from qa.index.engine import Snapshot
from qa.index.heard import HeardVerdicts
from qa.parse import parse_bytes, read_bytes
from qa.types.answer import Answer, Citation, Claim
from qa.types.audit import Audit, AuditedStatement, Judgement, Opinion
from qa.types.document import DocumentKind, Span
from qa.types.draft import DraftCheck
from qa.types.highlight import Highlight
from qa.types.opinion import AnswerOpinion, opinion_of
from qa.writer.second_opinion import ModelAsker


class AuditedCorpus(HeldCorpus):
    """A corpus that statements, answers and drafts are held against."""

    def audit(
        self,
        document: str | None = None,
        *,
        ask_model: bool = False,
        progress: Callable[[str, int, int], None] = lambda what, done, total: None,
        tick: Callable[[], None] = lambda: None,
    ) -> tuple[Audit, ...]:
        """Every footnoted statement of a document, or of every report, with what the sources that its notes name say of it.

        What was read before is remembered beside the index: only what is new is read. With `ask_model`, the writer is asked about
        each statement that is left open, and sent that and up to four passages of its source; what it says stands beside the
        verdict (`AuditedSource.model`), where its quote stands in the source. `progress` is called with what is being done, how
        much of it is done, and how much there is; `tick` ten times a second while the model is waited for. Either ends by raising.

        Raises:
            UsageError: no document has that identifier, or there is no writer to be asked.
            WriterError: the writer is not allowed, or has no key or no such name.
            ReaderError: the reader cannot be loaded.
            CorpusError: the judgements cannot be read.
        """
        wanted = self._audited(document)
        read, judgements = self._read_statements(), read_judgements(self.folder)
        askers = {doc_id: self._asker(tick) if ask_model else None for doc_id in wanted}

        def make(snapshot: Snapshot) -> tuple[Audit, ...]:
            made = (make_audit(snapshot, doc_id, read, progress, asker) for doc_id, asker in askers.items())
            return tuple(audit.judged(judgements) for audit in made)

        return self._index.read(make)

    def same_texts(self) -> tuple[tuple[str, ...], ...]:
        """Held sources whose texts are nearly the same, as a press release and its copies, in groups: each counts as one source."""
        return self._index.read(
            lambda s: same_held_texts(s, (source.document for source in s.sources() if source.document))
        )

    def _asker(self, tick: Callable[[], None]) -> ModelAsker:
        settings = self.writer_settings()
        if settings is None:
            raise UsageError("audit: there is no writer to be asked; name one, as ollama:llama3.2")
        heard = HeardVerdicts(self.index_folder, keep=not self.read_only)
        return ModelAsker(self._open_writer(settings), heard, tick)

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
                return bears_out(claim, held.document, self._read_packaged)

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
            proved = strike_unproved(saved, held.document, self._read_packaged) if saved.prose else saved
            if proved is None:
                raise UsageError("no sentence of the saved answer is borne out by what it cites")
            short = check_answer(proved, held.document, held.sources()).short_answer
            stands = short is None or short.outcome is not CheckOutcome.BROKEN
            kept = proved if stands else replace(proved, short_answer=None, short_span=None, short_confidence=None)
            return verify_answer(kept, held.document, held.sources)

        return self._index.read(verify)

    def _audited(self, document: str | None) -> tuple[str, ...]:
        if document is not None:
            return (self.document(document).doc_id,)
        return tuple(info.doc_id for info in self.documents() if info.kind is DocumentKind.REPORT)

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

    def highlights(self, document: str | None = None) -> tuple[Highlight, ...]:
        """What people set off in a document, or in all of them, in the order of the texts.

        Raises:
            CorpusError: it cannot be read.
        """
        found = read_highlights(self.folder)
        return tuple(h for h in found if document in (None, h.document))

    def highlight(self, document: str, span: Span, note: str = "") -> Highlight:
        """Set a stretch of a document off, with a note or without, in the corpus folder; a second time, the note is another.

        Raises:
            UsageError: there is no such document or stretch, or the note is too long.
            CorpusError: it cannot be written.
        """
        self._check_writable("highlight")
        check_text("note", note)
        quote = span.of(self.document(document).text)
        if len(quote) < len(span) or not quote.strip():
            raise UsageError(f"{document}: has no words from character {span.start} to {span.end}", document=document)
        return write_highlight(self.folder, Highlight(document, span, quote, note))

    def remove_highlight(self, highlight: Highlight) -> None:
        """Take a highlight and its note back.

        Raises:
            CorpusError: it cannot be written.
        """
        self._check_writable("remove_highlight")
        write_highlight(self.folder, highlight, removed=True)

    def export_highlights(self, form: str) -> str:
        """What people set off, with their notes: `markdown`, `csv`, `jsonl`.

        Raises:
            UsageError: there is no such format.
            CorpusError: it cannot be read.
        """
        from qa.export.highlights import HIGHLIGHT_FORMATS, export_highlights

        if form not in HIGHLIGHT_FORMATS:
            raise UsageError(f"format {form!r}: unknown; use one of {', '.join(HIGHLIGHT_FORMATS)}")
        return export_highlights(self.highlights(), form, {info.doc_id: info.title for info in self.documents()})

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
