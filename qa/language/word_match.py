"""Words as they are asked for → where a text has them: whole words, in any capitals, accents and hyphens, in their forms.

An identifier keeps its punctuation (`POL-358`, `@nasa`, `C++`), a phrase in quotation marks its order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from qa.language.en.stop_words import STOP_WORDS
from qa.language.en.word_forms import forms_of, is_form_of
from qa.language.folding import fold_text
from qa.regex import regex
from qa.types.document import Span

_QUOTED = regex(r"[\"“”„«»]\s*([^\"“”„«»]+?)\s*[\"“”„«»]")
_BEFORE, _AFTER = "([{<¿¡'‘‚`*", ")]}>.,;:!?…'’‘`*"
"""Punctuation of a sentence, not of the word."""
_PIECE = regex(r"[^\W_]+")
_SPACING = regex(r"[\s\-\u00ad\u2010-\u2015\u2212_]+")
_APOSTROPHES = "'’‘ʼ´`"
_JOINED = rf"[\s\-\u00ad\u2010-\u2015\u2212_]{{0,3}}|[{_APOSTROPHES}]"
_POSSESSIVE = regex(rf"[{_APOSTROPHES}]s?(?!\w)")
_PRONOUNS = frozenset("us it who i he we am an as at".split())
_SHORT = 4
_KEPT = 8_000
"""Sentences that are kept folded: one is looked through for each term, and for the next question."""


@dataclass(frozen=True, slots=True)
class Term:
    """One of the things that must stand in a sentence: a word, an identifier or a phrase."""

    text: str
    pieces: tuple[str, ...]
    """Its words without case and accents."""
    pattern: re.Pattern[str] = field(repr=False)
    """Finds it in a folded text; the group is what stands for its last word, which may have an ending."""
    capitals: bool
    """True for what means something else in small letters: “US”, “WHO”."""

    def find(self, text: str) -> Iterator[tuple[Span, bool]]:
        """Where it stands in a text, and whether as it was asked for."""
        folded = _folded(text)
        for match in self.pattern.finditer(folded.text):
            exact = self._compare(match.group(1))
            if exact is None:
                continue
            span = Span(folded.places[match.start()], folded.places[match.end()])
            if self.capitals and not span.of(text).isupper():
                continue
            same = _plain(match.group()) == _plain(fold_text(self.text).text)
            yield span, exact and same and not _POSSESSIVE.match(folded.text, match.end())

    def _compare(self, last: str) -> bool | None:
        """Of what stands for the last word: True for the very word, False for a form of it, None for another."""
        if last == self.pieces[-1]:
            return True
        return False if is_form_of(last, self.pieces[-1]) else None


def read_terms(words: str) -> tuple[Term, ...]:
    """What must stand in a sentence together: phrases in quotation marks, and the other words, each by itself.

    Words that only hold a sentence together are left out where there are others; none where there is no word at all.
    """
    terms = [_term(phrase) for phrase in _QUOTED.findall(words)]
    terms += [_term(word) for word in _QUOTED.sub(" ", words).split()]
    found = [term for term in dict.fromkeys(terms) if term is not None]
    telling = [term for term in found if term.capitals or len(term.pieces) > 1 or term.pieces[0] not in STOP_WORDS]
    return tuple(telling or found)


@dataclass(frozen=True, slots=True)
class Places:
    """Where all the terms stand in a text."""

    spans: tuple[tuple[Span, bool], ...]
    """In its order, each with whether it is as it was asked for."""
    exact: bool
    """True when each term stands there as it was asked for, at least once."""


def find_terms(terms: tuple[Term, ...], text: str) -> Places | None:
    """Where the terms stand in a text; None where it lacks one of them."""
    found: dict[Span, bool] = {}
    exact = True
    for term in terms:
        places = dict(term.find(text))
        if not places:
            return None
        found |= places
        exact = exact and any(places.values())
    return Places(tuple(sorted(found.items())), exact)


_folded = lru_cache(maxsize=_KEPT)(fold_text)


def phrases_of(terms: tuple[Term, ...]) -> tuple[tuple[str, ...], ...]:
    """For each term, its spellings: of each, one stands in the passages that may have all the terms; the text itself decides."""
    return tuple(tuple(dict.fromkeys(_spellings(term))) for term in terms)


def _spellings(term: Term) -> Iterator[str]:
    *first, last = term.pieces
    for form in forms_of(last):
        yield " ".join([*first, form])
    if first:
        yield "".join(term.pieces)


def _term(text: str) -> Term | None:
    text = text.lstrip(_BEFORE).rstrip(_AFTER)
    folded = fold_text(text).text
    pieces = tuple(_PIECE.findall(folded))
    if not pieces:
        return None
    lower = pieces[0] if len(pieces) == 1 else ""
    capitals = text.isupper() and 1 < len(lower) <= _SHORT and (lower in STOP_WORDS or lower in _PRONOUNS)
    return Term(text, pieces, _pattern(folded, pieces), capitals)


def _pattern(folded: str, pieces: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words with what stands between them; those that hyphens, spaces or apostrophes join may be written as one."""
    between = _PIECE.split(folded)
    joins = [_between(part) for part in between[1:-1]]
    words = "".join(re.escape(piece) + join for piece, join in zip(pieces, joins, strict=False))
    # A form begins as one of these does: of a sentence's words, few are to be looked at.
    words += rf"([{re.escape(''.join({form[0] for form in forms_of(pieces[-1])}))}][^\W_]*)"
    # 38 does not stand in 38.101, nor in 1,038.
    number_before = r"(?<!\d[.,])" if pieces[0].isdigit() else ""
    number_after = r"(?![.,]\d)" if pieces[-1].isdigit() else ""
    # “C+” is not “C++”.
    last = between[-1][-1:]
    before, after = re.escape(between[0]), rf"\s?{re.escape(between[-1])}(?!{re.escape(last)})" if last else ""
    return re.compile(rf"(?<![^\W_]){number_before}{before}{words}{after}(?![^\W_]){number_after}")


def _plain(text: str) -> str:
    """With one kind of apostrophe, hyphen and space."""
    text = re.sub(f"[{_APOSTROPHES}]", "'", re.sub(r"[\u00ad\u2010-\u2015\u2212]", "-", text))
    return " ".join(text.split())


def _between(part: str) -> str:
    if _SPACING.fullmatch(part) or (len(part) == 1 and part in _APOSTROPHES):
        return f"(?:{_JOINED})"
    return _SPACING.sub(lambda _: r"\s*", re.escape(part).replace("\\ ", " ").replace("\\-", "-"))
