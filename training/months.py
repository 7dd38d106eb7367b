"""Writes `qa/language/months.json`: the month names of every language that Unicode's CLDR has them for; needs Babel.

pip install babel
python -m training.months
"""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import babel
from babel import Locale, localedata

# In the form of `qa.language.months`: a name is compared without case and without its full stop.
from qa.language.months import fold

SOURCE = "Unicode CLDR (Unicode-3.0), through Babel {version} (BSD-3-Clause); written by training/months.py"
# Languages that footnotes are often printed in: their abbreviations are read, too, and a year beside a name makes a date.
PRINTED = frozenset(
    "af ar az be bg bs ca cs cy da de el en es et eu fa fi fr ga gl he hr hu hy id is it ka kk lb lt lv mk ms mt nb nl nn no pl "
    "pt ro ru sk sl sq sr sv sw tr uk uz".split()
)
# Of these the names that are ordinary words, proper names or units elsewhere.
ORDINARY = frozenset(
    "abe abu ag agosti agu aib api ara augusta avg avq aww aza bal beal birz cze dek des dis dub dubna eka eki elo ean ebr "
    "eyl fra geg giu gor gru gun gunju gush haz heinä hyd ian ion ira iun iyn jaan jui julie julius junius kas kesä kol kov "
    "kwi led loka lug lul lut mac mag maig maja majo marc marca marco marras marta maw medi mee meh nis nisan noll noy ogo "
    "ots ott paz pri pro qer rhag ruj samh sen set sht shk sie sij spal stu sty svi tach tem tet tra urr urt uzt vas wrz "
    "xan yan zar бер вер кас лист мам нау пуш сак сер сне там тра آب مار مه مي می".split()
)
# Ordinary words, too, but none that ends a sentence before a year: certain with the full stop of the abbreviation.
STOPPED = frozenset({"ago", "out"})
# Spellings that are printed though CLDR has others.
ALSO = {"sept": 9, "setiembre": 9}
DROPPED = ("de ", "d’", "di ", "da ", "dhen ", "mis ", "an t-", "an ", "am ")
"""What some languages put between day and month, as part of the month's name."""


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=Path("qa/language/months.json"), help="where to write the table")
    options = parser.parse_args()
    table = {"source": SOURCE.format(version=babel.__version__), **make_table()}
    options.to.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def make_table() -> dict[str, object]:
    """Names that a year makes a date; `weak` ones that want a day, too; `ambiguous` ones with the months that they may mean.

    `stopped` ones are weak without a full stop. Each kind has a line for each month.
    """
    meanings: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for language, width, month, name in forms():
        for form in {name, without_accents(name)} if width == "wide" else {name}:
            meanings[form].add((month, language))
    for name, month in ALSO.items():
        meanings[name].add((month, "en"))
    table: dict[str, list[list[str]]] = {kind: [[] for _ in range(12)] for kind in ("names", "stopped", "weak")}
    ambiguous = {}
    for name, found in sorted(meanings.items()):
        printed = {(month, language) for month, language in found if language in PRINTED}
        months = {month for month, _ in printed or found}
        if len(months) == 1:
            table[kind_of(name, bool(printed))][months.pop() - 1].append(name)
        elif printed:
            ambiguous[name] = by_stop(printed)
    return {**{kind: ["|".join(words) for words in months] for kind, months in table.items()}, "ambiguous": ambiguous}


def kind_of(name: str, printed: bool) -> str:
    """Which part of the table a name belongs to."""
    if name in STOPPED:
        return "stopped"
    return "names" if (printed or not is_latin(name)) and name not in ORDINARY else "weak"


def forms() -> Iterator[tuple[str, str, int, str]]:
    """Language, width, month and name of each name that stands in CLDR; what is only inherited is skipped."""
    for identifier in localedata.locale_identifiers():
        language = Locale.parse(identifier).language
        months = localedata.load(identifier, merge_inherited=False).get("months", {})
        for widths in months.values():
            for width in ("wide", "abbreviated"):
                named = widths.get(width) if isinstance(widths, dict) else None
                for month, name in named.items() if isinstance(named, dict) else ():
                    clean = clean_name(name)
                    if is_name(clean) and (width == "wide" or language in PRINTED):
                        yield language, width, month, clean
                        if language == "he":
                            yield language, width, month, f"ב{clean}"


def clean_name(name: str) -> str:
    """`de gener`, `d’oct.` → `gener`, `oct`."""
    clean = " ".join(fold(name).rstrip(".").split())
    for article in DROPPED:
        clean = clean.removeprefix(article)
    return clean


def is_name(name: str) -> bool:
    """False for numbers (`10月`), and for what is more than a few words of letters."""
    words = name.split()
    letters = all(unicodedata.category(c)[0] in "LM" for word in words for c in word)
    return 1 <= len(words) <= 3 and letters and len(name) > 1


def without_accents(name: str) -> str:
    """`fevrier` for `février`; only Latin letters are written without their accents."""
    if not is_latin(name):
        return name
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def is_latin(name: str) -> bool:
    """True when it is written in the Latin alphabet."""
    return any(unicodedata.name(c, "").startswith("LATIN") for c in name)


def by_stop(found: set[tuple[int, str]]) -> list[int]:
    """The month meant after `15.` and after `15`, as CLDR's long dates have it; 0 where languages of one form differ."""
    meant: dict[bool, set[int]] = {True: set(), False: set()}
    for month, language in found:
        meant["d." in Locale.parse(language).date_formats["long"].pattern].add(month)
    return [next(iter(months)) if len(months) == 1 else 0 for months in (meant[True], meant[False])]


if __name__ == "__main__":
    main()
