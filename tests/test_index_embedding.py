"""Embedding goes through slabs and keeps every batch, with an encoder that is made up, and killed."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from qa import open_corpus
from qa.corpus.manifest import Entry
from qa.embed.tokens import TokenVectors
from qa.index import cache, embedding, unfinished
from qa.index.cache import Cache, Kind
from qa.index.content import insert_document, texts_of
from qa.index.database import text_hash
from qa.index.draft import Draft
from qa.index.embedding import LazyEncoder
from qa.index.unfinished import UNFINISHED, find_unfinished, unfinished_path
from qa.parse import parse_file


class MadeUpEncoder:
    """Encodes two texts at a time, and dies after `batches`."""

    digest = "made up"

    def __init__(self, batches: int) -> None:
        self.batches = batches
        self.seen: list[str] = []

    def load(self) -> "MadeUpEncoder":
        return self

    def encode(self, texts: Sequence[str], keep: Callable[[list[int], np.ndarray, list[TokenVectors]], None]) -> None:
        for first in range(0, len(texts), 2):
            if self.batches == 0:
                raise KeyboardInterrupt
            self.batches -= 1
            positions = list(range(first, min(first + 2, len(texts))))
            self.seen += [texts[i] for i in positions]
            ones = np.ones((len(positions), 4), np.float32)
            tokens = TokenVectors(np.ones((1, 4), np.float32), np.array([0], np.int32), np.array([1], np.int32))
            keep(positions, ones / 2, [tokens] * len(positions))


def test_killed_run_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "SLAB", 5)
    path = tmp_path / "made-up.txt"
    path.write_text("Made up\n\n" + "\n\n".join(f"Ferry {n} sails. It is empty." for n in range(6)), encoding="utf-8")
    told: list[tuple[int, int]] = []
    with Draft(tmp_path / "content-1.sqlite", None) as draft, cache.open_to_write(tmp_path) as opened:
        connection = draft.begin()
        insert_document(connection, Entry("made-up", path), parse_file(path, "made-up"), (), "print")

        def embed(encoder: MadeUpEncoder) -> int:
            def progress(what: str, done: int, total: int) -> None:
                told.append((done, total))

            return embedding.embed(connection, None, opened, cast(LazyEncoder, encoder), progress)

        killed, second = MadeUpEncoder(3), MadeUpEncoder(100)
        with pytest.raises(KeyboardInterrupt):
            embed(killed)
        texts = dict(texts_of(connection, ["made-up"]))
        assert len(killed.seen) == 5 and told[-1] == (5, len(texts))
        assert embed(second) == len(texts) - 5 and told[-1] == (len(texts) - 5, len(texts) - 5)
        assert sorted(killed.seen + second.seen) == sorted(texts)
        check_all_kept(opened, dict(texts_of(connection, ["made-up"])))
        assert embed(MadeUpEncoder(0)) == 0


def test_build_that_was_ended_while_it_embedded_reads_nothing_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unfinished, "WORTH_IT", 0)
    corpus = open_corpus(tmp_path / "corpus", index=tmp_path / "index")
    corpus.add("ferries.txt", data=b"Ferries\n\nFerry 1 sails. It is empty.\n")
    corpus.add("boats.txt", data=b"Boats\n\nBoats lie in the harbour.\n")

    def ended() -> list[str]:
        """Begin a build and end it where it embeds; what is left of it."""
        with monkeypatch.context() as patched:
            patched.setattr(LazyEncoder, "encode", MadeUpEncoder(0).encode)
            with pytest.raises(KeyboardInterrupt):
                corpus.build()
        return left_in(corpus.index_folder)

    (left,) = ended()
    assert ended() == [left], "what nothing was added to is not written again"
    corpus.add("boats-2.txt", data=b"Boats\n\nNo boat is left.\n")
    assert ended() != [left]
    report = corpus.build()
    assert (report.documents, report.parsed, report.embedded) == (3, 0, 5)
    assert corpus.find("boat").count.total == 2 and not left_in(corpus.index_folder)
    assert not corpus.build().changed


def left_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if UNFINISHED.fullmatch(path.name)]


def test_what_is_left_of_a_reading_and_damaged_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_unfinished(tmp_path) is None
    written = tmp_path / "content-1.sqlite"
    for damage in ("", "cut", "not ours"):
        draft = Draft(written, None)
        draft.begin()
        monkeypatch.setattr(unfinished, "WORTH_IT", 0)
        draft.leave()
        draft.__exit__()
        path = draft.unfinished
        assert path is not None and find_unfinished(tmp_path) == (path, {})
        if damage == "cut":
            path.write_bytes(path.read_bytes()[:-4096])
        elif damage:
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("CREATE TABLE others (name TEXT)")
            path = path.replace(unfinished_path(path))
        assert (find_unfinished(tmp_path) is None) == bool(damage)
        path.unlink()


def check_all_kept(opened: Cache, texts: dict[str, bool]) -> None:
    hashes = {text_hash(text) for text in texts}
    assert opened.read("made up", Kind.VECTOR, list(hashes)).keys() == hashes
    whole = {text_hash(text) for text, is_whole in texts.items() if is_whole}
    assert opened.read("made up", Kind.TOKENS, list(hashes)).keys() == whole
    assert opened.read("another encoder", Kind.VECTOR, list(hashes)) == {}


def test_onnx_runtime_is_silent_whatever_the_environment_says(tmp_path: Path) -> None:
    code = "from qa.embed.packaged import open_packaged; open_packaged()"
    environment = {**os.environ, "ORT_DISABLE_TELEMETRY": "0", "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    # It reports nothing where tests are run, as it sees by these.
    kept = {name: value for name, value in environment.items() if name not in ("CI", "GITHUB_ACTIONS", "TF_BUILD")}
    subprocess.run([sys.executable, "-c", code], env=kept, check=True)
    assert not list(tmp_path.iterdir())  # where it would keep its reports and the number
