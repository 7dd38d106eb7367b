"""A sentence + the passages that it rests on → what is wrong with it, by rules; then whether a network finds it supported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from qa.citation.agreement.equality import equal
from qa.citation.agreement.judge import Agreement, Window, judge
from qa.citation.agreement.pieces import cut
from qa.gate.own_words import has_own_words, is_foreign, leaves_out_asides
from qa.gate.replaced_words import (
    COPIED,
    find_new_names,
    find_replaced,
    is_copied,
    share_copied,
)
from qa.gate.signs import find_other_signs
from qa.gate.turned_words import find_denial, find_turned
from qa.language.boundaries import find_sentences
from qa.language.en.saying import SAY, THAT_ONLY
from qa.reader.statements import ReadPassages
from qa.regex import regex
from qa.types.backing import Backing, ValueKind, Wording
from qa.types.document import Span
from qa.types.draft_failure import DraftFailure, DraftFault

OTHER_WORDS, OWN_WORDS = 3.0, 6.0
"""Log odds of support, as the network has them, that a sentence needs of whose words the passage has none, and by how much fewer
it needs where the passage has all. Chosen on what a small model made up, on changed statements (FoolMeTwice, WiCE), and on
reworded sentences of the development half, so that hardly one of these is refused."""
NEARLY_WORD_FOR_WORD = 0.75
"""Nearness from which rules alone decide."""
_FRAME = regex(
    r"\A\W*(?:according to [^,]{1,100},|th(?:e|is) (?:report|text|paper|study|document|passage|article|memo|source)"
    rf"(?: [“\"][^”\"]{{1,200}}[”\"])? (?:{SAY}|{THAT_ONLY})\b(?: that\b)?)",
    re.IGNORECASE,
)
"""Words of the writer's own before what the passage is to say."""
_IN_ORDER = 0.6
"""Share of words in the same order besides, small ones and names too: “the bridge destroyed the rebels” is read."""
_MOST_OTHERS = 1
"""Passages besides the nearest that are read."""
_BONUS = 0.1
"""How much nearer a sentence with another value must be than one that has all of them, to be the one that is meant."""
_OF_FIGURES = 0.4
"""How much nearer a sentence is by having all figures of the one that is checked."""
_OF_ORDER = 0.3
"""How much nearer a sentence is by having all words, small ones and names too, in the same order."""
_TURNING = (ValueKind.NEGATION, ValueKind.HEDGE, ValueKind.QUANTIFIER, ValueKind.DIRECTION)


@dataclass(frozen=True, slots=True)
class CitedText:
    """A passage that a sentence may rest on."""

    title: str
    text: str
    document: str = ""
    """The title of its document alone, where that is known."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The sentence of the passages that is nearest, by the passage's number and its place there, and what was found."""

    passage: int
    span: Span
    agreement: Agreement


def check_sentence(
    sentence: str, passages: Sequence[CitedText], read: ReadPassages | None
) -> tuple[Nearest | None, tuple[DraftFailure, ...]]:
    """The nearest sentence, and what is wrong; spans of failures are in the sentence."""
    foreign = is_foreign(sentence)
    nearest = (_in_own_words(sentence, passages) if foreign else None) or find_nearest(sentence, passages)
    if nearest is None:
        return None, (DraftFailure(DraftFault.NOT_SUPPORTED, None, None),)
    window = passages[nearest.passage].text
    source = nearest.span.of(window)
    if " ".join(sentence.split()) == " ".join(source.split()) or (foreign and leaves_out_asides(sentence, source)):
        return nearest, ()
    failures = tuple(_by_rules(sentence, window, nearest.agreement))
    if not failures:
        failures = tuple(find_denial(sentence, source))
    if not failures:
        failures = (
            *find_replaced(sentence, source),
            *find_other_signs(sentence, source),
        )
    if not failures and (nearest.agreement.nearness >= NEARLY_WORD_FOR_WORD or is_copied(sentence, source)):
        failures = tuple(find_turned(sentence, source))
        known = "\n".join(f"{passage.title}\n{passage.text}" for passage in passages)
        failures = failures or tuple(find_new_names(sentence, known))
    if not failures and not (
        has_own_words(sentence, source) if foreign else _is_supported(sentence, passages, nearest, read)
    ):
        failures = (DraftFailure(DraftFault.NOT_SUPPORTED, None, source),)
    return nearest, failures


def _in_own_words(sentence: str, passages: Sequence[CitedText]) -> Nearest | None:
    """The first sentence of the passages of whose own words a sentence is made."""
    for number, passage in enumerate(passages):
        for span in find_sentences(passage.text):
            if has_own_words(sentence, span.of(passage.text)):
                return Nearest(number, span, judge(sentence, Window(passage.text, span), _rest(passages, number)))
    return None


def find_nearest(sentence: str, passages: Sequence[CitedText]) -> Nearest | None:
    """The sentence of the passages that agrees best: one that it copies before all others, one that backs before a nearer one."""
    found = [
        Nearest(number, span, judge(sentence, Window(passage.text, span), _rest(passages, number)))
        for number, passage in enumerate(passages)
        for span in find_sentences(passage.text)
    ]
    figures = [value for value in cut(sentence).values if value.readings and not value.words]

    def rank(n: Nearest) -> float:
        theirs = n.span.of(passages[n.passage].text)
        own = cut(theirs).values if figures else ()
        there = sum(any(equal(value, other) for other in own) for value in figures)
        copied = share_copied(sentence, theirs)
        with_figures = _OF_FIGURES * there / len(figures) if figures else 0.0
        return (
            n.agreement.nearness
            + _BONUS * (n.agreement.backing is Backing.BACKS)
            + with_figures
            + (copied >= COPIED)
            + _OF_ORDER * copied
        )

    return max(found, key=rank, default=None)


def _rest(passages: Sequence[CitedText], number: int) -> str:
    """What is known beside a passage: the others, and the titles."""
    return "\n".join([*(p.title for p in passages), *(p.text for i, p in enumerate(passages) if i != number)])


def _by_rules(sentence: str, window: str, agreement: Agreement) -> Iterator[DraftFailure]:
    for clash in agreement.clashes:
        said = Wording(clash.ours, clash.ours.of(sentence)) if clash.ours else None
        fault = DraftFault.TURNED if clash.kind in _TURNING else DraftFault.VALUE_DIFFERS
        yield DraftFailure(fault, said, clash.theirs.of(window) if clash.theirs else None)
    for value in agreement.lacks:
        fault = DraftFault.TURNED if value.kind in _TURNING else DraftFault.VALUE_NOT_FOUND
        yield DraftFailure(fault, Wording(value.span, value.span.of(sentence)), None)


def _is_supported(sentence: str, passages: Sequence[CitedText], nearest: Nearest, read: ReadPassages | None) -> bool:
    home = passages[nearest.passage]
    in_order = share_copied(sentence, nearest.span.of(home.text)) >= _IN_ORDER
    if nearest.agreement.nearness >= NEARLY_WORD_FOR_WORD and in_order:
        return True
    if nearest.agreement.backing is not Backing.BACKS:
        return False
    if read is None:
        return True
    others = (passage for i, passage in enumerate(passages) if i != nearest.passage)
    return any(_is_read_supported(sentence, passage, read) for passage in (home, *islice(others, _MOST_OTHERS)))


def _is_read_supported(sentence: str, passage: CitedText, read: ReadPassages) -> bool:
    """Whether a passage bears a sentence out; words that its title alone has are no part of what it says."""
    ours, said = cut(_FRAME.sub("", sentence)).stems, cut(passage.text).stems
    lent = (ours - said) & cut(passage.title).stems
    text = passage.text if lent else f"{passage.title}. {passage.text}"
    share = len(ours & said) / len(ours) if ours else 1.0
    return max(reading.support for reading in read(sentence, [text])) >= OTHER_WORDS - OWN_WORDS * share
