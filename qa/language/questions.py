"""Whether words ask something themselves, or only tell of a question that somebody asked."""

from __future__ import annotations

from qa.language.boundaries import find_sentences
from qa.language.quotation_marks import quotations
from qa.regex import regex

_ASKS = regex(r"(?:[?？؟\u037e‽⁇⁈⁉⸮՞፧꘏]|(?<=[Ͱ-Ͽἀ-῿]);)[\s!！.…\"'’”»)\]]*\Z|[か吗嗎][。．.]?\s*\Z|՞|¿[^?]*\Z")
"""Marks of many scripts; Greek's may be typed as a semicolon, and Armenian sets its own within the word."""
_OPENS, _CLOSES = regex(r"(?<!\w)'(?=\w)"), regex(r"(?<=[^\s])'(?!\w)")
_ASIDE = regex(r"\s*[(\[（【][^()\[\]（）【】]*[)\]）】]")
_AROUND = " \"'’‘“”«»„「」『』()[]（）"


def asks_something(text: str) -> bool:
    """Whether a sentence among these is a question: outside of quotation marks and brackets, unless all of it stands in them."""
    marked = _CLOSES.sub("’", _OPENS.sub("‘", text))
    bare = list(marked)
    for span in quotations(marked):
        bare[span.start : span.end] = "_" * (span.end - span.start)
    outside = _ASIDE.sub("", "".join(bare))
    if not any(c.isalnum() for c in outside):
        outside = text.strip(_AROUND)
    return any(_ASKS.search(span.of(outside)) for span in find_sentences(outside))
