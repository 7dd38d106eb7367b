"""A sentence that a model wrote + the passages that it was shown → what is wrong with it, or where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.gate.quoted_words import UNSPACED, find_quotation, find_quotations, fold_quotable, is_stitched
from qa.gate.sentence import CitedText, Nearest, check_sentence, find_nearest
from qa.language.en.orders import speaks_to_model
from qa.language.en.saying import SAY, THAT_ONLY
from qa.language.questions import asks_something
from qa.reader.statements import ReadPassages
from qa.regex import regex
from qa.types.backing import Wording
from qa.types.document import Span
from qa.types.draft_failure import DraftFailure, DraftFault

_MARKUP = regex(
    r"\b[a-z][a-z0-9+.-]{1,20}://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]{1,64}\.\w+|!?\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)|</?[a-zA-Z][^>\n]{0,500}>"
    r"|\b(?:javascript|data):\S+",
    re.IGNORECASE,
)
"""Addresses, links, pictures and tags."""
_OPENER, _WORD = regex(r"\A\s*according to [^,]{1,60},", re.IGNORECASE), regex(r"[^\W\d_]+")
_LEAST_WORDS, _LEAST_LETTERS = 3, 6
"""A sentence of fewer words, or of signs and numbers alone (“1”), states nothing that could be proved, nor does a question;
letters count where words are not set apart."""
_SAYING = regex(rf"\b(?:that|{SAY}|{THAT_ONLY})\W*\Z", re.IGNORECASE)
"""Before a quotation: somebody says it, so that a document's title is no home for it."""

_ATTRIBUTED = regex(r"\A\W*according to (?:the )?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of a sentence: failures, or the sentence of a passage that it rests on."""

    failures: tuple[DraftFailure, ...]
    nearest: Nearest | None
    """Its `passage` is the number among all that were shown, from 0."""


def prove_sentence(sentence: str, named: Sequence[int], shown: Sequence[CitedText], read: ReadPassages) -> Proof:
    """Judge a sentence by the passages that it names (from 0), or by all that were shown where these do not bear it out.

    A mark that is wrong costs nothing where another of the passages says so: that one is then cited. A mark that leads to
    none of them fails the sentence.
    """
    if any(number not in range(len(shown)) for number in named):
        return Proof((DraftFailure(DraftFault.NOT_SHOWN, None, None),), None)
    own = _of_document(sentence, shown)
    marked = [number for number in dict.fromkeys(named) if number in own]
    failures = (*_markup(sentence), *_quoted(sentence, marked, shown))
    proof = _judge(sentence, marked or own, shown, read)
    if proof.failures and marked and not failures:
        wider = _judge(sentence, own, shown, read)
        proof = proof if wider.failures else wider
    return Proof((*failures, *proof.failures), proof.nearest)


def _of_document(sentence: str, shown: Sequence[CitedText]) -> Sequence[int]:
    """The passages that may bear a sentence out: where it opens with “According to” and a document's title, only that one's."""
    if not _ATTRIBUTED.match(sentence):
        return range(len(shown))
    said = fold_quotable(_ATTRIBUTED.sub("", sentence)).text
    titles = [fold_quotable(passage.document).text.strip() for passage in shown]
    return [n for n, title in enumerate(titles) if title and said.startswith(f"{title} ")] or range(len(shown))


def _judge(sentence: str, numbers: Sequence[int], shown: Sequence[CitedText], read: ReadPassages) -> Proof:
    texts = [shown[number] for number in numbers]
    first = find_nearest(sentence, texts)
    if first is None or not _states_something(_OPENER.sub("", sentence)):
        return Proof((DraftFailure(DraftFault.NOT_SUPPORTED, None, None),), None)
    # What reads passages reads the first ones alone.
    order = [numbers[first.passage], *(n for n in numbers if n != numbers[first.passage])]
    nearest, failures = check_sentence(sentence, [shown[number] for number in order], read)
    if nearest and not failures and speaks_to_model(source := nearest.span.of(shown[order[nearest.passage]].text)):
        failures = (DraftFailure(DraftFault.ORDERED, None, source),)
    return Proof(failures, nearest and Nearest(order[nearest.passage], nearest.span, nearest.agreement))


def _states_something(sentence: str) -> bool:
    if asks_something(sentence):
        return False
    words = _WORD.findall(sentence)
    return len(words) >= _LEAST_WORDS or (
        max(sentence, default="") >= UNSPACED and sum(map(len, words)) >= _LEAST_LETTERS
    )


def _markup(sentence: str) -> Iterator[DraftFailure]:
    """Addresses and markup, also those of a document: that is where a planted text would lead a reader."""
    for match in _MARKUP.finditer(sentence):
        yield DraftFailure(DraftFault.MARKUP, Wording(Span(*match.span()), match.group()), None)


def _quoted(sentence: str, marked: Sequence[int], shown: Sequence[CitedText]) -> Iterator[DraftFailure]:
    """What is wrong with the words that a sentence has in quotation marks."""
    spans = list(find_quotations(sentence))
    texts = [fold_quotable(passage.text) for passage in shown] if spans else []
    titled = [fold_quotable(f"{passage.title}\n{passage.text}") for passage in shown] if spans else []
    for span in spans:
        said = Wording(span, span.of(sentence))
        where = texts if _SAYING.search(sentence[: span.start]) else titled
        homes = [number for number, text in enumerate(where) if find_quotation(said.quote, text)]
        if not homes:
            stitched = is_stitched(said.quote, [where[number] for number in marked] or where)
            yield DraftFailure(DraftFault.STITCHED if stitched else DraftFault.QUOTE_NOT_FOUND, said, None)
        elif marked and not set(homes) & set(marked):
            yield DraftFailure(DraftFault.MISATTRIBUTED, said, shown[homes[0]].text)
