"""Counts of mentions in words, the same in the shell and in the browser."""

from __future__ import annotations

from qa.types.mentions import DocumentMentions, MentionCount


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


def _sentences(number: int) -> str:
    return f"{number:,} sentence{'' if number == 1 else 's'}"
