"""What a language model said of an audited statement, in words: as its saying, beside the verdict."""

from __future__ import annotations

from qa.export.prose_words import describe_problem, describe_sending, writer_words
from qa.types.second_opinion import ModelAsked, ModelFault, ModelSays, ModelVerdict

_SAYS = {
    ModelSays.SUPPORTS: "the source supports it",
    ModelSays.PARTLY: "the source supports a part",
    ModelSays.DIFFERS: "the source differs",
    ModelSays.NOT_SAID: "the source does not say this",
}
_FAULTS = {
    ModelFault.NO_REPLY: "no verdict came",
    ModelFault.NO_QUOTE: "it quotes nothing for what it says, so that does not count",
    ModelFault.QUOTE_NOT_FOUND: "what it quotes does not stand in the source, so what it says does not count",
    ModelFault.ORDERED: "what it quotes tells a model what to say, so that does not count",
}


def describe_model(verdict: ModelVerdict) -> str:
    """“The model says: the source supports it.”; the quote for it is not among the words."""
    if verdict.says is not None:
        return f"The model says: {_SAYS[verdict.says]}"
    return f"The model: {_FAULTS[verdict.fault or ModelFault.NO_REPLY]}"


def model_line(verdict: ModelVerdict) -> str:
    """The same with its quote: “The model says: the source differs: “…””."""
    words = describe_model(verdict)
    return f"{words}: “{' '.join(verdict.quote.quote.split())}”" if verdict.quote else f"{words}."


def describe_asked(asked: ModelAsked) -> str:
    """One line on who was asked, what it took, and why it was not asked further."""
    kept = f", {asked.kept} of its replies kept from before" if asked.kept else ""
    times = "once" if asked.asked == 1 else f"{asked.asked} times"
    went = f"; text {describe_sending(asked.sent_to)}" if asked.asked else ""
    end = f". It was not asked further: {describe_problem(asked.problem)}" if asked.problem else ""
    beside = "What it says stands beside the verdicts; none rests on it"
    return f"{writer_words(asked.writer)} was asked about what is left open, {times}{kept}{went}. {beside}{end}."
