"""How long does an audit take? A report of many notes is made of sentences of SQuAD 2.0, whose paragraphs are its sources.

    python -m benchmarks.audit squad2-dev.json [--notes 500] [--sources 100] [--paragraphs 1]

Every second statement is one that the claims of the text were altered in, so that little can be settled word for word. Prints the
seconds, and those of the processors, of the first audit, of the next, and of the one after a source more is held, and the verdicts.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.changed_statements import Changed, make_changed, squad_paragraphs
from qa import Corpus, open_corpus


def main() -> None:
    """Build, audit three times, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("squad", type=Path)
    parser.add_argument("--notes", type=int, default=500)
    parser.add_argument("--sources", type=int, default=100)
    parser.add_argument("--paragraphs", type=int, default=1, help="of each source")
    options = parser.parse_args()
    paragraphs = list(squad_paragraphs(options.squad))
    each = range(0, options.sources * options.paragraphs, options.paragraphs)
    parts = [paragraphs[at : at + options.paragraphs] for at in each]
    texts = {f"{part[0][0]} {i}": "\n\n".join(text for _, text in part) for i, part in enumerate(parts) if part}
    statements = list(_statements(texts, options.notes))
    with TemporaryDirectory() as folder:
        corpus = _build(Path(folder), statements, texts)
        print(
            f"{len(statements)} notes, {len(texts)} held sources, {sum(map(len, texts.values())) // 1000} KB of sources"
        )
        _timed(corpus, "first")
        _timed(corpus, "again")
        more = Path(folder) / "more.txt"
        more.write_text("A text that no note named before. It says little.", encoding="utf-8")
        corpus.add(more, footnote=corpus.sources()[0].source_id)
        corpus.build()
        _timed(corpus, "after another source")


def _statements(texts: dict[str, str], notes: int) -> Iterator[Changed]:
    made = [c for c in make_changed(list(texts.items()), seed=3) if len(c.statement) > 60]
    # Evenly from all paragraphs, and one that is as it was for each that was altered.
    kept = sorted(made, key=lambda c: (hash_of(c.statement), c.kind))
    altered = [c for c in kept if c.kind != "same"][: notes // 2]
    yield from altered
    yield from [c for c in kept if c.kind == "same"][: notes - len(altered)]


def hash_of(text: str) -> int:
    """The same number for a text in every run."""
    import zlib

    return zlib.crc32(text.encode())


def _build(folder: Path, statements: list[Changed], texts: dict[str, str]) -> Corpus:
    (folder / "corpus").mkdir()
    lines, notes = ["# A report made of public text", ""], []
    for number, changed in enumerate(statements, start=1):
        sentence = " ".join(changed.statement.split())
        lines += [f"{sentence}[^{number}]", ""]
        notes.append(f"[^{number}]: Author, “{changed.article}”, 2 May 2021.")
    (folder / "corpus" / "report.md").write_text("\n".join([*lines, *notes, ""]), encoding="utf-8")
    entries = ['[[document]]\nfile = "report.md"\nkind = "report"\n']
    for number, (title, text) in enumerate(texts.items()):
        (folder / "corpus" / f"source-{number}.txt").write_text(text, encoding="utf-8")
        labels = [f'"report#{n}"' for n, c in enumerate(statements, start=1) if c.article == title]
        entries.append(
            f'[[document]]\nfile = "source-{number}.txt"\ntitle = "{title.replace(chr(34), "")}"\nkind = "source"\n'
            f"source_of = [{', '.join(labels)}]\n"
        )
    (folder / "corpus" / "corpus.toml").write_text("\n".join(entries), encoding="utf-8")
    corpus = open_corpus(folder / "corpus", index=folder / "index", reader="packaged")
    corpus.build()
    corpus.load()
    return corpus


def _timed(corpus: Corpus, what: str) -> None:
    start, worked = time.perf_counter(), time.process_time()
    (audit,) = corpus.audit("report")
    took, worked = time.perf_counter() - start, time.process_time() - worked
    counts = ", ".join(f"{count} {verdict}" for verdict, count in audit.counts().items() if count)
    print(f"{what:<22} {took:7.1f} s, {worked:6.1f} s of processors   {counts}", flush=True)


if __name__ == "__main__":
    main()
