"""Where sentences end, on the paragraphs of `tests/boundaries`: what is found is compared with what is written there."""

import re
import time
from collections import Counter
from pathlib import Path

import pytest

from qa.language.boundaries import find_sentences

FOLDER = Path(__file__).parent / "boundaries"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def counts(language: str, odd: bool) -> Counter[str]:
    """Ends that were found rightly, found wrongly and missed, in one half of a language's lines."""
    lines = (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    paragraphs = [line for line in lines if line and not line.startswith("#")]
    found: Counter[str] = Counter()
    for line in paragraphs[0 if odd else 1 :: 2]:
        text, ends, markers = "", set(), []
        for part in re.split(r"( \| |\[\d{1,2}\])", line):
            if part == " | ":
                ends.add(len(text))
                text += " "
            elif re.fullmatch(r"\[\d+\]", part):
                markers.append(len(text))
            else:
                text += part
        got = {span.end for span in find_sentences(text, language=language, markers=markers)} - {len(text)}
        found.update(right=len(got & ends), wrong=len(got - ends), missed=len(ends - got))
    return found


def f1(found: Counter[str]) -> float:
    return 2 * found["right"] / (2 * found["right"] + found["wrong"] + found["missed"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_ends_are_found_in_lines_that_the_rules_were_written_by(language: str) -> None:
    assert f1(counts(language, odd=True)) >= 0.95


def test_ends_are_found_in_lines_that_were_kept_aside() -> None:
    assert f1(counts("en", odd=False)) >= 0.99
    assert f1(sum((counts(x, odd=False) for x in LANGUAGES if x != "en"), Counter())) >= 0.98


def test_marker_behind_a_full_stop_ends_a_sentence_whatever_the_word_before_it() -> None:
    text = "He met the Gen. Ruiz stayed."
    assert len(find_sentences(text)) == 1
    assert [span.of(text) for span in find_sentences(text, markers=[15])] == ["He met the Gen.", "Ruiz stayed."]


def test_end_between_apostrophes_is_found() -> None:
    assert len(find_sentences("(a) the ‘lamps’ of the town. The parties’ lamps stay, the ‘rest’ goes.")) == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "В 1812 г. Наполеон вступил в Москву."),
        ("ru", "Постановлением от 27 июня 2013 г. № 20 разъяснено иное."),
        ("ru", "Основан в 862 г. Рюриком и разрушен."),
        ("ru", "— Кто это? — спросил судья."),
        ("ru", "Иванов И. И. История права. М., 1998. С. 45."),
        ("pl", "W 2010 r. Sejm ją zmienił."),
        ("es", "La compró Cementos, S. A. de C. V. del Norte."),
        ("fr", "Roux, prés. ; Petit, rapp., ont signé le 3 juill. 2007 à Metz."),
        ("pt", "O texto de J. C. Moreira saiu na Rev. Port. de História."),
        ("pl", "Art. 5. 1. Minister prowadzi rejestr."),
        ("pl", "Na podstawie art. 385 k.p.c. Sąd Apelacyjny oddalił apelację."),
        ("pl", "W latach 30. XX w. powstało tu osiedle."),
        ("ru", "Приговором районного суда г. Москвы от 8 августа 2013 г. Кузнецов осуждён."),
        ("ru", "МОСКВА, 14 мар. — РИА Новости."),
        ("nl", "De officier, mr. A.B. Vast, eist acht jaar."),
        ("en", "They met at 9 a.m. Eastern time at the U.S. Fifth Fleet."),
    ],
)
def test_what_belongs_together_is_one_sentence(language: str, text: str) -> None:
    assert len(find_sentences(text, language=language)) == 1


def test_year_or_dots_behind_a_verb_end_a_sentence() -> None:
    assert len(find_sentences("Закон приняли в 2010 г. Его отменили в 2012 г. Жалоба отклонена.", language="ru")) == 3
    assert len(find_sentences("Les prix ont grimpé… Personne n’achète plus.", language="fr")) == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Prices fell. | iPhone sales rose by 2 °C. | He voted no. | Rep. Mace left at 5 p.m. | China objected."),
        (
            "en",
            "He is cited in U.S. Const. amend. IV. | Warrants are needed. | See Appendix C. | Nobody asked Tate Jr. | “It’s gone.”",
        ),
        (
            "en",
            "Congress finds this. | (1) It was said by Lumo Inc. | Acme denied it. | 2. The rest is on X. | Musk owns it.",
        ),
        (
            "pl",
            "Mowa o tym w pkt 3 lit. a. | Wniosek złożono po 5 godz. | Ceny rosły r/r. | Naruszono art. 5 k.c. | Lis wygrał.",
        ),
        ("ru", "Музей открыт до 18 ч. | Выходной — среда. | Он устал… | Петров ушёл."),
        ("de", "Das sagte Th. Lenz. | 2022 waren es mehr. | Seine Frau. | Er blieb."),
        ("fr", "Il a dit non. | Pierre l’a appelé « quatorze fois… » | Le témoin se tait."),
        ("nl", "Hij gaf het op. | ’s Avonds kwam Jan."),
    ],
)
def test_ends_are_found_where_an_abbreviation_or_a_lower_case_name_is_beside_them(language: str, text: str) -> None:
    sentences = text.split(" | ")
    text = " ".join(sentences)
    assert [span.of(text) for span in find_sentences(text, language=language)] == sentences


def test_officer_without_a_name_may_end_a_sentence() -> None:
    assert len(find_sentences("He left the Gen. Then he met Gen. Ruiz in the U.S. Senate.")) == 2


@pytest.mark.parametrize("text", ["." * 200_000, "a lamp. " * 20_000, "U.S. " * 10_000, '."' * 50_000])
def test_odd_texts_are_cut_in_linear_time(text: str) -> None:
    start = time.process_time()
    find_sentences(text)
    assert time.process_time() - start < 5


def test_sentences_of_ten_thousand_words_are_all_found() -> None:
    text = "The navy seized 4 tonnes in May. A judge was arrested. " * 1000
    assert len(find_sentences(text)) == 2000
