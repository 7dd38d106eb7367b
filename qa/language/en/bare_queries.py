"""Whether an English query asks nothing: a name, a word or a few keywords, without a word of asking and without a verb."""

from __future__ import annotations

from qa.regex import regex

_ASKING = frozenset(
    """who whom whose what when where why how which whether is are was were be been being am do does did done can could will would shall
    should may might must has have had list name tell give show explain describe summarise summarize define compare find say says said
    please if it they he she we you i""".split()
)
_MOST_WORDS = 6
_WORD = regex(r"[^\W_]+(?:[’'-][^\W_]+)*")


def is_bare(query: str) -> bool:
    """True for “Noboa”, “homicide rate 2022”, “@nasa”; False for “who is Noboa” and “the president resigned because of it”."""
    words = _WORD.findall(query.casefold())
    return 0 < len(words) <= _MOST_WORDS and _ASKING.isdisjoint(words)
