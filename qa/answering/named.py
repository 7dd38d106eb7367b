"""The names, years and numbers of a question, and which of them some text does not name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from qa.language.en.demonyms import SAME_COUNTRY
from qa.language.en.roles import ROLE_WORDS
from qa.language.of_words import language_of_question
from qa.language.stems import content_stems, is_content, stem
from qa.regex import regex

# A capital tells a name, but not at the beginning of a sentence.
_NAME_OR_NUMBER = regex(r"(?<!^)(?<![¿¡])(?<![.?!] )\b(?:[^\W\d_a-z][\w’'-]+|(?<![^\W\d_]-)\d+(?:[.,]\d+)*)\b")
_WORD = regex(r"\w+")
_LEAST_STEM = 4
"""Letters that “Albania” and “Albanian”, “Ecuador” and “Ecuadorian” share, at least."""


def names_asked(question: str) -> list[str]:
    """Names, years and numbers of a question, in its order, without the roles beside a name; none of one that is all capitals."""
    words = _WORD.findall(question)
    capitals = sum(word[0].isupper() for word in words[1:])
    if len(words) > _LEAST_STEM and capitals > 0.7 * len(words[1:]):
        return []
    found = dict.fromkeys(_NAME_OR_NUMBER.findall(question))
    language = language_of_question(question)
    return [name for name in found if is_content(name, language) and _bare(name) not in ROLE_WORDS]


def not_named(names: Iterable[str], text: str) -> list[str]:
    """Those of some names that a text does not have, in any inflection."""
    said = set(content_stems(_plain(text)))
    return [name for name in names if not any(_is_named(part, said) for part in _WORD.findall(_bare(name)))]


def _plain(text: str) -> str:
    """Without accents: whoever asks of “Hervé” may have no key for them."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _bare(name: str) -> str:
    return re.sub(r"[’']s?$", "", name.casefold())


def _is_named(part: str, said: set[str]) -> bool:
    part = _plain(part)
    root = stem(part)
    if root in said or part in said or any(stem(other) in said for other in SAME_COUNTRY.get(part, ())):
        return True
    return (
        not part.isdigit()
        and len(root) > _LEAST_STEM
        and any(other.startswith(root) or (len(other) > _LEAST_STEM and root.startswith(other)) for other in said)
    )
