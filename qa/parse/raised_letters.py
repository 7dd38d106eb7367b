"""Raised letters in Markdown, `size<sup>a</sup>` and `<sup>a</sup> In metres.`: typed marks such as `[a]`, where they count on."""

from __future__ import annotations

from collections.abc import Sequence

from qa.footnotes.labels import are_first_letters
from qa.parse.inline_notes import Event

_LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")
_BREAKS = ("SoftBreak", "HardBreak")


def with_letters(events: Sequence[Event]) -> list[Event]:
    """The events, with such letters as marks, and each note in a paragraph of its own; as they are where no notes begin so."""
    places = [i for i, event in enumerate(events[:-2]) if event[0] == "InlineHtml" and _is_raised_letter(events, i)]
    heads = {i for i in places if i and (events[i - 1][0] == "Start" or events[i - 1][0] in _BREAKS)}
    labels = [events[i + 1][1] for i in sorted(heads)]
    if not len(places) > len(heads) > 1 or not are_first_letters(labels):
        return list(events)
    marks = {i for i in places if events[i + 1][1] in labels}
    out: list[Event] = []
    in_paragraph, position = False, 0
    while position < len(events):
        event = events[position]
        if position not in marks:
            if event[:2] in (("Start", "Paragraph"), ("End", "Paragraph")):
                in_paragraph = event[0] == "Start"
            out.append(event)
            position += 1
            continue
        start, end = event[2], events[position + 2][3]
        if position in heads and in_paragraph and out[-1][0] in _BREAKS:
            out[-1:] = [("End", "Paragraph", start, start), ("Start", "Paragraph", start, end)]
        out.append(("Text", f"[{events[position + 1][1]}]" + (" " if position in heads else ""), start, end))
        position += 3
    return out


def _is_raised_letter(events: Sequence[Event], position: int) -> bool:
    opening, letter, closing = events[position : position + 3]
    raised = opening[1][:4].lower() == "<sup" and closing[0] == "InlineHtml" and closing[1].lower() == "</sup>"
    return raised and letter[0] == "Text" and letter[1] in _LETTERS
