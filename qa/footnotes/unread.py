"""What seems to call notes, or to be notes, in a style that is not read: it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from qa.footnotes.labels import count_from_first
from qa.footnotes.program_text import without_code
from qa.footnotes.told import on_page, shortened, where
from qa.regex import regex
from qa.types.document import BlockKind, Document, Problem, ProblemKind, Span

_GLUED_LETTER = regex(r"(?<=[^\W\d_]{3}[.!?])([a-z]|[ivx]{2,4})(?=\s+[^\W\da-z_]|$)")
_HEAD = regex(
    r"\s{0,8}(\([a-z0-9]{1,4}\)|[a-z0-9]{1,3}/|\[[A-Za-z0-9][\w.:+-]{0,20}\]|[*†‡]{1,3}|[⁰¹²³⁴-⁹]{1,3}|[ᵃ-ᶻ])[.:]?\s?(?=[^\W_]|[“\"(])"
)
"""How a paragraph begins that may be a note."""
_SURE = regex(r"[*†‡]|\[[A-Za-z][\w.:+-]{0,18}\d")
"""Symbols, and keys of works such as `[RFC2119]`: one is enough."""
_MOST_BLOCKS, _MOST_LISTED, _MOST_BEHIND = 60, 20, 2


def unanswered_letters(document: Document) -> Iterator[Problem]:
    """`paid.i It fell`: letters or small Roman numbers behind sentences, which count from the first on."""
    text = without_code(document.text, document.code)
    blocks = (b.span for b in document.blocks if b.kind is not BlockKind.NOTE and not b.repeated)
    found = [match for span in blocks for match in _GLUED_LETTER.finditer(text, span.start, span.end)]
    first = list(dict.fromkeys(match[1] for match in found))
    if found and count_from_first(first):
        yield Problem(
            ProblemKind.UNANSWERED_MARK,
            first[0],
            f"letters stand behind sentences that no note answers ({len(first)}, the first {first[0]} "
            f"{where(document, Span(*found[0].span(1)))})",
        )


def unread_list(document: Document) -> Iterator[Problem]:
    """Paragraphs near the end with labels that all stand behind words of the text above, in the very same form."""
    run = _last_run(document)
    forms = [head[1] for head in run]
    if len(set(forms)) < len(forms) or len(forms) < (1 if forms and _SURE.match(forms[0]) else 2):
        return
    text = without_code(document.text, document.code)
    if all(_call_of(form).search(text, 0, run[0].start()) for form in forms):
        span = Span(*run[0].span())
        yield Problem(
            ProblemKind.UNCALLED_LIST,
            forms[0].strip("()[]/"),
            f"paragraphs that the text seems to call were not read as notes ({len(forms)}, the first begins "
            f"“{shortened(document.text[span.start :])}”{on_page(document, span)})",
        )


def _last_run(document: Document) -> list[re.Match[str]]:
    """The labels of the last paragraphs that have any, one below the other."""
    kinds = (BlockKind.NOTE, BlockKind.TABLE_ROW)
    blocks = [b.span for b in document.blocks[-_MOST_BLOCKS:] if not b.repeated and b.kind not in kinds]
    heads = [_HEAD.match(document.text, span.start, span.end) for span in reversed(blocks)]
    behind = next((i for i, head in enumerate(heads) if head), _MOST_BEHIND + 1)
    if behind > _MOST_BEHIND:
        return []
    run = takewhile(lambda head: head is not None, heads[behind : behind + _MOST_LISTED])
    return [head for head in run if head is not None][::-1]


def _call_of(form: str) -> re.Pattern[str]:
    """A mark of that form; in parentheses only right behind a word, since laws speak of `4(a)` and of paragraph (a)."""
    before = r"(?:(?<=[^\W\d_]{2})|(?<=[^\W\d_][.,;!?”\"]))" if form[0] == "(" else r"(?<=[\w.,;:!?”\"’)%])"
    space = "" if form[0] in "(*†‡" else "[ ]?"
    return re.compile(rf"{before}{space}{re.escape(form)}(?=[\s.,;:!?)]|$)")
