"""A question that leans on the answer before it → a whole one, by rules: what it means is taken from question and claims before."""

from __future__ import annotations

from qa.citation.agreement.dates import find_days
from qa.citation.agreement.names import find_names
from qa.language.en import follow_ups as says
from qa.language.en.name_words import OPENERS
from qa.language.stems import content_stems
from qa.types.answer import Answer

_LONGEST_CLAIM = 300
"""Characters of a claim that are said again."""
_LEAST_PERSON = 2
"""Words of a person's name."""


def whole_question(question: str, before: Answer) -> str:
    """The question as it is meant after an answer; itself where it leans on nothing, or what it means cannot be told."""
    asked = " ".join(question.split())
    if match := says.AND_WHAT.match(asked):
        return _with_another(before.question, match["what"] or match["rest"])
    claim = _statement(before)
    if claim and says.WHO_SAYS_THAT.match(asked):
        return f"Who says that {claim}?"
    if claim and says.SOURCE_OF_THAT.match(asked):
        return f"What is the source for the claim that {claim}?"
    if claim and says.WHY.match(asked):
        return f"Why is it that {claim}?"
    asked = says.OPENING.sub("", asked)
    return _without_pronouns(f"{asked[:1].upper()}{asked[1:]}", before)


def _statement(before: Answer) -> str | None:
    """What was answered, as it goes on after “that”; the sentence with the short answer in it."""
    texts = [claim.text for claim in before.claims if not claim.text.rstrip().endswith(":")]
    if not texts:
        return None
    text = next((t for t in texts if before.short_answer and before.short_answer in t), texts[0])
    text = " ".join(text.split())[:_LONGEST_CLAIM].rstrip(" .!?")
    first = text.split(" ", 1)[0]
    opens_with_name = any(name.span.start == 0 and not name.weak for name in find_names(text))
    return text if opens_with_name or (first.isupper() and len(first) > 1) else f"{text[:1].lower()}{text[1:]}"


def _with_another(question: str, words: str) -> str:
    """The question before, with another time or place or name in the place of its own; else with these words added."""
    base = question.rstrip(" ?")
    if says.LONE_YEAR.fullmatch(words):
        own = list(says.LONE_YEAR.finditer(base))
        return f"{base[: own[-1].start()]}{words}{base[own[-1].end() :]}?" if own else f"{base} in {words}?"
    for pattern in (says.AT_TIME, says.AT_PLACE):
        if pattern.match(words):
            own = list(pattern.finditer(base))
            if own:
                return f"{base[: own[-1].start()]}{words}{base[own[-1].end() :]}?"
            return f"{base} {words}?"
    names = [name for name in find_names(base) if not name.weak]
    if len(names) == 1 and any(True for _ in find_names(f"of {words}")):
        span = names[0].span
        return f"{base[: span.start]}{words}{base[span.end :]}?"
    return f"What is said about {words}?"


def _without_pronouns(asked: str, before: Answer) -> str:
    """The first pronoun replaced by what it stands for; nothing where the question says before it what that is."""
    if says.NO_PRONOUN.search(asked):
        return asked
    for pattern, is_person in ((says.PERSON, True), (says.THING, False)):
        match = pattern.search(asked)
        # “How do gangs move their money?” names them itself.
        if match is None or content_stems(asked[: match.start()]):
            continue
        meant = _meant(before, is_person=is_person)
        if meant:
            ending = ("’" if meant.endswith("s") else "’s") if match.group().lower() in says.POSSESSIVE else ""
            return f"{asked[: match.start()]}{meant}{ending}{asked[match.end() :]}"
    return asked


def _meant(before: Answer, *, is_person: bool) -> str | None:
    """Who or what was spoken of last: the short answer, who the sentences or the question before name."""
    texts = [before.short_answer or "", before.question, *(claim.text for claim in before.claims)]
    if not is_person:
        if counted := says.COUNTED.match(before.question):
            return f"the {counted['what']}"
        if before.short_answer and not _has_number(before.short_answer) and len(before.short_answer.split()) <= 8:
            return _inside(before.short_answer)
        return next((name for text in texts for name in _names(text)), None)
    speakers = [c.speaker for claim in before.claims for c in claim.citations if c.speaker]
    people = [name for text in texts for name in _names(text) if len(name.split()) >= _LEAST_PERSON]
    people = [name for name in people if not says.OF_SOMETHING.search(name)]
    # “And Eich?” after a question of somebody else: the last name alone, which the sentences may have whole.
    surnames = {name.split()[-1]: name for name in people}
    asked = [name for name in _names(before.question) if name in surnames or name in people]
    return next(iter([*asked[:1], *people[:1], *speakers]), None)


def _inside(words: str) -> str:
    """Words as they stand within a sentence: “Some states” began one."""
    first = words.split(" ", 1)[0]
    return f"{words[0].lower()}{words[1:]}" if first.casefold() in OPENERS else words


def _names(text: str) -> list[str]:
    found = (name.span.of(text) for name in find_names(text, [day.span for day in find_days(text)]) if not name.weak)
    return [name for name in found if not says.MONTH.fullmatch(name)]


def _has_number(text: str) -> bool:
    return any(character.isdigit() for character in text)
