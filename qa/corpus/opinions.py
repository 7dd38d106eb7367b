"""What people say of answers: JSON Lines in the corpus folder, to which lines are added and none is changed.

Of several lines about one answer or quote the last counts; one that says nothing takes the others back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qa.corpus.said_lines import LONGEST_REMARK, append_said, check_remark, read_said
from qa.types.audit import Opinion
from qa.types.document import Span
from qa.types.opinion import AnswerOpinion, JudgedQuote

OPINIONS = "_opinions.jsonl"


def read_opinions(folder: Path) -> tuple[AnswerOpinion, ...]:
    """What counts now, in the order in which it was said; a line that does not fit is left out, with a warning.

    Raises:
        CorpusError: the file is too large, or a link that leads elsewhere.
    """
    found: dict[tuple[object, ...], AnswerOpinion] = {}
    for said in read_said(folder / OPINIONS, _from_row, "an opinion"):
        found.pop(said.key, None)
        if said.opinion or said.note:
            found[said.key] = said
    return tuple(found.values())


def write_opinion(folder: Path, said: AnswerOpinion) -> AnswerOpinion:
    """Add a line, with the time; no opinion and no note take back what was said before.

    Raises:
        UsageError: the note is too long.
        CorpusError: it cannot be written.
    """
    check_remark("note", said.note)
    said = replace(said, at=datetime.now(UTC).isoformat(timespec="seconds"))
    append_said(folder / OPINIONS, said.to_dict())
    return said


def _from_row(row: Mapping[str, Any]) -> AnswerOpinion:
    said = AnswerOpinion(
        _text(row["question"]),
        tuple(_text(name) for name in row.get("scope") or ()),
        tuple(_quote(quote) for quote in row["quotes"]),
        row["of"] == "answer",
        Opinion(row["opinion"]) if row.get("opinion") else None,
        _text(row.get("note") or "")[:LONGEST_REMARK],
        None if row.get("short_answer") is None else _text(row["short_answer"]),
        _text(row["at"]),
    )
    if not said.is_whole and len(said.quotes) != 1:
        raise ValueError("one quote")
    return said


def _quote(row: Mapping[str, Any]) -> JudgedQuote:
    start, end = row["start"], row["end"]
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise ValueError("place")
    labels = tuple(_text(label) for label in row.get("footnotes") or ())
    return JudgedQuote(_text(row["document"]), Span(start, end), _text(row["quote"]), labels)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("text")
    return value
