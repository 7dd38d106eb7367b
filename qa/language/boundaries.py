"""Where sentences end, decided around abbreviations, ordinals and footnote markers, in ten languages.

sentencex (Wikimedia) proposes; what it gets wrong there is decided here, by the word before the full stop and by what
follows it. Markers must be out of the text already: `jails.1` hides where a sentence ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from qa.language.abbreviated import calls_for_number, ends_after
from qa.language.abbreviations import Abbreviations, abbreviations_of
from qa.language.going_on import sentence_goes_on, stands_between
from qa.regex import regex
from qa.types.document import Span

_STOP = regex(r"(?<![.!?…。！？।॥؟])[.!?…。！？।॥؟]+(?:[\"'”’»)\]]+|[ \u00a0\u202f]»)?(?=\s)")
"""Where a sentence may end: closing punctuation, with what closes a quotation or parenthesis, before white space."""
_BEFORE = regex(r"(?P<word>[^\W_](?:[\w-]|\.(?=\w))*)\.[\"'”’»)\]]*$")
"""The word whose full stop it is; dots inside belong to it: `U.S`, `z.B`."""
_AFTER = regex(r"\s*[\"'“‘„«¿¡(\[—–-]*\s*(?:[’'‘](?:s|t|n)\s)?(?P<word>[^\W_](?:[\w’'-]*))?")
_HEADS = ("§", "(")
_HEADED = regex(r"\s*(?:§+\s?\d+[a-z]?\.|\((?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})\))\s[“„\"«]?(?P<word>[^\W\d_][\w’'-]*)")
"""A number of a law's paragraph, and the word that it heads: `(b) For purposes …`, `§ 5. Rozporządzenie …`"""
_ALTERED = regex(r"\s*[\"“]?\[(?P<first>[^\W\d_])\](?P<rest>[^\W\d_]+)")
"""The first letter of a quotation that somebody changed: `[T]he`."""
_CITED = regex(r"\s*\d{1,4}\s[A-Z][\w.’' ]{1,20}\s\d")
"""Such as `881 F. 3d 90`."""
_BRAND = regex(r"[a-z]{1,3}[A-Z]")
"""What begins in lower case wherever it stands: `iPhone`, `mRNA`."""
_NUMBER_BEGINS = regex(r"\s*(?:\d{1,4}\s[^\W\d_]{2,}|\d{1,2}\.\s)")
_YEAR_BEGINS = regex(r"\s*(?:1[5-9]|20)\d\d\s[a-zäöüß]")
_SPEAKS = regex(r"\s*[—–-]\s*(?=[^\W\d_])")
"""The dash before what somebody says: `— No. — Yes.`"""
_CLOSING = ".!?…\"'”’»)]。！？"
_CLOSED = regex(r"(?:(?:[.!?]|[^\s(\[…]…)(?:[\"”»)]+|\s»)|[^.\[][.!?]\]|\[[.!?]\][\"”])$")
_BARE = regex(r"(?:[)\]”\"’'%°€²³]\.|[^\W_][!?])$")
"""A stop behind a mark, or another than a full stop, with nothing that closes behind it."""
_LEADERS = regex(r"\.{5,}$")
"""Dots that lead from one column of a table to the next."""
_TRAILS = regex(r"[^\s.…(\[](?:…|\.{3})[\"”»)]?$")
"""Dots behind a word that trails off; those that stand for words left out have a space before them."""
_GOES_ON = ",:;–—-§¶№&#"
_WITHOUT_SPACE = "。！？」』"
_OPENED = regex(r"(?<![^\s(\[—–])\"(?=\S)")
_PAIRS = ("“”", "„“", "«»", "()", "[]")
_FAR = 2000
"""Characters in which the other mark of a pair is looked for."""
_SHORT, _LONG = 2, 4
"""Letters from which a word is no abbreviation, before a word that begins sentences and before any other capital letter."""
_WINDOW = 4000
"""Characters that sentencex is given at once; paragraphs are shorter."""
_LONGEST_WORD = 40
"""Characters before a full stop in which its word is looked for."""


def find_sentences(
    text: str, start: int = 0, *, language: str = "en", markers: Collection[int] = ()
) -> tuple[Span, ...]:
    """Spans of the sentences of `text`, moved by `start`, without the white space between them.

    `markers` are the offsets in `text` at which footnote markers stood: one behind closing punctuation ends a sentence,
    whatever the word before it.
    """
    language = language.partition("-")[0].lower()
    spans = []
    begin = 0
    for end in (*_ends(text, language, frozenset(markers)), len(text)):
        piece = text[begin:end]
        stripped = piece.strip()
        if stripped:
            first = begin + piece.index(stripped[0])
            spans.append(Span(start + first, start + first + len(stripped)))
        begin = end
    return tuple(spans)


def _ends(text: str, language: str, markers: frozenset[int]) -> Iterator[int]:
    """The offsets inside `text` at which a sentence ends."""
    # sentencex sometimes ends a sentence before the mark that closes it: `(subd. (b).|)`.
    closed = {inside: match.end() for match in _STOP.finditer(text) for inside in range(match.start(), match.end())}
    proposed = frozenset(closed.get(end, end) for end in _proposed(text, language))
    known, has_case = abbreviations_of(language), any(c.isupper() for c in text)
    begin = 0
    for end in sorted(proposed.union(closed.values())):
        if end < len(text) and _ends_sentence(text, begin, end, known, end in proposed, end in markers, has_case):
            yield end
            begin = end


def _ends_sentence(
    text: str, begin: int, end: int, known: Abbreviations, proposed: bool, marked: bool, has_case: bool
) -> bool:
    """True where the sentence from `begin` ends at `end`; `proposed` by sentencex, `marked` with a footnote.

    A text without `has_case` begins its sentences in lower case, as messages do.
    """
    earliest = max(end - _LONGEST_WORD, 0)
    before = _BEFORE.search(text, max(earliest, text.rfind(" ", earliest, end)), end)
    headed = _HEADED.match(text, end) if text[end + 1 : end + 2] in _HEADS else None
    following = _following(text, end) if headed is None else headed["word"]
    if marked and text[end - 1] in _CLOSING and not following[:1].islower():
        return True
    if text[end - 2 : end] == ".." and _LEADERS.search(text, max(end - 5, 0), end):
        return False
    if not text[end].isspace():
        return proposed and text[end - 1] in _WITHOUT_SPACE
    if sentence_goes_on(text, end, following, known):
        return False
    if before is None:
        closed = proposed and text[end - 1] not in _GOES_ON and not text[end - 1].isalnum()
        return closed or _opens(text, end) or _stops(text, begin, end, following, known)
    at = before.start("word")
    if following[:1].islower():
        return proposed and not has_case
    if stands_between(text[begin:at], before["word"], following, known):
        return False
    if headed is not None and _can_be_headed(text, end, before["word"], following, known):
        return not _is_open(text, begin, end)
    decided = ends_after(text, at, before["word"], end, following, known)
    if decided is not None:
        return decided
    return (
        proposed
        or _opens(text, end)
        or (_SPEAKS.match(text, begin) is not None and _SPEAKS.match(text, end) is not None)
        or (_is_plain(before["word"], text, end, following, known) and not _is_open(text, begin, end))
    )


def _can_be_headed(text: str, end: int, word: str, following: str, known: Abbreviations) -> bool:
    """True where the number of a paragraph follows, not of what `word` calls for or of the law that it names."""
    if text[end : end + 3].lstrip()[:1] == "§" and not word.islower():
        return False
    return following[0].isupper() and not calls_for_number(word, known)


def _following(text: str, end: int) -> str:
    """The word behind `end`, with a capital letter where it is a name that has none there."""
    altered = _ALTERED.match(text, end) if "[" in text[end : end + 4] else None
    if altered is not None:
        return altered["first"] + altered["rest"]
    after = _AFTER.match(text, end)
    following = after["word"] or "" if after else ""
    return following.capitalize() if _BRAND.match(following) else following


def _stops(text: str, begin: int, end: int, following: str, known: Abbreviations) -> bool:
    """True where a sentence trails off or ends behind a mark before the next; not inside a quotation that goes on."""
    starts = following in known.starters
    if _TRAILS.search(text, max(end - 6, 0), end):
        begins = starts or (len(following) > 1 and following[0].isupper())
    else:
        begins = _BARE.search(text, max(end - 3, 0), end) is not None and (starts or text[end - 1] == ".")
    return begins and not following[:1].islower() and not _is_open(text, begin, end)


def _opens(text: str, end: int) -> bool:
    """True where a quotation or parenthesis is closed after a full stop, and what follows can begin a sentence."""
    following = text[end : end + 3].lstrip()[:1]
    return _CLOSED.search(text, max(end - 4, 0), end) is not None and (
        following.isupper() or following.isdigit() or following == "§"
    )


def _is_plain(word: str, text: str, end: int, following: str, known: Abbreviations) -> bool:
    """True for a word that is surely no abbreviation, before one that begins a sentence.

    sentencex overlooks such an end between two apostrophes, or behind a quotation mark that nothing closes.
    """
    if known.ordinals and following[:1].isdigit():
        begins = (_NUMBER_BEGINS if word.islower() else _YEAR_BEGINS).match(text, end)
        return begins is not None and word.isalpha() and (word in known.common or len(word) >= _LONG)
    if word.isdigit() and _CITED.match(text, end):
        return True
    if not following[:1].isupper():
        return False
    if word.isdigit() and (len(word) == _LONG or following in known.starters):
        return True
    if following in known.starters and len(word) >= _SHORT and (len(word) >= _LONG or word.islower() or word.isupper()):
        return True
    return word in known.common or (word.islower() and word.isalpha() and len(word) >= _LONG)


def _is_open(text: str, begin: int, end: int) -> bool:
    """True inside a quotation or parenthesis that is closed further on."""
    before, after = text[max(begin, end - _FAR) : end], text[end : end + _FAR]
    opened = len(_OPENED.findall(before))
    return any(before.count(pair[0]) > before.count(pair[1]) and pair[1] in after for pair in _PAIRS) or (
        opened > before.count('"') - opened and '"' in after
    )


def _proposed(text: str, language: str) -> Iterator[int]:
    """The ends that sentencex proposes, behind the last character that is not white space.

    Of a long text it is given a window at a time, since its time grows with the square of quotations that nothing closes.
    """
    begin = 0
    while len(text) - begin > _WINDOW:
        window = text[begin : begin + _WINDOW]
        # The last of them is the window's own end.
        ends = [end for end in _proposed_in(window, language) if end < len(window.rstrip())]
        yield from (begin + end for end in ends)
        # The next begins where a sentence does; where none ends for long, between words.
        cut = ends[-1] if ends and ends[-1] >= _WINDOW // 2 else window.rfind(" ", _WINDOW // 2)
        begin += cut if cut > 0 else _WINDOW
    yield from (begin + end for end in _proposed_in(text[begin:], language))


def _proposed_in(text: str, language: str) -> Iterator[int]:
    from sentencex import segment

    position = 0
    for piece in segment(language, text):
        begin = text.index(piece, position)
        position = begin + len(piece)
        if piece.strip():
            yield begin + len(piece.rstrip())
