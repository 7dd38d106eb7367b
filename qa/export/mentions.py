"""Counts of mentions in words, the same in the shell and in the browser."""

from __future__ import annotations

from collections.abc import Iterator

from qa.types.answer import Answer, AnswerForm
from qa.types.mention_count import DocumentMentions, MentionCount
from qa.wording.lines import say_line
from qa.wording.say import in_digits, noted, say, say_count


def describe_count(count: MentionCount) -> str:
    """`7 sentences with “Noboa”: 5 exactly, 2 in another form; 1 in notes`."""
    if not count.total:
        return say("No sentence has “{words}”", words=count.words)
    head = say_count(
        "{count} sentence with “{words}”", "{count} sentences with “{words}”", count.total, words=count.words
    )
    other = count.total - count.exact
    forms = []
    if other and count.exact:
        forms = [say("{exact} exactly, {other} in another form", exact=in_digits(count.exact), other=in_digits(other))]
    forms += [say("in another form")] if other and not count.exact else []
    notes = [_in_notes(count.notes)] if count.notes and count.notes < count.total else []
    notes += [say("in notes")] if count.notes == count.total else []
    return "; ".join(
        [f"{head}{': ' if forms or notes else ''}{(forms or notes or [''])[0]}", *(notes if forms else [])]
    )


def describe_document(found: DocumentMentions) -> str:
    """`4 in the text, 1 in notes`."""
    parts = [say("{count} in the text", count=in_digits(found.text))] if found.text else []
    return ", ".join([*parts, *([_in_notes(found.notes)] if found.notes else [])])


def _in_notes(number: int) -> str:
    return say("{count} in notes", count=in_digits(number))


def reading_lines(answer: Answer) -> Iterator[str]:
    """What stands above an answer: how the question was read, which readings there are, and that it asked nothing."""
    if answer.read_as:
        yield say("Read as: {words}", words=answer.read_as)
    for other in answer.did_you_mean:
        yield say("Did you mean: {questions}", questions=other)
    if answer.remark:
        yield say_line(answer.remark)
    if answer.form is AnswerForm.MENTIONS:
        count = answer.mentions[0]
        every = noted("Words without a question: {count}.")
        first = noted("Words without a question: {count}. The first {shown} of them:")
        shown = len(answer.claims)
        yield say(first if shown < count.total else every, count=describe_count(count), shown=in_digits(shown))


def ways_on(answer: Answer) -> tuple[MentionCount, ...]:
    """The mentions that an answer leads on to: not to a single one, which it most likely quotes; a refusal to that too."""
    return tuple(count for count in answer.mentions if count.total > 1 or not answer.claims)


def all_mentions(count: MentionCount) -> str:
    """`all 7 mentions of “Noboa”`."""
    if count.total == 1:
        return say("the only mention of “{words}”", words=count.words)
    return say("all {count} mentions of “{words}”", count=in_digits(count.total), words=count.words)


def _sentences(number: int) -> str:
    return f"{number:,} sentence{'' if number == 1 else 's'}"
