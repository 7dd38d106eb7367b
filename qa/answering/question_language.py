"""Whether a question is in another language than the documents that it is asked of, and the reason that it then gets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.embed.weights import is_packaged
from qa.language.codes import language_name
from qa.language.detection import guess_language, probabilities
from qa.language.of_words import count_stop_words
from qa.language.stop_words import stop_words_of
from qa.regex import regex

if TYPE_CHECKING:
    from qa.index.read import Scope, Snapshot

_WORD = regex(r"[^\W\d_]+")
_NAME = regex(r"(?<=\s)[^\W\d_a-z][\w’'-]*")
_SEVERAL, _LEAST = 2, 0.5
"""So many words that hold a sentence together tell its language; fewer only where its letters agree, with this probability."""
_NAMED = 3
"""Languages that a reason names."""


def language_of_question(question: str) -> str:
    """ISO 639-1 code: English unless the question is clearly in another language.

    Names and titles look foreign in English questions, so that words tell which only hold a sentence together. Of a language
    without a list of them the letters tell, where they are not Latin.
    """
    words = [word.casefold() for word in _WORD.findall(question)]
    if not any(map(str.isascii, words)):
        return guess_language(question) or "en"
    counts = count_stop_words(words)
    most = max(counts.values())
    if most <= counts["en"]:
        return "en"
    # Of the words of names only the first can be told from a name that is none: `Quién mató a Villavicencio`.
    bare = _NAME.sub("", question)
    told = {language: p for language, p in probabilities(bare).items() if counts.get(language) == most}
    best = max(told, key=lambda language: told[language])
    return best if most >= _SEVERAL or told[best] >= _LEAST else "en"


def language_reason(snapshot: Snapshot, question: str, document: Scope) -> str | None:
    """Why a question finds no answer: it is in another language than every document that it is asked of; else None.

    None as well where the encoder is not the packaged one, which reads English only: another may read them all.
    """
    asked = language_of_question(question)
    wanted = (document,) if isinstance(document, str) else document
    held = [info for info in snapshot.documents() if wanted is None or info.doc_id in wanted]
    languages = dict.fromkeys(info.language.partition("-")[0].lower() for info in held)
    if not held or asked in languages or not is_packaged(snapshot.current.encoder):
        return None
    what = "this report is" if len(held) == 1 else "the documents are"
    own = _listed([language_name(code) or code for code in languages])
    return (
        f"Your question is in {language_name(asked)}, {what} in {own}. "
        f"Ask in {own}, or set an encoder that reads both languages."
    )


def without_stop_words(words: Sequence[str], question: str) -> list[str]:
    """The words that carry meaning in the question's own language."""
    known = stop_words_of(language_of_question(question))
    return [word for word in words if word.casefold() not in known]


def _listed(names: Sequence[str]) -> str:
    """`English`, `English and Spanish`, `English, Spanish or others`."""
    if len(names) > _NAMED:
        return f"{', '.join(names[:_NAMED])} or others"
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
