"""What those who made a source may be called: in full, in part, by initials, by an abbreviation in brackets, by their site."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from qa.language.stems import is_content
from qa.regex import regex
from qa.types.document import Span
from qa.types.source import Source

_TOKEN = regex(r"(?:[^\W\d_]\.){2,}|\w+(?:[’'.-]\w+)*\.?|&")
_GENITIVE = regex(r"['’]s?$")
_NOT_LETTERS = regex(r"[\W_]+")
_BRACKETED = regex(r"\s*\(([^()]{2,12})\)")
_INTRODUCED = regex(r"(?<![\w’'.&-])((?:[\w’'.&-]++\s++){1,11}[\w’'.&-]+)(?:’s|'s)?\s+\(([^\W\d_a-z][\w&-]{1,10})\)")
_HOST = regex(r"https?://(?:www\.)?([\w.-]+\.[a-z]{2,})", re.IGNORECASE)
_FORENAMES = regex(r"(?:[^\W\d_a-z][^\W\d_A-Z]+|[^\W\d_a-z]\.)(?:[\s-]+(?:[^\W\d_a-z][^\W\d_A-Z]+|[^\W\d_a-z]\.))?")
_MIDDLE_INITIAL = regex(r"(?<=[^\W\d_]{2})\s+(?:[^\W\d_a-z]\.\s*)+(?=[^\W\d_a-z][^\W\d_])")
_ADDRESS = regex(r"https?://\S+|\S+@\S+")
_QUOTED = regex(r"\"[^\"]*\"|“[^”]*”")
_SITE_NAME = regex(r"(?<![\w-])(\w[\w-]{2,40})\.(?:com|org|net|info|news)", re.IGNORECASE)
_OWNER = regex(
    r"(?:See\s+)?(?:The\s+)?((?:[^\W\d_a-z][\w.&-]*\s+|of\s+|and\s+|the\s+|for\s+)*[^\W\d_a-z][\w.&-]*)['’]s?\s"
)
"""“The Department of Rice’s handbook …”: who owns what a note begins with."""
_SMALL = frozenset(
    "and & the of for in on at a an und der die das de la le les el los las di del des du et y e".split()
)
_LONGEST = 9
"""Words of the longest name that is looked for in a question."""
_SECOND_LEVEL = frozenset("co com org gov ac edu net".split())
"""Labels that stand before a country's own: `example.co.uk`."""


class Naming(StrEnum):
    """How a key names a maker: the less it says, the more a question must show that a name is meant."""

    FULL = "full"
    PART = "part"
    """The beginning of a name, or a person's last: told by its capitals."""
    INITIALS = "initials"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class MakerName:
    """A maker by one of its names."""

    key: str
    """Letters and digits only, lower case: `GI-TOC`, `GITOC` and `gi-toc` are one."""
    naming: Naming
    name: str
    """As it is written in the note."""


@dataclass(frozen=True, slots=True)
class NamedIn:
    """A name that stands in a question."""

    source: Source
    name: str
    """The maker's, as the note has it."""
    naming: Naming
    span: Span
    """In the question."""


def introduced_abbreviations(text: str) -> dict[str, str]:
    """Keys of names and of the abbreviations that a text introduces in brackets after them, both ways."""
    found: dict[str, str] = {}
    for match in _INTRODUCED.finditer(text):
        short = match.group(2)
        full = _spelled_out(match.group(1).split(), short)
        if full and sum(c.isupper() for c in short) >= 2:
            found |= {key_of(full): short, key_of(short): full}
    return found


def _spelled_out(words: Sequence[str], short: str) -> str | None:
    """The shortest run of words, up to the bracket, that spells an abbreviation by its words' first letters, small ones aside."""
    letters = key_of(short)
    for start in range(len(words) - 1, -1, -1):
        if words[start][0].isupper() and letters in _initials(words[start:]):
            return " ".join(words[start:])
    return None


def _initials(words: Sequence[str]) -> set[str]:
    """The initials of a name: of all its words, without the small ones, and of a prepositional capital (“Against”) less."""
    plain = [word for word in words if word[0].isalnum()]
    large = [word for word in plain if word.casefold() not in _SMALL]
    dotted = [word for word in large if word.casefold() not in {"against", "with", "from", "to", "into"}]
    return {"".join(word[0].casefold() for word in kept) for kept in (plain, large, dotted)}


def key_of(name: str) -> str:
    """A name's letters and digits, lower case, without `and` and `the`."""
    words = (word for word in _TOKEN.findall(name) if word.casefold() not in ("and", "&", "the"))
    return _NOT_LETTERS.sub("", "".join(_GENITIVE.sub("", word) for word in words)).casefold()


def names_of(source: Source, introduced: Mapping[str, str], makers: Collection[str] = ()) -> tuple[MakerName, ...]:
    """All that a question may call those who made a source; `makers` are the keys of those who made any."""
    found: dict[tuple[str, Naming], MakerName] = {}
    for name in (*source.authors, source.publisher, source.container, source.interviewee, *_unmarked(source, makers)):
        for made in _names(name, introduced) if name and len(name) > 1 else ():
            found.setdefault((made.key, made.naming), made)
    for host in dict.fromkeys(_HOST.findall(f"{source.reference} {source.url or ''}")):
        for key in _site_keys(host.casefold()):
            found.setdefault((key, Naming.SITE), MakerName(key, Naming.SITE, host))
    # “Retrieved from huffingtonpost.com”: the Huffington Post.
    for site in _SITE_NAME.finditer(_QUOTED.sub(" ", _ADDRESS.sub(" ", source.reference))):
        key = site.group(1).casefold().replace("-", "")
        found.setdefault((key, Naming.FULL), MakerName(key, Naming.FULL, site.group()))
    # “In: Ruiz, A. (ed.)” was not made by `In`.
    return tuple(n for n in found.values() if is_content(n.key) and (len(n.key) > 1 or n.naming is Naming.INITIALS))


def makers_abbreviations(sources: Iterable[Source]) -> dict[str, str]:
    """Keys of makers and of the abbreviations that stand in brackets behind them, both ways."""
    found: dict[str, str] = {}
    for name in (name for s in sources for name in (*s.authors, s.publisher, s.container) if name):
        if brackets := _BRACKETED.search(name):
            full = _BRACKETED.sub("", name).split(", ")[0]
            found |= {key_of(full): brackets.group(1), key_of(brackets.group(1)): full}
    return found


def maker_keys(sources: Iterable[Source]) -> frozenset[str]:
    """The keys of all who are known to have made one of these sources."""
    makers = (name for s in sources for name in (*s.authors, s.publisher) if name)
    return frozenset(key_of(name.split(", ")[0]) for name in makers)


def _unmarked(source: Source, makers: Collection[str]) -> Iterator[str]:
    """Makers that a note names in another place than its makers': as the title, or as owner of what it speaks of."""
    if source.title and key_of(source.title) in makers:
        yield source.title
    if not (source.authors or source.publisher or source.interviewee) and (owner := _OWNER.match(source.reference)):
        yield owner.group(1)


def _names(name: str, introduced: Mapping[str, str]) -> Iterator[MakerName]:
    brackets = _BRACKETED.search(name)
    plain, _, rest = _BRACKETED.sub("", name).partition(", ")
    # “Festa, Paul” is Paul Festa.
    turned = f"{rest} {plain}" if _FORENAMES.fullmatch(rest) and " " not in plain else None
    # “Stephanie M. Lee” is Stephanie Lee.
    short = _MIDDLE_INITIAL.sub(" ", turned or plain)
    forms = (plain, turned, short, brackets.group(1) if brackets else None, introduced.get(key_of(plain)))
    for form in dict.fromkeys(forms):
        if form:
            yield MakerName(key_of(form), Naming.FULL, name)
            yield from _parts(form, name)


def _parts(form: str, name: str) -> Iterator[MakerName]:
    """What a form of a name is shortened to."""
    # `Twitter/X`, `NBC/Reuters`: either is the name.
    for part in form.split("/") if "/" in form else ():
        yield MakerName(key_of(part), Naming.FULL if len(part) > 2 else Naming.INITIALS, name)
    # “Salon”, of `salon.com`.
    if site := _SITE_NAME.fullmatch(form):
        yield MakerName(key_of(site.group(1)), Naming.FULL, name)
    words = form.split()
    large = [word for word in words if word[0].isupper()]
    if len(words) < 2 or len(large) < 2:
        return
    for letters in _initials(words):
        if len(letters) > 1:
            yield MakerName(letters, Naming.INITIALS, name)
    for end in range(2, len(words)):
        first = words[:end]
        if sum(word.casefold() not in _SMALL for word in first) > 1 and first[-1].casefold() not in _SMALL:
            yield MakerName(key_of(" ".join(first)), Naming.PART, name)
    if len(words) < 4 and len(large) == len(words):
        yield MakerName(key_of(words[-1]), Naming.PART, name)


def _site_keys(host: str) -> Iterator[str]:
    """`github` and `github.com` of `https://github.com/x`; all ends of a longer host."""
    labels = host.split(".")
    for first in range(len(labels) - 1):
        yield "".join(labels[first:]).replace("-", "")
    owner = -3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else -2
    yield labels[owner].replace("-", "")


def find_makers(question: str, named: Iterable[tuple[Source, tuple[MakerName, ...]]]) -> list[NamedIn]:
    """The names of makers that stand in a question; of names inside names the longest."""
    phrases = _phrases(question)
    found: list[NamedIn] = []
    for source, names in named:
        for name in names:
            for span in phrases.get(name.key, ()):
                if _is_meant(question, span, name):
                    found.append(NamedIn(source, name.name, name.naming, span))
            if name.naming is Naming.FULL and "." in name.name and (written := _abbreviated_in(question, name.name)):
                found.append(NamedIn(source, name.name, name.naming, written))
    spans = {one.span for one in found}
    inside = {a for a in spans if any(b != a and b.start <= a.start and a.end <= b.end for b in spans)}
    # A person's full name is not a part of another's; an office of a department is of the department.
    whole = {one.span for one in found if one.naming is not Naming.PART}
    return [
        one
        for one in found
        if one.span not in inside and not (one.naming is Naming.PART and one.span in whole and is_personal(one.name))
    ]


def _phrases(question: str) -> dict[str, list[Span]]:
    """Every run of words of a question, by its key."""
    words = [match for match in _TOKEN.finditer(question)]
    found: dict[str, list[Span]] = {}
    for i in range(len(words)):
        for j in range(i, min(i + _LONGEST, len(words))):
            if {words[i].group().casefold(), words[j].group().casefold()} & {"and", "&", "the"}:
                continue
            text = question[words[i].start() : words[j].end()]
            span = Span(words[i].start(), words[j].end() - len(text) + len(text.rstrip(".")))
            found.setdefault(key_of(text), []).append(span)
    return found


def _is_meant(question: str, span: Span, name: MakerName) -> bool:
    """True when the words at a place of a question are written as a name of that sort is."""
    said = _GENITIVE.sub("", span.of(question))
    words = said.split()
    if name.naming is Naming.INITIALS:
        return len(words) == 1 and (said.isupper() or sum(c.isupper() for c in said) > 1)
    # Written as a name is, gCaptain's way too.
    capitals = all(any(c.isupper() for c in word) for word in (words[0], words[-1]))
    if name.naming is Naming.PART:
        return capitals and span.start > 0
    # One plain word in a question that knows capitals is no name: “at what time”, though one paper is called Time.
    lower_case = not any(c.isupper() for c in question[1:])
    return len(words) > 1 or capitals or lower_case or any(not c.isalpha() for c in said)


def _abbreviated_in(question: str, name: str) -> Span | None:
    match = pattern.search(question) if (pattern := _abbreviation_pattern(name.split(", ")[0])) else None
    return Span(match.start(), match.end()) if match else None


@lru_cache(maxsize=5_000)
def _abbreviation_pattern(name: str) -> re.Pattern[str] | None:
    """`Office of Mgmt. & Budget` is found in “Office of Management and Budget”."""
    words = name.split()
    if len(words) < 2 or not any(word.endswith(".") and len(word) > 3 for word in words):
        return None
    return re.compile(r"\b" + r"\s+".join(map(_word_pattern, words)) + r"\b")


def _word_pattern(word: str) -> str:
    if word in ("&", "and"):
        return "(?:and|&)"
    if word.endswith(".") and len(word) > 3:
        letters = [re.escape(letter) for letter in word[:-1]]
        return "".join(f"{letter}\\w*?" for letter in letters[:-1]) + letters[-1] + r"\w*\.?"
    return re.escape(word)


def is_personal(name: str | None) -> bool:
    """True when an interviewee is named rather than described: `A. Ruiz, head of an office`, not `a person familiar with …`."""
    words = (name or "").split(",")[0].split()
    return 1 < len(words) < 5 and all(word[0].isupper() and word.casefold() not in _SMALL for word in words)
