"""Answer → Markdown with footnotes, and text for a terminal. What comes from documents is escaped or made printable."""

from __future__ import annotations

import re
import shlex
import textwrap
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from qa.export.backing_words import describe_backing
from qa.export.mentions import all_mentions, reading_lines, ways_on
from qa.export.phrases import Phrases
from qa.export.prose_words import describe_prose, is_written, prose_lines, why_struck, written_sentences
from qa.export.scans import percent
from qa.export.voices import chain_start, describe_voice, lost_marks
from qa.language.en.months import ENGLISH_MONTHS
from qa.regex import regex
from qa.types.answer import Answer, Citation, LinkKind, Status, Verdict
from qa.types.backing import Backing
from qa.types.document import Span
from qa.types.source import Source
from qa.wording.lines import say_line
from qa.wording.say import noted, say, say_date

# With the characters of markup, those that make an address into a link: `https://…`, `www.…`.
_MARKDOWN = regex(r"([\\`*_{}\[\]<>()#+!|$~&^]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
_MAIL = regex(r"(?<=[\w.+-])@(?=\w)")
_ADDRESS = regex(r"<?(https?://[\w.~:/?#@!$&'+,;=%-]*[\w/=])>?([.,;]?)", re.ASCII)
_BLOCK_START = regex(r"^(\d*)([-=.])")

_SHORT = 60
"""Characters of a title where it stands beside a quote."""
_GAP = 2
"""White space between two sentences of a paragraph, in characters."""
_VERDICTS = {
    Verdict.QUOTE_ALTERED: noted("the document no longer has these words here"),
    Verdict.DOCUMENT_MISSING: noted("the document is not in the corpus"),
    Verdict.FOOTNOTE_MISSING: noted("the footnote does not stand on this quote"),
}


def escape_markdown(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no HTML, no image, no link, no LaTeX."""
    # No escape keeps a mail address from becoming a link, but an invisible joiner does.
    text = _MAIL.sub("@\N{WORD JOINER}", " ".join(text.split()))
    return _BLOCK_START.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", text))


def describe_source(source: Source) -> str:
    """A source in a few words: who or what, when, and whether its text is held."""
    if source.is_comment:
        return say("a note that names no work")
    return f"{name_source(source)} ({say(source.holding)})"


def name_source(source: Source) -> str:
    """A source in a few words: who or what, and when."""
    return f"{name_maker(source)}{f', {say_date(source.issued)}' if source.issued else ''}"


def name_maker(source: Source) -> str:
    """Who made a source, in a few words: the same in the shell, in files and in the browser."""
    if source.interviewee:
        return say("Interview with {person}", person=source.interviewee)
    return source.publisher or source.container or ", ".join(source.authors) or source.title or source.reference


def format_date(iso: str) -> str:
    """`2024-01-10` → `10 January 2024`, as exact as given."""
    parts = [int(part) for part in iso.split("-")]
    return " ".join([*(str(p) for p in parts[2:3]), *(ENGLISH_MONTHS[p - 1] for p in parts[1:2]), str(parts[0])])


def chain(citation: Citation, sources: dict[str, Source]) -> Iterator[str]:
    """What stands below a quote, a line for each footnote: sentence → footnote → source → passage in the source."""
    for link in citation.footnotes:
        start = say("note") if link.link is LinkKind.NOTE else chain_start(citation)
        source = sources[link.source]
        yield f"{start} → {say('footnote {label}', label=link.label)} → {describe_source(source)}"
        yield from _source_says(citation, source)
    for source_id in citation.source_of:
        source = sources[source_id]
        words = noted("the source’s own sentence; footnote {label} of {document} names it")
        yield say(words, label=source.label, document=source.doc_id)
    for link in citation.nearby_footnotes:
        named = describe_source(sources[link.source])
        inferred = say("footnote {label}, later in the paragraph (inferred)", label=link.label)
        yield f"{chain_start(citation)} ⇢ {inferred} ⇢ {named}"
    if failed := describe_failed(citation):
        yield failed


def describe_failed(citation: Citation) -> str | None:
    """`NOT VERIFIED: …`, for a quote that failed its check."""
    found = citation.verdict is Verdict.QUOTE_FOUND
    return None if found else say("NOT VERIFIED: {reason}", reason=say(_VERDICTS[citation.verdict]))


def _source_says(citation: Citation, source: Source) -> Iterator[str]:
    """What the source's text says of the quote, and the passages that tell."""
    backing = next((b for b in citation.backing if b.source == source.source_id), None)
    passages = [support for support in citation.support if support.document == source.document]
    if backing is not None:
        yield f"→ {describe_backing(backing)}"
        if backing.passage is not None and backing.verdict is not Backing.BACKS:
            passages = [backing.passage]
    for passage in passages:
        yield f"→ “{passage.quote}” ({_characters(passage)})"


def _characters(citation: Citation) -> str:
    place = {"document": citation.document, "start": citation.span.start, "end": citation.span.end}
    return say("{document}, characters {start}–{end}", **place)


def changed_note(answer: Answer) -> str | None:
    """A line where files have changed since they were indexed, or the index says something else than they do."""
    if answer.altered:
        names = ", ".join(answer.altered)
        return say(
            "{names}: the index holds something else than the file says; do not trust it before it is built anew",
            names=names,
        )
    if not answer.changed:
        return None
    names = ", ".join(answer.changed)
    if len(answer.changed) > 1:
        return say(
            "{names}: the files have changed since they were indexed; what is quoted here is as it was then",
            names=names,
        )
    return say("{names}: the file has changed since it was indexed; what is quoted here is as it was then", names=names)


def answer_to_markdown(answer: Answer, place: Callable[[Citation], Phrases] | None = None) -> str:
    """The answer with a Markdown footnote for each citation, in which `place` says where it stands; else its document does."""
    sources = {source.source_id: source for source in answer.sources}
    lines = [f"**{escape_markdown(answer.question)}**", ""]
    if note := changed_note(answer):
        lines += [f"*{escape_markdown(note)}*", ""]
    lines += [line for words in describe_scope(answer) for line in (f"*{escape_markdown(words)}*", "")]
    for words in reading_lines(answer):
        lines += [f"*{escape_markdown(words)}*", ""]
    if answer.status is Status.ABSTAINED:
        lines += [*_markdown_given_up(answer), escape_markdown(say_line(answer.reason or "")), ""]
        for c in answer.nearest:
            lines += [*_markdown_context(c), f"> {_markdown_quote(c)}", *_markdown_said(c)]
        return "\n".join(lines).rstrip() + "\n"
    if answer.short_answer:
        lines += [f"**{escape_markdown(answer.short_answer)}**", ""]
    if answer.difference:
        lines += [f"*{escape_markdown(say_line(answer.difference))}*", ""]
    notes: list[str] = []
    if is_written(answer):
        lines += _markdown_prose(answer, notes, sources, place)
        return "\n".join([*lines, *notes]).rstrip() + "\n"
    lines += _markdown_given_up(answer)
    shown: list[Citation] = []
    for claim in answer.claims:
        marks = ""
        lines += next((_markdown_context(c, shown) for c in claim.citations if c.quote == claim.text), [])
        shown += claim.citations
        for citation in claim.citations:
            notes.append(_markdown_note(len(notes) + 1, citation, sources, place))
            marks += f"[^{len(notes)}]"
        quoted = next((c for c in claim.citations if c.quote == claim.text), None)
        words = _markdown_quote(quoted) if quoted else escape_markdown(claim.text)
        lines += [f"> {words}{marks}", *_markdown_said(quoted or claim.citations[0])]
    return "\n".join([*lines, *notes]).rstrip() + "\n"


def _markdown_prose(
    answer: Answer, notes: list[str], sources: dict[str, Source], place: Callable[[Citation], Phrases] | None
) -> list[str]:
    """The sentences that a model wrote, with a note for each quote that bears them out; those that failed are struck."""
    lines: list[str] = []
    for sentence, claim in written_sentences(answer):
        if claim is None:
            lines += [f"~~{escape_markdown(sentence.text)}~~ *({escape_markdown(why_struck(sentence))})*", ""]
            continue
        marks = ""
        for citation in claim.citations:
            number = len(notes) + 1
            quote = f"“{escape_markdown(citation.quote)}” ({escape_markdown(describe_place(citation))}); "
            notes.append(_markdown_note(number, citation, sources, place).replace(": ", f": {quote}", 1))
            marks += f"[^{number}]"
        listed = f"**{escape_markdown(sentence.listed)}**: " if sentence.listed else ""
        lines += [f"{listed}{escape_markdown(sentence.text)}{marks}", ""]
    return [*lines, f"*{escape_markdown(describe_prose(answer))}*", ""]


def _markdown_given_up(answer: Answer) -> list[str]:
    return [f"*{escape_markdown(describe_prose(answer))}*", ""] if answer.prose else []


def _markdown_context(citation: Citation, shown: Sequence[Citation] = ()) -> list[str]:
    """What stands before the quote, as a paragraph of its own: not in the quotation."""
    words = describe_context(citation, shown)
    return [f"*{escape_markdown(words)}*", ""] if words else []


def _markdown_quote(citation: Citation) -> str:
    """The quote, between marks where all of it is somebody's words."""
    before, behind = lost_marks(citation)
    return f"{before}{escape_markdown(citation.quote)}{behind}"


def _markdown_said(citation: Citation) -> list[str]:
    """Below a quote, in its blockquote: whose words it is, and in which document it stands."""
    parts = [part for part in (describe_voice(citation), describe_place(citation)) if part]
    return [">", f"> — {escape_markdown('; '.join(parts))}", ""]


def _markdown_note(
    number: int, citation: Citation, sources: dict[str, Source], place: Callable[[Citation], Phrases] | None
) -> str:
    stands = _characters(citation)
    references = [sources[link.source].reference for link in citation.footnotes]
    parts = [escape_markdown(part) for part in [stands, *chain(citation, sources), *references]]
    if place:
        parts.insert(0, phrases_to_markdown(place(citation)).rstrip("."))
    return f"[^{number}]: " + "; ".join(parts)


def phrases_to_markdown(phrases: Phrases) -> str:
    """As Markdown, with addresses as links."""
    return "".join(f"*{escape_markdown(p.text)}*" if p.italic else _linked_markdown(p.text) for p in phrases)


def _linked_markdown(words: str) -> str:
    """Text that Markdown shows as it is, but for the address of a web page, which is a link."""
    return " ".join(
        f"<{found[1]}>{found[2]}" if (found := _ADDRESS.fullmatch(word)) else escape_markdown(word)
        for word in words.split(" ")
    )


def answer_to_text(answer: Answer, width: int = 100, *, told: bool = False) -> str:
    """The answer for a terminal: short answer, numbered quotes, and below each the chain to its source.

    Prose stands above its quotes; with `told`, it was printed while it came, and is left out.
    """
    above = [line for words in reading_lines(answer) for line in wrap(words, width)]
    below = [f"→ {all_mentions(count)}: qa find {shlex.quote(count.words)}" for count in ways_on(answer)]
    parts = ["\n".join(above), _answer_itself(answer, width, told=told), "\n".join(below)]
    return printable("\n\n".join(part for part in parts if part))


def _answer_itself(answer: Answer, width: int, *, told: bool) -> str:
    note = changed_note(answer)
    out: list[str] = [*wrap(f"Note: {note}.", width), ""] if note else []
    if answer.prose and not is_written(answer):
        out += [*wrap(describe_prose(answer), width), ""]
    out += _scope_lines(answer, width)
    out += _refused(answer, width) if answer.status is Status.ABSTAINED else _answered(answer, width, told=told)
    return "\n".join(out).rstrip()


def _refused(answer: Answer, width: int) -> Iterator[str]:
    yield from (*wrap(f"No answer. {answer.reason}", width), "")
    if answer.nearest:
        yield "Nearest in the corpus:"
    for citation in answer.nearest:
        yield from (*context_lines(citation, width), *wrap(f"“{citation.quote}”", width, "  ", "  "))
        yield from _said_lines(citation, width)


def _answered(answer: Answer, width: int, *, told: bool) -> Iterator[str]:
    sources = {source.source_id: source for source in answer.sources}
    written = () if told or not is_written(answer) else prose_lines(answer)
    told_of = (describe_prose(answer),) if is_written(answer) else ()
    for words in (answer.short_answer, answer.difference, *written, *told_of):
        if words:
            yield from (*wrap(words, width), "")
    shown: list[Citation] = []
    for claim in answer.claims:
        for citation in claim.citations:
            yield from context_lines(citation, width, shown)
            shown.append(citation)
            yield from wrap(f"“{citation.quote}” [{len(shown)}]", width, "  ", "  ")
            yield from _said_lines(citation, width)
            for line in chain(citation, sources):
                yield from wrap(line, width, "      ", "        ")
            yield from (f"      {citation.document}, characters {citation.span.start}–{citation.span.end}", "")


def _said_lines(citation: Citation, width: int) -> list[str]:
    """Below a quote: whose words it is, and in which document it stands."""
    lines = [f"— {voice}"] if (voice := describe_voice(citation)) else []
    return [line for words in [*lines, describe_place(citation)] for line in wrap(words, width, "      ", "        ")]


def describe_place(citation: Citation) -> str:
    """In which document a quote stands, by its short title, on which page, and how sure that page's reading by OCR is."""
    name = short_title(citation.title or citation.document)
    page = say("page {page}", page=citation.page) if citation.page else ""
    read = say("read by OCR, {share} sure", share=percent(citation.ocr)) if citation.ocr is not None else ""
    return ", ".join(part for part in (name, page, read) if part)


def short_title(title: str) -> str:
    """A title in one line of at most some sixty characters, cut before its subtitle or between words."""
    title = " ".join(title.split())
    head = title.partition(": ")[0]
    if len(title) > _SHORT and _SHORT // 4 <= len(head) <= _SHORT:
        return head
    return f"{title[:_SHORT].rsplit(' ', 1)[0]} …" if len(title) > _SHORT else title


def describe_scope(answer: Answer) -> list[str]:
    """What was asked, where that is not all: the documents, the words that chose them, and where else there is an answer."""
    if not answer.scope:
        return []
    titles = {c.document: c.title for c in cited_passages(answer) if c.title}
    names = [short_title(titles.get(doc_id) or doc_id) for doc_id in answer.scope]
    asked, chosen = noted("Asked of {documents}."), noted("Asked of {documents}, since the question says “{words}”.")
    lines = [say(chosen if answer.chosen_by else asked, documents=", ".join(names), words=answer.chosen_by)]
    elsewhere = ", ".join(answer.elsewhere)
    return [*lines, say("Another document does answer: {documents}.", documents=elsewhere)] if elsewhere else lines


def cited_passages(answer: Answer) -> list[Citation]:
    """All passages that an answer shows."""
    return [*(citation for claim in answer.claims for citation in claim.citations), *answer.nearest]


def _scope_lines(answer: Answer, width: int) -> list[str]:
    lines = [line for words in describe_scope(answer) for line in wrap(words, width)]
    return [*lines, ""] if lines else []


def context_lines(citation: Citation, width: int, shown: Sequence[Citation] = ()) -> list[str]:
    """What stands before a quote, in brackets and without quotation marks; no line where the quote needs none."""
    words = describe_context(citation, shown)
    return wrap(f"[{words}]", width, "    ", "    ") if words else []


def describe_context(citation: Citation, shown: Sequence[Citation] = ()) -> str | None:
    """`before it: …`, for a quote that leans on what comes before it, unless the citations already shown quote that."""
    context = citation.context
    if context is None or _is_quoted(
        context.span, [other.span for other in shown if other.document == citation.document]
    ):
        return None
    failed = context.verdict is not Verdict.QUOTE_FOUND
    verdict = f" ({say('NOT VERIFIED: {reason}', reason=say(_VERDICTS[context.verdict]))})" if failed else ""
    return f"{say('before it: {words}', words=' '.join(context.quote.split()))}{verdict}"


def _is_quoted(span: Span, quotes: Sequence[Span]) -> bool:
    """True when all the sentences of a span are quoted, be it by several quotes."""
    at = span.start
    for quote in sorted(quotes):
        if quote.start <= at + _GAP:
            at = max(at, quote.end)
    return at >= span.end


def printable(text: str) -> str:
    """Text without control characters, so that no document can drive the terminal."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most `width` characters; one empty line for an empty text."""
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False) or [""]
