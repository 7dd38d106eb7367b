"""Question → the names or rare words in it, with the count of the sentences that have them: the way on from every answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.citation.mentions import count_mentions
from qa.language.en.names import PROPER_NAME
from qa.language.of_words import language_of_question
from qa.language.stems import content_words, is_content
from qa.regex import regex
from qa.types.mention_count import MentionCount

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

_MOST = 2
"""Subjects that are counted."""
_MOST_PASSAGES = 300
"""A word of more passages says little of what is asked."""
_QUOTED = regex(r"[\"“«]([^\"“”«»]{2,80})[\"”»]")
_IDENTIFIER = regex(r"(?<!\w)[@#]?\w+(?:[-/.]\w+)*\d[\w/-]*|(?<!\w)[@#]\w+")
_ARTICLES = regex(r"^(?:the|a|an)\s+", re.IGNORECASE)


def count_subjects(snapshot: Snapshot, question: str, document: tuple[str, ...] | None) -> tuple[MentionCount, ...]:
    """Of phrases, names and identifiers first, else of the rarest word; those that no sentence has are left out."""
    named = [*_QUOTED.findall(question), *_names(question), *_IDENTIFIER.findall(question)]
    found = _counted(snapshot, named, document)
    if not found:
        counts = snapshot.word_counts(list(dict.fromkeys(content_words(question, language_of_question(question)))))[1]
        rare = sorted((count, word) for word, count in counts.items() if count and not word.isdigit())
        found = _counted(snapshot, [word for _, word in rare[:_MOST]], document)[:1]
    return tuple(found)


def _names(question: str) -> list[str]:
    """Capitalised words; at the beginning of the question only those that are no words of asking."""
    names = []
    language = language_of_question(question)
    for match in PROPER_NAME.finditer(question):
        words = _ARTICLES.sub("", match.group()).split()
        if not question[: match.start()].strip("¿¡ ") and (not is_content(words[0], language) or len(words) == 1):
            words = words[1:]
        if words and any(is_content(word, language) for word in words):
            names.append(" ".join(words))
    return names


def _counted(snapshot: Snapshot, words: list[str], document: tuple[str, ...] | None) -> list[MentionCount]:
    found: list[MentionCount] = []
    for text in dict.fromkeys(words):
        pieces = [piece for piece in re.findall(r"\w+", text) if is_content(piece)]
        passages = min(snapshot.word_counts(pieces)[1].values(), default=0)
        if 0 < passages <= _MOST_PASSAGES and (count := count_mentions(snapshot, text, document=document)).total:
            found.append(count)
        if len(found) == _MOST:
            break
    return found
