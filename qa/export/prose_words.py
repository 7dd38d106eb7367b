"""What a language model wrote, in words: its sentences with marks, why one does not count, who wrote and what it took."""

from __future__ import annotations

from collections.abc import Iterator

from qa.export.draft_words import describe_failure
from qa.types.answer import Answer, Claim
from qa.types.prose import Prose, WriterProblem, WrittenSentence
from qa.wording.say import in_decimals, in_digits, noted, say

_PROBLEMS = {
    WriterProblem.NOT_NEEDED: noted(
        "By quotation: what was found in the notes, or of these words, is the whole answer"
    ),
    WriterProblem.NO_PASSAGES: noted("By quotation: there is no passage that could be given to the model"),
    WriterProblem.NO_ANSWER: noted("By quotation: the model finds no answer in the passages"),
    WriterProblem.NOTHING_PASSED: noted("By quotation: the passages bear out no sentence that the model wrote"),
    WriterProblem.REFUSED: noted("By quotation: the model, or its provider, refused to write"),
    WriterProblem.RUBBISH: noted("By quotation: what the model wrote is no answer"),
    WriterProblem.BROKE_OFF: noted("By quotation: the model broke off in the middle"),
    WriterProblem.TIMEOUT: noted("By quotation: the model took too long"),
    WriterProblem.UNREACHABLE: noted("By quotation: the model cannot be reached"),
    WriterProblem.KEY_REFUSED: noted("By quotation: the model’s provider does not accept the key"),
    WriterProblem.NO_SUCH_MODEL: noted("By quotation: the provider has no such model"),
    WriterProblem.RATE_LIMITED: noted(
        "By quotation: the model’s provider has had too many requests, or the account is used up"
    ),
    WriterProblem.TOO_LONG: noted("By quotation: the passages are longer than the model can read"),
    WriterProblem.FAILED: noted("By quotation: the model’s provider reports a failure"),
}


def is_written(answer: Answer) -> bool:
    """Whether a model wrote the answer, and its sentences count."""
    return answer.prose is not None and answer.prose.problem is None


def written_sentences(answer: Answer) -> Iterator[tuple[WrittenSentence, Claim | None]]:
    """What was written, each with the claim that it is; None where it does not count."""
    for sentence in answer.prose.sentences if answer.prose else ():
        counts = sentence.claim is not None and sentence.claim < len(answer.claims)
        claim = answer.claims[sentence.claim] if counts and sentence.claim is not None else None
        # Who edits a saved answer must not pass another sentence off as the one that was proved.
        yield sentence, claim if claim and claim.text == sentence.text else None


def prose_lines(answer: Answer) -> Iterator[str]:
    """Its sentences for a terminal, with the numbers of their quotes."""
    number = 0
    for sentence, claim in written_sentences(answer):
        marks = range(number + 1, number + 1 + (len(claim.citations) if claim else 0))
        number = marks.stop - 1
        yield sentence_line(sentence, marks if claim else None)


def sentence_line(sentence: WrittenSentence, marks: range | None) -> str:
    """`The assets were frozen. [1]`, or `✕ The mayor fled. (struck: …)` where it does not count."""
    if marks is None:
        return f"✕ {sentence.text} ({why_struck(sentence)})"
    listed = f"{sentence.listed}: " if sentence.listed else ""
    return f"{listed}{sentence.text} {''.join(f'[{n}]' for n in marks)}"


def why_struck(sentence: WrittenSentence) -> str:
    """Why a sentence does not count."""
    reasons = "; ".join(describe_failure(f) for f in sentence.failures)
    return say("struck: {reasons}", reasons=reasons or say("the draft was given up"))


def describe_prose(answer: Answer) -> str:
    """One line: who wrote, how many sentences count, what it took; or why the answer is by quotation."""
    prose = answer.prose
    if prose is None:
        return ""
    facts = "; ".join(_facts(prose))
    if prose.problem is not None:
        return f"{say(_PROBLEMS[prose.problem])} ({facts})."
    passed, total = sum(s.claim is not None for s in prose.sentences), len(prose.sentences)
    counted = say("each sentence borne out by its quote")
    if passed < total:
        counted = say("{passed} of {total} sentences count", passed=passed, total=total)
    return f"{_writing(prose)}, {counted} ({facts})."


def _writing(prose: Prose) -> str:
    """That a model wrote it, and how it read whole reports."""
    if prose.parts < 2:
        return say("Written by a model")
    if not prose.unread:
        return say("Written by a model that read the whole in {parts} parts", parts=prose.parts)
    return say(
        "Written by a model that read the whole in {parts} parts, of {unread} of which nothing usable came",
        parts=prose.parts,
        unread=prose.unread,
    )


def describe_problem(problem: WriterProblem) -> str:
    """What went wrong with a model: “the model took too long”."""
    return say(_PROBLEMS[problem]).partition(": ")[2]


def describe_sending(host: str | None, *, encrypted: bool = True) -> str:
    """Where question and passages go."""
    if host is None:
        return say("stays on this computer")
    if encrypted:
        return say("leaves this computer: to {host}", host=host)
    return say("leaves this computer: to {host}, readable on the way", host=host)


def writer_words(name: str) -> str:
    """A writer without its address: where text goes is said apart."""
    return name.partition("@http")[0]


def _facts(prose: Prose) -> Iterator[str]:
    yield writer_words(prose.writer)
    if prose.problem in (WriterProblem.NOT_NEEDED, WriterProblem.NO_PASSAGES):
        yield say("it was not asked")
        return
    if prose.cached:
        yield say("kept from before, nothing was sent")
        return
    yield say("sent to {host}", host=prose.sent_to) if prose.sent_to else say("on this computer")
    if prose.tokens_read is not None:
        read, written = in_digits(prose.tokens_read), in_digits(prose.tokens_written or 0)
        yield say("{read} tokens read, {written} written", read=read, written=written)
    yield f"{in_decimals(prose.seconds, 1)} s"
