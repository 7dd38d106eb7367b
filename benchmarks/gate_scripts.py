"""Does the gate catch what is false in Greek, Cyrillic, Arabic and Chinese script, and let pass what is true?

    python -m benchmarks.gate_scripts ru.jsonl [--held-out] [--each 300] [--show KIND]

The file has public text, a paragraph a line: `{"article": "…", "context": "…"}`. Its sentences are altered in one thing, or
honestly shortened, put in another order or given other numerals, and checked against their paragraph by rules.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.changed_statements import is_held_out
from benchmarks.gate import find_failures, print_tally
from qa.gate.quoted_words import find_quotation, fold_quotable
from qa.language.boundaries import find_sentences

Rewrite = Callable[[str, random.Random, Sequence[str]], str | None]
_YEAR = re.compile(r"(?<!\w)(?:19|20)\d\d(?!\w)")
_NUMBER = re.compile(r"(?<![\w.,/-])\d{1,6}(?![\w/-]|[.,]\d)")
_NAME = re.compile(
    r"(?<=[^\W\d_] )[A-ZА-ЯΑ-Ω][a-zа-яёα-ωά-ώ]{2,}(?![\w-])|(?<=[\u4e00-\u9fff\u0600-\u06ff ])[A-Z][a-z]{2,}(?![\w-])"
)
_HAN_NUMBER = re.compile(r"[一二三四五六七八九](?=[个种年天次位台条项章])")
_HAN_DIGITS = "一二三四五六七八九"
_NEGATIONS = re.compile(r"(?<!\w)(?:не|δεν|δε|μην|لا|لم|لن|ليس|ليست)(?!\w) ?|不(?![同仅但过])")
_MAY_BE_DENIED = re.compile(
    r"(?<=\w )(?=\w{3,}(?:ет|ут|ют|ит|ят|ется|ются|ится|ает|ал|ли|лся)(?!\w))"
    r"|(?<= )(?=(?:είναι|έχει|μπορεί|υπάρχει|χρειάζεται|έχουν)(?!\w))"
    r"|(?<= )(?=(?:يمكن|يجب|يوجد|يعني|يستخدم|تستخدم|يحتوي|می‌توان|است)(?!\w))"
    r"|(?<=[\u4e00-\u9fff])(?=(?:可以|会|能|是|需要|使用|支持|包含))"
)
_DENIALS = {"а": "не ", "α": "δεν ", "ا": "لا ", "一": "不"}
_ASIDE = re.compile(r" ?[(（][^()（）]*[)）]")
_OPENING = re.compile(r"^([^,،，、;]{8,60})[,،，] ?([^,،，;]{20,})([.。])$")
_OTHER_DIGITS = {"ا": "٠١٢٣٤٥٦٧٨٩", "一": "０１２３４５６７８９"}


def _script(text: str) -> str:
    """The first letter of the script that a text is in."""
    counts = {
        first: len(re.findall(pattern, text))
        for first, pattern in {"а": "[Ѐ-ӿ]", "α": "[Ͱ-Ͽἀ-῿]", "ا": "[؀-ۿ]", "一": "[一-鿿]"}.items()
    }
    return max(counts, key=lambda first: counts[first])


def _put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _pick(pattern: re.Pattern[str], text: str, rng: random.Random) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return rng.choice(found) if found else None


def _number(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    match = _pick(_NUMBER, text, rng)
    if match is None or _YEAR.fullmatch(match.group()):
        return None
    new = "".join(rng.choice("123456789") for _ in match.group())
    return None if new in text else _put(text, match, new)


def _local_number(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """Another number, in the numerals of the script."""
    if match := _pick(_HAN_NUMBER, text, rng):
        return _put(text, match, rng.choice([d for d in _HAN_DIGITS if d not in text]))
    digits, changed = _OTHER_DIGITS.get(_script(text)), _number(text, rng, names)
    return changed.translate(str.maketrans("0123456789", digits)) if digits and changed else None


def _year(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    match = _pick(_YEAR, text, rng)
    new = str(int(match.group()) + rng.choice([-7, -3, -1, 1, 2, 5])) if match else ""
    return _put(text, match, new) if match and new not in text else None


def _name(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    match = _pick(_NAME, text, rng)
    fitting = [n for n in names if match and n[:4] not in text and n[0].isascii() == match.group()[0].isascii()]
    return _put(text, match, rng.choice(fitting)) if match and fitting else None


def _dropped_negation(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    found = list(_NEGATIONS.finditer(text))
    return _put(text, found[0], "") if len(found) == 1 else None


def _added_negation(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    match = None if _NEGATIONS.search(text) else _MAY_BE_DENIED.search(text)
    return _put(text, match, _DENIALS[_script(text)]) if match else None


def _shortened(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    cut = _ASIDE.sub("", text, count=1)
    return cut if cut != text and len(cut) > 30 else None


def _reordered(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    match = _OPENING.match(text)
    return f"{match[2]}, {match[1]}{match[3]}" if match else None


def _numerals(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    digits = _OTHER_DIGITS.get(_script(text))
    return text.translate(str.maketrans("0123456789", digits)) if digits and _NUMBER.search(text) else None


FALSE: dict[str, Rewrite] = {
    "number": _number, "number in local numerals": _local_number, "year": _year, "name": _name,
    "negation dropped": _dropped_negation, "negation added": _added_negation,
}  # fmt: skip
HONEST: dict[str, Rewrite] = {
    "same": lambda text, rng, names: text, "shortened": _shortened, "reordered": _reordered, "other numerals": _numerals,
}  # fmt: skip


def main() -> None:
    """Print how many of each kind are caught, and how many honest ones are refused."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--held-out", action="store_true", help="the half of the articles on which nothing was chosen")
    parser.add_argument("--each", type=int, default=300)
    parser.add_argument("--show", default=None)
    options = parser.parse_args()
    for path in options.texts:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        own = [(r["article"], r["context"]) for r in rows if is_held_out(r["context"]) is options.held_out]
        print(f"{path.name}: {len(own)} paragraphs")
        print_tally(_tally(own, options.each, options.show), {*HONEST, "honest quotation"})


def _tally(rows: Sequence[tuple[str, str]], each: int, show: str | None) -> dict[str, Counter[bool]]:
    tally: dict[str, Counter[bool]] = defaultdict(Counter)
    for kind, statement, source in _cases(rows, each):
        failures = find_failures(statement, source, None)
        tally[kind][bool(failures)] += 1
        if kind == show and bool(failures) is (kind in HONEST):
            told = [(f.fault.value, f.said and f.said.quote, f.source) for f in failures]
            print(f"  {told} {statement}\n     {source[:300]}")
    for kind, caught in altered_quotations(rows, each):
        tally[kind][caught] += 1
    return tally


def altered_quotations(rows: Sequence[tuple[str, str]], each: int) -> Iterator[tuple[str, bool]]:
    """Quotations in the paragraph's words, put together from two places, and with a word less."""
    rng = random.Random(8)
    for _, text in rng.sample(list(rows), min(each, len(rows))):
        spans = [span.of(text).strip(" .。!?！？") for span in find_sentences(text)]
        long = [sentence for sentence in spans if len(sentence) > 40]
        if len(long) < 2:
            continue
        first, second = (_words(sentence) for sentence in rng.sample(long, 2))
        join, half = ("" if _script(text) == "一" else " "), len(first) // 2
        # A mark of punctuation less is borne.
        at = next((n for n in range(half, len(first)) if any(c.isalnum() for c in first[n])), half)
        folded = fold_quotable(text)
        yield "honest quotation", find_quotation(join.join([*first[:half], " … ", *first[-3:]]), folded) is None
        for kind, words in (
            ("stitched quotation", [*first[:half], *second[-half:]]),
            ("altered quotation", [*first[:at], *first[at + 1 :]]),
        ):
            quoted = join.join(words)
            if quoted not in text:
                yield kind, find_quotation(quoted, folded) is None


def _words(sentence: str) -> list[str]:
    """Chinese by its characters, for it sets no spaces."""
    chinese = re.findall(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+|[^\w\s]|\s", sentence)
    return chinese if _script(sentence) == "一" else sentence.split()


def _cases(rows: Sequence[tuple[str, str]], each: int) -> Iterator[tuple[str, str, str]]:
    rng = random.Random(5)
    names = sorted({match.group() for _, text in rows for match in _NAME.finditer(text)})
    by_kind: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for _, text in rows:
        for span in find_sentences(text):
            sentence = span.of(text)
            if not 25 <= len(sentence) <= 300:
                continue
            for kind, rewrite in {**FALSE, **HONEST}.items():
                changed = rewrite(sentence, rng, names)
                if changed and (changed != sentence or kind == "same"):
                    by_kind[kind].append((changed, text))
    for kind, found in by_kind.items():
        yield from ((kind, *row) for row in rng.sample(found, min(each, len(found))))


if __name__ == "__main__":
    main()
