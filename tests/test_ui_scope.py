"""What the browser says of a reply's documents and speakers; the texts are made up."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from qa.types.answer import Answer, Citation, Claim, Status, Voice
from qa.types.document import Document, Span
from qa.ui.conversation import Turn
from qa.ui.links import ask_link
from qa.ui.passage import Shelf
from qa.ui.reply import reply_html
from qa.ui.scope import again_link, mark_of

HOSTILE = "<img src=x onerror=alert(1)>"
QUOTE = "Nobody has checked the brakes."
CITATION = Citation("memo", "p", Span(0, len(QUOTE)), QUOTE, voice=Voice.QUOTED, speaker="Ana Ruiz", page="3")
ANSWER = Answer("Why?", Status.ANSWERED, None, None, (Claim(QUOTE, (CITATION,)),), (), ())
REFUSAL = Answer("Why?", Status.ABSTAINED, None, "This report does not say.", (), (), ())


def none_held(doc_id: str) -> Document | None:
    return None


ONE = Shelf(none_held, {"memo": "The memo"}, {})
TWO = Shelf(none_held, {"memo": "The memo", "other": HOSTILE}, {})


def test_claim_says_beside_the_quote_whose_words_it_is_and_sets_marks_that_are_no_text() -> None:
    page = reply_html(ANSWER, ONE)
    beside = page[page.index("fq-claim-text") : page.index("<details")]
    assert "Quoted: <strong" in beside and "Ana Ruiz" in beside and "fq-opens" in beside
    assert "“" not in beside, "the marks are drawn, so that the quote is copied as it stands in the document"
    own = Answer("Why?", Status.ANSWERED, None, None, (Claim(QUOTE, (replace(CITATION, voice=Voice.OWN),)),), (), ())
    assert "Quoted" not in reply_html(own, ONE) and "fq-opens" not in reply_html(own, ONE)


def test_claim_names_its_document_where_there_are_several() -> None:
    place = '<p class="fq-in">In <cite title="The memo" dir="auto">The memo</cite><span>, page 3</span></p>'
    assert place in reply_html(ANSWER, TWO) and "fq-in" not in reply_html(ANSWER, ONE)


def test_reply_says_what_was_asked_and_offers_all_documents() -> None:
    page = reply_html(replace(ANSWER, scope=("memo",), chosen_by=HOSTILE), TWO)
    assert "Asked of <cite" in page and HOSTILE not in page and "&lt;img" in page
    refusal = reply_html(replace(REFUSAL, scope=("memo",), elsewhere=("other",)), TWO)
    assert "does have an answer" in refusal and HOSTILE not in refusal
    assert f"everywhere={mark_of('Why?')}" in refusal and "Ask all documents" in refusal
    assert "Ask all documents" not in reply_html(REFUSAL, TWO)


def test_address_holds_every_document_of_the_scope() -> None:
    link = again_link(Turn("Why?", ("memo", "other")), TWO)
    asked = parse_qs(urlsplit(link).query)
    assert asked == {"q": ["Why?"], "report": ["The memo (memo)", f"{HOSTILE} (other)"]}
    assert again_link(Turn("Why?", everywhere=True), TWO) == ask_link("Why?", everywhere=mark_of("Why?"))
