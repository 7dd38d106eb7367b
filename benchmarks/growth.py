"""How cost grows with the corpus: built, opened, asked, added to at some sizes; beside FAISS and texts as LangChain keeps them.

    python -m benchmarks.growth PATH... --keep DIR [--passages 1000 10000 100000 1000000] [--part PART] [--json]

Texts are recombined from public ones (`benchmarks.mass`). Encoding a million passages takes a day and tells nothing of the index,
so vectors are mixed: some thousand paragraphs are truly encoded (`DIR/real.npy`), and the vector of each text is made of three of
these, chosen by its hash, with noise; its token vectors are those of another text of about its length that was truly encoded
(`DIR/tokens.pkl`). All else is the program as it is: files, full text, FAISS, cache. What is found is therefore of no account, but
for recall, which is measured on the truly encoded alone and, among all of the mixed ones, against comparing with each.

Every part runs in a process of its own, and can be run alone: a second run goes on from what DIR holds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pickle  # noqa: TID251 - what LangChain writes
import random
import resource
import subprocess
import sys
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.mass import texts_of, write_mass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_REAL = 13_700
"""Paragraphs that are truly encoded."""
_QUESTIONS = 100
_NOISE = 0.02
"""Of each number of a mixed vector, whose own size is .05."""
_CHARACTERS_A_TOKEN = 4.55
"""In these texts, by the packaged encoder."""
_ALIKE = 50
"""Texts of nearly one length, of which one serves."""
_ADDED = """An added source

The lighthouse keeper of Lumo was paid forty crowns in 1931. He had three assistants, who took turns at the lamp.

A storm took the roof of the store in the same year, and it was never put back.
"""
Row = dict[str, float]


def _encode_real(options: argparse.Namespace) -> Row:
    """Encode real paragraphs with the packaged encoder, a slab at a time."""
    import numpy as np

    from qa.embed.packaged import open_packaged
    from qa.embed.token_axes import axes_of
    from qa.embed.tokens import TokenVectors, pack, pack_vector, unpack_vector
    from qa.embed.weights import PACKAGED, locate

    path, encoder, axes = options.keep / "real.npy", open_packaged(1), axes_of(locate(PACKAGED).digest)
    packed: list[bytes] = []
    texts = list(dict.fromkeys(text[:900] for path in options.paths for text in texts_of(path)))
    chosen = random.Random(0).sample(texts, min(_REAL + _QUESTIONS, len(texts)))
    vectors = np.zeros((len(chosen), 384), np.float32)

    def keep(positions: list[int], found: Floats, tokens: list[TokenVectors]) -> None:
        vectors[positions] = found
        stored = [unpack_vector(pack_vector(vector)) for vector in found]
        packed.extend(pack(states, own, axes) for states, own in zip(tokens, stored, strict=True))

    encoder.encode_passages(chosen, keep)
    np.save(path, vectors)
    (options.keep / "tokens.pkl").write_bytes(pickle.dumps(packed))
    return {"encoded": len(chosen)}


def _mix(real: Floats, texts: Sequence[str]) -> Floats:
    import numpy as np

    mixed = np.empty((len(texts), real.shape[1]), np.float32)
    for i, text in enumerate(texts):
        chance = np.random.default_rng(list(hashlib.sha256(text.encode()).digest()[:8]))
        own = (
            real[chance.integers(0, len(real), 3)].sum(axis=0)
            + chance.standard_normal(real.shape[1], np.float32) * _NOISE
        )
        mixed[i] = own / np.linalg.norm(own)
    return mixed


def _build(options: argparse.Namespace) -> Row:
    import numpy as np

    from qa.index import embedding

    real = np.load(options.keep / "real.npy")
    packed: list[bytes] = sorted(pickle.loads((options.keep / "tokens.pkl").read_bytes()), key=_count_of)
    counts = [_count_of(own) for own in packed]

    def of_length(text: str) -> bytes:
        at = bisect_left(counts, len(text) / _CHARACTERS_A_TOKEN) + len(text) % _ALIKE
        return packed[min(at, len(packed) - 1)]

    def encode(self: embedding.LazyEncoder, texts: Sequence[str], keep: Callable[..., None]) -> None:
        for first in range(0, len(texts), 64):
            part = texts[first : first + 64]
            keep(
                list(range(first, first + len(part))),
                _mix(real, part),
                [of_length(text) for text in part],
            )

    embedding.LazyEncoder.encode = encode  # type: ignore[method-assign]
    embedding.pack = lambda ready, *_: ready  # type: ignore[attr-defined]
    corpus = _corpus(options)
    report = corpus.build()
    files = [path for path in _index(options).iterdir() if path.is_file()]
    size = {path.name.partition("-")[0].partition(".")[0]: 0.0 for path in files}
    for path in files:
        size[path.name.partition("-")[0].partition(".")[0]] += path.stat().st_size / 1e6
    return {
        "passages built": report.passages,
        "build, processor s": _spent(),
        "build, peak MB": _peak(),
        "content, MB": size["content"],
        "vectors, MB": size["vectors"],
        "cache of mixed vectors, MB": size["cache"],
    }


def _count_of(packed: bytes) -> int:
    return int.from_bytes(packed[:4], "little")


def _open(options: argparse.Namespace) -> Row:
    corpus, start, clock = _corpus(options), time.process_time(), time.perf_counter()
    corpus.load()
    row = {"opening, processor s": time.process_time() - start, "opening, s": time.perf_counter() - clock}
    questions = _questions(options)
    snapshot_times: dict[str, list[float]] = {"words": [], "meaning": []}
    for question in questions:

        def look(snapshot: Any) -> None:  # noqa: ANN401 - a snapshot
            vector = snapshot.encoder.encode(question)  # noqa: B023 - called at once
            snapshot_times["words"].append(_spent_by(partial(snapshot.search_words, question, 40)))  # noqa: B023
            snapshot_times["meaning"].append(_spent_by(partial(snapshot.search_meaning, vector, 40)))

        corpus._index.read(look)
    search = [_spent_by(partial(corpus.search, question, k=5)) for question in questions]
    row |= {f"{name} p50, processor ms": 1000 * _median(times) for name, times in snapshot_times.items()}
    row |= {"search p50, processor ms": 1000 * _median(search), "resident after searching, MB": _resident()}
    corpus.ask(questions[0])
    answers = [_spent_by(partial(corpus.ask, question)) for question in questions[:30]]
    return row | {"answer p50, processor ms": 1000 * _median(answers), "resident after answering, MB": _resident()}


def _add(options: argparse.Namespace) -> Row:
    corpus = _corpus(options)
    start, clock = time.process_time(), time.perf_counter()
    corpus.build()
    row = {"unchanged build, processor s": time.process_time() - start}
    start, clock = time.process_time(), time.perf_counter()
    corpus.add("added-source.txt", data=_ADDED.encode())
    corpus.build()
    row |= {"adding, processor s": time.process_time() - start, "adding, s": time.perf_counter() - clock}
    found = corpus.ask("How much was the lighthouse keeper of Lumo paid?").claims
    assert found and found[0].citations[0].document == "added-source", "the added text must be found"
    corpus.remove("added-source")
    corpus.build()
    return row | {"adding, peak MB": _peak()}


def _recall(options: argparse.Namespace) -> Row:
    """Of the ten nearest by comparing with each, how many are found: among the real vectors alone, and among all of the index."""
    import numpy as np

    from qa.index.coded import CodedVectors, write_coded

    real = np.load(options.keep / "real.npy")
    path = options.keep / "real.f16"
    rows = np.arange(len(real) - _QUESTIONS, dtype=np.int64)
    alone = CodedVectors(write_coded(path, [(rows, real[:-_QUESTIONS])]), path)
    row = {"recall@10, real vectors": _shared(alone, real[:-_QUESTIONS], rows, real[-_QUESTIONS:])}

    def look(snapshot: Any) -> float:  # noqa: ANN401
        vectors = getattr(snapshot._generation.vectors, "_below", snapshot._generation.vectors)
        if not isinstance(vectors, CodedVectors):
            return 1.0
        return _shared(vectors, vectors._exact, vectors.rows(), real[-_QUESTIONS:])

    return row | {"recall@10, all": _corpus(options)._index.read(look)}


def _shared(vectors: Any, exact: Any, rows: Any, questions: Floats) -> float:  # noqa: ANN401
    import numpy as np

    scores = np.concatenate(
        [exact[i : i + 20_000].astype(np.float32) @ questions.T for i in range(0, len(exact), 20_000)]
    )
    shared = 0
    for i, question in enumerate(questions):
        best = set(rows[np.argpartition(-scores[:, i], 10)[:10]].tolist())
        shared += len(best & {row for row, _ in vectors.search(question, 10)})
    return shared / (10 * len(questions))


def _rival(options: argparse.Namespace) -> Row:
    """What LangChain's FAISS store does: a flat index and a dictionary of documents, loaded, searched and saved as wholes."""
    import faiss
    import numpy as np

    real, home = np.load(options.keep / "real.npy"), options.keep / f"rival-{options.size}"
    if not home.exists():
        home.mkdir()
        index: Any = faiss.IndexFlatL2(384)
        texts: dict[str, str] = {}
        for path in sorted((options.keep / f"corpus-{options.size}").glob("*.txt")):
            part = path.read_text(encoding="utf-8").split("\n\n")[1:]
            texts |= {f"{path.stem}-{i}": text for i, text in enumerate(part)}
            index.add(_mix(real, part))
        faiss.write_index(index, str(home / "index.faiss"))
        (home / "index.pkl").write_bytes(pickle.dumps((texts, dict(enumerate(texts)))))
        return {"LangChain + FAISS: build without encoding, peak MB": _peak()} | _in_child("rival", options)
    start = time.process_time()
    index = faiss.read_index(str(home / "index.faiss"))
    texts, names = pickle.loads((home / "index.pkl").read_bytes())
    row = {"LangChain + FAISS: opening, processor s": time.process_time() - start}
    faiss.omp_set_num_threads(1)
    times = [_spent_by(partial(index.search, question[None], 5)) for question in real[-_QUESTIONS:]]
    row |= {"LangChain + FAISS: search p50 without encoding, processor ms": 1000 * _median(times)}
    row |= {"LangChain + FAISS: resident, MB": _resident()}
    row |= {"LangChain + FAISS: on disk, MB": sum(path.stat().st_size for path in home.iterdir()) / 1e6}
    start = time.process_time()
    index.add(real[:4])
    faiss.write_index(index, str(home / "index.faiss"))
    (home / "index.pkl").write_bytes(pickle.dumps((texts, names)))
    return row | {"LangChain + FAISS: adding 4 texts and saving, processor s": time.process_time() - start}


_PARTS: dict[str, Callable[[argparse.Namespace], Row]] = {
    "build": _build,
    "open": _open,
    "add": _add,
    "recall": _recall,
    "rival": _rival,
}


def _corpus(options: argparse.Namespace) -> Any:  # noqa: ANN401
    from qa import open_corpus

    return open_corpus(options.keep / f"corpus-{options.size}", index=_index(options))


def _index(options: argparse.Namespace) -> Path:
    home: Path = options.keep / f"index-{options.size}"
    return home


def _questions(options: argparse.Namespace) -> list[str]:
    chance = random.Random(0)
    texts = [text.split() for path in options.paths for text in texts_of(path)]
    chosen = chance.choices(texts, k=_QUESTIONS)
    return [f"What is known of {' '.join(text[i : i + 6])}?" for text in chosen for i in [chance.randrange(20)]]


def _spent() -> float:
    """Processor seconds of this process and of its children that have ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _spent_by(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _resident() -> float:
    """Megabytes in memory now, without pages of mapped files, which the system may take back."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":" in line)
    return int(status["RssAnon"].split()[0]) / 1024


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def _in_child(part: str, options: argparse.Namespace) -> Row:
    command = [sys.executable, "-m", "benchmarks.growth", *map(str, options.paths), "--keep", str(options.keep)]
    command += ["--passages", str(options.size), "--part", part, "--json"]
    found: Row = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return found


def _measure(options: argparse.Namespace) -> dict[int, Row]:
    found: dict[int, Row] = {}
    for size in options.passages:
        options.size = size
        corpus = options.keep / f"corpus-{size}"
        if not corpus.exists():
            write_mass(corpus, options.paths, size)
        found[size] = {}
        for part in _PARTS:
            found[size] |= _in_child(part, options)
            print(f"{size:,}: {part} done", file=sys.stderr, flush=True)
    return found


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files of public text")
    parser.add_argument("--keep", type=Path, metavar="DIR", required=True, help="where corpora and indexes are kept")
    parser.add_argument("--passages", type=int, nargs="+", default=[1000, 10_000, 100_000, 1_000_000], metavar="N")
    parser.add_argument("--part", choices=(*_PARTS, "real"), help="this part alone, of the first size")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    options.size = options.passages[0]
    if options.part == "real" or not (options.keep / "real.npy").exists():
        _encode_real(options)
    found: object = _PARTS[options.part](options) if options.part in _PARTS else _measure(options)
    print(json.dumps(found) if options.json else json.dumps(found, indent=1))
    return 0


if __name__ == "__main__":
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    sys.exit(main())
