"""The text before a quote that leans on it. All paragraphs but the report's are made up."""

from dataclasses import replace
from time import process_time

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import Corpus
from qa.citation.cite import cite
from qa.citation.context import find_context
from qa.citation.definite_reference import names_again, related
from qa.citation.verify import verify_answer, verify_context
from qa.export.answers import answer_to_markdown, answer_to_text
from qa.language.boundaries import find_sentences
from qa.language.en.anaphora import is_consequence, leans
from qa.parse.builder import DocumentBuilder
from qa.types.answer import Answer, Citation, Claim, Context, Status, Verdict
from qa.types.document import BlockKind, Document, Span
from qa.types.json_form import json_of
from qa.types.passage import Passage, Quote
from qa.ui.evidence import evidence_html
from qa.ui.passage import Shelf
from qa.ui.reply import reply_html
from tests.conftest import REPORT
from tests.test_ask import SCHEMA

RAID = "The police of the town raided a warehouse and found 40 tonnes of fish."
GANG = "A gang from the north took over the harbour in March."
TWO = "The mayor of the town met the owner of a fishery."
GOLDEN = [
    # title, paragraph, sentence, context
    ("demonstrative with noun", f"{RAID} This move was praised.", "This move was praised.", RAID),
    ("demonstrative alone", f"{RAID} This was praised.", "This was praised.", RAID),
    ("these", f"{RAID} These were sold.", "These were sold.", RAID),
    ("that with a verb", f"{RAID} That is why prices fell.", "That is why prices fell.", RAID),
    ("such", f"{RAID} Such finds are rare.", "Such finds are rare.", RAID),
    ("personal pronoun", f"{TWO} He asked for help.", "He asked for help.", TWO),
    ("plural pronoun", f"{GANG} They demand a fee for each boat.", "They demand a fee for each boat.", GANG),
    ("it that means a thing", f"{GANG} It demands a fee.", "It demands a fee.", GANG),
    ("possessive", f"{GANG} Its leaders live abroad.", "Its leaders live abroad.", GANG),
    ("both", f"{TWO} Both were arrested.", "Both were arrested.", TWO),
    ("the latter", f"{TWO} The latter was arrested.", "The latter was arrested.", TWO),
    ("the other", f"{TWO} The other fled.", "The other fled.", TWO),
    ("others", f"{GANG} Others followed.", "Others followed.", GANG),
    ("however", f"{RAID} However, nobody was arrested.", "However, nobody was arrested.", RAID),
    ("for example", f"{GANG} For example, boats now pay.", "For example, boats now pay.", GANG),
    ("as a result", f"{GANG} As a result, boats now pay.", "As a result, boats now pay.", GANG),
    ("as a result at the end", f"{RAID} Two men were jailed as a result.", "Two men were jailed as a result.", RAID),
    ("but", f"{RAID} But nobody was arrested.", "But nobody was arrested.", RAID),
    ("aside", f"{RAID} The owner, however, was free.", "The owner, however, was free.", RAID),
    ("that said", f"{RAID} That said, prices rose.", "That said, prices rose.", RAID),
    ("after an adverbial", f"{TWO} In 2020, he left.", "In 2020, he left.", TWO),
    ("preposition and demonstrative", f"{RAID} Despite this, prices rose.", "Despite this, prices rose.", RAID),
    ("demonstrative further on", f"{RAID} The town lives by this trade.", "The town lives by this trade.", RAID),
    ("some of their", f"{GANG} Many of its boats are stolen.", "Many of its boats are stolen.", GANG),
    ("of this", f"{RAID} The cost of this was high.", "The cost of this was high.", RAID),
    ("so does", f"{GANG} So did a family of the south.", "So did a family of the south.", GANG),
    ("noun again", f"{GANG} The gang demands a fee.", "The gang demands a fee.", GANG),
    ("noun of the verb", "A bomb exploded by the bank. The explosion hurt six.", "The explosion hurt six.",
     "A bomb exploded by the bank."),
    ("noun of the verb, completed", "The mine exploded by the bank. The explosion of dust hurt six.",
     "The explosion of dust hurt six.", "The mine exploded by the bank."),
    ("noun of an irregular verb", "They stole the bell of the church. The theft was noticed late.",
     "The theft was noticed late.", "They stole the bell of the church."),
    ("noun like the verb", "Pirates attacked the ferry. The attack failed.", "The attack failed.",
     "Pirates attacked the ferry."),
    ("event that was just told", f"{RAID} The operation was praised.", "The operation was praised.", RAID),
    ("generic noun for a name", "The fish of Port Ann is sold by night. The town lives by it.", "The town lives by it.",
     "The fish of Port Ann is sold by night."),
    ("noun of a name", "The Treaty of the Isles ended the war with the north. The treaty was signed in May.",
     "The treaty was signed in May.", "The Treaty of the Isles ended the war with the north."),
    ("participle and pronoun", f"{TWO} Smiling, he left.", "Smiling, he left.", TWO),
    ("two sentences", f"{RAID} This move was praised. It cost the town a million.", "It cost the town a million.",
     f"{RAID} This move was praised."),
    ("never three", f"{RAID} This was praised. It was dear. But it was legal.", "But it was legal.",
     "This was praised. It was dear."),
    ("over the paragraph's edge", f"{GANG}\n\nThis trade is old.", "This trade is old.", GANG),
    ("only one over the edge", f"{GANG} It was armed.\n\nThis is new to the town.", "This is new to the town.", "It was armed."),
    # false alarms
    ("first sentence", f"This move was praised. {RAID}", "This move was praised.", None),
    ("nothing to lean", f"{GANG} {RAID}", RAID, None),
    ("it is estimated", f"{RAID} It is estimated that the trade has doubled.",
     "It is estimated that the trade has doubled.", None),
    ("it is still too early", f"{RAID} It is still too early to judge the trade.",
     "It is still too early to judge the trade.", None),
    ("it takes", f"{RAID} It takes two days to reach the port.", "It takes two days to reach the port.", None),
    ("it was held", f"{RAID} It was held in a later case that boats are houses.",
     "It was held in a later case that boats are houses.", None),
    ("there are", f"{RAID} There are two ports.", "There are two ports.", None),
    ("these days", f"{RAID} These days fish is dear.", "These days fish is dear.", None),
    ("this report", f"{RAID} This report covers the years to 2020.", "This report covers the years to 2020.", None),
    ("those who", f"{RAID} Those who fish by night pay more.", "Those who fish by night pay more.", None),
    ("that the", f"{RAID} That the trade is old is well known.", "That the trade is old is well known.", None),
    ("such as", f"{RAID} Fish such as cod are dear.", "Fish such as cod are dear.", None),
    ("both and", f"{RAID} Both the mayor and the priest fish.", "Both the mayor and the priest fish.", None),
    ("as a result of", f"{RAID} As a result of the war, prices rose.", "As a result of the war, prices rose.", None),
    ("in addition to", f"{RAID} In addition to cod, boats bring eel.", "In addition to cod, boats bring eel.", None),
    ("so far", f"{RAID} So far, ten boats have been sold.", "So far, ten boats have been sold.", None),
    ("result of the same sentence", f"{RAID} Prices rose because boats were sold and many left as a result.",
     "Prices rose because boats were sold and many left as a result.", None),
    ("demonstrative of the same sentence", f"{RAID} Boats from the south use nets, and boats like these are dear.",
     "Boats from the south use nets, and boats like these are dear.", None),
    ("noun that is new", f"{RAID} The country’s main port, Port Ann, is old.", "The country’s main port, Port Ann, is old.", None),
    ("noun with a name", "A port is a gate. The port of Guayaquil is the largest of the coast.",
     "The port of Guayaquil is the largest of the coast.", None),
    ("noun that speaks for itself", "The town lives by an engine. The stationary steam engine was sold.",
     "The stationary steam engine was sold.", None),
    ("noun that is completed", "A plague came to the town in May. The plague of 1576 was worse.",
     "The plague of 1576 was worse.", None),
    ("the earlier", "The police know that they fish. The earlier they came, the more they sold.",
     "The earlier they came, the more they sold.", None),
    ("noun that the sentence before completes", "The government of old was strong. The government lost.",
     "The government lost.", "The government of old was strong."),
    ("noun that was no news", "In March the mayor met the priest of the town. The mayor fishes.", "The mayor fishes.", None),
    ("words with one beginning", "The boats of the port were sold. The portion left is small.", "The portion left is small.", None),
    ("other language", "Los peces de la ciudad son caros. He visto a las mujeres del puerto.",
     "He visto a las mujeres del puerto.", None),
    ("German also", "Der Hafen der Stadt ist alt. Also ging er nach Hause.", "Also ging er nach Hause.", None),
]  # fmt: skip


def made(*blocks: tuple[str, BlockKind]) -> Document:
    builder = DocumentBuilder()
    for text, kind in blocks:
        builder.begin_block()
        builder.add(text)
        builder.end_block(kind)
    return builder.document("d")


def paragraphs(text: str) -> Document:
    return made(*((block, BlockKind.PARAGRAPH) for block in text.split("\n\n")))


def span_of(document: Document, sentence: str) -> Span:
    start = document.text.index(sentence)
    return Span(start, start + len(sentence))


def cited(document: Document, sentence: str) -> Citation:
    span = span_of(document, sentence)
    return cite(Quote(Passage("p", "d", span, BlockKind.PARAGRAPH, (span,), (), (), ""), span), document, ())


def leaning() -> tuple[Document, Citation]:
    document = paragraphs(f"{RAID} This move was praised.")
    return document, cited(document, "This move was praised.")


def answer_of(*citations: Citation) -> Answer:
    claims = tuple(Claim(citation.quote, (citation,)) for citation in citations)
    return Answer("What was praised?", Status.ANSWERED, None, None, claims, (), ())


@pytest.mark.parametrize(("title", "text", "sentence", "expected"), GOLDEN, ids=[case[0] for case in GOLDEN])
def test_context_of_a_sentence(title: str, text: str, sentence: str, expected: str | None) -> None:
    document = paragraphs(text)
    context = find_context(document, span_of(document, sentence))
    assert (context.quote if context else None) == expected


@pytest.mark.parametrize("kind", [BlockKind.CAPTION, BlockKind.CREDIT])
def test_picture_does_not_part_a_sentence_from_what_it_leans_on(kind: BlockKind) -> None:
    document = made((RAID, BlockKind.PARAGRAPH), (GANG, kind), ("This is new.", BlockKind.PARAGRAPH))
    context = find_context(document, span_of(document, "This is new."))
    assert context is not None and context.quote == RAID


@pytest.mark.parametrize("kind", [BlockKind.HEADING, BlockKind.TABLE_ROW])
def test_nothing_is_taken_from_what_is_no_paragraph(kind: BlockKind) -> None:
    document = made((RAID, BlockKind.PARAGRAPH), (GANG, kind), ("This is new.", BlockKind.PARAGRAPH))
    assert find_context(document, span_of(document, "This is new.")) is None


def test_nothing_is_taken_from_a_paragraph_that_breaks_off() -> None:
    document = paragraphs("The police of the town raided a\n\nThis is new to the people of the town.")
    assert find_context(document, document.blocks[1].span) is None


def test_quote_that_begins_inside_a_sentence_has_no_context() -> None:
    document = paragraphs(f"{RAID} This move was praised.")
    assert find_context(document, span_of(document, "move was praised.")) is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("As a result, boats now pay.", True),
        ("As a result of the raid, boats now pay.", False),
        ("Therefore boats now pay.", True),
        ("“This is why boats now pay.", True),
        ("This has led to higher fees.", True),
        ("This has long been so.", False),
        ("However, boats now pay.", False),
        ("Thusly named, the boats pay.", False),
    ],
)
def test_consequence_says_so_by_its_first_words(sentence: str, expected: bool) -> None:
    assert is_consequence(sentence) is expected


@pytest.mark.parametrize(
    ("word", "noun", "same"),
    [
        ("exploded", "explosion", True),
        ("decided", "decision", True),
        ("seized", "seizure", True),
        ("arrives", "arrival", True),
        ("moved", "move", True),
        ("fled", "flights", False),
        ("port", "portion", False),
        ("count", "country", False),
    ],
)
def test_noun_is_related_to_its_verb_and_not_to_what_begins_alike(word: str, noun: str, same: bool) -> None:
    assert related(word, noun) is same


@pytest.mark.parametrize("sentence", ["This move was praised.", "The gang demands a fee."])
def test_book_in_one_block_has_context_near_the_quote_only(sentence: str) -> None:
    document = paragraphs(" ".join([RAID] * 2000 + [GANG, sentence]))
    context = find_context(document, span_of(document, sentence))
    assert context is not None and context.quote == GANG
    assert find_context(document, document.blocks[0].span) is None


@pytest.mark.parametrize(
    "words", ["It only ", "The a ", "This ", "It however, ", "In ", "these a ", "One of ", "too ", "Both s "]
)
def test_endless_sentences_are_judged_at_once(words: str) -> None:
    begun = process_time()
    text = words.strip() + " " + words.split(" ", 1)[1] * 20_000 + words * 20_000
    leans(text)
    names_again(text, text)
    assert process_time() - begun < 2


PIECES = st.sampled_from(
    [
        RAID,
        GANG,
        "This move was praised.",
        "It is old.",
        "However, he left.",
        "The gang",
        "“They",
        "\u2029",
        "é 𝄞.",
        "\n",
        "etc. ",
    ]
)


@given(st.lists(st.lists(PIECES, max_size=5).map(" ".join).filter(str.strip), min_size=1, max_size=4))
def test_context_slices_back_and_ends_before_the_quote(texts: list[str]) -> None:
    document = (
        paragraphs("\n\n".join(texts))
        if all("\n" not in t for t in texts)
        else made(*((text, BlockKind.PARAGRAPH) for text in texts))
    )
    for block in document.blocks:
        for sentence in find_sentences(block.span.of(document.text), block.span.start):
            context = find_context(document, sentence)
            if context is not None:
                assert context.span.of(document.text) == context.quote != ""
                assert context.span.end <= sentence.start
                assert not context.span.of(document.text).isspace()


def test_context_is_verified_apart_from_the_quote() -> None:
    document, citation = leaning()
    assert citation.context is not None and verify_context(citation.context, citation, document) is Verdict.QUOTE_FOUND
    assert verify_context(citation.context, citation, None) is Verdict.DOCUMENT_MISSING
    altered = replace(citation, context=replace(citation.context, quote=RAID.upper()))
    behind = replace(citation, context=Context(citation.span, citation.quote))
    for bad in (altered, behind):
        checked = verify_answer(answer_of(bad), lambda doc_id: document, lambda doc_id: ()).claims[0].citations[0]
        assert checked.verdict is Verdict.QUOTE_FOUND
        assert checked.context is not None and checked.context.verdict is Verdict.QUOTE_ALTERED


def test_context_fits_the_schema_and_is_null_where_there_is_none() -> None:
    document, citation = leaning()
    given = json_of(citation)["context"]
    assert given == {"start": 0, "end": len(RAID), "quote": RAID, "verdict": "quote_found"}
    first = cited(document, RAID)
    assert json_of(first)["context"] is None
    refused = Answer("Why?", Status.ABSTAINED, None, "Nothing says why.", (), (), (citation, first))
    for answer in (answer_of(citation, first), refused):
        jsonschema.validate(answer.to_dict(), SCHEMA)
    assert [nearest["context"] is None for nearest in refused.to_dict()["nearest"]] == [False, True]


def test_context_is_shown_before_the_quote_and_not_as_the_quote() -> None:
    _, citation = leaning()
    text = answer_to_text(answer_of(citation), 200)
    assert f"[before it: {RAID}]" in text and text.index(RAID) < text.index("“This move was praised.” [1]")
    lines = answer_to_markdown(answer_of(citation)).split("\n")
    assert f"*before it: {RAID}*" in lines and "> This move was praised.[^1]" in lines


def test_context_that_was_just_quoted_is_not_shown_again() -> None:
    document = paragraphs(f"{RAID} This move was praised. It cost a million.")
    first, second, third = (cited(document, q) for q in (RAID, "This move was praised.", "It cost a million."))
    assert third.context is not None and third.context.quote == f"{RAID} This move was praised."
    assert answer_to_text(answer_of(second, third)).count("before it") == 2, "only the later half is quoted"
    answer = answer_of(first, second, third)
    page = reply_html(answer, Shelf(lambda doc_id: document, {}, {}))
    for shown in (answer_to_text(answer), answer_to_markdown(answer), page):
        assert "efore it" not in shown


def test_context_that_fails_is_shown_as_failing_and_hostile_text_as_text() -> None:
    document, citation = leaning()
    hostile = Context(
        Span(0, 3), "<script>alert(1)</script> ![x](http://example.invalid) \x1b[31m", Verdict.QUOTE_ALTERED
    )
    answer = answer_of(replace(citation, context=hostile))
    text, markdown = answer_to_text(answer), answer_to_markdown(answer)
    page = reply_html(answer, Shelf(lambda doc_id: document, {}, {}))
    assert "NOT VERIFIED" in text and "NOT VERIFIED" in markdown and "not verified" in page
    assert "\x1b" not in text and "<script" not in page and "\\<script" in markdown and "![" not in markdown


def test_view_shows_the_context_dimmed_and_in_evidence_only_when_it_stands_in_another_paragraph() -> None:
    shelves = []
    for gap in (" ", "\n\n"):
        document = paragraphs(f"{RAID}{gap}This move was praised.")
        citation = cited(document, "This move was praised.")
        shelf = Shelf({"d": document}.get, {}, {})
        page, evidence = reply_html(answer_of(citation), shelf), evidence_html(citation, shelf)
        assert page.index('class="fq-before"') < page.index('class="fq-claim-text"')
        shelves.append('class="fq-before"' in evidence)
    assert shelves == [False, True]


def test_report_gives_what_a_sentence_leans_on(corpus: Corpus) -> None:
    document = corpus.document(REPORT)
    by_quote = {
        citation.quote: citation.context.quote if citation.context else None
        for block in document.blocks
        for citation in corpus.sentences_at(REPORT, block.span.start)
    }
    contexts = {quote[:24]: context for quote, context in by_quote.items()}
    assert (contexts["This move serves as a co"] or "").startswith("Key members of Albanian organized crime groups")
    assert (contexts["The explosion of violenc"] or "").startswith("More than 75 raids netted")
    assert (contexts["That said, the attention"] or "").startswith("The risks might be increasing")
    assert contexts["As a result, homicides i"] == "This has fuelled a market for weapons and the services of hitmen."
    assert contexts["It is thought that much "] is None and contexts["As a result of the gang-"] is None


def test_answer_carries_the_context_of_its_quote(corpus: Corpus) -> None:
    answer = corpus.ask("What serves as a contingency plan?")
    found = [c for claim in answer.claims for c in claim.citations if c.quote.startswith("This move serves")]
    assert found and found[0].context is not None and found[0].context.verdict is Verdict.QUOTE_FOUND
    jsonschema.validate(answer.to_dict(), SCHEMA)


def test_search_gives_the_context_of_a_passage_that_leans(corpus: Corpus) -> None:
    found = corpus.search("weak criminal justice bodies cannot withstand this onslaught", k=8)
    contexts = [result.citation.context for result in found]
    text = corpus.document(REPORT).text
    assert any(contexts) and all(context.span.of(text) == context.quote for context in contexts if context)
