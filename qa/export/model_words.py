"""What a language model said of an audited statement, in words: as its saying, beside the verdict."""

from __future__ import annotations

from qa.export.prose_words import describe_problem, describe_sending, writer_words
from qa.types.second_opinion import ModelAsked, ModelFault, ModelSays, ModelVerdict
from qa.wording.say import noted, say, say_count

_SAYS = {
    ModelSays.SUPPORTS: noted("the source supports it"),
    ModelSays.PARTLY: noted("the source supports a part"),
    ModelSays.DIFFERS: noted("the source differs"),
    ModelSays.NOT_SAID: noted("the source does not say this"),
}
_FAULTS = {
    ModelFault.NO_REPLY: noted("no verdict came"),
    ModelFault.NO_QUOTE: noted("it quotes nothing for what it says, so that does not count"),
    ModelFault.QUOTE_NOT_FOUND: noted("what it quotes does not stand in the source, so what it says does not count"),
    ModelFault.ORDERED: noted("what it quotes tells a model what to say, so that does not count"),
}


def describe_model(verdict: ModelVerdict) -> str:
    """“The model says: the source supports it.”; the quote for it is not among the words."""
    if verdict.says is not None:
        return say("The model says: {words}", words=say(_SAYS[verdict.says]))
    return say("The model: {words}", words=say(_FAULTS[verdict.fault or ModelFault.NO_REPLY]))


def model_line(verdict: ModelVerdict) -> str:
    """The same with its quote: “The model says: the source differs: “…””."""
    words = describe_model(verdict)
    return f"{words}: “{' '.join(verdict.quote.quote.split())}”" if verdict.quote else f"{words}."


def describe_asked(asked: ModelAsked) -> str:
    """One line on who was asked, what it took, and why it was not asked further."""
    words = say_count(
        "{model} was asked about what is left open, once",
        "{model} was asked about what is left open, {count} times",
        asked.asked,
        model=writer_words(asked.writer),
    )
    if asked.kept:
        words += say(", {count} of its replies kept from before", count=asked.kept)
    if asked.asked:
        words += say("; text {goes}", goes=describe_sending(asked.sent_to))
    lines = [words, say("What it says stands beside the verdicts; none rests on it")]
    if asked.problem:
        lines.append(say("It was not asked further: {reason}", reason=describe_problem(asked.problem)))
    return f"{'. '.join(lines)}."
