"""Citations by key in Markdown, `[see @doe2010, p. 33; @lee]`, `@doe2010` and MyST's roles: where they stand and what they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from qa.regex import regex

_KEY = r"(?:\{[^{}\s]{1,200}\}|[\w][\w]*(?:[:.#$%&\-+?<>~/]\w+)*)"
_AT = rf"(?<![\w@/\\.])(?P<only>-?)@(?P<key>{_KEY})"
CITED = regex(_AT)
_GROUP = regex(r"\[(?P<inside>[^\[\]]{1,1000})\]")
_LOCATOR = regex(r"\s*\[(?P<said>[^\[\]@]{1,80})\]")
CITE_ROLE = regex(r"\{(?P<role>(?:foot|full)?cite(?:[pt]|alp|alt|author|year(?:par)?)?s?(?::[a-z*]{1,12})?)\}$")
_ROLE_KEY = regex(
    r"\s*(?:\{(?P<before>[^{}]{0,200})\})?\s*(?P<key>[^\s{},]{1,200})\s*(?:\{(?P<after>[^{}]{0,200})\})?\s*"
)
_LIKE_KEY = regex(r"[^\W\d]\D*(?:1[5-9]|20)\d\d\w{0,40}|[^\W\d]+(?:etal|EtAl)\w*", re.DOTALL)
"""How keys look that are no names of accounts: with a year in them."""
_ELSEWHERE = regex(
    r"(?:fig|tbl|tab|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|nte|tip|wrn|imp|cau|supp|suppfig|vid|apx)[-:].+|ref"
)
"""Cross-references of Quarto and bookdown to figures, tables and sections."""
_ITEMS = regex(r"[;,](?=[^;,@]*(?<![\w@])-?@)|;")
"""What parts the works of a bracket: semicolons, or a comma right before another key."""
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class KeyCall:
    """A work that is cited by its key."""

    key: str
    before: str
    after: str
    """What the citation says beside it: `see`, `p. 33`."""
    start: int
    end: int
    """Where its key stands, in characters of the text that was searched."""
    only_year: bool = False

    @property
    def said(self) -> str | None:
        """All that it says beside the key."""
        return " ".join(words for words in (self.before, self.after) if words) or None


@dataclass(frozen=True, slots=True)
class KeyCitation:
    """One place where works are cited: in brackets, or as a word of its sentence."""

    start: int
    end: int
    calls: tuple[KeyCall, ...]
    in_sentence: bool = False


def find_citations(text: str, known: Callable[[str], bool]) -> Iterator[KeyCitation]:
    """The citations in a stretch of running text, in order.

    `known` tells whether a bibliography has a key. In brackets any key counts that may be one; as a word of the sentence
    only one that is known, or that has a year in it, for `@name` may be an account.
    """
    groups = [group for match in _GROUP.finditer(text) if "@" in match[1] and (group := _group(match, known))]
    ends = 0
    for group in [*groups, None]:
        for match in CITED.finditer(text, ends, group.start if group else len(text)):
            key = match["key"].strip("{}")
            if known(key) or (_LIKE_KEY.fullmatch(key) and not _ELSEWHERE.fullmatch(key)):
                locator = _LOCATOR.match(text, match.end())
                end = locator.end() if locator and known(key) else match.end()
                said = locator["said"].strip() if locator and known(key) else ""
                call = KeyCall(key, "", said, match.start(), match.end(), only_year=bool(match["only"]))
                yield KeyCitation(match.start(), end, (call,), in_sentence=True)
        if group:
            yield group
            ends = group.end


def role_calls(value: str, start: int) -> tuple[KeyCall, ...]:
    """The keys in the text of a role, `{see}doe2010{p. 3},lee`; `start` is where it stands."""
    found = []
    at = 0
    for part in re.split(r",(?![^{]*\})", value):
        if match := _ROLE_KEY.fullmatch(part):
            before, after = _said(match["before"] or ""), _said(match["after"] or "")
            first = start + at
            found.append(KeyCall(match["key"], before, after, first + match.start("key"), first + match.end("key")))
        at += len(part) + 1
    return tuple(found)


def _group(match: re.Match[str], known: Callable[[str], bool]) -> KeyCitation | None:
    """What brackets cite; None where they hold something else, or more words than a citation says."""
    calls: list[KeyCall] = []
    at = match.start("inside")
    for part in _ITEMS.split(match["inside"]):
        cited = CITED.search(part)
        if cited:
            before, after = _said(part[: cited.start()]), _said(part[cited.end() :])
            place, key = at + cited.start(), cited["key"].strip("{}")
            calls.append(KeyCall(key, before, after, place, at + cited.end(), only_year=bool(cited["only"])))
        elif calls and part.strip():
            last = calls.pop()
            after = "; ".join(words for words in (last.after, _said(part)) if words)
            calls.append(replace(last, after=after))
        elif part.strip():
            return None
        at += len(part) + 1
    many = any(len((call.said or "").split()) > _MOST_WORDS or "@" in (call.said or "") for call in calls)
    if not calls or many or not _may_cite(calls, match["inside"], known):
        return None
    return KeyCitation(match.start(), match.end(), tuple(calls))


def looks_like_key(key: str) -> bool:
    """True for what can hardly be an account: it has a year in it."""
    return bool(_LIKE_KEY.fullmatch(key))


def _may_cite(calls: list[KeyCall], inside: str, known: Callable[[str], bool]) -> bool:
    """One key that is known is enough; else they look like keys, or the bracket like a citation: with several, or a locator."""
    if any(known(call.key) for call in calls):
        return True
    if any(_ELSEWHERE.fullmatch(call.key) for call in calls):
        return False
    return any(_LIKE_KEY.fullmatch(call.key) for call in calls) or inside.strip().startswith(("@", "-@"))


def _said(words: str) -> str:
    return " ".join(words.strip(" ,\n").strip("{}").split())
