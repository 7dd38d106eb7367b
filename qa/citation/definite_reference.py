"""Whether an English sentence begins with “The NOUN” which the sentence before makes clear (`The attack failed`)."""

from __future__ import annotations

from collections.abc import Iterator

from qa.language.en import definite_reference as words
from qa.language.en.anaphora import MARKS, has_name
from qa.language.stems import stem
from qa.regex import regex

_TOKEN = regex(r"\w[\w-]*(?:[’'](?!s\b)\w+)?|[’']s?|[^\w\s]")
_WORD = regex(r"[^\W\d_][\w-]*")
_MOST_CHARACTERS = 500
"""Characters of a sentence in which its first noun is looked for."""
_MODIFIERS = 1
"""Words between “The” and the noun: with more of them the phrase mostly speaks for itself."""


def names_again(sentence: str, before: str) -> bool:
    """True when the sentence begins with “The NOUN” and the sentence before introduces what it means."""
    text = sentence[:_MOST_CHARACTERS].lstrip(MARKS)
    start = words.OPENS_WITH_THE.match(text)
    # “In the Spain of Franco, the …” has said itself where it is.
    if start is None or (start[1] and has_name(start[1])):
        return False
    tokens = _TOKEN.findall(text, start.end())[:9]
    return any(
        (head.casefold() in words.EVENT_NOUNS and bare)
        or (head.casefold() in words.GENERIC_NOUNS and bare and has_name(f"- {before}"))
        or _introduces(before, head, complete)
        for head, bare, complete in _heads(tokens)
    )


def _heads(tokens: list[str]) -> Iterator[tuple[str, bool, bool]]:
    """Nouns that may head the phrase after “The”, each with whether a verb follows at once, and whether `of` does.

    None where the phrase has a name.
    """
    for i, token in enumerate(tokens[:-1]):
        # A capital means a name, which needs no sentence before it.
        if (
            i > _MODIFIERS
            or token[0].isupper()
            or token.casefold() in words.PHRASE_ENDS | words.AUXILIARIES
            or not token[0].isalpha()
        ):
            return
        after, beyond = tokens[i + 1], tokens[i + 2] if i + 2 < len(tokens) else ""
        if after in words.RELATIVE_PRONOUNS or (after in words.PHRASE_ENDS | {","} and beyond[:1].isupper()):
            return
        verb = (
            after in words.AUXILIARIES | words.ADVERBS_BEFORE_VERBS | words.IRREGULAR_PASTS
            or after.endswith(("ed", "ly"))
            or (after.endswith("s") and len(after) > 3)
        )
        if verb or after in words.PHRASE_ENDS or not after[0].isalnum():
            yield token, verb, after == "of"


def _introduces(before: str, head: str, complete: bool) -> bool:
    """True when a sentence has the noun, or the verb that it is made of, otherwise than as a thing already known.

    A noun that is completed by `of …` tells by itself which one it is, so that only the verb counts.
    """
    spoken = [(match.group(), match.end()) for match in _WORD.finditer(before)]
    for i, (word, end) in enumerate(spoken):
        # “The attack” of the sentence before is known from farther back, and introduces nothing.
        known = (
            i > 0 and spoken[i - 1][0].casefold() == "the" and not before[end:].lstrip().startswith(("of ", "that "))
        )
        same = word.casefold().rstrip("s") == head.casefold().rstrip("s")
        if not known and not (complete and same) and related(word.casefold(), head.casefold()):
            return True
    return False


def related(word: str, noun: str) -> bool:
    """True when both have one stem, or the noun names what the verb does."""
    a, b = stem(word), stem(noun)
    if a == b or {word, a} & set(words.VERBS_OF_NOUNS.get(noun, "").split()):
        return True
    # Else by their beginnings: Porter keeps the endings of “seize” and “seizure” apart.
    shared = 0
    while shared < min(len(a), len(b)) and a[shared] == b[shared]:
        shared += 1
    return shared >= 4 and (a[shared:], b[shared:]) in words.DERIVATIONS
