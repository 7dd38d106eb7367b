"""Whether English words state something, rather than ask for it, order it or name it."""

from __future__ import annotations

from qa.language.en.verbs import is_verb
from qa.regex import regex

_NO_STATEMENT = frozenset(
    """who whom whose what when where why how which whether is are was were am be do does did has have had can could will would shall
    should may might must list name tell give show explain describe summarise summarize define compare find say cite quote please if
    check verify look search count trace and or but so because""".split()
)
"""First words of questions, orders and follow-ups."""
_LEAST_WORDS = 5
_WORD = regex(r"[^\W_]+(?:[’'-][^\W_]+)*")


def states_something(text: str) -> bool:
    """True for “The fleet has nine ships.”; False for “fleet nine ships” and “who has nine ships”."""
    words = _WORD.findall(text)
    if len(words) < _LEAST_WORDS or text.rstrip(" ”\"’'").endswith("?") or words[0].casefold() in _NO_STATEMENT:
        return False
    return text.rstrip(" ”\"’'").endswith((".", "!")) or any(is_verb(word) for word in words[1:])
