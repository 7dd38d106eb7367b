"""Answers as paragraphs with footnotes, from which the Word file and the page are made: the same words in both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qa.export.answers import changed_note, describe_context, describe_place, describe_scope
from qa.export.citing import Citing
from qa.export.mentions import reading_lines
from qa.export.phrases import joined_phrases, phrased
from qa.export.prose_words import describe_prose, is_written, why_struck, written_sentences
from qa.export.voices import describe_voice, lost_marks
from qa.export.word_file import Style, WordParagraph, WordRun, plain_paragraph
from qa.types.answer import Answer, Citation, Claim, Status
from qa.types.source import Source
from qa.wording.lines import say_line
from qa.wording.say import say


def answers_to_paragraphs(answers: Sequence[Answer], title: str, citing: Citing) -> list[WordParagraph]:
    """One answer under its question; several each under its own, below the title of all."""
    alone = len(answers) == 1
    found = [] if alone else [plain_paragraph(title, Style.TITLE)]
    for answer in answers:
        found.append(plain_paragraph(answer.question, Style.TITLE if alone else Style.HEADING))
        found += _answer(answer, citing)
    cited = [c for answer in answers for c in _quoted(answer)]
    if listed := citing.references(cited):
        entries = [WordParagraph(tuple(WordRun(p.text, italic=p.italic) for p in entry)) for entry in listed]
        found += [plain_paragraph(say("References"), Style.HEADING), *entries]
    return found


def quote_paragraph(citation: Citation, sources: Mapping[str, Source], citing: Citing) -> WordParagraph:
    """A quote, between the marks that it lost to its neighbours, with its footnote."""
    before, behind = lost_marks(citation)
    note = citing.note(citation, sources)
    return WordParagraph((WordRun(f"{before}{_line(citation.quote)}{behind}", footnote=note),), Style.QUOTE)


def _quoted(answer: Answer) -> list[Citation]:
    return [*(citation for claim in answer.claims for citation in claim.citations), *answer.nearest]


def _answer(answer: Answer, citing: Citing) -> Iterator[WordParagraph]:
    sources = {source.source_id: source for source in answer.sources}
    note = changed_note(answer)
    for words in (f"{note}." if note else None, *describe_scope(answer), *reading_lines(answer)):
        yield from _aside(words)
    if answer.prose and not is_written(answer):
        yield from _aside(describe_prose(answer))
    if answer.status is Status.ABSTAINED:
        yield plain_paragraph(f"{say('No answer')}. {say_line(answer.reason or '')}".strip())
        yield from _aside(say("The nearest passages:") if answer.nearest else None)
        yield from _quotes(answer.nearest, sources, citing)
        return
    if answer.short_answer:
        yield WordParagraph((WordRun(answer.short_answer, bold=True),))
    yield from _aside(say_line(answer.difference or ""))
    if is_written(answer):
        yield from _prose(answer, sources, citing)
        return
    shown: list[Citation] = []
    for claim in answer.claims:
        yield from _claim(claim, sources, citing, shown)
        shown += claim.citations


def _claim(
    claim: Claim, sources: Mapping[str, Source], citing: Citing, shown: Sequence[Citation]
) -> Iterator[WordParagraph]:
    quoted = [citation for citation in claim.citations if citation.quote == claim.text]
    if not quoted:
        yield WordParagraph((WordRun(claim.text), *_marks(claim, sources, citing)))
        return
    yield from _quotes(quoted[:1], sources, citing, shown)
    yield from _quotes([c for c in claim.citations if c is not quoted[0]], sources, citing, [*shown, quoted[0]])


def _quotes(
    citations: Sequence[Citation], sources: Mapping[str, Source], citing: Citing, shown: Sequence[Citation] = ()
) -> Iterator[WordParagraph]:
    """Each with what it leans on before it, and below it whose words it is and where it stands."""
    for citation in citations:
        yield from _aside(describe_context(citation, shown))
        yield quote_paragraph(citation, sources, citing)
        said = "; ".join(part for part in (describe_voice(citation), describe_place(citation)) if part)
        yield WordParagraph((WordRun(f"— {said}"),), Style.QUOTE)


def _prose(answer: Answer, sources: Mapping[str, Source], citing: Citing) -> Iterator[WordParagraph]:
    for sentence, claim in written_sentences(answer):
        if claim is None:
            why = WordRun(f" ({why_struck(sentence)})", italic=True)
            yield WordParagraph((WordRun(sentence.text, struck=True), why))
        else:
            listed = (WordRun(f"{sentence.listed}: ", italic=True),) if sentence.listed else ()
            yield WordParagraph((*listed, WordRun(sentence.text), *_marks(claim, sources, citing)))
    yield from _aside(describe_prose(answer))


def _marks(claim: Claim, sources: Mapping[str, Source], citing: Citing) -> Iterator[WordRun]:
    """A footnote for each quote that bears out a written sentence, with the quote in it."""
    for citation in claim.citations:
        note = joined_phrases([phrased(f"“{_line(citation.quote)}”"), citing.note(citation, sources)], " ")
        yield WordRun("", footnote=note)


def _aside(words: str | None) -> Iterator[WordParagraph]:
    if words:
        yield WordParagraph((WordRun(words, italic=True),))


def _line(words: str) -> str:
    return " ".join(words.split())
