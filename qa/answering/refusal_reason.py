"""Why a question is not answered: what of it is found, how often, and what is missing; each counted in the text, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from qa.answering.missing_terms import unmatched_words
from qa.answering.named import names_asked
from qa.language.en.letters_asked import ASKS_LETTERS
from qa.language.en.question_words import ASKED_HOW, ASKED_KIND
from qa.language.en.stop_words import FUNCTION_WORDS
from qa.language.of_words import language_of_question
from qa.language.stems import content_stems, content_words
from qa.regex import regex
from qa.retrieval.candidates import CandidateSentence
from qa.retrieval.prepared_question import PreparedQuestion

if TYPE_CHECKING:
    from qa.index.engine import Scope, Snapshot

_MOST_NAMED = 4
"""Words that a reason names."""
_LEAST_LETTERS = 4
"""Of a word whose lack is told: shorter ones mostly hold a sentence together."""
_MOST_PASSAGES = 500
"""Passages with a name in which it is counted; where there are more, no number is told."""
_WORD = regex(r"\w+")
_BEGINNING = "No answer was found in the corpus: "
_TIMES = {1: "once", 2: "twice"}


@dataclass(frozen=True, slots=True)
class _Found:
    """A name of the question as the text has it."""

    name: str
    times: int
    """How often it stands in the texts."""
    sentences: tuple[frozenset[str], ...]
    """The stems of each sentence that has it."""


def reason_for_refusal(
    snapshot: Snapshot, question: PreparedQuestion, shown: Sequence[CandidateSentence], document: Scope = None
) -> str:
    """Why there is no answer in all documents, or in one; `shown` are the sentences that the refusal shows as the nearest."""
    # A figure of one digit stands in every text.
    asked = [name for name in _whole_names(question.text) if len(name) > 1 or not name.isdigit()]
    look_for = lru_cache(maxsize=None)(partial(_find, snapshot, document=document))
    names = _as_found(asked[:_MOST_NAMED], look_for)
    words = [w for w in _telling_words(question.text) if not any(w in name.casefold() for name in names)]
    unmatched = [word for word in unmatched_words(question, shown) if word.casefold() in words]
    found = [look_for(name) for name in names]
    missing = [
        name for name, f in zip(names, found, strict=True) if not f and _stands_nowhere(snapshot, name, document)
    ]
    missing += [word for word in unmatched if _stands_nowhere(snapshot, word, document)]
    there = [f for f in found if f is not None]
    if missing:
        lack = f"{_listed(missing)} {'appears' if len(missing) == 1 else 'appear'} nowhere"
        return f"{_BEGINNING}{_told(there)}, but {lack}." if there else f"{_BEGINNING}{lack}."
    if there and len(there) == len(names):
        return f"{_BEGINNING}{_told(there)}, but {_lacking(there, words)}."
    return _BEGINNING + _of_the_nearest(shown, words, unmatched)


def _of_the_nearest(shown: Sequence[CandidateSentence], words: Sequence[str], unmatched: Sequence[str]) -> str:
    """What the passages shown as the nearest lack, or have."""
    if unmatched:
        return f"the nearest passages say nothing of {_listed(unmatched)}."
    has = set(content_stems(" ".join(f"{c.context} {c.passage_text}" for c in shown)))
    spoken = [word for word in words if set(content_stems(word)) & has]
    if spoken:
        return f"the nearest passages speak of {_listed(spoken)}, but in none was an answer found."
    return "the nearest passages are about something else."


def _telling_words(question: str) -> list[str]:
    """The words that say what is asked of the names, without those that only say which kind of answer is wanted."""
    kind = ASKED_KIND | {word.casefold() for word in ASKED_HOW.findall(question)}
    kind |= {"stand", "mean"} if ASKS_LETTERS.match(question) else set()
    return [
        word
        for word in dict.fromkeys(content_words(question, language_of_question(question)))
        if word not in kind and word not in FUNCTION_WORDS and len(word) >= _LEAST_LETTERS
    ]


def _whole_names(question: str) -> list[str]:
    """The names asked for, those that stand side by side as one: “Daniel Noboa”."""
    found: list[tuple[int, int]] = []
    at = 0
    for name in names_asked(question):
        start = question.find(name, at)
        if start < 0:
            continue
        at = start + len(name)
        joined = found and question[found[-1][1] : start] == " " and not (name + question[slice(*found[-1])]).isdigit()
        found[-1:] = [(found[-1][0], at)] if joined else [*found[-1:], (start, at)]
    return list(dict.fromkeys(re.sub(r"[’']s?$", "", question[start:end]) for start, end in found))


def _as_found(names: Sequence[str], look_for: Callable[[str], _Found | None]) -> list[str]:
    """The names, or where one of several words is not found as a whole, its words."""
    whole = [[name] if look_for(name) else name.split() for name in names]
    return [name for part in whole for name in part][:_MOST_NAMED]


def _stands_nowhere(snapshot: Snapshot, words: str, document: Scope) -> bool:
    # That one stands somewhere is known without ranking the passages that have it.
    return not (document is None and max(_counts(snapshot, words), default=0)) and not snapshot.search_words(
        words, 1, document
    )


def _counts(snapshot: Snapshot, words: str) -> list[int]:
    """In how many passages each of some words stands."""
    return list(snapshot.word_counts(_WORD.findall(words.casefold()))[1].values())


def _find(snapshot: Snapshot, name: str, document: Scope) -> _Found | None:
    """A name in the texts of the scope; None where there are too many to count, or none has it to the letter."""
    if document is None and min(_counts(snapshot, name), default=0) >= _MOST_PASSAGES:
        return None
    rows = [row for row, _ in snapshot.search_words(name, _MOST_PASSAGES, document)]
    if not rows or len(rows) == _MOST_PASSAGES:
        return None
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    passages = snapshot.passages(rows).values()
    texts = {doc_id: text for doc_id in {p.doc_id for p in passages} if (text := snapshot.text(doc_id))}
    # Headings are in no passage, but whoever counts counts them.
    times = sum(_times_in(text.lower(), name.lower()) for text in texts.values())
    said = (span.of(texts[p.doc_id]) for p in passages if p.doc_id in texts for span in p.sentences)
    sentences = tuple(frozenset(content_stems(sentence)) for sentence in said if word.search(sentence))
    return _Found(name, times, sentences) if times else None


def _times_in(text: str, name: str) -> int:
    """How often a name stands in a text by itself: twenty times as fast as a pattern without regard to capitals."""
    times, at = 0, text.find(name)
    while at >= 0:
        end = at + len(name)
        stands = not _WORD.match(text[at - 1 : at]) and not _WORD.match(text[end : end + 1])
        times += stands
        at = text.find(name, end if stands else at + 1)
    return times


def _told(found: Sequence[_Found]) -> str:
    """How often each name stands there."""
    return " and ".join(
        f"“{f.name}” {'stands there' if f.name.isdigit() else 'is named'} {_times(f.times)}" for f in found
    )


def _lacking(found: Sequence[_Found], others: Sequence[str]) -> str:
    """What no sentence with all the names has; where nothing is lacking, that none of these sentences says what is asked."""
    sentences = [s for s in found[0].sentences if all(s in f.sentences for f in found[1:])]
    if not sentences:
        return "never in the same sentence"
    them = "it" if len(found) == 1 else "them"
    lacking = [word for word in others if not any(set(content_stems(word)) & s for s in sentences)]
    if lacking:
        return f"no sentence with {them} has {_listed(lacking, 'or')}"
    few = (
        "that sentence does not say"
        if len(sentences) == 1
        else f"in none of the {len(sentences)} sentences with {them} was found"
    )
    return f"{few} what is asked"


def _times(count: int) -> str:
    return _TIMES.get(count, f"{count:,} times")


def _listed(words: Sequence[str], last: str = "and") -> str:
    """“a”, “b” and “c”; the rest of many is left out."""
    quoted = [f"“{word}”" for word in words[:_MOST_NAMED]]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"
