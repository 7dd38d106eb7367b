"""Ask a footnoted report; follow every answer down to its footnote and source.

`open_corpus` is the way in; the other names are what it gives back, takes and raises.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.api import Corpus, open_corpus, verify_text
    from qa.citation.ledger import Basis, Ledger, Statement
    from qa.citation.recheck import AnswerCheck, CheckOutcome, CitationCheck, PartCheck
    from qa.citation.shares import Shares, YearOfSources
    from qa.corpus.fetched import Fetched
    from qa.corpus.manifest import Entry, Manifest
    from qa.corpus.preview import Understood
    from qa.corpus.settings import EngineKind, EngineSettings
    from qa.corpus.source_matching import Proposal
    from qa.corpus.trash import Trashed
    from qa.doctor import Finding, Severity, diagnose
    from qa.errors import (
        BusyError,
        CorpusError,
        DocumentError,
        EncoderError,
        EngineError,
        IndexDamagedError,
        IndexUnusableError,
        MissingExtraError,
        QAError,
        ReaderError,
        Remedy,
        UnknownDocumentError,
        UsageError,
        WebError,
        WriterError,
    )
    from qa.footnotes.integrity import ExaminedFootnote, ExaminedMarker, FootnoteReport
    from qa.index.build import BuildReport
    from qa.index.genuine import Altered
    from qa.index.state import IndexState
    from qa.library.proposals import LibraryMatch, LibraryProposal, Sureness, Unclear
    from qa.library.taking import TakenProposal
    from qa.library.works import LibraryWork
    from qa.reader import ReaderSettings
    from qa.references.filters import Filter
    from qa.types.answer import (
        Answer,
        AnswerForm,
        Citation,
        Claim,
        Context,
        FootnoteLink,
        LinkKind,
        ShortSpan,
        Status,
        Verdict,
        Voice,
    )
    from qa.types.audit import (
        Audit,
        AuditedSource,
        AuditedStatement,
        AuditVerdict,
        Judgement,
        Opinion,
        StatementPart,
    )
    from qa.types.cited_passage import CitedNote, CitedPassage, SearchResult
    from qa.types.document import (
        Block,
        BlockKind,
        Document,
        DocumentKind,
        Footnote,
        Marker,
        Place,
        Problem,
        ProblemKind,
        Span,
    )
    from qa.types.document_info import DocumentInfo
    from qa.types.draft import CheckedSentence, DraftCheck, DraftVerdict
    from qa.types.draft_failure import DraftFailure, DraftFault
    from qa.types.highlight import Highlight
    from qa.types.mention_count import DocumentMentions, MentionCount
    from qa.types.mentions import Mention, Mentions, MentionSpan
    from qa.types.opinion import AnswerOpinion, JudgedQuote
    from qa.types.overview import Heading, Overview
    from qa.types.page_image import PageImage
    from qa.types.passage import Hit, Passage
    from qa.types.prose import Prose, WholeTask, WriterProblem, WrittenSentence
    from qa.types.second_opinion import ModelAsked, ModelFault, ModelSays, ModelVerdict
    from qa.types.source import Holding, Source, SourceKind
    from qa.web.checking import PageCheck, PageState
    from qa.web.fetching import FetchResult
    from qa.web.network import Internet
    from qa.web.plan import Errand, FetchPlan
    from qa.writer.settings import WriterSettings

    __version__: str

__all__ = [
    "Altered",
    "Answer",
    "AnswerCheck",
    "AnswerForm",
    "AnswerOpinion",
    "Audit",
    "AuditVerdict",
    "AuditedSource",
    "AuditedStatement",
    "Basis",
    "Block",
    "BlockKind",
    "BuildReport",
    "BusyError",
    "CheckOutcome",
    "CheckedSentence",
    "Citation",
    "CitationCheck",
    "CitedNote",
    "CitedPassage",
    "Claim",
    "Context",
    "Corpus",
    "CorpusError",
    "Document",
    "DocumentError",
    "DocumentInfo",
    "DocumentKind",
    "DocumentMentions",
    "DraftCheck",
    "DraftFailure",
    "DraftFault",
    "DraftVerdict",
    "EncoderError",
    "EngineError",
    "EngineKind",
    "EngineSettings",
    "Entry",
    "Errand",
    "ExaminedFootnote",
    "ExaminedMarker",
    "FetchPlan",
    "FetchResult",
    "Fetched",
    "Filter",
    "Finding",
    "Footnote",
    "FootnoteLink",
    "FootnoteReport",
    "Heading",
    "Highlight",
    "Hit",
    "Holding",
    "IndexDamagedError",
    "IndexState",
    "IndexUnusableError",
    "Internet",
    "JudgedQuote",
    "Judgement",
    "Ledger",
    "LibraryMatch",
    "LibraryProposal",
    "LibraryWork",
    "LinkKind",
    "Manifest",
    "Marker",
    "Mention",
    "MentionCount",
    "MentionSpan",
    "Mentions",
    "MissingExtraError",
    "ModelAsked",
    "ModelFault",
    "ModelSays",
    "ModelVerdict",
    "Opinion",
    "Overview",
    "PageCheck",
    "PageImage",
    "PageState",
    "PartCheck",
    "Passage",
    "Place",
    "Problem",
    "ProblemKind",
    "Proposal",
    "Prose",
    "QAError",
    "ReaderError",
    "ReaderSettings",
    "Remedy",
    "SearchResult",
    "Severity",
    "Shares",
    "ShortSpan",
    "Source",
    "SourceKind",
    "Span",
    "Statement",
    "StatementPart",
    "Status",
    "Sureness",
    "TakenProposal",
    "Trashed",
    "Unclear",
    "Understood",
    "UnknownDocumentError",
    "UsageError",
    "Verdict",
    "Voice",
    "WebError",
    "WholeTask",
    "WriterError",
    "WriterProblem",
    "WriterSettings",
    "WrittenSentence",
    "YearOfSources",
    "__version__",
    "diagnose",
    "open_corpus",
    "verify_text",
]

_HOMES = {
    "qa.api": (
        "Corpus",
        "open_corpus",
        "verify_text",
    ),
    "qa.citation.ledger": (
        "Basis",
        "Ledger",
        "Statement",
    ),
    "qa.citation.shares": (
        "Shares",
        "YearOfSources",
    ),
    "qa.citation.recheck": (
        "AnswerCheck",
        "CheckOutcome",
        "CitationCheck",
        "PartCheck",
    ),
    "qa.corpus.fetched": ("Fetched",),
    "qa.corpus.manifest": (
        "Entry",
        "Manifest",
    ),
    "qa.corpus.preview": ("Understood",),
    "qa.corpus.settings": ("EngineKind", "EngineSettings"),
    "qa.corpus.source_matching": ("Proposal",),
    "qa.corpus.trash": ("Trashed",),
    "qa.doctor": (
        "Finding",
        "Severity",
        "diagnose",
    ),
    "qa.errors": (
        "BusyError",
        "CorpusError",
        "DocumentError",
        "EncoderError",
        "EngineError",
        "IndexDamagedError",
        "IndexUnusableError",
        "MissingExtraError",
        "QAError",
        "ReaderError",
        "Remedy",
        "UnknownDocumentError",
        "UsageError",
        "WebError",
        "WriterError",
    ),
    "qa.footnotes.integrity": (
        "ExaminedFootnote",
        "ExaminedMarker",
        "FootnoteReport",
    ),
    "qa.index.build": ("BuildReport",),
    "qa.index.genuine": ("Altered",),
    "qa.index.state": ("IndexState",),
    "qa.library.proposals": (
        "LibraryMatch",
        "LibraryProposal",
        "Sureness",
        "Unclear",
    ),
    "qa.library.taking": ("TakenProposal",),
    "qa.library.works": ("LibraryWork",),
    "qa.reader": ("ReaderSettings",),
    "qa.references.filters": ("Filter",),
    "qa.types.draft": (
        "CheckedSentence",
        "DraftCheck",
        "DraftVerdict",
    ),
    "qa.types.draft_failure": (
        "DraftFailure",
        "DraftFault",
    ),
    "qa.types.audit": (
        "Audit",
        "AuditVerdict",
        "AuditedSource",
        "AuditedStatement",
        "Judgement",
        "Opinion",
        "StatementPart",
    ),
    "qa.types.answer": (
        "Answer",
        "AnswerForm",
        "Citation",
        "Claim",
        "Context",
        "FootnoteLink",
        "LinkKind",
        "ShortSpan",
        "Status",
        "Verdict",
        "Voice",
    ),
    "qa.types.second_opinion": (
        "ModelAsked",
        "ModelFault",
        "ModelSays",
        "ModelVerdict",
    ),
    "qa.types.cited_passage": (
        "CitedNote",
        "CitedPassage",
        "SearchResult",
    ),
    "qa.types.document": (
        "Block",
        "BlockKind",
        "Document",
        "DocumentKind",
        "Footnote",
        "Marker",
        "Place",
        "Problem",
        "ProblemKind",
        "Span",
    ),
    "qa.types.document_info": ("DocumentInfo",),
    "qa.types.highlight": ("Highlight",),
    "qa.types.mention_count": (
        "DocumentMentions",
        "MentionCount",
    ),
    "qa.types.mentions": (
        "Mention",
        "MentionSpan",
        "Mentions",
    ),
    "qa.types.opinion": (
        "AnswerOpinion",
        "JudgedQuote",
    ),
    "qa.types.overview": (
        "Heading",
        "Overview",
    ),
    "qa.types.page_image": ("PageImage",),
    "qa.types.passage": (
        "Hit",
        "Passage",
    ),
    "qa.types.prose": (
        "Prose",
        "WholeTask",
        "WriterProblem",
        "WrittenSentence",
    ),
    "qa.types.source": (
        "Holding",
        "Source",
        "SourceKind",
    ),
    "qa.web.checking": (
        "PageCheck",
        "PageState",
    ),
    "qa.web.fetching": ("FetchResult",),
    "qa.web.network": ("Internet",),
    "qa.web.plan": (
        "Errand",
        "FetchPlan",
    ),
    "qa.writer.settings": ("WriterSettings",),
}
"""Which module defines which names: `qa --help` and `import qa` load none of them."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Import a public name when it is first used."""
    from importlib import import_module

    if name == "__version__":
        return _version()
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'qa' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("footnote-qa")
    except PackageNotFoundError:  # a copy of the sources that was never installed
        return "0+unknown"
