"""Answers as files for Word, the browser, Markdown and JSON, read back by what did not write them; hostile texts are made up."""

import html
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from lxml.html import document_fromstring
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from qa import Answer, Corpus
from qa.cli import main
from qa.cli.tables import sources_to_text
from qa.corpus.conversation_places import InFolder
from qa.corpus.conversations import Asked, Conversations
from qa.export.answer_files import export_answers
from qa.export.answer_page import paragraphs_to_page
from qa.export.answer_paper import answers_to_paragraphs
from qa.export.answers import answer_to_markdown, escape_markdown, name_maker, name_source
from qa.export.citing import Citing
from qa.export.csl import Item
from qa.export.house_styles import HouseStyle, cite_work, list_entry
from qa.export.phrases import Phrase, phrases_to_html, plain_words
from qa.export.quotes import PickedQuote, pick_quotes, quotes_of, quotes_to_phrases
from qa.export.word_file import write_word_file
from qa.markup import el
from qa.parse.docx import parse_docx
from qa.types.answer import Claim, Status
from qa.ui.evidence import chain_html
from qa.ui.session import make_shelf
from qa.wording.say import speaking
from tests.conftest import REPORT

FROZEN, HOSTAGES = "How much in company assets was frozen?", "How many prison staff were held hostage?"
HOSTILE = (
    "=cmd|' /C calc'!A0 ]]></w:t></w:r><w:p> &xxe; <script>alert(1)</script> [x](javascript:alert(1)) "
    '![x](http://example.invalid/x.png) [^1] https://example.invalid/"onmouseover=x javascript:alert(2) \x00\x08\ud800 \u202e'
)
NEWS: Item = {
    "id": "r#1",
    "type": "article-newspaper",
    "title": "A harbour & its <b>cranes</b>",
    "author": [{"family": "Ruiz", "given": "Ana"}],
    "container-title": "The Made-up Times",
    "issued": {"date-parts": [[2024, 1, 10]]},
    "URL": "https://example.invalid/cranes",
    "note": "not to be printed",
}


def run(corpus: Corpus, *arguments: str) -> int:
    return main([*arguments, "--corpus", str(corpus.folder), "--index", str(corpus.index_folder)])


@pytest.fixture(scope="module")
def hostile(corpus: Corpus) -> Answer:
    """An answer of which all that a document, a note or a person says is an attack."""
    answer = corpus.ask(FROZEN)
    citation = answer.claims[0].citations[0]
    citation = replace(citation, quote=HOSTILE, title=HOSTILE, page=HOSTILE, speaker=HOSTILE)
    sources = tuple(replace(s, reference=HOSTILE, url="javascript:alert(3)", publisher=HOSTILE) for s in answer.sources)
    claim = replace(answer.claims[0], text=HOSTILE, citations=(citation,))
    return replace(answer, question=HOSTILE, short_answer=HOSTILE, claims=(claim,), sources=sources)


@pytest.mark.parametrize("style", [None, "chicago"])
def test_word_file_has_real_footnotes_and_no_markup_of_a_document(
    corpus: Corpus, hostile: Answer, style: str | None
) -> None:
    answers = [corpus.ask(FROZEN), hostile]
    data = export_answers(answers, "docx", corpus.documents(), style)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
    assert not parts["word/document.xml"].xpath("//*[local-name()='instrText' or local-name()='hyperlink']")
    assert not [r for r in parts["word/_rels/document.xml.rels"] if r.get("TargetMode")]
    read = parse_docx(data, "answers.docx", "answers")
    notes = [note.span.of(read.text) for note in read.footnotes]
    assert len(notes) == len(read.markers) == 2 and not read.problems
    assert "Europol, Properties worth EUR 48 million" in notes[0] and "riskbulletins.globalinitiative.net" in notes[0]
    assert "<script>alert(1)</script>" in read.text and "\u202e" not in read.text
    assert data == export_answers(answers, "docx", corpus.documents(), style)


def test_page_runs_no_script_and_fetches_nothing(corpus: Corpus, hostile: Answer) -> None:
    page = export_answers([corpus.ask(FROZEN), hostile], "html", corpus.documents()).decode()
    tree = document_fromstring(page)
    assert not tree.xpath("//script | //img | //link | //iframe | //@src | //@onmouseover")
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv]/@content")[0]
    targets = tree.xpath("//a/@href")
    assert all(re.match(r"#(note|to)-\d+$|https?://[\w./:-]+$", target) for target in targets), targets
    inside = {target for target in targets if target.startswith("#")}
    assert inside == {f"#{name}" for name in tree.xpath("//@id")} and len(inside) == 4


def test_markdown_has_titles_and_addresses_and_no_link_of_a_document_but_to_the_web(
    corpus: Corpus, hostile: Answer
) -> None:
    text = export_answers([corpus.ask(FROZEN), hostile], "md", corpus.documents(), "apa").decode()
    rendered = MarkdownIt().use(footnote_plugin).render(text)
    tree = document_fromstring(rendered)
    assert not tree.xpath("//script | //img | //h1") and len(tree.xpath("//li[contains(@class, 'footnote-item')]")) == 2
    assert all(re.match(r"#fn|https?://", target) for target in tree.xpath("//a/@href"))
    assert "References" in text and "Balkan criminal groups are taking advantage of instability in Ecuador" in text
    plain = corpus.ask(FROZEN).to_markdown(corpus.documents())
    assert re.search(r"<https://riskbulletins\.globalinitiative\.net/[^ >]+\.html>", plain)


@pytest.mark.parametrize(
    ("style", "cited"),
    [
        ("chicago", "Ana Ruiz, “A Harbour & Its <b>cranes</b>”, The Made-up Times, January 10, 2024, 4, https://example.invalid/cranes."),
        ("apa", "(Ruiz, 2024, p. 4)."),
        ("oscola", "A Ruiz, ‘A Harbour & Its <b>cranes</b>’ The Made-up Times (10 January 2024) 4 <https://example.invalid/cranes>."),
    ],
)  # fmt: skip
def test_work_is_cited_as_the_house_asks(style: str, cited: str) -> None:
    words = cite_work(NEWS, HouseStyle(style), "4")
    assert plain_words(words) == cited
    assert [p.text for p in words if p.italic] == ([] if style == "apa" else ["The Made-up Times"])


def test_publisher_stands_for_an_author_and_a_title_is_never_said_twice() -> None:
    report: Item = {"id": "r", "type": "report", "title": "A Made-up Report", "publisher": "The Institute"}
    bare: Item = {"id": "b", "type": "document", "title": "Minutes"}
    for style in HouseStyle:
        cited = plain_words(cite_work(report, style, "4"))
        assert cited.count("A Made-up Report") <= 1 and "The Institute" in cited
        assert plain_words(cite_work(bare, style, "4")) == "Minutes, p. 4."
    entry = (Phrase("The Institute. (n.d.). "), Phrase("A Made-up Report", italic=True), Phrase("."))
    assert list_entry(report, HouseStyle.APA) == entry


def test_titles_are_in_italics_in_every_kind_of_file_and_a_work_cannot_begin_them(corpus: Corpus) -> None:
    answer = corpus.ask(FROZEN)
    hostile: Item = {"id": "r", "type": "book", "title": "A\ue001</i> <i>*x*\ue000B", "publisher": "P"}
    how = Citing({REPORT: hostile}, HouseStyle.CHICAGO)
    paragraphs = answers_to_paragraphs([answer], "Made up", how)
    title = "A</i> <i>*x*B"
    quote = PickedQuote(answer, quotes_of(answer)[0])
    assert el("em", title) in phrases_to_html(quotes_to_phrases([quote], how))
    assert el("em", title) in paragraphs_to_page("Made up", paragraphs)
    with zipfile.ZipFile(io.BytesIO(write_word_file("Made up", paragraphs))) as word:
        notes = etree.fromstring(word.read("word/footnotes.xml"))
    slanted = [run for run in notes.iter("{*}r") if run.find("{*}rPr/{*}i") is not None]
    assert ["".join(run.itertext()) for run in slanted] == [title]
    page = document_fromstring(MarkdownIt().use(footnote_plugin).render(answer_to_markdown(answer, how.place)))
    assert title in page.xpath("//li[contains(@class, 'footnote-item')]//em/text()")


def test_saved_answers_and_a_kept_conversation_are_checked(
    corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = [corpus.ask(FROZEN), corpus.ask(HOSTAGES)]
    (tmp_path / "one.json").write_bytes(export_answers(answers[:1], "json"))
    (tmp_path / "two.json").write_bytes(corpus.export_answers(answers, "json"))
    kept = Conversations(InFolder(tmp_path / "work" / "conversations"))
    turn = kept.put(Asked(FROZEN), None, "now")
    kept.keep_answer(turn, answers[0].to_dict(), "now")
    kept.put(Asked(HOSTAGES), turn, "now")
    conversation = next(tmp_path.glob("work/conversations/*.json"))
    for file, count in ((tmp_path / "one.json", 1), (tmp_path / "two.json", 2), (conversation, 1)):
        capsys.readouterr()
        assert run(corpus, "check", str(file)) == 0
        assert capsys.readouterr().out.count("── How m") == count
    (tmp_path / "two.json").write_text(json.dumps({"answers": [{"question": "x"}]}))
    assert run(corpus, "check", str(tmp_path / "two.json")) == 2 and "not a saved answer" in capsys.readouterr().err


def test_ask_writes_the_file_that_the_ending_says(
    corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answer.docx"
    assert run(corpus, "ask", FROZEN, "--to", str(file), "--style", "oscola") == 0 and not capsys.readouterr().out
    assert "‘Balkan Criminal Groups" in parse_docx(file.read_bytes(), file.name, "answer").text
    assert run(corpus, "ask", FROZEN, "--to", str(tmp_path / "answer.odt")) == 2
    assert ".docx, .html, .md, .json" in capsys.readouterr().err and len(list(tmp_path.iterdir())) == 1


def test_a_work_has_one_name_on_screen_in_files_and_in_the_shell(corpus: Corpus) -> None:
    shelf = make_shelf(corpus)
    works = {source.source_id: source for source in corpus.sources()}
    listed = " ".join(sources_to_text(list(works.values()), {}, 10_000).split())
    assert len(works) > 5
    for source in works.values():
        assert name_maker(source) in listed
    for citation in (s.citation for s in corpus.ledger().statements if s.citation.footnotes):
        shown = html.unescape(re.sub(r"<[^>]+>", "", chain_html(citation, shelf)))
        claim = Claim(citation.quote, (citation,))
        saved = Answer("Which?", Status.ANSWERED, None, None, (claim,), tuple(works.values()), ()).to_markdown()
        for name in [name_source(works[link.source]) for link in citation.footnotes if link.source in works]:
            assert name in shown and escape_markdown(name) in saved


def test_chosen_quotes_are_all_that_a_collection_has_and_it_is_checked(corpus: Corpus) -> None:
    answers = [corpus.ask("Which claims rest on interviews?"), corpus.ask(FROZEN), corpus.ask("Who rules France?")]
    chosen = [quotes_of(answers[0])[1], quotes_of(answers[2])[0]]
    kept = pick_quotes(answers, chosen)
    assert [c for answer in kept for c in quotes_of(answer)] == chosen and len(quotes_of(answers[0])) > 2
    assert kept[0].short_answer is None and pick_quotes(answers, quotes_of(answers[1])) == [answers[1]]
    for answer in kept:
        assert corpus.check(json.loads(export_answers([answer], "json"))).outcome == "holds"


def test_files_speak_the_language_of_the_page_and_data_does_not(corpus: Corpus) -> None:
    answers = [corpus.ask(FROZEN), corpus.ask("Who is king?")]
    english = corpus.export_answers(answers, "json")
    with speaking("es"):
        page = corpus.export_answers(answers, "html", style="apa").decode()
        text = corpus.export_answers(answers, "md").decode()
        assert corpus.export_answers(answers, "json") == english
    assert '<html lang="es">' in page and "Nota al pie 6 allí: Europol" in page and "Los pasajes más cercanos:" in page
    assert "<h2>Notas</h2>" in page and ">Referencias</h2>" in page
    assert "→ nota al pie 6 → Europol, 16 de febrero de 2024" in text
    for words in ("footnote", "Footnote", "No answer", "reference only", "References", "does not answer"):
        assert words not in page.split("<body>")[1] and words not in text, words
