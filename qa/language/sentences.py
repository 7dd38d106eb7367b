"""Text → sentences, as spans. Markers must be out of the text already: `jails.1` hides where a sentence ends."""

from __future__ import annotations

from qa.types.document import Span


def split_sentences(text: str, start: int = 0, *, language: str = "en") -> tuple[Span, ...]:
    """Spans of the sentences of `text`, moved by `start`, without the white space between them.

    The rules are those of sentencex (Wikimedia), which knows abbreviations, initials, quotations and decimal points.
    """
    from sentencex import segment

    spans = []
    position = 0
    for piece in segment(language, text):
        begin = text.index(piece, position)
        position = begin + len(piece)
        trimmed = piece.strip()
        if trimmed:
            begin += len(piece) - len(piece.lstrip())
            spans.append(Span(start + begin, start + begin + len(trimmed)))
    return tuple(spans)
