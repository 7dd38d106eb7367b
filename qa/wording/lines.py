"""Says a line of data in the language that is spoken: data are English, and a line is known by what always stands in it.

A reason why nothing answers, a failure, a problem of a footnote: each is made where it arises, in English, with names and numbers.
Here stand their forms; a line of another form is shown as it is.
"""

from __future__ import annotations

from functools import cache
from string import Formatter

from qa.wording.say import ENGLISH, current_language, noted, say

_LONGEST = 1000
"""Characters of a line that is looked at."""
_WITHIN = frozenset({"reason", "rest", "lack", "times", "said"})
"""Places in which a line of its own stands, which must be known too."""
_LISTED = "words"
"""A place in which several may stand, between quotation marks."""

LINES = (
    # Why nothing answers.
    noted("No answer was found in the corpus: {reason}."),
    noted("{said}, but {lack}"),
    noted("“{name}” is named {times} and {rest}"),
    noted("“{name}” stands there {times} and {rest}"),
    noted("“{name}” is named {times}"),
    noted("“{name}” stands there {times}"),
    noted("{words} appears nowhere"),
    noted("{words} appear nowhere"),
    noted("never in the same sentence"),
    noted("no sentence with it has {words}"),
    noted("no sentence with them has {words}"),
    noted("that sentence does not say what is asked"),
    noted("in none of the {count} sentences with it was found what is asked"),
    noted("in none of the {count} sentences with them was found what is asked"),
    noted("the nearest passages say nothing of {words}"),
    noted("the nearest passages speak of {words}, but in none was an answer found"),
    noted("the nearest passages are about something else"),
    noted("once"),
    noted("twice"),
    noted("{count} times"),
    noted("“{several}” and “{last}”"),
    noted("“{several}” or “{last}”"),
    noted("The question may be about the text."),
    noted("No note can be quoted for this."),
    noted("No more than one statement rests on any of the sources."),
    noted("There is no statement."),
    noted("No sentence of the corpus has “{words}”, in any form."),
    noted("No sentence of the corpus has all of the words “{words}”, in any form."),
    # What is said with an answer.
    noted("This sentence says it otherwise: {reason}."),
    noted("This sentence says it otherwise: {reason}; {rest}."),
    noted("“{theirs}” where the statement says “{ours}”"),
    noted("with “{theirs}”"),
    noted("without “{ours}”"),
    noted("without the statement’s “{ours}”"),
    noted("without a part of the statement"),
    noted("one of the two denies it"),
    noted("This sentence does not say {words}, as the statement does."),
    noted("As far as can be told, this contradicts the statement."),
    noted("This comes nearest, but does not clearly say the same."),
    noted("This sentence is about {other}; the question asks of {years}."),
    noted("The question asks of {names}; this sentence and what stands around it do not name it."),
    noted("The question asks of {names}; this sentence and what stands around it do not name them."),
    noted(
        "Nothing is written here: these sentences are nearest in meaning to all the others, and spread over the sections."
    ),
    noted("A comparison is written by a language model alone. These sentences stand for the whole."),
    noted("A timeline is written by a language model alone. These sentences stand for the whole."),
    noted("A table of all figures is written by a language model alone. These sentences stand for the whole."),
    noted("This report {lack}."),
    noted("No report here {lack}."),
    noted("does not say at its head or end who wrote it"),
    noted("does not say at its head when it was written"),
    noted("has no whole sentences that could stand for it"),
    noted("has no section of findings or conclusions, and no sentence says of itself that it is one"),
    noted("has no section of recommendations, and no sentence recommends anything in its own voice"),
    noted("has whole sentences that could stand for it"),
    noted("has a section of findings or conclusions, or a sentence that says of itself that it is one"),
    noted("has a section of recommendations, or a sentence that recommends anything in its own voice"),
    noted("says at its head or end who wrote it"),
    noted("says at its head when it was written"),
    # Why a source was not compared, and why a text is taken for that of a source.
    noted("its {name} is {address}"),
    noted("its title is the same: “{title}”"),
    noted("its title is nearly the same: “{title}”"),
    noted("an interview has no published text"),
    noted("its text has no sentences that can be read"),
    # Problems of footnotes.
    noted("more than one place could call note {label}"),
    noted("two notes are numbered {number}"),
    noted("note {label} follows note {before}"),
    noted("marker {label} has no note"),
    noted("nothing in the text calls note {label}"),
    # Why the index is behind.
    noted("the index is damaged"),
    noted("the index was made with another encoder"),
    noted("the corpus has changed"),
    noted("files of the index are missing"),
    noted("some stored vectors are missing or altered"),
    # What is being built.
    noted("reading"),
    noted("loading the encoder"),
    noted("embedding"),
    noted("exporting the question encoder"),
    noted("committing"),
    noted("loading the new index"),
    # Failures.
    noted("{name}: no such document"),
    noted("{name}: the corpus is empty"),
    noted("{name}: there is no index yet"),
    noted("{name}: another process is building the index; wait for it and try again"),
    noted("{name}: something else is changing the corpus; wait for it and try again"),
    noted("{name}: the corpus holds another file of that name; remove it first"),
    noted("{name}: not among the removed documents"),
    noted("{name}: it is the only document of the corpus; add another before you remove it"),
    noted("{name}: cannot be read ({why}); check its permissions"),
    noted(
        "{name}: the index holds other {parts} than the file: it was altered, or made by another edition of this program."
    ),
    noted("{words}: there is no word to look for; give a name, a word, a number or a phrase in quotation marks"),
    noted("the words to look for have {count} characters; at most {most} are looked for, so shorten them"),
    noted("the question has {count} characters; at most {most} are read, so shorten it"),
    noted("{name}: files ending in {ending} are not read; use {endings}"),
    noted("{name}: files ending in {ending} are not read; in the program that made it, save it as .docx or PDF"),
    noted("{name}: files ending in {ending} are not read; save or print it as PDF"),
    noted("{name}: files ending in {ending} are not read; save it as EPUB"),
    noted("{name}: files ending in {ending} are not read; unpack it, and add what is in it"),
    noted("{name}: files ending in {ending} are not read; save it as Markdown, HTML or PDF"),
    noted("{name}: files ending in {ending} are not read; save the page as HTML alone"),
    noted("{name}: the file is empty; add text or remove the file"),
    noted("{name}: the file holds no text; add text or remove the file"),
    noted("{name}: {size} bytes; at most {most} are read, so split the file"),
    noted("{name}: encrypted; save it without a password"),
    noted("{name}: encrypted, it needs a password; save a copy without one"),
    noted("{name}: damaged, cannot be opened; open it in a PDF viewer and save it again"),
    noted("{name}: damaged, no page can be found; open it in a PDF viewer and save it again"),
    noted("{name}: not a PDF, whatever its name says; check where it came from"),
    noted("{name}: every page is blank; check that this is the right file"),
    noted("{name}: a PDF, not what its name says; let its name end in .pdf"),
    noted("{name}: an RTF file, not what its name says; in Word or LibreOffice, save it as .docx"),
    noted("{name}: an old Office file, not what its name says; in Word or LibreOffice, save it as .docx"),
    noted("date {value}: not a date; write 2024, 2024-02 or 2024-02-16"),
    noted("url {value}: not an address of the web; write https://…"),
    noted("doi {value}: not a DOI; write 10.1000/182"),
    noted("{host}: no such host is found"),
    noted("{host}: names of hosts cannot be looked up now; is this computer online?"),
    noted("{address}: no answer in time"),
    noted("{address}: its host forbids programs to ask for it (robots.txt)"),
    noted("A fault in the program stopped the build; the server's log says where."),
    noted("A fault in the program stopped the fetching; the server's log says where."),
)


def say_line(line: str) -> str:
    """The line in the language that is spoken; as it is, where its form is not known."""
    if current_language() == ENGLISH or len(line) > _LONGEST:
        return line
    return _said(line) or line


def _said(line: str) -> str | None:
    for form in _forms():
        values = _values(form, line)
        told = {name: _place(name, value) for name, value in (values or {}).items()}
        if values is not None and None not in told.values():
            return say(form[0], **told)
    return None


def _place(name: str, value: str) -> str | None:
    if name in _WITHIN:
        return _said(value)
    if name != _LISTED:
        return value
    opening, closing = say("“…”").split("…")
    return (_said(value) or value).replace("“", opening).replace("”", closing)


_Form = tuple[str, tuple[tuple[str, str | None], ...]]


@cache
def _forms() -> tuple[_Form, ...]:
    """The lines in pieces, each a text and the name of the place behind it; those that say most come first."""
    cut = [(words, tuple((text, name) for text, name, _, _ in Formatter().parse(words))) for words in LINES]
    return tuple(sorted(cut, key=lambda form: -sum(len(text) for text, _ in form[1])))


def _values(form: _Form, line: str) -> dict[str, str] | None:
    """What stands in the places of a form; None where the line has another.

    Each text is taken where it comes first, so that a long line takes no longer than its length.
    """
    found: dict[str, str] = {}
    at, place = 0, None
    for text, name in form[1]:
        if place is None:
            start = 0 if line.startswith(text) else -1
        else:
            start = (
                line.find(text, at + 1) if name is not None else len(line) - len(text) if line.endswith(text) else -1
            )
            if start <= at:
                return None
            found[place] = line[at:start]
        if start < 0:
            return None
        at, place = start + len(text), name
    if place is not None and line[at:]:
        found[place] = line[at:]
        return found
    return found if place is None and at == len(line) else None
