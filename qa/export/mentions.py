"""Counts of mentions in words, the same in the shell and in the browser."""

from __future__ import annotations

from collections.abc import Iterator

from qa.types.answer import Answer, AnswerForm
from qa.types.mention_count import DocumentMentions, MentionCount


def describe_count(count: MentionCount) -> str:
    """`7 sentences with “Noboa”: 5 exactly, 2 in another form; 1 in notes`."""
    if not count.total:
        return f"No sentence has “{count.words}”"
    head = f"{_sentences(count.total)} with “{count.words}”"
    other = count.total - count.exact
    forms = [f"{count.exact} exactly, {other} in another form"] if other and count.exact else []
    forms += ["in another form"] if other and not count.exact else []
    notes = [f"{count.notes} in notes"] if count.notes and count.notes < count.total else []
    notes += ["in notes"] if count.notes == count.total else []
    return "; ".join(
        [f"{head}{': ' if forms or notes else ''}{(forms or notes or [''])[0]}", *(notes if forms else [])]
    )


def describe_document(found: DocumentMentions) -> str:
    """`4 in the text, 1 in notes`."""
    parts = [f"{found.text} in the text"] if found.text else []
    return ", ".join([*parts, *([f"{found.notes} in notes"] if found.notes else [])])


def reading_lines(answer: Answer) -> Iterator[str]:
    """What stands above an answer: how the question was read, which readings there are, and that it asked nothing."""
    if answer.read_as:
        yield f"Read as: {answer.read_as}"
    for other in answer.did_you_mean:
        yield f"Did you mean: {other}"
    if answer.remark:
        yield answer.remark
    if answer.form is AnswerForm.MENTIONS:
        count = answer.mentions[0]
        shown = f" The first {len(answer.claims)} of them:" if len(answer.claims) < count.total else ""
        yield f"Words without a question: {describe_count(count)}.{shown}"


def ways_on(answer: Answer) -> tuple[MentionCount, ...]:
    """The mentions that an answer leads on to: not to a single one, which it most likely quotes; a refusal to that too."""
    return tuple(count for count in answer.mentions if count.total > 1 or not answer.claims)


def all_mentions(count: MentionCount) -> str:
    """`all 7 mentions of “Noboa”`."""
    number = "the only mention" if count.total == 1 else f"all {count.total:,} mentions"
    return f"{number} of “{count.words}”"


def _sentences(number: int) -> str:
    return f"{number:,} sentence{'' if number == 1 else 's'}"
