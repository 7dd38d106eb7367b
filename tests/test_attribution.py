"""Whose words a sentence is. The sentences are made up."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.citation.attribution import attribute
from qa.language.quotation_marks import quotations
from qa.parse.builder import DocumentBuilder
from qa.types.document import Block, BlockKind, Document, Span

GOLDEN = [
    # sentence, voice, speaker
    ("The city is the epicentre of violence.", "own", None),
    ("It is thought that much of the violence is related to competition.", "own", None),
    ("The drug is said to be cheap.", "own", None),
    ("That said, the attention should be used.", "own", None),
    ("This report argues that prices will fall.", "own", None),
    ("We argue that prices will fall.", "own", None),
    ("Costs rose according to plan.", "own", None),
    ("The attorney general announced the launch of an operation.", "own", None),
    ("The state designated 22 groups as ‘narco-terrorists’ and declared war.", "own", None),
    ("The book, entitled “The long road to the sea and back”, sold well.", "own", None),
    ("The region’s fishermen don’t fear the sea.", "own", None),
    ("Police found drugs in the port.", "own", None),
    ("As Ana Ruiz, head of the office, noted:", "own", None),
    ("According to the World Bank, incomes fell by 4 per cent.", "reported", "the World Bank"),
    ("Incomes fell, according to local police.", "reported", "local police"),
    ("The minister said that prices would fall.", "reported", "The minister"),
    ("Maria Lopez, head of the office, said prices would fall.", "reported", "Maria Lopez"),
    ("In 2021 the United Nations estimated that 40 people died.", "reported", "the United Nations"),
    ("As Ana Ruiz noted, the market is small.", "reported", "Ana Ruiz"),
    ("The market is small, officials said.", "reported", "officials"),
    ("He warned that the port was unsafe.", "reported", None),
    ("“Prices will fall soon,” said Maria Lopez, a trader.", "quoted", "Maria Lopez"),
    ("\"I was there,\" John Smith told the court.", "quoted", "John Smith"),
    ("“Prices will fall,” she said.", "quoted", None),
    ("“We saw the ship and we knew at once what it carried.”", "quoted", None),
    ("Ana Ruiz described it as “a complete disaster”.", "quoted", "Ana Ruiz"),
]  # fmt: skip


def one_block(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Document:
    return Document("d", "t", text, (Block(kind, Span(0, len(text))),), (), (), ())


@pytest.mark.parametrize(("sentence", "voice", "speaker"), GOLDEN, ids=lambda value: str(value)[:40])
def test_voice_of_a_sentence(sentence: str, voice: str, speaker: str | None) -> None:
    assert attribute(one_block(sentence), Span(0, len(sentence)), cited=False) == (voice, speaker)


def test_footnote_makes_an_own_statement_cited_and_leaves_a_quoted_one_quoted() -> None:
    own, quoted = "The city is small.", "“The city is small enough for me,” said Ana Ruiz."
    assert attribute(one_block(own), Span(0, len(own)), cited=True) == ("cited", None)
    assert attribute(one_block(quoted), Span(0, len(quoted)), cited=True) == ("quoted", "Ana Ruiz")


def test_quotation_over_several_sentences_has_one_speaker() -> None:
    text = "It rained. “The sea was high. We stayed at home all day,” said Ana Ruiz. Nobody came."
    document = one_block(text)
    spans = [Span(11, 29), Span(30, 72), Span(73, len(text)), Span(0, 10)]
    assert spans[0].of(text).startswith("“The sea") and spans[1].of(text).startswith("We stayed")
    voices = [attribute(document, span, cited=False) for span in spans]
    assert voices == [("quoted", "Ana Ruiz"), ("quoted", "Ana Ruiz"), ("own", None), ("own", None)]


@pytest.mark.parametrize(
    ("before", "quotation", "speaker"),
    [
        ("As the trader, Ana Ruiz, noted:", "The sea was high.", "Ana Ruiz"),
        ("The sea is wide.", "The sea was high. — Ana Ruiz, trader", "Ana Ruiz, trader"),
        ("The sea is wide.", "The sea was high.", None),
    ],
)
def test_block_quotation_is_quoted_and_its_speaker_found_beside_it(
    before: str, quotation: str, speaker: str | None
) -> None:
    builder = DocumentBuilder()
    for text, kind in ((before, BlockKind.PARAGRAPH), (quotation, BlockKind.QUOTATION)):
        builder.begin_block()
        builder.add(text)
        builder.end_block(kind)
    document = builder.document("d")
    assert attribute(document, document.blocks[1].span, cited=True) == ("quoted", speaker)


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
        assert attribute(one_block(text), Span(0, len(text)), cited=False)[0] in ("own", "quoted", "reported")
