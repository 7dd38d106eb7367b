"""Any sequence of adding, editing, renaming, removing, asking, crashing and reopening: the index is as a fresh one would be.

Short here; longer with `pytest --hypothesis-profile nightly tests/test_machine.py`.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from qa import Corpus
from qa.errors import BusyError
from qa.index.read import Index
from tests.conftest import copy_index
from tests.trials.editions import opened, rebuild, told
from tests.trials.faults import ends_at

NIGHTLY = settings.get_current_profile_name() == "nightly"
THINGS = ("lantern", "barrel", "anchor", "bell", "ladder", "piano")
names = st.sampled_from(["alder", "birch", "cedar", "elm"])
things = st.sampled_from(THINGS)
"""What documents are called, and what they are about."""


def text_of(thing: str) -> str:
    """A made-up document: nothing else speaks of its thing."""
    weight = 3 + THINGS.index(thing)
    return (
        f"The {thing} of Lumo\n\nThe old {thing} of Lumo weighs {weight} stones.1 It hangs in the hall.\n\n"
        f"1. Ana Kovač, {thing.title()}s, 2009.\n"
    )


class Machine(RuleBasedStateMachine):
    """A corpus, its index, and what each of them must hold."""

    embedded: Path
    """An index in which all texts are embedded."""

    @initialize(name=names, thing=things)
    def begin(self, name: str, thing: str) -> None:
        self.home = TemporaryDirectory()
        self.folder = Path(self.home.name)
        copy_index(self.embedded, self.folder / "index")
        (self.folder / "corpus").mkdir()
        self.corpus = opened(self.folder)
        self.files: dict[str, str] = {}
        self.entered: set[str] = set()
        self.write(name, thing)
        self.build()

    def teardown(self) -> None:
        if hasattr(self, "home"):
            self.build()
            same_as_fresh(self.corpus)
            self.home.cleanup()

    @rule(name=names, thing=things)
    def write(self, name: str, thing: str) -> None:
        """Put a file into the folder by hand, or another in its place."""
        (self.corpus.folder / f"{name}.txt").write_text(text_of(thing), encoding="utf-8")
        self.files[name] = thing

    @precondition(lambda self: len(self.files) < 4)
    @rule(name=names, thing=things)
    def add(self, name: str, thing: str) -> None:
        if name not in self.files:
            self.corpus.add(f"{name}.txt", data=text_of(thing).encode())
            self.files[name] = thing
            self.entered.add(name)

    @rule(name=names, thing=things)
    def replace(self, name: str, thing: str) -> None:
        if name in self.files:
            self.corpus.replace(name, "new.txt", data=text_of(thing).encode())
            self.files[name] = thing
            self.entered.add(name)

    @rule(name=names, new=names)
    def rename(self, name: str, new: str) -> None:
        if name in self.files and new not in self.files and name not in self.entered:
            (self.corpus.folder / f"{name}.txt").rename(self.corpus.folder / f"{new}.txt")
            self.files[new] = self.files.pop(name)

    @precondition(lambda self: len(self.files) > 1)
    @rule(name=names)
    def remove(self, name: str) -> None:
        if name in self.files:
            self.corpus.remove(name)
            del self.files[name]
            self.entered.discard(name)

    @rule()
    def build(self) -> None:
        self.corpus.build()
        self.indexed = dict(self.files)

    @rule(number=st.integers(1, 120))
    def crash(self, number: int) -> None:
        """A build in another process ends in the middle: either the old index is there or the new one."""
        ended = ends_at(number, rebuild, self.folder)
        held = self.held()
        assert held == self.files or (ended and held == self.indexed)
        self.indexed = held

    @rule()
    def reopen(self) -> None:
        self.corpus = opened(self.folder)

    @rule()
    def build_beside_another_writer(self) -> None:
        from filelock import FileLock

        with FileLock(self.corpus.index_folder / "writer.lock"), pytest.raises(BusyError):
            self.corpus.build()

    @rule(thing=things)
    def ask(self, thing: str) -> None:
        with told() as warnings:
            hits = self.corpus.search(f"How much does the old {thing} of Lumo weigh?", k=3)
            answer = self.corpus.ask(f"How much does the old {thing} of Lumo weigh?")
        about = {name for name, its in self.indexed.items() if its == thing}
        quotes = [(c.document, c.quote, c.verdict) for claim in answer.claims for c in claim.citations]
        assert (hits[0].citation.document in about and thing in hits[0].citation.quote.casefold()) if about else hits
        assert all(self.indexed[document] in quote.casefold() for document, quote, _ in quotes if "old" in quote)
        assert all(document in self.indexed and verdict == "quote_found" for document, _, verdict in quotes)
        assert not warnings

    @invariant()
    def what_was_acknowledged_is_held(self) -> None:
        if hasattr(self, "indexed"):
            assert self.held() == self.indexed

    def held(self) -> dict[str, str]:
        """Which document the index holds, and what it is about."""
        corpus = opened(self.folder)
        texts = {info.doc_id: corpus.document(info.doc_id).text for info in corpus.documents()}
        return {name: next(thing for thing in THINGS if f"old {thing}" in text) for name, text in texts.items()}


def same_as_fresh(corpus: Corpus) -> None:
    """The index holds the passages of one that is built from nothing, and their vectors, which the nightly embeds anew."""
    with TemporaryDirectory() as folder:
        copy_index(corpus.index_folder, Path(folder))
        for path in [*Path(folder).glob("content-*"), *Path(folder).glob("cache.*" if NIGHTLY else "vectors-*")]:
            path.unlink()
        fresh = Corpus(corpus.folder, Path(folder))
        assert fresh.build().parsed == len(fresh.entries())
        one, two = dict(content(corpus.index_folder)), dict(content(Path(folder)))
    assert one.keys() == two.keys() and one
    for key, (place, vectors) in one.items():
        assert place == two[key][0]
        assert np.abs(vectors - two[key][1]).max() < 1e-5


def content(index: Path) -> Iterator[tuple[str, tuple[tuple[str, int, int], np.ndarray]]]:
    """Each passage: where it stands, its vector, and its cosine to a question as FAISS has it."""
    with Index(index).snapshot() as snapshot:
        question = snapshot.encoder.encode("What weighs most?")
        rows = dict(snapshot.search_meaning(question, 1000))
        passages = snapshot.passages(list(rows))
        for row, passage in passages.items():
            document = snapshot.document(passage.doc_id)
            assert document is not None
            text = passage.span.of(document.text)
            stored, tokens = snapshot.vectors([text])[text]
            assert tokens is not None
            place = (passage.doc_id, passage.span.start, passage.span.end)
            yield passage.passage_id, (place, np.append(stored, [rows[row], float(stored @ question)]))


def test_any_sequence_of_changes_leaves_what_a_fresh_build_makes(corpus: Corpus, tmp_path: Path) -> None:
    copy_index(corpus.index_folder, tmp_path / "index")
    (tmp_path / "corpus").mkdir()
    for thing in THINGS:
        (tmp_path / "corpus" / f"{thing}.txt").write_text(text_of(thing), encoding="utf-8")
    opened(tmp_path).build()

    class Embedded(Machine):
        embedded = tmp_path / "index"

    chosen = settings() if NIGHTLY else settings(max_examples=6, stateful_step_count=12)
    run_state_machine_as_test(
        Embedded, settings=settings(chosen, deadline=None, suppress_health_check=list(HealthCheck))
    )
