"""Whether a question can be asked at all."""

from __future__ import annotations

from qa.errors import Remedy, UsageError

MAX_QUESTION = 2000
"""Characters."""


def check_question(question: str) -> str:
    """The question with its white space folded.

    Raises:
        UsageError: it is empty, or longer than `MAX_QUESTION` characters.
    """
    folded = " ".join(question.split())
    if not any(c.isalnum() for c in folded):
        raise UsageError("the question is empty", remedy=Remedy.ASK_SOMETHING)
    if len(folded) > MAX_QUESTION:
        raise UsageError(
            f"the question has {len(folded):,} characters; at most {MAX_QUESTION:,} are read, so shorten it"
        )
    return folded
