"""Does the gate catch what is false, and let pass what is true? Sentences of public paragraphs, altered or honestly reworded.

    python -m benchmarks.gate squad2-dev.json [--held-out] [--each 300] [--kinds name date] [--seed 11] [--read] [--show KIND]

The file is SQuAD's JSON, or has a paragraph a line: `{"article": "…", "context": "…"}`.
Each sentence is checked against its own paragraph. With `--read` the large reader has its say too.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from benchmarks.changed_names import calendar_name, edits_from, form_of_people, own_name, traded_names
from benchmarks.changed_statements import EDITS, UNCHANGED, Changed, is_held_out, make_changed, squad_paragraphs
from qa.gate.quoted_words import find_quotation, fold_quotable, is_stitched
from qa.gate.sentence import CitedText, check_sentence
from qa.gate.written_sentence import prove_sentence
from qa.language.boundaries import find_sentences
from qa.reader.statements import ReadPassages, StatementReading
from qa.types.draft_failure import DraftFailure, DraftFault

_ASIDE = re.compile(
    r" \([^()]*\)|, (?:which|who|where|including|such as|although|while|because)\b[^,;]*(?:,(?!\d)|(?=[.;]))"
)
_OPENING = re.compile(r"^((?:In|On|At|After|Before|During|Since|By) [^,]{3,60}), (?!and\b)([^,]+)\.$")
_PASSIVE = re.compile(r"^(?P<what>.+?) (?P<be>was|were) (?P<how>\w+ed) by (?P<who>[^,.;]+)\.$")


def shortened(sentence: str) -> str | None:
    """Without what stands in brackets, or in a clause behind a comma."""
    cut = _ASIDE.sub("", sentence, count=1)
    return cut if cut != sentence and len(cut.split()) > 5 else None


def reordered(sentence: str) -> str | None:
    """What opens the sentence set at its end."""
    match = _OPENING.match(sentence)
    if match is None:
        return None
    opening = match[1][:1].lower() + match[1][1:]
    return f"{match[2][:1].upper()}{match[2][1:]} {opening}."


def turned_active(sentence: str) -> str | None:
    """“The bridge was destroyed by rebels” as “Rebels destroyed the bridge”."""
    match = _PASSIVE.match(sentence)
    if match is None or len(match["what"].split()) > 8:
        return None
    what = match["what"]
    what = what if what.split()[0].isupper() else what[:1].lower() + what[1:]
    return f"{match['who'][:1].upper()}{match['who'][1:]} {match['how']} {what}."


def reported(sentence: str) -> str:
    """With words of the writer's own before it."""
    return f"According to the text, {sentence[:1].lower() if sentence.split()[0] in _SMALL else sentence[:1]}{sentence[1:]}"


def added_hedge(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """A hedge put in: what is becomes what may be."""
    match = None if _HEDGED.search(text) else _DONE.search(text)
    return f"{text[: match.end()]}{rng.choice(_HEDGES)} {text[match.end() :]}" if match else None


def dropped_quantifier(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """`most prisoners` as `prisoners`."""
    found = list(_QUANTIFIED.finditer(text))
    match = rng.choice(found) if found else None
    return f"{text[: match.start()]}{text[match.end() :]}" if match else None


def changed_sign(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """A minus less or more, another currency, or the other direction."""
    if match := re.search(r"(?<![\w.,)])[−-](?=\d)", text):
        return text[: match.start()] + text[match.end() :]
    if match := re.search(r"[$€£](?=\d)", text):
        return text[: match.start()] + rng.choice([c for c in "$€£" if c != match.group()]) + text[match.end() :]
    if match := re.search(r"(?<![\w.,–−-])\d+(?:\.\d+)?(?= ?°)", text):
        return f"{text[: match.start()]}−{text[match.start() :]}"
    found = list(re.finditer(rf"\b({'|'.join(_DIRECTIONS)})\b", text))
    match = rng.choice(found) if found else None
    return text[: match.start()] + _DIRECTIONS[match.group()] + text[match.end() :] if match else None


_HEDGES = ("allegedly", "possibly", "probably", "perhaps", "reportedly")
_HEDGED = re.compile(rf"\b(?:{'|'.join(_HEDGES)}|apparently|supposedly|may|might|could|likely)\b")
_DONE = re.compile(r"\b(?:was|were) (?=(?!not\b|the\b|an?\b|in\b|at\b|on\b|of\b|to\b)[a-z]+ed\b)")
_QUANTIFIED = re.compile(r"(?<=[a-z] )(?:most|some|only|mostly|usually|sometimes|partly) (?=[a-z]{4,} [a-z])")
_DIRECTIONS = {
    "increased": "decreased", "decreased": "increased", "rose": "fell", "fell": "rose", "higher": "lower", "lower": "higher",
    "increase": "decrease", "decrease": "increase", "largest": "smallest", "smallest": "largest", "highest": "lowest",
}  # fmt: skip
MUTATIONS = {
    **EDITS,
    "hedge added": added_hedge,
    "quantifier dropped": dropped_quantifier,
    "sign": changed_sign,
    "own name": own_name,
    "traded names": traded_names,
    "month or weekday": calendar_name,
    "form of a people": form_of_people,
}
_SMALL = frozenset(
    "The A An In On At After Before During Since By This These It They He She His Her Its Their Most Many Some".split()
)
HONEST: dict[str, Callable[[str], str | None]] = {
    "shortened": shortened, "reordered": reordered, "made active": turned_active, "reported": reported,
}  # fmt: skip


def main() -> None:
    """Print how many of each kind are caught."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--held-out", action="store_true", help="the half of the articles on which nothing was chosen")
    parser.add_argument("--each", type=int, default=300)
    parser.add_argument("--kinds", nargs="*", default=None)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--read", action="store_true")
    parser.add_argument("--show", default=None)
    options = parser.parse_args()
    read = _reader() if options.read else None
    paragraphs = [p for p in _paragraphs(options.texts) if is_held_out(p[0]) is options.held_out]
    tally: dict[str, Counter[bool]] = defaultdict(Counter)
    for kind, statement, source in _cases(paragraphs, options.each, options.seed, options.kinds):
        failures = find_failures(statement, source, read)
        tally[kind][bool(failures)] += 1
        if kind == options.show and bool(failures) is (kind in UNCHANGED or kind in HONEST):
            print(
                f"  {[(f.fault.value, f.said and f.said.quote, f.source) for f in failures]} {statement}\n     {source[:300]}"
            )
    for kind, caught in _quotations(paragraphs, options.each) if options.kinds is None else ():
        tally[kind][caught] += 1
    print_tally(tally, {*UNCHANGED, *HONEST, "honest quotation"})


def find_failures(statement: str, source: str, read: ReadPassages | None) -> Sequence[DraftFailure]:
    """What is wrong with a statement, sentence by sentence, as a draft is checked."""
    sentences = [span.of(statement) for span in find_sentences(statement)]
    return [f for sentence in sentences for f in check_sentence(sentence, [CitedText("", source)], read)[1]]


def _reader() -> ReadPassages:
    from qa.reader.packaged import PackagedReader

    return PackagedReader().compare


def _paragraphs(path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix != ".jsonl":
        yield from squad_paragraphs(path)
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["article"], row["context"]


def _cases(
    paragraphs: Sequence[tuple[str, str]], each: int, seed: int, kinds: Collection[str] | None
) -> Iterator[tuple[str, str, str]]:
    rng = random.Random(seed - 7)
    by_kind: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for changed in make_changed(paragraphs, seed, MUTATIONS | edits_from(text for _, text in paragraphs)):
        if not _is_whole(changed):
            continue
        by_kind[changed.kind].append((changed.statement, changed.source))
        if changed.kind == "same":
            for name, reword in HONEST.items():
                if reworded := reword(changed.statement):
                    by_kind[name].append((reworded, changed.source))
    for kind in kinds or by_kind:
        rows = by_kind[kind]
        yield from ((kind, *row) for row in rng.sample(rows, min(each, len(rows))))


def _is_whole(changed: Changed) -> bool:
    """Whether a statement was a sentence before it was changed, and no piece that ends at an abbreviation."""
    return changed.origin in (span.of(changed.source) for span in find_sentences(changed.source))


def _quotations(paragraphs: Sequence[tuple[str, str]], each: int) -> Iterator[tuple[str, bool]]:
    """Quotations: in the paragraph's words, put together from two places, with a word changed, and said to be of another."""
    rng = random.Random(8)
    for _, text in rng.sample(list(paragraphs), min(each, len(paragraphs))):
        spans = [span.of(text).split() for span in find_sentences(text)]
        long = [words for words in spans if len(words) > 12]
        if len(long) < 2:
            continue
        first, second = rng.sample(long, 2)
        folded = fold_quotable(text)
        honest = " ".join([*first[1:5], "…", *first[-4:]]).upper().replace(" ", "  ")
        yield "honest quotation", find_quotation(honest, folded) is None
        stitched = " ".join([*first[2:6], *second[-6:-1]])
        yield "stitched quotation", find_quotation(stitched, folded) is None and is_stitched(stitched, [folded])
        altered = " ".join([*first[1:5], "never", *first[5:9]])
        yield "altered quotation", find_quotation(altered, folded) is None
        words = " ".join(first[1:9]).strip('“”"')
        _, other = rng.choice(paragraphs)
        if find_quotation(words, fold_quotable(other)) is None:
            shown = [CitedText("", other), CitedText("", text)]
            proof = prove_sentence(f"The text says that “{words}”.", [0], shown, _unsupported)
            yield "misattributed", DraftFault.MISATTRIBUTED in {failure.fault for failure in proof.failures}


def _unsupported(statement: str, passages: Sequence[str]) -> Sequence[StatementReading]:
    return [StatementReading(-9.0, 0.0, 0.0)]


def print_tally(tally: dict[str, Counter[bool]], right: Collection[str]) -> None:
    """Print how many of each kind failed, first what is false, then what is honest."""
    for honest in (False, True):
        kinds = [kind for kind in tally if (kind in right) is honest]
        print("honest, refused" if honest else "false, caught")
        for kind in sorted(kinds):
            print(f"  {kind:<20} {tally[kind].total():>5} {tally[kind][True] / tally[kind].total():.3f}")
        total = sum((tally[kind] for kind in kinds), Counter())
        print(f"  {'together':<20} {total.total():>5} {total[True] / max(total.total(), 1):.4f}")


if __name__ == "__main__":
    main()
