"""Whether an English sentence says by its own words that it leans on what comes before: pronouns, demonstratives, connectives."""

from __future__ import annotations

from qa.language.en.anaphora_rules import DEICTIC_NOUN, LEANING_RULES
from qa.language.en.expletive_it import EXPLETIVE
from qa.language.en.months import ENGLISH_MONTHS
from qa.regex import regex

MARKS = "“”\"'‘’([«–— "
"""What may stand before a sentence's first word."""
ADVERBIAL = (
    r"(?:In|On|At|By|During|After|Before|Since|Until|Within|Over|Throughout|From|Earlier|Last|Recently|Today|Now|Perhaps|Often|"
    r"Sometimes|Soon|Again|Here|There|Two|Three|Four|Five|Ten|[A-Z]\w+(?:ly|ing|ed))\b[^,.;:]{0,50}"
)
"""What may lead a sentence in before its subject: “In 2019”, “After two years of talks”, “Surprisingly”."""
_CONSEQUENCE = regex(
    r"(?:As a (?:result|consequence)(?! of)|Consequently|Therefore|Thus|Hence|Accordingly|For (?:this|that|these|those) reasons?|"
    r"Because of (?:this|that|these)|(?:This|That|Which) is why|(?:This|That|These|All of this) (?:has |have |had )?(?:leads?|led) to)\b"
)
"""“As a result, …”, “For these reasons, …”, “This has led to …”."""
_WITHIN = regex(
    rf"\b(?:this|these)\s+(?!{DEICTIC_NOUN}|way\b|regard\b|respect\b|and\b|or\b)((?:[a-z-]+\s+)??)([a-z][a-z-]+)\b"
)
"""“this trend”, “these armed groups” inside a sentence: the noun is what it points at."""
_NEW_CLAUSE = regex(
    r"[;:–—“‘\"(]|,\s+(?:and|but|so|yet|which|while|although|though|because|where)\b|\b(?:that|which|who|when|because|if)\b"
)
"""Where another clause begins, in which a pronoun may point at the first."""
_ASIDE = regex(
    r"[^,;:.–]{1,60},\s+(?:however|therefore|in turn|nevertheless|nonetheless|moreover|furthermore|meanwhile|by contrast|in contrast|"
    r"conversely|consequently|likewise|similarly|by comparison|on the other hand|too|then|also),\s"
)
"""A connective set between commas after the subject: “The port, however, …”."""
_LAST = regex(r"\b(?:as a result|as a consequence|in response|in return|too|in so doing)[.!?”’\"]*\Z")
"""A connective at the end: “… were frozen as a result.”"""
_AFTER_ADVERBIAL = regex(rf"({ADVERBIAL}),\s+(he|she|they|it|this|these)\b(?!\s+(?:{DEICTIC_NOUN})\b)")
"""A pronoun after what leads the sentence in: “In 2019, he …”."""
_MOST_CHARACTERS = 2000
"""Characters of a sentence that are looked at."""
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NOT_NAMES = "|".join((*ENGLISH_MONTHS, *_WEEKDAYS, "I"))
_NAME = regex(rf"\b(?!(?:{_NOT_NAMES})\b)[A-Z]\w+")


def leans(sentence: str) -> bool:
    """True when the sentence's own words point back: at its beginning, or by `this …` where it has nothing to point at."""
    text = sentence[:_MOST_CHARACTERS].lstrip(MARKS)
    # “It” would match a rule, though it takes up nothing here.
    if EXPLETIVE.match(text):
        return _points_back(text)
    return any(rule.pattern.match(text) for rule in LEANING_RULES) or _follows(text) or _points_back(text)


def is_consequence(sentence: str) -> bool:
    """True when the sentence says that it follows from what stands before it: `As a result, …`."""
    return bool(_CONSEQUENCE.match(sentence.lstrip(MARKS)))


def has_name(text: str) -> bool:
    """True when a capitalised word stands after the first word; months and weekdays do not count."""
    return bool(_NAME.search(text, len(text.split(" ", 1)[0])))


def _follows(text: str) -> bool:
    """True for `In 2019, he …`, `The port, however, …` and `… were frozen as a result`."""
    # A name in what leads the sentence in is what the pronoun most likely means: “After Moreno left, he …”.
    opened = _AFTER_ADVERBIAL.match(text)
    if opened and not has_name(opened[1]) and not EXPLETIVE.match(text, opened.start(2)):
        return True
    # “A ban that was lifted as a result” has both cause and result in itself.
    last = _LAST.search(text)
    return bool(_ASIDE.match(text) or (last and not _NEW_CLAUSE.search(text[: last.start()])))


def _points_back(text: str) -> bool:
    """`this trend`, `these groups` further on, in the first clause, where no such noun stands before it."""
    for found in _WITHIN.finditer(text):
        before = text[: found.start()]
        if _NEW_CLAUSE.search(before):
            return False
        # Five letters, so that “smuggling … these smugglers” meet.
        noun = found[2].rstrip("s")
        if noun[:5].casefold() not in before.casefold():
            return True
    return False
