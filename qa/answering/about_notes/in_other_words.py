"""Which of the best sentences says what was asked for in words of its own, as a network that reads passages for a statement has it."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answering.about_notes.cards import stems_of
from qa.answering.about_notes.residue import lacking
from qa.answering.extract import Extraction
from qa.answering.readers import Readers
from qa.citation.agreement.amounts import find_amounts
from qa.citation.agreement.values import Value
from qa.index.engine import Snapshot
from qa.language.en.note_vocabulary import CLAUSE
from qa.types.document import BlockKind
from qa.types.passage import Quote

LEAST_SAYING = 0.0
"""Log odds from which a sentence is taken to say what was asked for."""
LEAST_NAMING = -1.0
"""The same where what was asked for is only named (“access to the market”), and two thirds of its words stand there."""
LEAST_OF_A_CLAUSE = -1.5
"""Log odds below which a sentence that was found does not say what is stated: “that the barge was sabotaged”."""
_MOST_SAID = 3
_SAME = 1e-6
_MOST_READ = 5
"""Sentences that are read."""


def says_in_other_words(
    snapshot: Snapshot, found: Extraction, topic: str, wanted: Sequence[str], readers: Readers
) -> Quote | None:
    """The sentence that says the topic best; None where none is read to. Names and numbers it must have as they are."""
    names = [word for word in wanted if word[0].isupper()]
    amounts = list(find_amounts(topic))
    near: list[tuple[Quote, str]] = []
    for quote in found.ranked if readers.read and wanted else ():
        document = snapshot.document(quote.passage.doc_id)
        if document is None or quote.passage.kind is BlockKind.NOTE:
            continue
        text = quote.span.of(document.text)
        if not lacking(names, stems_of(text) | stems_of(document.title)) and _has_all(text, amounts):
            near.append((quote, text))
        if len(near) == _MOST_READ:
            break
    if not near or readers.read is None:
        return None
    readings = readers.read(topic, [text for _, text in near])
    best = max(range(len(near)), key=lambda i: readings[i].support)
    missing = not_said(wanted, near[best][1])
    named = not CLAUSE.search(topic) and _MOST_SAID * len(missing) <= len(wanted)
    return near[best][0] if readings[best].support >= (LEAST_NAMING if named else LEAST_SAYING) else None


def says_otherwise(snapshot: Snapshot, quote: Quote, topic: str, readers: Readers) -> bool:
    """True when the topic states something that the sentence is not read to say; of what only names a thing it is not known."""
    text = snapshot.text(quote.passage.doc_id)
    if readers.read is None or text is None or not CLAUSE.search(topic):
        return False
    return readers.read(topic, [quote.span.of(text)])[0].support < LEAST_OF_A_CLAUSE


def not_said(wanted: Sequence[str], text: str) -> list[str]:
    """Those of the words that a text lacks, in any inflection; “48m” it does not lack where it says “48 million”."""
    missing = lacking(wanted, stems_of(text))
    return [word for word in missing if not (word[0].isdigit() and _has_all(text, list(find_amounts(word))))]


def _has_all(text: str, amounts: Sequence[Value]) -> bool:
    """True when a text has all amounts, however they are written; a unit that one of both leaves out does not count."""
    there = [reading for value in find_amounts(text) for reading in value.readings]
    return all(
        any(
            abs(ours.amount * ours.factor - other.amount * other.factor) < _SAME
            for ours in value.readings
            for other in there
            if not ours.unit or not other.unit or ours.unit == other.unit
        )
        for value in amounts
    )
