"""Mentions, the ways on from an answer, and a report at a glance, as HTML: escaped, marked, and leading where they say."""

from dataclasses import replace

from qa import (
    Answer,
    Citation,
    Corpus,
    DocumentMentions,
    Mention,
    MentionCount,
    Mentions,
    MentionSpan,
    Span,
    Status,
)
from qa.ui.find import mentions_html
from qa.ui.links import ask_link, find_link
from qa.ui.passage import Shelf
from qa.ui.reply import reply_html
from qa.ui.whole import overview_html
from tests.conftest import REPORT

QUOTE = "A <script>boat</script> & boats."
CITATION = Citation("d", "p", Span(10, 10 + len(QUOTE)), QUOTE)
COUNT = MentionCount("<b>boat", 1, 1, 0, (DocumentMentions("d", "<i>Lumo</i>", 1, 0),))
REFUSAL = Answer("How many <boats>?", Status.ABSTAINED, None, "No.", (), (), ())
SHELF = Shelf(lambda _: None, {"d": "T"}, {})


def test_mentions_are_marked_where_they_stand_and_escaped() -> None:
    found = (MentionSpan(Span(20, 24), True), MentionSpan(Span(36, 41), False))
    shown = mentions_html(Mentions(COUNT, (Mention(CITATION, found, True, False),)))
    assert '&lt;script&gt;<mark>boat</mark>&lt;/script&gt; &amp; <mark class="fq-other-form">boats</mark>.' in shown
    assert "<script" not in shown and "<i>" not in shown and "<b>" not in shown


def test_a_refusal_says_how_it_was_read_and_leads_on() -> None:
    answer = replace(REFUSAL, read_as="a <b>?", did_you_mean=("<c>?",), mentions=(COUNT,), scope=("d",))
    shown = reply_html(answer, SHELF)
    assert "Read as <q>a &lt;b&gt;?</q>" in shown and "Did you mean" in shown
    assert (
        ask_link("<c>?", ["T (d)"]).replace("&", "&amp;") in shown
        and find_link("<b>boat", ["T (d)"]).replace("&", "&amp;") in shown
    )
    assert "the only mention of “&lt;b&gt;boat”" in shown and "Read as" not in reply_html(REFUSAL, SHELF)


def test_a_report_at_a_glance_quotes_it_and_says_what_its_head_does_not(corpus: Corpus) -> None:
    (overview,) = corpus.overview(REPORT)
    shown = overview_html(overview)
    assert "It does not say at the start who wrote it or when." in shown
    assert all(f"start={citation.span.start}&amp;" in shown for citation in overview.sentences)
