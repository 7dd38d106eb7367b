"""Milvus as the index: what may be asked, what is said when it fails, ends at any point, and many readers of one server."""

import contextlib
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa import Corpus, open_corpus
from qa.errors import CorpusError, EngineError, UsageError
from qa.index.database import text_hash
from qa.index.milvus.address import MILVUS_TOKEN, milvus_address, refuse_reaching
from tests.conftest import REPORT, ROOT

lite = pytest.mark.skipif(
    not __import__("importlib.util").util.find_spec("milvus_lite"), reason="the extra [milvus] is not installed"
)


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("//host/share/milvus.db", "a folder on another computer is not opened"),
        (r"\\host\share\milvus.db", "a folder on another computer is not opened"),
        ("../milvus.db", "no address of Milvus"),
        ("/etc/milvus.db", "no address of Milvus"),
        ("milvus", "no address of Milvus"),
        ("file:///tmp/milvus.db", "no address of Milvus"),
        ("ftp://host/x", "no address of Milvus"),
        ("http://", "no address of Milvus"),
        ("http://host:99999", "no address of Milvus"),
        ("http://root:secret@host:19530", "the token comes from QA_MILVUS_TOKEN"),
        ("http://host:19530/?token=secret", "the token comes from QA_MILVUS_TOKEN"),
    ],
)
def test_other_addresses_are_refused(uri: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        milvus_address(uri, tmp_path)
    assert said in str(caught.value) and "secret" not in str(caught.value)


def test_a_server_elsewhere_needs_a_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QA_OFFLINE", raising=False)
    for uri in ("milvus.db", "http://127.0.0.1:19530", "http://localhost:19530/reports"):
        refuse_reaching(milvus_address(uri, tmp_path), allowed=False)
    away = milvus_address("https://milvus.example:443/reports", tmp_path)
    refuse_reaching(away, allowed=True)
    with pytest.raises(EngineError, match=r"nobody has allowed this corpus to keep its index on milvus\.example"):
        refuse_reaching(away, allowed=False)
    monkeypatch.setenv("QA_OFFLINE", "1")
    with pytest.raises(EngineError, match="QA_OFFLINE forbids"):
        refuse_reaching(away, allowed=True)


def test_a_corpus_of_somebody_else_reaches_no_server(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_text('[index]\nengine = "milvus"\nuri = "http://milvus.example:19530"\n')
    corpus = open_corpus(tmp_path, index=tmp_path / "index")
    with pytest.raises(EngineError, match="nobody has allowed"):
        corpus.ask("Who?")
    (tmp_path / "corpus.toml").write_text('[index]\nengine = "milvius"\n')
    with pytest.raises(CorpusError, match='engine = "local" or "milvus"'):
        corpus.ask("Who?")
    with pytest.raises(UsageError, match="use one of local, milvus"):
        corpus.move_index("faiss")


@lite
def test_a_server_that_is_away_or_refuses_is_told_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "corpus.toml").write_text('[index]\nengine = "milvus"\nuri = "http://127.0.0.1:9"\n')
    with pytest.raises(EngineError, match=r"^http://127\.0\.0\.1:9: cannot be reached; see that Milvus runs there"):
        open_corpus(tmp_path, index=tmp_path / "index").documents()
    monkeypatch.setenv(MILVUS_TOKEN, "root:not-the-secret")
    with refusing_server() as uri:
        (tmp_path / "corpus.toml").write_text(f'[index]\nengine = "milvus"\nuri = "{uri}"\n')
        with pytest.raises(EngineError, match="refused; the token in QA_MILVUS_TOKEN was not accepted") as caught:
            open_corpus(tmp_path, index=tmp_path / "index").documents()
    assert "not-the-secret" not in str(caught.value)


@contextlib.contextmanager
def refusing_server() -> Iterator[str]:
    """A server that takes no token, as Milvus does where it asks for one."""
    import grpc

    class Refusing(grpc.GenericRpcHandler):  # type: ignore[misc]
        def service(self, details: object) -> object:
            def refuse(request: object, context: grpc.ServicerContext) -> None:
                context.abort(grpc.StatusCode.UNAUTHENTICATED, "auth check failure, please check username and password")

            return grpc.unary_unary_rpc_method_handler(refuse)

    with ThreadPoolExecutor(2) as threads:
        server = grpc.server(threads, handlers=[Refusing()])
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.stop(0).wait()


@pytest.fixture
def moved(scratch: Corpus) -> Iterator[Corpus]:
    """The sample report in milvus-lite, of which the process lets go in the end."""
    from milvus_lite.server_manager import server_manager_instance

    scratch.move_index("milvus")
    yield scratch
    server_manager_instance.release_server(str(scratch.index_folder / "milvus.db"))


ENDS = """
import os, signal, sys
from pathlib import Path
from qa.index.milvus import publish
from qa.index.milvus.address import milvus_address
from qa.index.milvus.client import Milvus
publish._SLAB = 8
def progress(what, done, total):
    if what == sys.argv[2] and done >= int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
folder = Path(sys.argv[1])
publish.publish(folder, Milvus(milvus_address("milvus.db", folder)), progress)
"""


@lite
@pytest.mark.skipif(sys.platform == "win32", reason="nothing ends a process so on Windows")
def test_what_ends_while_moving_leaves_the_state_before_and_goes_on(moved: Corpus, tmp_path: Path) -> None:
    from milvus_lite.server_manager import server_manager_instance

    from qa.index.build import build_index
    from qa.index.milvus import publish
    from qa.index.milvus.client import Milvus

    before = moved.documents()
    added = tmp_path / "made-up.txt"
    added.write_text("A made-up memo, for tests only\n\nThe harbour of Guayaquil froze over in 1911.\n", "utf-8")
    moved.add(added)
    folder = moved.index_folder
    build_index(moved.folder, folder)
    server_manager_instance.release_server(str(folder / "milvus.db"))
    for what, done in (("moving documents", 1), ("moving passages", 16)):
        command = [sys.executable, "-c", ENDS, str(folder), what, str(done)]
        assert subprocess.run(command, cwd=ROOT, check=False, timeout=120).returncode == -signal.SIGKILL
    again = open_corpus(moved.folder, index=folder)
    assert again.documents() == before and again.search("frozen assets", k=1)
    sent: list[str] = []
    with contextlib.closing(Milvus(milvus_address("milvus.db", folder))) as milvus:
        there = milvus.insert

        def insert(name: str, rows: Sequence[dict[str, object]]) -> None:
            sent.extend(name for _ in rows)
            there(name, rows)

        milvus.insert = insert  # type: ignore[method-assign]
        wanted = publish.publish(folder, milvus, lambda what, done, total: None)
        assert milvus.count(wanted) == sent.count(wanted) + 16
    assert len(open_corpus(moved.folder, index=folder).documents()) == len(before) + 1
    server_manager_instance.release_server(str(folder / "milvus.db"))


READS = """
import json, sys, time
import numpy as np
from pathlib import Path
from qa.index.milvus.address import milvus_address
from qa.index.milvus.client import Milvus
from qa.index.milvus.read import MilvusIndex
folder = Path(sys.argv[2])
index, seen = MilvusIndex(Milvus(milvus_address(sys.argv[1], folder)), folder), []
def look(snapshot):
    rows = [row for row, _ in snapshot.search_meaning(np.ones(384, np.float32) / 384**0.5, 1000)]
    found = {passage.doc_id for passage in snapshot.passages(rows).values()}
    return [len(rows), len(found), len(snapshot.documents()), snapshot.word_counts(["harbour"])[1]["harbour"]]
end = time.monotonic() + 60
# As long as it takes to see both, and some more.
while time.monotonic() < end and (len(seen) < 20 or len(set(map(tuple, seen))) < 2):
    seen.append(index.read(look))
print(json.dumps(seen))
"""


@lite
def test_readers_of_a_server_see_one_state_while_it_is_switched(moved: Corpus, tmp_path: Path) -> None:
    from milvus_lite.adapter.grpc.server import start_server_in_thread
    from milvus_lite.server_manager import server_manager_instance

    from qa.index.milvus.client import Milvus
    from qa.index.milvus.layout import ALIAS

    added = tmp_path / "made-up.txt"
    added.write_text("A made-up memo, for tests only\n\nThe harbour of Guayaquil froze over in 1911.\n", "utf-8")
    moved.add(added)
    moved.build()
    folder = moved.index_folder
    server_manager_instance.release_server(str(folder / "milvus.db"))
    server, database, port = start_server_in_thread(str(folder / "milvus.db"), "127.0.0.1", 0)
    uri, ended = f"http://127.0.0.1:{port}", threading.Event()
    milvus = Milvus(milvus_address(uri, folder))
    both = sorted(name for name in milvus.collections() if name.endswith("_passages"))

    def switch() -> None:
        while not ended.is_set():
            for name in both:
                milvus.point(ALIAS, name)

    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READS, uri, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8"
        )
        for _ in range(2)
    ]
    switching = threading.Thread(target=switch)
    switching.start()
    seen: list[set[tuple[int, ...]]] = []
    try:
        for reader in readers:
            said, _ = reader.communicate(timeout=120)
            seen.append({tuple(state) for state in json.loads(said)})
    finally:
        ended.set()
        switching.join()
        milvus.close()
        server.stop(0).wait()
        database.close()
    (before, after), (other, _) = (sorted(states) for states in seen)
    assert len(both) == 2 and seen[0] == seen[1] and other == before
    assert before[1:] == (1, 1, 0) and after[1:] == (2, 2, 1) and before[0] < after[0]


@lite
def test_a_front_end_needs_no_document(moved: Corpus, tmp_path: Path) -> None:
    front = tmp_path / "front"
    front.mkdir()
    (front / "corpus.toml").write_text('[index]\nengine = "milvus"\n')
    answer = open_corpus(front, index=moved.index_folder).ask("How much in company assets was frozen?")
    assert answer.short_answer == "€48 million" and not answer.changed
    assert answer.claims == moved.ask("How much in company assets was frozen?").claims


@lite
def test_another_schema_or_version_is_told(moved: Corpus) -> None:
    from qa.index.milvus import layout
    from qa.index.milvus.client import Milvus
    from qa.index.milvus.values import Values

    milvus = Milvus(milvus_address("milvus.db", moved.index_folder))
    milvus.create_values("somebody_elses")
    milvus.point(layout.ALIAS, "somebody_elses")
    with pytest.raises(EngineError, match="does not have what the index needs"):
        open_corpus(moved.folder, index=moved.index_folder).documents()
    milvus.create_values("somebody_elses_values")
    Values(milvus, "somebody_elses_values").put({layout.META: b'{"format": [0, 0]}'})
    with pytest.raises(EngineError, match="another version of the program"):
        open_corpus(moved.folder, index=moved.index_folder).documents()


@lite
def test_a_purge_leaves_no_older_generation(moved: Corpus, tmp_path: Path) -> None:
    from qa.index.milvus.client import Milvus
    from qa.index.milvus.layout import text_key
    from qa.index.milvus.read import MilvusIndex
    from qa.index.milvus.values import Values

    added = tmp_path / "made-up.txt"
    added.write_text("A made-up memo, for tests only\n\nThe harbour of Guayaquil froze over in 1911.\n", "utf-8")
    moved.add(added)
    moved.build()
    made = [text_key(text_hash("The harbour of Guayaquil froze over in 1911."))]
    index = MilvusIndex(Milvus(milvus_address("milvus.db", moved.index_folder)), moved.index_folder)
    assert index.snapshot()._held.texts.get(made).keys() == set(made)
    moved.remove("made-up", purge=True)
    milvus = Milvus(milvus_address("milvus.db", moved.index_folder))
    kinds = sorted(name.rpartition("_")[2] for name in milvus.collections())
    assert kinds == ["passages", "texts", "values"]
    texts = next(name for name in milvus.collections() if name.endswith("_texts"))
    assert not [value for value in made if value in Values(milvus, texts).get([value])]
    assert [info.doc_id for info in moved.documents()] == [REPORT]
