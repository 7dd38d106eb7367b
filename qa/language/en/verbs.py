"""Finite verbs of English, told by their form alone: auxiliaries, irregular past forms, and regular ones by their ending."""

from __future__ import annotations

from qa.language.en.word_forms import IRREGULAR

_NO_VERBS = frozenset("hundred red bed shed need indeed seed speed breed creed limited united".split())
AUXILIARY_WORDS = frozenset(
    "is are was were has have had will would can could may might must shall should did does do".split()
)
_PAST = frozenset(form for forms in IRREGULAR[IRREGULAR.index("say said") :] for form in forms.split()[1:])


def is_verb(word: str) -> bool:
    """Whether a word may be a finite verb, or a participle."""
    word = word.strip("“”\"',").lower()
    return word in AUXILIARY_WORDS or word in _PAST or (word.endswith("ed") and len(word) > 3 and word not in _NO_VERBS)
