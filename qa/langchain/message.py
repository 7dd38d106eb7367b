"""Answer → a message for a chat, with the citations as LangChain's standard annotations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from langchain_core.messages import AIMessage
from langchain_core.messages.content import Annotation, create_citation, create_text_block

from qa.types.answer import Answer, Citation, FootnoteLink, Status
from qa.types.answer_json import answer_from_dict
from qa.types.source import Source


def answer_to_message(answer: Answer | Mapping[str, Any]) -> AIMessage:
    """Of an answer, or its JSON: the short answer, the difference and the sentences as one text block; a refusal is its reason.

    Each sentence has an annotation for every passage that it quotes (`cited_text` is the quote, `title` the document's
    identifier, `extras` the place, verdict, footnote labels, whose words it is, and the document's title and page), and
    below it one for every work that a footnote on it names (`title`, `url`; `extras`: the label, the source's identifier,
    kind, reference and holding).
    """
    if not isinstance(answer, Answer):
        answer = answer_from_dict(answer)
    if answer.status is Status.ABSTAINED:
        return AIMessage(content_blocks=[create_text_block(answer.reason or "")])
    text = "\n\n".join(filter(None, (answer.short_answer, answer.difference)))
    sources = {source.source_id: source for source in answer.sources}
    annotations: list[Annotation] = []
    for claim in answer.claims:
        text += "\n\n" if text else ""
        start, text = len(text), text + claim.text
        for citation in claim.citations:
            annotations.append(_of_passage(citation, start, len(text)))
            annotations += _of_works(citation.footnotes, sources, start, len(text))
    return AIMessage(content_blocks=[create_text_block(text, annotations=annotations)])


def _of_passage(citation: Citation, start: int, end: int) -> Annotation:
    return create_citation(
        title=citation.document,
        start_index=start,
        end_index=end,
        cited_text=citation.quote,
        document=citation.document,
        passage=citation.passage,
        start=citation.span.start,
        end=citation.span.end,
        verdict=citation.verdict.value,
        voice=citation.voice.value,
        speaker=citation.speaker,
        document_title=citation.title,
        page=citation.page,
        footnotes=list(dict.fromkeys(link.label for link in citation.footnotes)),
    )


def _of_works(
    links: tuple[FootnoteLink, ...], sources: dict[str, Source], start: int, end: int
) -> Iterator[Annotation]:
    for link in links:
        source = sources[link.source]
        if source.is_comment:
            continue
        yield create_citation(
            url=source.url,
            title=source.title or source.reference,
            start_index=start,
            end_index=end,
            footnote=link.label,
            source=source.source_id,
            kind=source.kind.value,
            reference=source.reference,
            holding=str(source.holding),
        )
