"""A tiny made-up corpus in numbered editions: every document says its edition, so that an answer made of two is seen.

What the benchmarks and tests of durability and of many at once share. The texts of all editions are embedded beforehand, so that
a rebuild takes a fraction of a second, without torch: vectors are kept by text.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import re
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from qa import Corpus, open_corpus
from qa.files import write_whole

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

EDITIONS = 6
"""How many there are; after the last comes the first again."""
_QUESTION = "How many lanterns burn in Lumo?"
_PLACES = ("harbour", "market", "railway", "library")
_EDITION = re.compile(r"edition (\d)")
_OWN = re.compile(
    r"current\.json|writer\.lock|cache\.sqlite(-wal|-shm)?|(content|vectors)-\d+\.\w+|encoder-\w+|README\.md"
)

_FORKS = "forkserver" in multiprocessing.get_all_start_methods()
CONTEXT: ForkServerContext | SpawnContext = (
    multiprocessing.get_context("forkserver") if _FORKS else multiprocessing.get_context("spawn")
)
"""Children of a process that has imported what they need and done nothing else, so that they start in milliseconds."""
if _FORKS:
    CONTEXT.set_forkserver_preload(
        ["__main__", "numpy", "faiss", "filelock", "onnxruntime", "tokenizers", "tests.trials.editions"]
    )


@dataclass(frozen=True, slots=True)
class Bench:
    """A corpus and its index in a folder, and what each edition must answer."""

    folder: Path
    answers: dict[int, tuple[str, ...]]

    def opened(self) -> Corpus:
        """The corpus, opened anew."""
        return opened(self.folder)

    def problem(
        self, seen: Sequence[str], allowed: Collection[int] = range(EDITIONS), *, exact: bool = True
    ) -> str | None:
        """What is wrong with what was observed, if anything; see `problem_of`."""
        found = (self.problem_of(text, number, allowed, exact=exact) for number, text in enumerate(seen))
        return next((problem for problem in found if problem), None)

    def problem_of(
        self, text: str, number: int, allowed: Collection[int] = range(EDITIONS), *, exact: bool = True
    ) -> str | None:
        """What is wrong with an answer: two editions in it, one that is not allowed, or, with `exact`, another than it gave.

        `number` is 0 for an answer, 1 for a search.
        """
        editions = editions_in(text)
        if len(editions) != 1:
            return f"editions {sorted(editions)} in one answer"
        (edition,) = editions
        if edition not in allowed:
            return f"edition {edition} is answered from, not {sorted(allowed)}"
        if exact and text != self.answers[edition][number]:
            return f"edition {edition} answers otherwise than it did: {text[:200]}"
        return None


def prepare(folder: Path) -> Bench:
    """Build every edition once and note its answers; where `folder` has been prepared before, nothing is embedded again."""
    corpus, answers = opened(folder), {}
    for edition in range(EDITIONS):
        write_edition(corpus.folder, edition)
        corpus.build()
        answers[edition] = observe(corpus)
    return Bench(folder, answers)


@contextmanager
def copied(bench: Bench) -> Iterator[Bench]:
    """A copy of the bench that may be spoiled."""
    with TemporaryDirectory() as folder:
        shutil.copytree(bench.folder, folder, dirs_exist_ok=True)
        yield Bench(Path(folder), bench.answers)


def opened(folder: Path) -> Corpus:
    """The corpus of a folder; without the reader, which takes long and has no part in what is stored."""
    return open_corpus(folder / "corpus", index=folder / "index", reader="none")


def write_edition(folder: Path, number: int) -> None:
    """Make all documents those of an edition; one of them stands in every other edition only."""
    folder.mkdir(parents=True, exist_ok=True)
    for place in _PLACES:
        write_whole(folder / f"{place}.txt", document(place, number).encode())
    if number % 2:
        write_whole(folder / "annex.txt", document("annex", number).encode())
    else:
        (folder / "annex.txt").unlink(missing_ok=True)


def document(place: str, number: int) -> str:
    """A document of two paragraphs and a note."""
    edition = number % EDITIONS
    return (
        f"The {place} of Lumo\n\n"
        f"By edition {edition} of the register, {edition + 3} lanterns burn at the {place} of Lumo.1 Its keeper lights them.\n\n"
        f"In edition {edition}, the lanterns of the {place} are made of brass.\n\n"
        f"1. Ana Kovač, The Quiet {place.title()}, edition {edition}, 2009.\n"
    )


def rebuild(folder: Path) -> None:
    """Bring the index up to date; run in a child."""
    opened(folder).build()


def observe(corpus: Corpus) -> tuple[str, ...]:
    """An answer and a search, each as text."""
    return tuple(observe_one(corpus, number) for number in range(2))


def observe_one(corpus: Corpus, number: int) -> str:
    """An answer as text for 0, a search for 1.

    Scores are rounded: vectors that the cache has lost are encoded anew by another runtime, and differ in their last digits.
    """
    if not number:
        # That files have changed since they were indexed is true during a rebuild, and no part of what an edition answers.
        return json.dumps(replace(corpus.ask(_QUESTION), changed=()).to_dict())
    return "\n".join(repr(replace(hit, score=round(hit.score, 2))) for hit in corpus.search(_QUESTION, k=8))


def editions_in(text: str) -> frozenset[int]:
    """The editions that a text speaks of."""
    return frozenset(int(number) for number in _EDITION.findall(text))


def leftovers(index: Path) -> list[str]:
    """What lies in an index folder and is neither of its current generation, nor of the one before, nor shared."""
    names = sorted(path.name for path in index.iterdir())
    generations = sorted({int(name.split("-")[1].split(".")[0]) for name in names if name.startswith("content-")})
    stale = [
        name
        for name in names
        if re.fullmatch(r"(content|vectors)-\d+\..*", name) and int(re.split(r"[-.]", name)[1]) not in generations[-2:]
    ]
    return [name for name in names if not _OWN.fullmatch(name)] + stale


@contextmanager
def told() -> Iterator[list[str]]:
    """What the program logs as warnings while the block runs."""
    lines: list[str] = []

    class _Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    listener = _Listener(logging.WARNING)
    logging.getLogger("qa").addHandler(listener)
    try:
        yield lines
    finally:
        logging.getLogger("qa").removeHandler(listener)
