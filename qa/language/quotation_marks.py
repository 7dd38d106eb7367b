"""Where a text quotes: the spans between quotation marks of any style, apostrophes told from marks."""

from __future__ import annotations

from qa.types.document import Span

_CLOSERS = {
    "“": "”“", "„": "“”", "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』", "‘": "’", "‚": "‘’", '"': '"',
}  # fmt: skip
_SINGLE = "‘’"


def quotations(text: str) -> tuple[Span, ...]:
    """The outermost quotations of one paragraph, with their marks; one that opens it may run on past its end."""
    if not any(mark in text for mark in _CLOSERS):
        return ()
    found: list[Span] = []
    start, closers = -1, ""
    last = _last_closers(text)
    for i, character in enumerate(text):
        if start >= 0:
            if character in closers and _closes(text, i):
                found.append(Span(start, i + 1))
                start = -1
        elif character in _CLOSERS and _opens(text, i):
            closers = _CLOSERS[character]
            # An opening mark that nothing closes is a stray one, but at the head of a paragraph it goes on into the next.
            if any(last[closer] > i for closer in closers) or (i == 0 and character != "‘"):
                start = i
    if start == 0:
        found.append(Span(0, len(text)))
    return tuple(found)


def _last_closers(text: str) -> dict[str, int]:
    """The last place at which each closing mark closes something, or -1."""
    marks = set("".join(_CLOSERS.values()))
    last = dict.fromkeys(marks, -1)
    for i, character in enumerate(text):
        if character in marks and _closes(text, i):
            last[character] = i
    return last


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    # French sets a space inside its marks.
    return bool(after) and (not after.isspace() or text[at] == "«") and not before.isalnum()


def _closes(text: str, at: int) -> bool:
    """A single mark between letters, or after a space, is an apostrophe; a straight double one must not stand before a word."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in _SINGLE or text[at] == '"':
        return bool(before) and not before.isspace() and not after.isalnum()
    return at > 0
