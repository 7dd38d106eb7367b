"""The gold set as it is asked: its corpus, its questions, and the half that a question belongs to."""

from __future__ import annotations

import hashlib
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from qa import Corpus, open_corpus
from qa.evaluate import Given, Gold, Report, evaluate, given, read_gold
from qa.evaluate.texts import letters

HERE = Path(__file__).parent
QUESTIONS = HERE / "questions.jsonl"
SAMPLE = HERE.parent.parent / "corpus" / "balkan-groups-in-ecuador.txt"
HALVES = ("dev", "held")


@dataclass(frozen=True, slots=True)
class Asked:
    """Every question with the answer that was given to it, and the letters of all that may be quoted."""

    pairs: tuple[tuple[Gold, Given], ...]
    text_letters: str

    def report(self, half: str | None = None) -> Report:
        """The figures, of all questions or of one half."""
        pairs = [pair for pair in self.pairs if half in (None, half_of(pair[0].question))]
        return evaluate([gold for gold, _ in pairs], [answer for _, answer in pairs], self.text_letters)


def half_of(question: str) -> str:
    """`dev` may be looked at when something is chosen, `held` only counted; which is which follows from the question's words."""
    return HALVES[hashlib.sha256(question.encode()).digest()[-1] % 2]


def make_corpus(folder: Path) -> Corpus:
    """The corpus of the gold set in an empty folder, built with the real encoder."""
    shutil.copytree(HERE / "corpus", folder / "corpus")
    shutil.copy(SAMPLE, folder / "corpus")
    corpus = open_corpus(folder / "corpus", index=folder / "index")
    corpus.build()
    return corpus


def ask_gold(corpus: Corpus) -> Asked:
    """Ask all questions, two at a time."""
    questions = read_gold(QUESTIONS)
    corpus.load()
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda gold: given(corpus.ask(gold.question).to_dict()), questions)
        pairs = tuple(zip(questions, answers, strict=True))
    texts = (corpus.document(entry.doc_id).text for entry in corpus.entries())
    return Asked(pairs, "".join(map(letters, texts)))
