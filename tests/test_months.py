"""Month names of many languages in dates, and words that only look like months."""

import json

import pytest

from qa.language import months
from qa.language.en.months import ENGLISH_MONTHS
from qa.language.months import find_months, is_month
from qa.references.dates import find_dates
from tests.conftest import ROOT

TABLE = json.loads((ROOT / "qa" / "language" / "months.json").read_text(encoding="utf-8"))

WRITTEN = [
    ("Afrikaans", "10 Januarie 2024", "2024-01-10"),
    ("Albanian", "10 shkurt 2024", "2024-02-10"),
    ("Arabic", "10 يناير 2024", "2024-01-10"),
    ("Arabic of the Levant", "10 كانون الثاني 2024", "2024-01-10"),
    ("Belarusian", "10 лістапада 2024", "2024-11-10"),
    ("Bosnian", "10. avgust 2024", "2024-08-10"),
    ("Bulgarian", "10 май 2024", "2024-05-10"),
    ("Catalan", "10 d’octubre de 2024", "2024-10-10"),
    ("Catalan, with a preposition", "10 de gener del 2024", "2024-01-10"),
    ("Chinese", "2024年1月10日", "2024-01-10"),
    ("Croatian", "10. siječnja 2024", "2024-01-10"),
    ("Czech", "10. října 2024", "2024-10-10"),
    ("Danish", "10. marts 2024", "2024-03-10"),
    ("Dutch", "10 mei 2024", "2024-05-10"),
    ("Estonian", "10. jaanuar 2024", "2024-01-10"),
    ("Finnish", "10. tammikuuta 2024", "2024-01-10"),
    ("French", "1er février 2024", "2024-02-01"),
    ("French, without accents", "10 aout 2024", "2024-08-10"),
    ("German of Austria", "10. Jänner 2024", "2024-01-10"),
    ("Greek", "10 Ιανουαρίου 2024", "2024-01-10"),
    ("Hebrew", "10 בינואר 2024", "2024-01-10"),
    ("Hindi", "10 जनवरी 2024", "2024-01-10"),
    ("Hungarian", "2024. január 10", "2024-01-10"),
    ("Icelandic", "10. ágúst 2024", "2024-08-10"),
    ("Indonesian", "10 Desember 2024", "2024-12-10"),
    ("Irish", "10 Meán Fómhair 2024", "2024-09-10"),
    ("Italian", "10 set. 2024", "2024-09-10"),
    ("Japanese, of a month", "2024年1月", "2024-01"),
    ("Korean", "2024년 1월 10일", "2024-01-10"),
    ("Latvian", "2024. gada 10. janvāris", "2024-01-10"),
    ("Lithuanian", "2024 m. sausio 10", "2024-01-10"),
    ("Macedonian", "10 јануари 2024", "2024-01-10"),
    ("Norwegian", "10. desember 2024", "2024-12-10"),
    ("Polish", "3 maja 2024", "2024-05-03"),
    ("Polish, of a month", "październik 2024", "2024-10"),
    ("Portuguese", "10 de março de 2024", "2024-03-10"),
    ("Portuguese, of two months", "jul./set. 2024", "2024-07"),
    ("Romanian", "10 octombrie 2024", "2024-10-10"),
    ("Russian", "3 мая 2024", "2024-05-03"),
    ("Serbian", "10. октобар 2024", "2024-10-10"),
    ("Slovak", "10. októbra 2024", "2024-10-10"),
    ("Slovenian", "10. avgust 2024", "2024-08-10"),
    ("Spanish", "10 de setiembre de 2024", "2024-09-10"),
    ("Swedish", "10 maj 2024", "2024-05-10"),
    ("Turkish", "10 Şubat 2024", "2024-02-10"),
    ("Turkish, in capitals", "10 NİSAN 2024", "2024-04-10"),
    ("Ukrainian", "10 жовтня 2024", "2024-10-10"),
    ("Vietnamese", "10 tháng 1 năm 2024", "2024-01-10"),
]


@pytest.mark.parametrize(("written", "iso"), [case[1:] for case in WRITTEN], ids=[case[0] for case in WRITTEN])
def test_date_is_read_in_its_language(written: str, iso: str) -> None:
    note = f"Ana Kovač, Title, {written}."
    [date] = find_dates(note)
    assert (date.span.of(note), date.iso) == (written, iso)


@pytest.mark.parametrize(
    ("note", "iso"),
    [
        ("They set out 2006 as a goal", "2006"),
        ("The best of 2007, out of ten", "2007"),
        ("A data set, 2019", "2019"),
        ("A data set. 2019", "2019"),
        ("Lisboa, out. 2019", "2019-10"),
        ("Ten years ago 2014 began", "2014"),
        ("Ann Rheum Dis. 2011;70", "2011"),
        ("LISÝ, Ján a kol. 2007. Ekonómia", "2007"),
        ("Dunlop, Julie 1992", "1992"),
        ("Nisan 2007", "2007"),
        ("Dubna 1995", "1995"),
    ],
)
def test_ordinary_word_beside_a_year_makes_no_month(note: str, iso: str) -> None:
    assert [date.iso for date in find_dates(note)] == [iso]


@pytest.mark.parametrize(
    "note", ["mai", "In May the sun shone", "mars", "ocak ayı", "10 marzo", "sen, set, out, ago", "may 5"]
)
def test_month_without_a_year_is_no_date(note: str) -> None:
    assert find_dates(note) == []


@pytest.mark.parametrize(
    ("written", "iso"),
    [("15. listopada 2023", "2023-10-15"), ("15 listopada 2023", "2023-11-15"), ("listopad 2023", "2023")],
)
def test_name_of_two_months_is_told_by_the_day_or_not_at_all(written: str, iso: str) -> None:
    [date] = find_dates(written)
    assert date.iso == iso


@pytest.mark.parametrize("kind", ["names", "stopped", "weak"])
def test_every_name_of_the_table_is_read_between_day_and_year(kind: str) -> None:
    for number, names in enumerate(TABLE[kind], 1):
        for name in filter(None, names.split("|")):
            for written in (f"10 {name} 2024", f"10 {name.upper()} 2024"):
                [date] = find_dates(written)
                assert date.iso == f"2024-{number:02}-10", written


def test_month_names_keep_their_places() -> None:
    text = "3 мая 2021, Meán Fómhair; Desember"
    assert [(m.span.of(text), m.month) for m in find_months(text, 0, len(text))] == [
        ("мая", 5),
        ("Meán Fómhair", 9),
        ("Desember", 12),
    ]


def test_given_names_and_words_are_no_months_to_the_tagger() -> None:
    assert is_month("Desember") and is_month("MAY") and not any(map(is_month, ["Julie", "Marc", "Set", "Ago", "12"]))


def test_english_months_are_those_of_the_table() -> None:
    assert [months.fold(name) in TABLE["names"][i].split("|") for i, name in enumerate(ENGLISH_MONTHS)] == [True] * 12
