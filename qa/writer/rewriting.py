"""A follow-up as a whole question, by a model; only if it brings in no name and no number of its own, else as the rules have it."""

from __future__ import annotations

from collections.abc import Callable

from qa.answering.follow_up import whole_question
from qa.answering.question import MAX_QUESTION
from qa.language.en.follow_ups import LEANS
from qa.language.en.number_words import CARDINALS, ORDINAL_WORDS, PLURAL_SCALES, SCALES
from qa.language.of_words import language_of_question
from qa.language.stop_words import stop_words_of
from qa.regex import regex
from qa.types.answer import Answer
from qa.writer.writer import ModelWriter

_SHORT = 8
"""Words of a question in another language that may lean on what came before."""
_ANSWER = 1500
"""Characters of the answer that the model is shown."""
_WORD = regex(r"[^\W_]+(?:[.,][^\W_]+)*")
_QUOTED = regex(r"\A[\s\"“”'`*]+|[\s\"“”'`*]+\Z")
_STRANGE = regex(r"[\n<>{}\[\]|]|://|www\.")
_COUNTS = frozenset({*CARDINALS, *SCALES, *PLURAL_SCALES, *ORDINAL_WORDS})


def rewrite_question(writer: ModelWriter, question: str, before: Answer, tick: Callable[[], None]) -> str:
    """The question as it is meant after an answer. One that leans on nothing is not sent.

    Raises:
        WriterError, MissingExtraError: as `ModelWriter.check`.
    """
    by_rule = whole_question(question, before)
    if by_rule == " ".join(question.split()) and not _may_lean(question):
        return by_rule
    answer = _said(before)[:_ANSWER]
    written = writer.rewrite(question, before.question, answer, tick)
    found = _QUOTED.sub("", written or "")
    return found if is_fit(found, f"{question}\n{before.question}\n{answer}") else by_rule


def is_fit(question: str, known: str) -> bool:
    """Whether a rewritten question is one, and brings in no name and no number that is not known.

    A script without capitals does not tell its names: there every word must be known.
    """
    if not question.endswith(("?", "？", "؟", ";")) or len(question) > MAX_QUESTION or _STRANGE.search(question):
        return False
    heard = {word.group().casefold() for word in _WORD.finditer(known)}
    first = True
    for match in _WORD.finditer(question):
        word, folded = match.group(), match.group().casefold()
        opens, first = first, False
        if folded in heard or not _may_name(word):
            continue
        # What opens a question is capitalised, whatever it is.
        if not opens or folded in _COUNTS or folded not in stop_words_of(language_of_question(question)):
            return False
    return True


def _may_name(word: str) -> bool:
    """Whether a word may be a name or a number."""
    has_case = word.lower() != word.upper()
    return any(c.isdigit() for c in word) or not has_case or word != word.lower() or word.casefold() in _COUNTS


def _may_lean(question: str) -> bool:
    if language_of_question(question) == "en":
        return LEANS.search(question) is not None
    return len(question.split()) <= _SHORT


def _said(before: Answer) -> str:
    speakers = [c.speaker for claim in before.claims for c in claim.citations if c.speaker]
    return "\n".join([before.short_answer or "", *(claim.text for claim in before.claims), *speakers])
