"""The table of what may be asked: each operation's name, words, arguments, result, and the function that carries it out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qa.citation.ledger import Basis, Statement
from qa.errors import UsageError
from qa.footnotes.integrity import CHARACTERS_BEFORE
from qa.service import arguments as of
from qa.service import results as to
from qa.types.answer import Answer
from qa.types.cited_passage import CitedPassage
from qa.types.draft import DraftCheck
from qa.types.json_form import json_of
from qa.types.json_reading import read_json
from qa.types.source import Source, SourceKind

if TYPE_CHECKING:
    from qa.api import Corpus

MOST_RESULT = 2_000_000
"""Characters of JSON that one operation gives; more is refused, since a model or a program can do nothing with it."""


@dataclass(frozen=True, slots=True)
class CorpusOperation:
    """Something that may be asked of a corpus."""

    name: str
    title: str
    says: str
    """What it does, for who chooses among them."""
    takes: type
    """A dataclass of `qa.service.arguments`."""
    gives: type
    """The dataclass that is sent, as JSON."""
    run: Callable[[Corpus, Any], Any]

    def carry_out(self, corpus: Corpus, arguments: object) -> str:
        """The result as JSON; arguments are JSON values.

        Raises:
            UsageError: the arguments are not such as it takes, or there would be too much to send.
            QAError: as the corpus says.
        """
        found = json.dumps(json_of(self.run(corpus, read_json(self.takes, arguments, closed=True))), ensure_ascii=False)
        if len(found) > MOST_RESULT:
            raise UsageError(
                f"{self.name}: the result has {len(found):,} characters, and at most {MOST_RESULT:,} are sent; ask for fewer, "
                "or of one document"
            )
        return found


def _documents(corpus: Corpus, given: of.DocumentsArguments) -> to.DocumentList:
    found = [info for info in corpus.documents() if given.kind in (None, info.kind)]
    return to.DocumentList(len(found), tuple(found[: given.limit]))


def _ask(corpus: Corpus, given: of.AskArguments) -> Answer:
    # Whoever asks has a model of their own, or wants none: by quotation, whatever writer this computer has.
    return corpus.ask(given.question, document=given.documents or None, everywhere=given.everywhere, prose=False)


def _find(corpus: Corpus, given: of.FindArguments) -> to.SentenceList:
    found = corpus.find(given.words, document=given.documents or None, limit=given.limit)
    count = found.count
    return to.SentenceList(count.words, count.total, count.exact, count.notes, count.documents, found.mentions)


def _search(corpus: Corpus, given: of.SearchArguments) -> to.PassageList:
    found = corpus.search(given.question, k=given.limit, document=given.documents or None)
    return to.PassageList(tuple(map(_sent, found)), _works(found))


def _read(corpus: Corpus, given: of.ReadArguments) -> to.PassagesRead:
    found = corpus.passages_around(given.document, given.start, neighbours=given.neighbours)
    asked = sum(cited.passage.span.start <= given.start for cited in found) - 1
    return to.PassagesRead(max(asked, 0), tuple(map(_sent, found)), _works(found))


def _sent(cited: CitedPassage) -> to.PassageSent:
    passage, citation = cited.passage, cited.citation
    notes = (to.NoteSent(n.label, n.link, n.text, tuple(s.source_id for s in n.sources)) for n in cited.notes)
    return to.PassageSent(
        document=passage.doc_id,
        title=cited.title,
        page=cited.page,
        passage=passage.passage_id,
        span=passage.span,
        quote=citation.quote,
        kind=passage.kind,
        headings=passage.heading_path,
        voice=citation.voice,
        speaker=citation.speaker,
        footnotes=tuple(notes),
    )


def _works(found: Iterable[CitedPassage]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(source for cited in found for source in cited.sources))


def _footnote(corpus: Corpus, given: of.FootnoteArguments) -> to.FootnoteList:
    notes: dict[tuple[str, int], list[Source]] = {}
    for source in corpus.find_sources(given.footnote):
        notes.setdefault((source.doc_id, source.note), []).append(source)
    return to.FootnoteList(tuple(_note(corpus, doc_id, note, named) for (doc_id, note), named in notes.items()))


def _note(corpus: Corpus, doc_id: str, note: int, named: Sequence[Source]) -> to.NoteFound:
    document = corpus.document(doc_id)
    footnote, text = document.footnotes[note], document.text
    places = [marker.at for marker in document.markers if marker.note == note]
    return to.NoteFound(
        document=doc_id,
        title=document.title,
        label=footnote.label,
        text=footnote.span.of(text),
        span=footnote.span,
        called=tuple(to.NoteCall(at, text[max(at - CHARACTERS_BEFORE, 0) : at]) for at in places),
        sources=tuple(named),
    )


def _source(corpus: Corpus, given: of.SourceArguments) -> to.SourceList:
    return to.SourceList(corpus.find_sources(given.source))


def _rests(corpus: Corpus, given: of.RestsArguments) -> to.StatementList:
    found: Sequence[Statement]
    if given.on in list(Basis):
        found = corpus.ledger(given.document).having(Basis(given.on))
    elif given.on in list(SourceKind):
        found = corpus.ledger(given.document).resting_on_kind(SourceKind(given.on))
    else:
        found = _resting_on(corpus, given.on, given.document)
    sent = (to.StatementSent(s.citation, s.works, tuple(sorted(s.basis))) for s in found[: given.limit])
    return to.StatementList(len(found), tuple(sent))


def _resting_on(corpus: Corpus, name: str, document: str | None) -> list[Statement]:
    """Only documents whose notes name it are gone through."""
    named: dict[str, list[str]] = {}
    for source in corpus.find_sources(name):
        if document in (None, source.doc_id):
            named.setdefault(source.doc_id, []).append(source.source_id)
    if document is not None and not named:
        corpus.document(document)  # refuses what there is not
    return [s for doc_id, works in named.items() for s in corpus.ledger(doc_id).resting_on(works)]


def _verify(corpus: Corpus, given: of.VerifyArguments) -> DraftCheck:
    return corpus.verify("text.md", data=given.text.encode())


OPERATIONS = (
    CorpusOperation(
        "ask",
        "Ask a question",
        "Answer a question from the corpus by quotation, or refuse with the reason and what comes nearest. Each claim has "
        "citations: document, start, end, the quote, its footnotes, the sources that these name, and passages of held sources.",
        of.AskArguments,
        Answer,
        _ask,
    ),
    CorpusOperation(
        "find",
        "Find words",
        "List every sentence with some words, a name, an identifier or a phrase, each cited; all are counted.",
        of.FindArguments,
        to.SentenceList,
        _find,
    ),
    CorpusOperation(
        "search",
        "Search passages",
        "The passages that hold the best sentences for a question, best first, with their footnotes and sources.",
        of.SearchArguments,
        to.PassageList,
        _search,
    ),
    CorpusOperation(
        "documents",
        "List documents",
        "The documents of the corpus: identifier, title, kind, language, publisher.",
        of.DocumentsArguments,
        to.DocumentList,
        _documents,
    ),
    CorpusOperation(
        "read",
        "Read a passage",
        "The passage at a character of a document with those before and after it, their footnotes and sources.",
        of.ReadArguments,
        to.PassagesRead,
        _read,
    ),
    CorpusOperation(
        "footnote",
        "Look up a footnote",
        "A footnote's whole text, where it is called, and the works that it names.",
        of.FootnoteArguments,
        to.FootnoteList,
        _footnote,
    ),
    CorpusOperation(
        "source",
        "Look up a source",
        "What is known of a work that a footnote names: kind, authors, title, date, address, and the document that holds its text.",
        of.SourceArguments,
        to.SourceList,
        _source,
    ),
    CorpusOperation(
        "rests",
        "What rests on it",
        "The statements that rest on a source, on a kind of source, or on a basis such as nothing or interviews-only.",
        of.RestsArguments,
        to.StatementList,
        _rests,
    ),
    CorpusOperation(
        "verify",
        "Verify a text",
        "Check a text that was written elsewhere, sentence by sentence, against the documents: quotations, numbers, names, "
        "negations, and whether a passage supports it. It passes when no sentence has the verdict fails.",
        of.VerifyArguments,
        DraftCheck,
        _verify,
    ),
)
BY_NAME = {operation.name: operation for operation in OPERATIONS}
