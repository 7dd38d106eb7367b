"""What a word is compared by when two texts are laid side by side."""

from __future__ import annotations

from functools import cache

from qa.language.en.word_forms import base_form
from qa.language.stems import stem


@cache
def comparison_key(word: str) -> str:
    """The stem of a word, lower case, and of its base where its form is irregular: “paid” and “did not pay” meet."""
    return stem(base_form(word))
