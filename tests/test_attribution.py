"""Whose words a sentence is. The sentences are made up."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.citation.attribution import Attribution, attribute
from qa.export.voices import describe_voice, lost_marks
from qa.language.en.speakers import make_speaker
from qa.language.quotation_marks import quotations
from qa.parse.builder import DocumentBuilder
from qa.types.answer import Citation, Voice
from qa.types.document import Block, BlockKind, Document, Span

SENTENCES = Path(__file__).parent / "attributions" / "sentences.jsonl"

GOLDEN = [
    # sentence, voice, speaker
    ("The city is the epicentre of violence.", "own", ()),
    ("It is thought that much of the violence is related to competition.", "own", ()),
    ("The drug is said to be cheap.", "own", ()),
    ("That said, the attention should be used.", "own", ()),
    ("This report argues that prices will fall.", "own", ()),
    ("We argue that prices will fall.", "own", ()),
    ("Costs rose according to plan.", "own", ()),
    ("The attorney general announced the launch of an operation.", "own", ()),
    ("The state designated 22 groups as ‘narco-terrorists’ and declared war.", "own", ()),
    ("The book, entitled “The long road to the sea and back”, sold well.", "own", ()),
    ("The region’s fishermen don’t fear the sea.", "own", ()),
    ("Police found drugs in the port.", "own", ()),
    ("As Ana Ruiz, head of the office, noted:", "own", ()),
    ("According to the World Bank, incomes fell by 4 per cent.", "reported", ("World Bank",)),
    ("Incomes fell, according to local police.", "reported", ("local police",)),
    ("The minister said that prices would fall.", "reported", ("the minister",)),
    ("Maria Lopez, head of the office, said prices would fall.", "reported", ("Maria Lopez", "head of the office")),
    ("In 2021 the United Nations estimated that 40 people died.", "reported", ("United Nations",)),
    ("As Ana Ruiz noted, the market is small.", "reported", ("Ana Ruiz",)),
    ("The market is small, officials said.", "reported", ("officials",)),
    ("He warned that the port was unsafe.", "reported", ()),
    ("“Prices will fall soon,” said Maria Lopez, a trader.", "quoted", ("Maria Lopez", "trader")),
    ("\"I was there,\" John Smith told the court.", "quoted", ("John Smith",)),
    ("“Prices will fall,” she said.", "quoted", ()),
    ("“We saw the ship and we knew at once what it carried.”", "quoted", ()),
    ("Ana Ruiz described it as “a complete disaster”.", "quoted", ("Ana Ruiz",)),
]  # fmt: skip


def one_block(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Document:
    return Document("d", "t", text, (Block(kind, Span(0, len(text))),), (), (), ())


@pytest.mark.parametrize(("sentence", "voice", "speaker"), GOLDEN, ids=lambda value: str(value)[:40])
def test_voice_of_a_sentence(sentence: str, voice: str, speaker: tuple[str, ...]) -> None:
    assert attribute(one_block(sentence), Span(0, len(sentence)), cited=False) == Attribution(Voice(voice), *speaker)


def test_footnote_makes_an_own_statement_cited_and_leaves_a_quoted_one_quoted() -> None:
    own, quoted = "The city is small.", "“The city is small enough for me,” said Ana Ruiz."
    assert attribute(one_block(own), Span(0, len(own)), cited=True) == Attribution(Voice.CITED)
    assert attribute(one_block(quoted), Span(0, len(quoted)), cited=True) == Attribution(Voice.QUOTED, "Ana Ruiz")


def test_quotation_over_several_sentences_has_one_speaker() -> None:
    text = "It rained. “The sea was high. We stayed at home all day,” said Ana Ruiz. Nobody came."
    document = one_block(text)
    spans = [Span(11, 29), Span(30, 72), Span(73, len(text)), Span(0, 10)]
    assert spans[0].of(text).startswith("“The sea") and spans[1].of(text).startswith("We stayed")
    voices = [attribute(document, span, cited=False) for span in spans]
    said, own = Attribution(Voice.QUOTED, "Ana Ruiz"), Attribution(Voice.OWN)
    assert voices == [said, said, own, own]


@pytest.mark.parametrize(
    ("before", "quotation", "speaker"),
    [
        ("As the trader, Ana Ruiz, noted:", "The sea was high.", ("Ana Ruiz", "trader")),
        ("The sea is wide.", "The sea was high. — Ana Ruiz, trader", ("Ana Ruiz", "trader")),
        ("The sea is wide.", "The sea was high.", ()),
    ],
)
def test_block_quotation_is_quoted_and_its_speaker_found_beside_it(
    before: str, quotation: str, speaker: tuple[str, ...]
) -> None:
    builder = DocumentBuilder()
    for text, kind in ((before, BlockKind.PARAGRAPH), (quotation, BlockKind.QUOTATION)):
        builder.begin_block()
        builder.add(text)
        builder.end_block(kind)
    document = builder.document("d")
    assert attribute(document, document.blocks[1].span, cited=True) == Attribution(Voice.QUOTED, *speaker)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “yes” and “no”.", ["“yes”", "“no”"]),
        ("Er sagte „ja“ und ging.", ["„ja“"]),
        ("Il a dit « oui » hier.", ["« oui »"]),
        ("the dogs’ owner’s ‘big day’ came", ["‘big day’"]),
        ("“He called it ‘fine’,” she said.", ["“He called it ‘fine’,”"]),
        ('A 5" nail and a "long one" here', ['"long one"']),
        ("an unclosed “mark is stray", []),
        ('an unclosed “mark is stray, "this one" is not', ['"this one"']),
        ("‘Tis the season", []),
        ("“A paragraph that goes on", ["“A paragraph that goes on"]),
    ],
)
def test_quotations_of_many_styles(text: str, quoted: list[str]) -> None:
    assert [span.of(text) for span in quotations(text)] == quoted


@given(st.text(alphabet='ab .“”‘’"«»„:,A\n', max_size=200))
def test_any_text_has_a_voice_and_disjoint_quotations(text: str) -> None:
    spans = quotations(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    if text:
        assert attribute(one_block(text), Span(0, len(text)), cited=False).voice in ("own", "quoted", "reported")


@pytest.mark.parametrize("half", [0, 1], ids=["looked at", "kept aside"])
def test_sentences_of_news_and_policy_reports_have_their_voices_and_speakers(half: int) -> None:
    """Of 30 each: the rules were made by the one half alone."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines][half::2]
    found = [attribute_row(row) for row in rows]
    assert sum(said.voice == row["voice"] for said, row in zip(found, rows, strict=True)) >= 29
    assert sum(said.speaker == row["speaker"] for said, row in zip(found, rows, strict=True)) >= 29


def attribute_row(row: dict[str, Any]) -> Attribution:
    """The attribution of a sentence within its made-up paragraphs."""
    builder = DocumentBuilder()
    for kind, text in row["blocks"]:
        builder.begin_block()
        builder.add(text)
        builder.end_block(BlockKind(kind))
    document = builder.document("d")
    start = document.text.index(row["sentence"])
    return attribute(document, Span(start, start + len(row["sentence"])), cited=False)


@pytest.mark.parametrize(
    ("phrase", "aside", "name", "role"),
    [
        ("the Central Bank of Lumo", None, "Central Bank of Lumo", None),
        ("Interior Minister Ana Ruiz", None, "Ana Ruiz", "Interior Minister"),
        ("President Ruiz", None, "Ruiz", "President"),
        ("General Motors", None, "General Motors", None),
        ("The commissioner", "Ana Ruiz", "Ana Ruiz", "commissioner"),
        ("Ana Ruiz", "a trader", "Ana Ruiz", "trader"),
        ("Ana Ruiz", "who was there", "Ana Ruiz", None),
        ("A compliance officer", None, "a compliance officer", None),
        ("Police in Lumo", None, "police in Lumo", None),
        ("Lumo’s navy", None, "Lumo’s navy", None),
    ],
)
def test_name_comes_without_article_and_office(phrase: str, aside: str | None, name: str, role: str | None) -> None:
    speaker = make_speaker(phrase, aside)
    assert (speaker.name, speaker.role) == (name, role)


@pytest.mark.parametrize(
    ("quote", "marks"),
    [
        ("We stayed at home.", ("“", "”")),
        ("“The sea was high.", ("", "”")),
        ("We stayed at home,” said Ana Ruiz.", ("“", "")),
        ("He called it “a mess”.", ("", "")),
        ('We stayed at home," said Ana Ruiz.', ("“", "")),
    ],
)
def test_quote_from_within_somebodys_words_gets_the_marks_that_its_neighbours_have(
    quote: str, marks: tuple[str, str]
) -> None:
    citation = Citation("d", "p", Span(0, len(quote)), quote, voice=Voice.QUOTED)
    assert lost_marks(citation) == marks
    assert lost_marks(replace(citation, voice=Voice.REPORTED)) == ("", "")


@pytest.mark.parametrize(
    ("voice", "speaker", "role", "words"),
    [
        (Voice.QUOTED, "Ana Ruiz", "trader", "Quoted: Ana Ruiz, trader"),
        (Voice.REPORTED, "Europol", None, "Reported speech: Europol"),
        (Voice.QUOTED, "a clerk", None, "Quoted: a clerk, whom the document does not name"),
        (Voice.QUOTED, None, None, "Quoted: the document does not name the speaker here"),
        (Voice.CITED, None, None, None),
    ],
)
def test_quote_says_whose_words_it_is(voice: Voice, speaker: str | None, role: str | None, words: str | None) -> None:
    citation = Citation("d", "p", Span(0, 1), "q", voice=voice, speaker=speaker, speaker_role=role)
    assert describe_voice(citation) == words


def test_in_another_language_marks_tell_a_quotation_and_nobody_is_named() -> None:
    said = "El periódico, según la alcaldesa, publicó “los faroles de Lumo se apagan a medianoche cada día” en mayo."
    found = attribute(one_block(said), Span(0, len(said)), cited=False)
    assert (found.voice, found.speaker) == (Voice.QUOTED, None)
