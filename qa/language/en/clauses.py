"""The clauses of an English sentence that state something of their own, each as it reads alone.

By conjunctions and verbs, without a parser: where it is not plain that a clause begins, nothing is cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa.language.en.verbs import AUXILIARY_WORDS, is_verb
from qa.regex import regex
from qa.types.document import Span

_LEAST = 3
"""Words of a clause; a shorter one states little that can be looked up."""
_SUBJECT, _PHRASE = 12, 6
"""Words that a subject, and a noun phrase with its article, have at most."""
_JOIN = regex(
    r"(?P<semicolon>;\s+(?:and\s+|but\s+)?)|(?P<relative>,\s+(?:which|who)\s+)|"
    r"(?P<comma>,\s+(?:and|but|while|whereas|although|though|yet)\s+)|(?P<bare>\s+(?:and|but)\s+)"
)
_ADVERB = regex(r"(?:\w+ly|also|then|later|now|still|not|never|subsequently|once|twice)\s+")
_ASIDE_END = regex(r",\s")
_DETERMINERS = frozenset("the a an its his her their this that these those some many most all several".split())
_JOINS = frozenset("and or but".split())
_LINKS = frozenset("of in on at by for with from to into under over against between among about as than".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a sentence."""

    span: Span
    """In the sentence."""
    reads: str
    """As a sentence of its own: with the subject that it leaves to the clause before it."""


def split_clauses(sentence: str) -> tuple[Clause, ...]:
    """The clauses of a sentence, in its order; none where it is one clause."""
    found = list(_clauses(sentence.rstrip()))
    return tuple(found) if len(found) > 1 else ()


def _clauses(sentence: str) -> Iterator[Clause]:
    start, subject = 0, ""
    for match in _JOIN.finditer(sentence):
        # A relative clause in the middle has an end, behind which the main clause goes on.
        if match.start() < start:
            continue
        before, after = sentence[start : match.start()], sentence[match.end() :]
        if not _states(before):
            continue
        if match["relative"]:
            end = _ASIDE_END.search(after)
            aside = after[: end.start()] if end else after
            if not _begins_with_verb(aside) or is_verb(before.split()[-1]):
                continue
            rest = after[end.end() :] if end else ""
            if rest and _begins_with_verb(rest):
                # “Vega, which sold the ship, denied it”: the main clause is in two pieces, and stays whole.
                continue
            yield Clause(_span(sentence, start, match.start()), _with(subject, before))
            start, subject = match.end(), _antecedent(before)
        elif match["semicolon"] or (match["comma"] and _has_subject(after)):
            if not _states(after):
                continue
            yield Clause(_span(sentence, start, match.start()), _with(subject, before))
            start, subject = match.end(), ""
        elif _begins_with_verb(after) and _states(f"it {after}") and (own := subject or _subject(before)):
            yield Clause(_span(sentence, start, match.start()), _with(subject, before))
            start, subject = match.end(), own
    yield Clause(_span(sentence, start, len(sentence)), _with(subject, sentence[start:]))


def _span(sentence: str, start: int, end: int) -> Span:
    while end > start and sentence[end - 1] in " ,;.":
        end -= 1
    return Span(start, end)


def _with(subject: str, clause: str) -> str:
    reads = f"{subject} {clause}".strip().rstrip(" ,;.")
    return f"{reads[:1].upper()}{reads[1:]}."


def _states(text: str) -> bool:
    """Whether a text has a verb and enough words to be looked up."""
    words = text.split()
    return len(words) >= _LEAST and any(is_verb(word) for word in words)


def _begins_with_verb(text: str) -> bool:
    skipped = _ADVERB.match(text)
    word = text[skipped.end() if skipped else 0 :].split(maxsplit=1)
    return bool(word) and is_verb(word[0]) and (len(word) > 1)


def _has_subject(text: str) -> bool:
    """Whether a verb stands among the first words, behind something that can be its subject."""
    words = text.split()[:_SUBJECT]
    at = next((i for i, word in enumerate(words) if is_verb(word)), 0)
    return at > 0 and words[0].lower() not in {*_LINKS, "that"}


def _subject(clause: str) -> str:
    """What stands before the first verb of a clause: its subject; empty where that is not plain."""
    words = clause.split()
    at = next((i for i, word in enumerate(words) if is_verb(word)), 0)
    if not 0 < at <= _SUBJECT or words[0].lower() in _LINKS:
        return ""
    return " ".join(words[:at])


def _antecedent(before: str) -> str:
    """The last noun phrase before a relative clause: back to its article, or else to a verb, a preposition or a comma."""
    words = before.split()[-_SUBJECT:]
    for back in range(1, min(_PHRASE, len(words)) + 1):
        word = words[-back].lower()
        if word in _DETERMINERS:
            return " ".join(words[-back:])
        if word in _JOINS or is_verb(word) or (back > 1 and word.endswith((",", ";"))):
            break
    kept: list[str] = []
    for word in reversed(words):
        bare = word.lower().strip(",;")
        if kept and (bare in _LINKS or bare in _JOINS or bare in AUXILIARY_WORDS or word.endswith((",", ";"))):
            break
        kept.insert(0, word)
    return " ".join(kept)
