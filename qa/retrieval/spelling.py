"""Words of a question that the corpus does not have → the words of the corpus that are spelt almost so."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.language.edit_distance import edit_distance, is_slip
from qa.language.folding import fold_text
from qa.language.of_words import language_of_question
from qa.language.stems import is_content, stem
from qa.regex import regex

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

_WORD = regex(r"(?<![\w@#./-])[^\W\d_]{4,30}(?![\w@/-]|\.\w)")
_LONG = 8
"""Letters from which on two slips are allowed for."""
_PASSAGES = 30
"""Looked at for how a word is written."""
_MOST = 3


@dataclass(frozen=True, slots=True)
class NearWord:
    """A word of the corpus that is spelt almost as one of the question."""

    text: str
    """As the corpus most often writes it."""
    slips: int
    is_name: bool
    """True when the corpus always writes it with a capital."""


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word of the question that the corpus does not have in any form."""

    start: int
    end: int
    text: str
    near: tuple[NearWord, ...]
    """The nearest, with as few slips as there can be."""


def unknown_words(snapshot: Snapshot, question: str) -> tuple[UnknownWord, ...]:
    """The question's words that the corpus lacks and for which it has others that are spelt almost so."""
    found = []
    language = language_of_question(question)
    for match in _WORD.finditer(question):
        word = match.group()
        folded = fold_text(word).text
        if not is_content(word, language) or any(snapshot.word_counts([folded])[1].values()):
            continue
        if near := _near(snapshot, folded):
            found.append(UnknownWord(match.start(), match.end(), word, near))
    return tuple(found)


def is_certain(word: UnknownWord, *, is_word: bool) -> bool:
    """True when only one reading fits: not for a word that exists elsewhere, nor for a name that could be another's."""
    if len(word.near) != 1 or word.near[0].slips != 1 or is_word:
        return False
    (near,) = word.near
    return not (near.is_name or word.text[:1].isupper()) or is_slip(
        fold_text(word.text).text, fold_text(near.text).text
    )


def _near(snapshot: Snapshot, word: str) -> tuple[NearWord, ...]:
    most = 2 if len(word) >= _LONG else 1
    own, head = stem(word), {word[0], word[1]}
    near: dict[str, NearWord] = {}
    for term in snapshot.terms():
        # Who mistypes a word seldom mistypes its beginning.
        if term[0] in head and term.isalpha() and edit_distance(own, term, most) <= most:
            written = _written(snapshot, term, word, most)
            if written is not None and (
                written.text[0].casefold() == word[0] or is_slip(word, fold_text(written.text).text)
            ):
                near[written.text.casefold()] = written
    fewest = min((n.slips for n in near.values()), default=0)
    return tuple(sorted((n for n in near.values() if n.slips == fewest), key=lambda n: n.text))[:_MOST]


def _written(snapshot: Snapshot, term: str, word: str, most: int) -> NearWord | None:
    """How passages write a word of that stem, the form nearest to the question's word."""
    forms: Counter[str] = Counter()
    for passage in snapshot.passages_with(((term,),), most=_PASSAGES):
        text = passage.span.of(snapshot.text(passage.doc_id) or "")
        forms.update(w for w in re.findall(r"[^\W\d_]+", text) if stem(fold_text(w).text) == term)
    slips = {form: edit_distance(word, fold_text(form).text, most) for form in forms}
    form = min(forms, key=lambda f: (slips[f], -forms[f], f), default=None)
    if form is None or slips[form] > most:
        return None
    is_name = all(other[0].isupper() for other in forms)
    return NearWord(form if is_name else form.lower(), slips[form], is_name)
