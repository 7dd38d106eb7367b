"""Languages: told of titles, questions, documents and parts of them, read from files, and checked where a person gives them."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from qa import Corpus
from qa.answering.named import names_asked
from qa.corpus.changes import add_document, replace_document
from qa.corpus.manifest import read_corpus
from qa.corpus.particulars import Particulars
from qa.doctor import diagnose, findings_to_dict
from qa.errors import CorpusError, UsageError
from qa.index.chunking import make_passages
from qa.language.codes import language_code
from qa.language.detection import guess_language
from qa.language.of_document import language_of, language_of_block
from qa.language.of_words import language_of_question
from qa.language.stems import content_words
from qa.parse.formats import parse_bytes
from tests.packages import docx, odt
from tests.test_parse_epub import PACKAGE, book

FOLDER = Path(__file__).parent / "languages"
SPANISH = (
    "El puerto de Lumo tiene noventa faroles y la ciudad vieja otros cuarenta. Según la alcaldía, EE. UU. pagó la obra en 2019. "
    "Nadie sabe quién los enciende cada noche, pero todos los vecinos los cuentan. "
)
ENGLISH = (
    "The harbour of Lumo has ninety lanterns, and the old town has forty more. According to the mayor, the state paid for them. "
    "Nobody knows who lights them every night, but all of the neighbours count them. "
)


def share_right(file: str, tell: object, *, odd: bool) -> float:
    rows = [line.split(" ", 1) for line in (FOLDER / file).read_text(encoding="utf-8").splitlines() if line]
    half = rows[0 if odd else 1 :: 2]
    return sum(tell(text) == code for code, text in half) / len(half)  # type: ignore[operator]


@pytest.mark.parametrize("odd", [True, False])
def test_language_of_a_title_is_told(odd: bool) -> None:
    assert share_right("titles.txt", guess_language, odd=odd) >= 0.85


@pytest.mark.parametrize("odd", [True, False])
def test_language_of_a_question_is_told(odd: bool) -> None:
    assert share_right("questions.txt", language_of_question, odd=odd) >= 0.9


def test_text_without_letters_has_no_language() -> None:
    assert guess_language("7.878 (2023)") is None


def test_plain_english_is_told_by_its_commonest_words_before_a_model_is_loaded() -> None:
    tell = f"from qa.language.detection import guess_language; told = guess_language({ENGLISH * 2!r})"
    code = f"import sys; {tell}; sys.exit(told != 'en' or 'py3langid' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert (
        guess_language(f"{SPANISH}The Times of London, The Globe and Mail, and the Journal of the Port of Lumo.")
        == "es"
    )


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("en", "en"), ("EN_us", "en"), ("spa", "es"), ("ger", "de"), ("Spanish", "es"), ("zh-Hant-TW", "zh"), ("fil", "fil"),
        ("und", None), ("x-none", None), ("Klingon", None), ("", None),
    ],
)  # fmt: skip
def test_code_is_made_of_what_files_say(said: str, code: str | None) -> None:
    assert language_code(said) == code


def html(head: str, text: str = "Uno.") -> bytes:
    return f"<html {head}><body><p>{text}</p></body></html>".encode()


@pytest.mark.parametrize(
    ("name", "data", "language"),
    [
        ("a.html", html('lang="es-EC"'), "es"),
        ("a.html", b"<html><body lang=fr><p>Un.</p></body></html>", "fr"),
        ("a.html", html(""), None),
        ("a.xml", b'<article xml:lang="pt"><body><p>Um.</p></body></article>', "pt"),
        ("a.md", b"---\ntitle: Uno\nlang: es\n---\n\nUno.\n", "es"),
        ("a.md", b"lang: es\n", None),
        ("a.txt", b"lang: es\n", None),
        ("a.epub", book(**{"O/p.opf": PACKAGE.replace("<dc:title", "<dc:language>sr</dc:language><dc:title")}), "sr"),
        ("a.docx", docx('<w:p><w:r><w:rPr><w:lang w:val="it-IT"/></w:rPr><w:t>Uno.</w:t></w:r></w:p>'), "it"),
        ("a.docx", docx("<w:p><w:r><w:t>Uno.</w:t></w:r></w:p>"), None),
        (
            "a.odt",
            odt(
                "<text:p>Een.</text:p>",
                styles='<style:default-style style:family="paragraph"><style:text-properties fo:language="nl"/>'
                "</style:default-style>",
            ),
            "nl",
        ),
    ],
)
def test_language_is_read_from_the_file(name: str, data: bytes, language: str | None) -> None:
    assert parse_bytes(data, name, "a").language == language


def test_text_tells_where_the_file_does_not_or_is_clearly_wrong() -> None:
    silent = parse_bytes((SPANISH * 3).encode(), "a.txt", "a")
    assert language_of(silent) == "es"
    assert language_of(replace(silent, language="en")) == "es"
    assert language_of(replace(silent, language="es-EC")) == "es-EC"
    short = parse_bytes(b"Uno.", "a.txt", "a")
    assert language_of(replace(short, language="pt")) == "pt"


def test_part_in_another_language_keeps_its_sentences() -> None:
    report = parse_bytes(f"{ENGLISH}\n\n{SPANISH}\n\n{ENGLISH}".encode(), "a.txt", "a")
    sentences = [span.of(report.text) for passage in make_passages(report, "en") for span in passage.sentences]
    assert "Según la alcaldía, EE. UU. pagó la obra en 2019." in sentences
    assert language_of_block(SPANISH, "en") == "es" and language_of_block("Los Lobos", "en") == "en"


@pytest.mark.parametrize("code", ["Klingon", "qq", "english", "e1", "en_US"])
def test_language_that_is_none_is_refused_with_a_remedy(scratch: Corpus, tmp_path: Path, code: str) -> None:
    (tmp_path / "new.txt").write_text(SPANISH, encoding="utf-8")
    with pytest.raises(UsageError, match=r"not a language code; (use two or three letters|did you mean en\?)"):
        scratch.add(tmp_path / "new.txt", language=code)
    (scratch.folder / "corpus.toml").write_text(
        f'[[document]]\nfile = "balkan-groups-in-ecuador.txt"\nlanguage = "{code}"\n', encoding="utf-8"
    )
    with pytest.raises(CorpusError, match=r"document 1 .*not a language code"):
        read_corpus(scratch.folder)


def test_language_is_stored_when_a_document_is_added_and_told_when_it_lies_in_the_folder(scratch: Corpus) -> None:
    added = scratch.add("lumo.txt", data=SPANISH.encode())
    assert added.language == "es" and 'language = "es"' in (scratch.folder / "corpus.toml").read_text(encoding="utf-8")
    assert scratch.examine("otro.txt", data=SPANISH.encode()).language == "es"
    (scratch.folder / "faroles.txt").write_text(f"{SPANISH}\n\nNadie los cuenta.", encoding="utf-8")
    scratch.build()
    told = {info.doc_id: info.language for info in scratch.documents()}
    assert told == {"balkan-groups-in-ecuador": "en", "lumo": "es", "faroles": "es"}


ENGLISH = "A made-up report. The mayor of Lumo counted the boats twice, and then all lamps of the harbour went out."


@pytest.mark.parametrize(
    ("language", "kept"), [(None, "es"), ("pt", "pt"), ("en", "es")], ids=["told", "by hand", "as told"]
)
def test_new_version_tells_its_language_unless_a_person_said_it(tmp_path: Path, language: str, kept: str) -> None:
    folder = tmp_path / "corpus"
    add_document(folder, "lumo.txt", ENGLISH.encode(), Particulars(language=language))
    assert replace_document(folder, "lumo", "new.txt", SPANISH.encode(), Particulars()).language == kept
    assert replace_document(folder, "lumo", "new.txt", SPANISH.encode(), Particulars(language="fr")).language == "fr"
    assert replace_document(folder, "lumo", "new.txt", ENGLISH.encode(), Particulars()).language == "fr"


def test_language_that_nothing_says_is_told_at_each_build(tmp_path: Path) -> None:
    (tmp_path / "lumo.txt").write_text(ENGLISH, encoding="utf-8")
    assert replace_document(tmp_path, "lumo", "new.txt", SPANISH.encode(), Particulars()).language is None


def test_every_list_of_documents_has_their_languages(corpus: Corpus) -> None:
    assert findings_to_dict(diagnose(corpus))["documents"] == "balkan-groups-in-ecuador (English)"


def test_question_in_another_language_is_told_so(corpus: Corpus) -> None:
    answer = corpus.ask("¿Cuántos faroles tiene el puerto de Lumo?")
    assert answer.reason is not None
    assert answer.reason.startswith("Your question is in Spanish, this report is in English. Ask in English, or set")


def test_stop_words_of_the_questions_language_are_not_missing() -> None:
    question = "¿En qué año dio Lumo el seminario El coraje del puerto?"
    assert names_asked(question) == ["Lumo"]
    assert content_words(question, language_of_question(question)) == [
        "año",
        "dio",
        "lumo",
        "seminario",
        "coraje",
        "puerto",
    ]


def test_a_foreign_abstract_does_not_tell_the_language_against_the_file() -> None:
    portuguese = (
        "O porto de Lumo tem noventa faróis e a cidade velha outros quarenta, segundo a câmara que não os conta. " * 30
    )
    said = f"<p>{portuguese}</p>{''.join(f'<p>{ENGLISH * 4}</p>' for _ in range(12))}"
    page = f"<html lang='en'><body><h1>Lumo</h1>{said}</body></html>"
    assert language_of(parse_bytes(page.encode(), "lumo.html", "lumo")) == "en"
