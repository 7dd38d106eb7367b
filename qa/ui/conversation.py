"""The questions of one visitor, in order, and the conversation as Markdown with footnotes and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from qa.types.answer import Answer

MOST_TURNS = 20
"""Questions that a conversation keeps."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, and the documents that it is put to; None for all."""

    question: str
    documents: tuple[str, ...] | None = None
    everywhere: bool = False
    """Whether its own words may choose no document (“in the memo”)."""


def put(turns: Sequence[Turn], turn: Turn) -> list[Turn]:
    """The conversation with a question put; one that was put before moves to the end."""
    return [*(other for other in turns if other != turn), turn][-MOST_TURNS:]


def turns_to_markdown(answers: Sequence[Answer]) -> str:
    """All answers as one Markdown text; footnotes are numbered by answer, so that no two have one label."""
    return "\n---\n\n".join(_relabel(answer.to_markdown(), number) for number, answer in enumerate(answers, 1))


def _relabel(markdown: str, number: int) -> str:
    # What comes from documents has `[` and `^` escaped: an unescaped pair is a footnote of our own.
    return markdown.replace("[^", f"[^{number}-")


def turns_to_json(answers: Sequence[Answer]) -> str:
    """All answers in the form of `qa ask --json`, under `answers`."""
    return json.dumps({"answers": [answer.to_dict() for answer in answers]}, ensure_ascii=False, indent=2) + "\n"
