"""Answers as a file: for Word, as a page, as Markdown, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from qa.export.answers import answer_to_markdown, phrases_to_markdown
from qa.export.citing import citing
from qa.export.phrases import Phrases
from qa.types.answer import Answer
from qa.types.document_info import DocumentInfo
from qa.wording.say import say

ANSWER_FORMATS = ("docx", "html", "md", "json")


def export_answers(
    answers: Sequence[Answer],
    form: str,
    documents: Iterable[DocumentInfo] = (),
    style: str | None = None,
    title: str = "Answers",
) -> bytes:
    """One of `ANSWER_FORMATS`, text in UTF-8. `documents` give publishers and addresses, `style` is a `HouseStyle`.

    JSON is one answer as `Answer.to_dict` has it; several stand in an object under `answers`.
    """
    if form == "json":
        return answers_to_json(answers).encode("utf-8", "replace")
    how = citing(answers, documents, style)
    if form == "md":
        text = "\n---\n\n".join(
            _relabelled(answer_to_markdown(answer, how.place), number if len(answers) > 1 else 0)
            for number, answer in enumerate(answers, 1)
        )
        listed = how.references(c for a in answers for claim in a.claims for c in claim.citations)
        return (text + _markdown_list(listed)).encode("utf-8", "replace")
    from qa.export.answer_paper import answers_to_paragraphs

    title = answers[0].question if len(answers) == 1 else title
    paragraphs = answers_to_paragraphs(answers, title, how)
    if form == "docx":
        from qa.export.word_file import write_word_file

        return write_word_file(title, paragraphs)
    from qa.export.answer_page import paragraphs_to_page

    return paragraphs_to_page(title, paragraphs).encode("utf-8", "replace")


def answers_to_json(answers: Sequence[Answer]) -> str:
    """One answer as an object, several under `answers`."""
    rows = [answer.to_dict() for answer in answers]
    return json.dumps(rows[0] if len(rows) == 1 else {"answers": rows}, ensure_ascii=False, indent=2) + "\n"


def _relabelled(markdown: str, number: int) -> str:
    """Footnotes numbered by answer, so that no two of a file have one label; 0 leaves them."""
    # What comes from documents has `[` and `^` escaped: an unescaped pair is a footnote of our own.
    return markdown.replace("[^", f"[^{number}-") if number else markdown


def _markdown_list(listed: Sequence[Phrases]) -> str:
    return (
        "".join([f"\n## {say('References')}\n", *(f"\n{phrases_to_markdown(entry)}\n" for entry in listed)])
        if listed
        else ""
    )
