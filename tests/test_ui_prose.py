"""The choice of prose in the browser: what is said before anything is sent, and how proved, struck and given-up prose looks."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa import Corpus, open_corpus
from qa.types.prose import WriterProblem
from qa.ui.conversation import Turn
from qa.ui.reply import reply_html
from qa.ui.session import make_shelf
from tests.model_server import ModelServer, Says, in_form, model_server, passages_of

QUESTION = "How much in company assets was frozen?"
TRUE = "In total, €48 million in company assets were frozen."
ALSO = "Company assets of €48 million were frozen as a result."
FALSE = "<b>The mayor of Guayaquil was arrested in 2021.</b>"


def write(request: dict[str, Any]) -> Says:
    number = next(p["passage"] for p in passages_of(request) if "48 million in company" in p["text"])
    return Says(in_form(request, *((text, [number]) for text in (TRUE, FALSE, ALSO))))


@pytest.fixture
def server(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    with model_server(write) as served:
        for name, value in {
            "QA_CORPUS": corpus.folder,
            "QA_INDEX": corpus.index_folder,
            "QA_WRITER": served.ollama(),
        }.items():
            monkeypatch.setenv(name, str(value))
        yield served
    st.cache_resource.clear()


def opened() -> AppTest:
    return AppTest.from_string("from qa.ui.ask import show_ask\nshow_ask()", default_timeout=60).run()


def html(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


def test_nothing_is_sent_before_prose_is_chosen_and_then_it_is_shown_and_kept(server: ModelServer) -> None:
    app = opened()
    assert "what it reads <strong>stays on this computer</strong>" in html(app)
    app.text_input(key="q").set_value(QUESTION).run()
    assert not server.asked and "fq-prose" not in html(app)
    app.button_group(key="fq-prose").set_value("In prose").run()
    shown = html(app)
    assert len(server.asked) == 1 and "Written by a model, 2 of 3 sentences count" in shown
    assert (
        f"<s>{FALSE.replace('<', '&lt;').replace('>', '&gt;')}</s>" in shown
        and "struck: it brings in an address or markup" in shown
    )
    app.run()
    assert len(server.asked) == 1 and "Written by a model" in html(app)


def test_where_text_would_go_and_what_forbids_it_are_said(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "made-up")
    monkeypatch.setenv("QA_WRITER", "openai:gpt-5")
    assert "<strong>leaves this computer: to api.openai.com</strong>" in html(opened())
    monkeypatch.setenv("QA_OFFLINE", "1")
    app = opened()
    assert "No prose: openai:gpt-5: text would go to api.openai.com" in html(app)
    assert "fq-prose" not in [group.key for group in app.button_group]


def test_prose_leads_to_its_proofs_each_quote_once(corpus: Corpus) -> None:
    with model_server(write) as served:
        written = open_corpus(corpus.folder, index=corpus.index_folder, writer=served.openai())
        answer = written.ask(QUESTION)
    shown = reply_html(answer, make_shelf(corpus), Turn(QUESTION))
    assert shown.count('<li class="fq-claim">') == 1 and shown.count('aria-label="Citation 1: open its evidence"') == 3
    assert shown.index("fq-prose") < shown.index("What it rests on") < shown.index("fq-claims")
    assert "<b>" not in shown
    # As a table of figures has it, in which a sentence without a figure was struck.
    assert answer.prose
    first, second, third = answer.prose.sentences
    rows = (replace(first, listed="€48 million"), replace(second, listed=""), replace(third, listed="€48 million"))
    table = reply_html(replace(answer, prose=replace(answer.prose, sentences=rows)), make_shelf(corpus), Turn(QUESTION))
    assert table.count('<th scope="row">€48 million</th>') == 2 and table.count('<th scope="row">—</th>') == 1


def test_prose_that_was_given_up_says_why_above_the_quotes(corpus: Corpus) -> None:
    with model_server(lambda r: Says(in_form(r, (FALSE, [1])))) as served:
        answer = open_corpus(corpus.folder, index=corpus.index_folder, writer=served.openai()).ask(QUESTION)
    assert answer.prose and answer.prose.problem is WriterProblem.NOTHING_PASSED
    shown = reply_html(answer, make_shelf(corpus))
    assert "By quotation: the passages bear out no sentence" in shown and "What it wrote" in shown and "<s>" in shown
    assert 'class="fq-short">€48 million' in shown


def test_kept_prose_is_proved_again_and_forged_words_are_struck(corpus: Corpus) -> None:
    with model_server(write) as served:
        saved = open_corpus(corpus.folder, index=corpus.index_folder, writer=served.ollama()).ask(QUESTION).to_dict()
    assert [claim.text for claim in corpus.verified(saved).claims] == [TRUE, ALSO]
    saved["claims"][0]["text"] = saved["prose"]["sentences"][0]["text"] = (
        "In total, €84 million in company assets were frozen."
    )
    again = corpus.verified(saved)
    assert [claim.text for claim in again.claims] == [ALSO]
    assert again.prose and [s.claim for s in again.prose.sentences] == [None, None, 0]
