"""Questions to a corpus: answers, prose, search, mentions, overviews."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from qa.answering.about_whole import overviews
from qa.answering.finish import refuse
from qa.answering.follow_up import whole_question
from qa.answering.from_question import answer_question
from qa.answering.question import check_question
from qa.answering.scope import Put, choose_documents, find_elsewhere, say_scope
from qa.answering.search import search_for
from qa.api.arguments import check_scope, scope_of
from qa.api.held import HeldCorpus
from qa.citation.found_passages import cite_hits
from qa.citation.mentions import check_limit, check_words, list_mentions
from qa.citation.naming import name_documents
from qa.citation.recheck import answer_from_dict
from qa.citation.support import support_answer
from qa.citation.verify import verify_answer
from qa.corpus.log import Action, logs_questions, write_log
from qa.corpus.particulars import check_text
from qa.errors import UsageError
from qa.index.engine import Snapshot
from qa.reader import reader_for
from qa.retrieval.search import check_k
from qa.types.answer import Answer
from qa.types.cited_passage import SearchResult
from qa.types.mentions import Mentions
from qa.types.overview import Overview
from qa.writer.page import OnSentence
from qa.writer.rewriting import rewrite_question
from qa.writer.whole import OnPart
from qa.writer.write import write_answer


class AskedCorpus(HeldCorpus):
    """A corpus that is asked."""

    def ask(
        self,
        question: str,
        *,
        document: str | Sequence[str] | None = None,
        everywhere: bool = False,
        prose: bool = True,
        on_sentence: OnSentence = lambda sentence, claim: None,
        on_part: OnPart = lambda done, total: None,
        tick: Callable[[], None] = lambda: None,
    ) -> Answer:
        """Answer from the corpus, or from one document or some of it, by quotation, or refuse with reason and nearest passages.

        Without `document`, words of the question such as “in the memo” choose the document that they fit, if it is one
        (`Answer.scope`, `Answer.chosen_by`); with `everywhere` they do not. Where there is a writer, and `prose` is not False, the
        answer is then given to `write`, with `on_sentence`, `on_part` and `tick`.

        Raises:
            UsageError: the question is empty or too long, or there is no such document.
            IndexUnusableError: there is no index, or it does not fit this program.
            CorpusError: `corpus.toml` cannot be understood.
            ReaderError: the reader or re-ranker cannot be loaded.
            WriterError, MissingExtraError: as `write`.
        """
        question, scope = _checked(question), scope_of(document)
        writer = self.writer_settings() if prose else None
        if writer:
            self._open_writer(writer).check()
        answer = self._index.read(lambda snapshot: self._answer(snapshot, question, scope, everywhere))
        if logs_questions(self.folder):
            write_log(self.folder, Action.ASKED, about=question)
        return self.write(answer, on_sentence=on_sentence, on_part=on_part, tick=tick) if writer else answer

    def whole_question(
        self,
        question: str,
        before: Answer | Mapping[str, object],
        *,
        prose: bool = True,
        tick: Callable[[], None] = lambda: None,
    ) -> str:
        """A follow-up (“why?”, “and in 2019?”, “who says that?”, “where does he live?”) as a whole question.

        What it means is taken from the answer before it. A question that leans on nothing, or on what cannot be told, stays as
        it is. By rules for English; where there is a writer, and `prose` is not False, the model is asked, and what it writes is
        taken if it brings in no name and no number that neither the question nor the answer before it has.

        Raises:
            UsageError: `before` is no answer.
            WriterError, MissingExtraError: as `write`.
        """
        check_text("question", question)
        answered = before if isinstance(before, Answer) else answer_from_dict(before)
        settings = self.writer_settings() if prose else None
        if settings is None:
            return whole_question(question, answered)
        return rewrite_question(self._open_writer(settings), question, answered, tick)

    def write(
        self,
        answer: Answer,
        *,
        on_sentence: OnSentence = lambda sentence, claim: None,
        on_part: OnPart = lambda done, total: None,
        tick: Callable[[], None] = lambda: None,
    ) -> Answer:
        """The answer in prose by the writer, each sentence of which the passages bear out; else as it was. `prose` says which.

        Question and passages go to the model. `on_sentence` is told of each sentence as soon as it is judged, with its citations
        where it passed; `tick` is called ten times a second meanwhile. A question about whole reports (a summary, a timeline, all
        figures) has them read part by part, `on_part` is told how far. Each of the three ends the writing by raising. What
        the model or its provider fails in is told in `prose.problem`, and raises nothing.

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
            reader, read = reader_for(self.reader_settings()), self._read_packaged
            written = write_answer(
                snapshot, answer, writer, reader=reader, read=read, on_sentence=on_sentence, on_part=on_part, tick=tick
            )
            return self._followed(snapshot, written)

        return self._index.read(write)

    def _answer(self, snapshot: Snapshot, question: str, scope: tuple[str, ...] | None, everywhere: bool) -> Answer:
        check_scope(snapshot, scope)
        reader, infos = reader_for(self.reader_settings()), snapshot.documents()
        put = Put(question, scope) if scope or everywhere else choose_documents(question, infos)
        answer = answer_question(snapshot, put.question, put.documents, reader=reader, read=self._read_statements())
        elsewhere = find_elsewhere(snapshot, put, answer, reader=reader)
        answer = say_scope(replace(answer, question=question), put, infos, elsewhere)
        return self._followed(snapshot, answer)

    def _followed(self, snapshot: Snapshot, answer: Answer) -> Answer:
        """The answer with what its sources say, verdicts, and the titles of its documents."""
        answer = support_answer(snapshot, answer, self._read_statements())
        held = self._compared.held(snapshot)
        answer = verify_answer(answer, held.document, held.sources)
        quoted = answer.documents()
        changed = () if self._asks_elsewhere() else self._changed.among(snapshot, quoted)
        answer = replace(answer, changed=changed, altered=held.altered_among(quoted))
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
        question, scope, k = _checked(question), scope_of(document), check_k(k)
        return self._index.read(lambda snapshot: self._search(snapshot, question, k, scope, read))

    def _search(
        self, snapshot: Snapshot, question: str, k: int, scope: tuple[str, ...] | None, read: bool
    ) -> tuple[SearchResult, ...]:
        check_scope(snapshot, scope)
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
        scope = scope_of(document)

        def find(snapshot: Snapshot) -> Mentions:
            check_scope(snapshot, scope)
            return list_mentions(snapshot, words, document=scope, limit=limit)

        return self._index.read(find)

    def overview(self, document: str | None = None) -> tuple[Overview, ...]:
        """A document as a whole, or every report: title, makers, date, outline, and the sentences that stand for it, cited.

        Raises:
            UsageError: no document has that identifier.
        """
        scope = scope_of(document)

        def look(snapshot: Snapshot) -> tuple[Overview, ...]:
            check_scope(snapshot, scope)
            return overviews(snapshot, scope)

        return self._index.read(look)

    def _ask_or_refuse(
        self, question: str, document: str | Sequence[str] | None, everywhere: bool, prose: bool
    ) -> Answer:
        try:
            answer = self.ask(question, document=document, everywhere=everywhere, prose=prose)
            return replace(answer, question=question)
        except UsageError as error:
            return refuse(question, str(error), ())


def _checked(question: str) -> str:
    """The question with its white space folded."""
    check_text("question", question)
    return check_question(question)
