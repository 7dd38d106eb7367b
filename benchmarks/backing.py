"""Are changed statements told as such? Statements of public text, changed in one thing or not, beside the text they come from."""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.changed_statements import EDITS, UNCHANGED, Changed, is_held_out, make_changed, squad_paragraphs
from benchmarks.support import as_read, encode_texts
from qa.citation.agreement.judge import Window
from qa.citation.support_model import support_scores
from qa.citation.weighing import Weighed, weigh
from qa.embed.passages import PassageEncoder
from qa.embed.weights import PACKAGED, locate
from qa.language.boundaries import find_sentences
from qa.types.backing import Backing
from qa.types.document import Span

NAMES = re.compile(r"(?<=[a-z,] )([A-Z][a-zà-ÿ]{2,}(?: [A-Z][a-zà-ÿ]{2,})*)")
_MOST_SENTENCES = 100


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with the verdict on it, and the sentence that gave it."""

    changed: Changed
    weighed: Weighed
    sentences: tuple[str, ...]


def main() -> None:
    """Print the verdicts by kind of change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds squad2/, fm2/ and wice/")
    parser.add_argument("--held-out", action="store_true", help="the half of the articles on which nothing was tuned")
    parser.add_argument("--each", type=int, default=150, help="so many statements of a kind from paragraphs")
    parser.add_argument("--worded-otherwise", type=int, default=400, help="so many claims that others wrote on a text")
    parser.add_argument("--show", default=None, help="print statements of this kind that were told wrongly")
    options = parser.parse_args()
    encoder = PassageEncoder(locate(PACKAGED))
    for name, rows in (
        ("sentences of paragraphs", list(changed_paragraphs(options.folder, options.held_out, options.each))),
        ("claims that others wrote", list(_claims(options.folder, options.held_out, options.worded_otherwise))),
    ):
        told = list(_tell(encoder, rows))
        print(f"\n{name}: {len(told)}")
        _report(told)
        for case in told:
            if case.changed.kind == options.show and not _is_right(case):
                print(f"  {case.weighed.backing}: {case.changed.statement}\n     {case.changed.origin}")


def changed_paragraphs(folder: Path, held_out: bool, each: int) -> Iterator[tuple[Changed, tuple[str, ...]]]:
    """Sentences of SQuAD's paragraphs, verbatim but for the change; the paragraph is the source."""
    paragraphs = [p for p in squad_paragraphs(folder / "squad2" / "squad2-dev-a.json") if is_held_out(p[0]) is held_out]
    by_kind: dict[str, list[Changed]] = defaultdict(list)
    for changed in make_changed(paragraphs, seed=1):
        by_kind[changed.kind].append(changed)
    rng = random.Random(0)
    for rows in by_kind.values():
        for changed in sorted(rng.sample(rows, min(each, len(rows))), key=lambda c: c.source):
            yield changed, tuple(span.of(changed.source) for span in find_sentences(changed.source))


def _claims(folder: Path, held_out: bool, most: int) -> Iterator[tuple[Changed, tuple[str, ...]]]:
    """Claims of FoolMeTwice and WiCE that their evidence supports, as they are and changed."""
    rng, count = random.Random(5), 0
    for article, claim, sentences in _supported(folder):
        if is_held_out(article) is not held_out or count >= most:
            continue
        count += 1
        source, names = " ".join(sentences), [m.group(1) for text in sentences for m in NAMES.finditer(text)]
        yield Changed(article, "same", claim, source, claim), sentences
        for kind, edit in EDITS.items():
            if (statement := edit(claim, rng, names)) and statement != claim:
                yield Changed(article, kind, statement, source, claim), sentences


def _supported(folder: Path) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for line in (folder / "wice" / "claim-dev.jsonl").read_text(encoding="utf-8").split("\n"):
        if line and (row := json.loads(line))["label"] == "supported":
            yield (
                row["meta"]["claim_title"],
                row["claim"],
                tuple(t.strip() or "." for t in row["evidence"][:_MOST_SENTENCES]),
            )
    for line in (folder / "fm2" / "dev.jsonl").read_text(encoding="utf-8").split("\n"):
        if line and (row := json.loads(line))["label"] == "SUPPORTS":
            gold = [evidence["text"] for evidence in row["gold_evidence"]]
            others = [e["text"] for e in row["retrieved_evidence"] if e["text"] not in gold]
            yield row["wikipedia_page"], row["text"].strip(), (*gold, *others[:5])


def _tell(encoder: PassageEncoder, rows: Sequence[tuple[Changed, tuple[str, ...]]]) -> Iterator[Told]:
    by_source: dict[tuple[str, ...], list[Changed]] = defaultdict(list)
    for changed, sentences in rows:
        by_source[sentences].append(changed)
    for sentences, statements in by_source.items():
        vectors, _ = encode_texts(encoder, sentences)
        read = as_read(encoder, sentences, vectors)
        own, tokens = encode_texts(encoder, [changed.statement for changed in statements])
        for changed, vector, token in zip(statements, own, tokens, strict=True):
            scores = support_scores(changed.statement, vector, token, read)
            background = f"{changed.article}. {changed.source[:300]}"
            yield Told(changed, weigh(changed.statement, partial(window_of, sentences), scores, background), sentences)


def window_of(sentences: Sequence[str], i: int) -> Window:
    """A sentence with its neighbours."""
    before = f"{sentences[i - 1]} " if i else ""
    after = f" {sentences[i + 1]}" if i + 1 < len(sentences) else ""
    return Window(f"{before}{sentences[i]}{after}", Span(len(before), len(before) + len(sentences[i])))


def _is_right(case: Told) -> bool:
    """What is changed must not be told as backed or merely mentioned, what is not must not be told as another thing."""
    differs = case.weighed.backing is Backing.DIFFERS
    return not differs if case.changed.kind in UNCHANGED else differs


def _report(told: Sequence[Told]) -> None:
    tally: dict[str, Counter[Backing]] = defaultdict(Counter)
    for case in told:
        tally[case.changed.kind][case.weighed.backing] += 1
    shown = (Backing.DIFFERS, Backing.MENTIONS, Backing.NOT_FOUND, Backing.BACKS)
    print(f"{'changed':<18} {'n':>5} " + " ".join(f"{verdict:>10}" for verdict in shown))
    for kind in (*(k for k in EDITS if k not in UNCHANGED), *UNCHANGED):
        if total := tally[kind].total():
            print(f"{kind:<18} {total:>5} " + " ".join(f"{tally[kind][verdict] / total:>10.3f}" for verdict in shown))


if __name__ == "__main__":
    main()
