"""Judged answers as files: a gold file for `qa eval`, JSON Lines, CSV, Markdown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence

from qa.export.answers import escape_markdown, format_date
from qa.export.audit_table import harmless_cell
from qa.types.audit import Opinion
from qa.types.opinion import AnswerOpinion, JudgedQuote

OPINION_FORMATS = ("gold", "jsonl", "csv", "markdown")


def export_opinions(opinions: Sequence[AnswerOpinion], form: str, titles: Mapping[str, str]) -> str:
    """All of them in one of `OPINION_FORMATS`."""
    if form == "gold":
        return opinions_to_gold(opinions)
    if form == "jsonl":
        return _lines(said.to_dict() for said in opinions)
    return _to_csv(opinions) if form == "csv" else _to_markdown(opinions, titles)


def opinions_to_gold(opinions: Iterable[AnswerOpinion]) -> str:
    """The questions whose answer is known by what was judged, as `qa eval` reads them.

    A quote that is right is evidence, by itself or in an answer that is right as a whole, unless it was called wrong; the short
    answer of such an answer is acceptable. A refusal that is right has no evidence. Where only what is wrong is known, the
    question is left out; so is one that was put to some documents, since `qa eval` asks all.
    """
    by_question: dict[str, list[AnswerOpinion]] = {}
    for said in opinions:
        if said.opinion and not said.scope:
            by_question.setdefault(said.question, []).append(said)
    return _lines(row for question, said in by_question.items() if (row := _gold(question, said)))


def _gold(question: str, opinions: Sequence[AnswerOpinion]) -> dict[str, object] | None:
    whole = next((said for said in opinions if said.is_whole), None)
    wrong = {quote for said in opinions if not said.is_whole and said.opinion is Opinion.WRONG for quote in said.quotes}
    right = [said for said in opinions if said.opinion is Opinion.RIGHT]
    quotes = [quote for said in right for quote in said.quotes if quote not in wrong]
    is_right = whole is not None and whole.opinion is Opinion.RIGHT
    if not quotes and not (is_right and whole is not None and not whole.quotes):
        return None
    short = whole.short_answer if is_right and whole else None
    return {
        "question": question,
        "kind": "judged" if quotes else "unanswerable",
        "evidence": list(dict.fromkeys(quote.quote for quote in quotes)),
        "answers": [short] if short else [],
        "footnotes": _labels(quotes),
    }


def _labels(quotes: Sequence[JudgedQuote]) -> list[str]:
    """The footnotes, where every quote has the same: `qa eval` wants them on whichever quote is cited."""
    return sorted(quotes[0].footnotes) if quotes and len({quote.footnotes for quote in quotes}) == 1 else []


def _lines(rows: Iterable[dict[str, object]]) -> str:
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def _to_csv(opinions: Sequence[AnswerOpinion]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(("question", "of", "opinion", "note", "document", "start", "end", "quote", "at"))
    for said in opinions:
        for quote in said.quotes or (None,):
            place = (quote.document, quote.span.start, quote.span.end, quote.quote) if quote else ("", "", "", "")
            row = (
                said.question,
                "answer" if said.is_whole else "quote",
                said.opinion or "",
                said.note,
                *place,
                said.at,
            )
            writer.writerow([harmless_cell(str(cell)) for cell in row])
    return file.getvalue()


def _to_markdown(opinions: Sequence[AnswerOpinion], titles: Mapping[str, str]) -> str:
    parts = []
    for said in opinions:
        verdict = f"**{said.opinion.value.capitalize()}**" if said.opinion else "Note"
        head = f"## {escape_markdown(said.question)}\n\n{verdict}, {'the answer' if said.is_whole else 'a quote'}"
        note = f"\n\n{escape_markdown(said.note)}" if said.note else ""
        quotes = "".join(
            f"\n\n> {escape_markdown(q.quote)}\n>\n> {escape_markdown(titles.get(q.document, q.document))}"
            for q in said.quotes
        )
        parts.append(f"{head}, {format_date(said.at[:10])}{note}{quotes}\n")
    return "\n".join(parts)
