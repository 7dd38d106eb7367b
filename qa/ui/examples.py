"""Example questions, made from the documents at hand; only those that the corpus answers are offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qa.api import Corpus
from qa.errors import QAError
from qa.language.codes import language_name
from qa.regex import regex
from qa.types.answer import Status
from qa.types.document import BlockKind, Document, DocumentKind
from qa.types.source import Source, SourceKind

_MOST = 6
# Two or three capitalised words after a small one: a name, not the beginning of a sentence.
_NAME = regex(r"(?<=[a-zß-öø-ÿ] )[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){1,2}\b")


def example_questions(corpus: Corpus) -> tuple[str, ...]:
    """Up to six questions that the corpus answers, of different kinds."""
    answered: list[str] = []
    for question in _candidates(corpus):
        if len(answered) < _MOST and question not in answered and _is_answered(corpus, question):
            answered.append(question)
    return tuple(answered)


def _candidates(corpus: Corpus) -> Iterator[str]:
    reports = [info for info in corpus.documents() if info.kind is DocumentKind.REPORT]
    sources = corpus.sources()
    for info in reports[:3]:
        yield from _about_text(corpus.document(info.doc_id))
    yield from _about_sources(sources, {info.language for info in reports})


def _about_text(document: Document) -> Iterator[str]:
    headings = [b.span.of(document.text).rstrip(" .:") for b in document.blocks if b.kind is BlockKind.HEADING]
    for heading in headings[1:][-1:]:
        yield f"What is said about {heading[:1].lower()}{heading[1:]}?"
    if name := _name(document):
        yield f"What is said about {name}?"
    for block in document.blocks:
        if block.speaker:
            yield f"What did {block.speaker.of(document.text)} say?"
            return


def _name(document: Document) -> str | None:
    """The name that footnoted paragraphs have most, other than those that the title has already."""
    title = document.title.casefold()
    kinds = (BlockKind.PARAGRAPH, BlockKind.QUOTATION)
    spans = [block.span for block in document.blocks if block.kind in kinds]
    noted = [span for span in spans if document.markers_on(span)]
    found = Counter(name for span in noted for name in _NAME.findall(span.of(document.text)))
    others = (n for n, _ in found.most_common() if not any(w[:5] in title for w in n.casefold().split()))
    return next(others, None)


def _about_sources(sources: tuple[Source, ...], usual: set[str]) -> Iterator[str]:
    published = [s for s in sources if s.kind is SourceKind.PRESS_RELEASE] or [s for s in sources if s.publisher]
    if published:
        yield f"What does footnote {published[0].label} cite?"
    if any(s.kind is SourceKind.INTERVIEW for s in sources):
        yield "Which claims rest on interviews?"
    foreign = [language_name(s.language) for s in sources if s.language and s.language not in usual]
    if foreign:
        yield f"Which sources are in {foreign[0]}?"


def _is_answered(corpus: Corpus, question: str) -> bool:
    try:
        return corpus.ask(question, prose=False).status is Status.ANSWERED
    except QAError:
        return False
