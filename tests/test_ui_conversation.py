"""Conversations: turns, export, the queue, and the view Ask over several questions."""

import gc
import json
import os
import re
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa import Corpus
from qa.errors import UsageError
from qa.types.answer import Answer, Status
from qa.ui.build import builder_of
from qa.ui.builder import State
from qa.ui.conversation import MOST_TURNS, Turn, put
from qa.ui.desk import KEPT, Desk
from qa.ui.keep import conversations_of
from qa.ui.launch import SETTINGS
from qa.ui.server import _load
from qa.ui.session import current_corpus, open_desk
from tests.conftest import ROOT

FIRST, SECOND = "How many prison staff were held hostage?", "How much in company assets was frozen?"
HOSTILE = "Is it [^1] or ![x](http://example.invalid/x.png) <img src=x onerror=alert(1)>?"


class Slow:
    """Stands for a corpus whose answers take until they are let go."""

    folder = Path("no such folder")

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.free = threading.Event()

    def index_state(self) -> str:
        return "generation 1"

    def altered(self) -> tuple[()]:
        return ()

    def ask(
        self, question: str, *, document: tuple[str, ...] | None = None, everywhere: bool = False, prose: bool = True
    ) -> Answer:
        assert not prose, "the desk's answers are for all visitors"
        self.asked.append(question)
        if not question:
            raise UsageError("empty")
        assert self.free.wait(30)
        return Answer(question, Status.ABSTAINED, None, "none", (), (), ())


@pytest.fixture
def app(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setitem(os.environ, "QA_CORPUS", str(corpus.folder))
    monkeypatch.setitem(os.environ, "QA_INDEX", str(corpus.index_folder))
    yield AppTest.from_file(str(ROOT / "qa" / "ui" / "main.py"), default_timeout=60).run()
    st.cache_resource.clear()
    open_desk.clear()


def markup(app: AppTest) -> str:
    assert not app.exception, app.exception
    return "".join(element.proto.body for element in app.get("html"))


def test_turns_are_kept_once_in_order_and_bounded() -> None:
    turns = put(put(put([], Turn("a")), Turn("b")), Turn("a"))
    assert turns == [Turn("b"), Turn("a")]
    for number in range(50):
        turns = put(turns, Turn(str(number)))
    assert len(turns) == MOST_TURNS and turns[-1] == Turn("49")


def test_conversation_is_saved_as_markdown_with_footnotes_of_its_own(corpus: Corpus) -> None:
    saved = corpus.export_answers([corpus.ask(FIRST), corpus.ask(SECOND), corpus.ask(HOSTILE)], "md").decode()
    called, defined = re.findall(r"\[\^([\d-]+)\](?!:)", saved), re.findall(r"^\[\^([\d-]+)\]:", saved, re.MULTILINE)
    assert sorted(called) == sorted(defined) and len(set(defined)) == len(defined) >= 2
    assert {label.split("-")[0] for label in defined} == {"1", "2"}
    assert "![x]" not in saved and saved.count("<img") == saved.count(r"\<img") > 0


def test_conversation_is_saved_as_the_contracts_json(corpus: Corpus) -> None:
    answers = [corpus.ask(FIRST), corpus.ask(SECOND)]
    assert json.loads(corpus.export_answers(answers, "json")) == {"answers": [answer.to_dict() for answer in answers]}


def test_desk_answers_a_question_once_and_tells_errors() -> None:
    slow = Slow()
    slow.free.set()
    desk = Desk(slow)  # type: ignore[arg-type]
    assert desk.ask(Turn("a")) is desk.ask(Turn("a")) and slow.asked == ["a"]
    for _ in range(50):
        with pytest.raises(UsageError):
            desk.ask(Turn(""))
    assert desk.ask(Turn("b")), "failures give their places back"


def test_desk_says_busy_at_once_when_seats_and_line_are_full_and_recovers() -> None:
    slow = Slow()
    desk = Desk(slow, seats=1, line=1)  # type: ignore[arg-type]
    answered: list[Answer | None] = []
    asking = [threading.Thread(target=lambda q=q: answered.append(desk.ask(Turn(q)))) for q in ("first", "second")]
    for number, thread in enumerate(asking, start=1):
        thread.start()
        while not slow.asked or desk._seated + desk._waiting < number:
            thread.join(0.01)
            assert thread.is_alive(), "it failed"
    assert desk.ask(Turn("finds no place")) is None and slow.asked == ["first"]
    slow.free.set()
    for thread in asking:
        thread.join(30)
    assert len(answered) == 2 and all(answered) and desk.ask(Turn("later"))
    assert slow.asked == ["first", "second", "later"]


def test_no_answer_is_begun_while_others_come_to_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.ui.desk._HELD_BACK", 60.0)
    slow = Slow()
    slow.free.set()
    desk = Desk(slow)  # type: ignore[arg-type]
    with desk.arrival():
        asking = threading.Thread(target=desk.ask, args=(Turn("first"),))
        asking.start()
        while not desk._seated:
            asking.join(0.01)
        asking.join(0.05)
        assert slow.asked == []
    asking.join(30)
    assert slow.asked == ["first"]
    with desk.arrival():
        assert desk.ask(Turn("does not wait for itself"))


def test_line_is_short_while_answers_take_long() -> None:
    slow = Slow()
    desk = Desk(slow, seats=1, line=16, patience=2.0)  # type: ignore[arg-type]
    desk._lately.extend([2.5] * 15)
    first = threading.Thread(target=desk.ask, args=(Turn("first"),))
    first.start()
    while not desk._seated:
        first.join(0.01)
    assert desk.ask(Turn("could not have a seat soon")) is None
    slow.free.set()
    first.join(30)
    assert desk.ask(Turn("finds a seat"))


def test_visitors_do_not_wait_for_the_collection_of_garbage(app: AppTest) -> None:
    assert SETTINGS["runner.postScriptGC"] is False
    _load()
    assert gc.get_freeze_count() > 10_000, "what the server loads at its start is not looked through again"
    gc.unfreeze()


def test_questions_make_a_conversation_with_the_newest_first(app: AppTest) -> None:
    app.text_input(key="q").set_value(FIRST).run()
    page = markup(app.text_input(key="q").set_value(SECOND).run())
    newest, earlier = page.split('class="fq-earlier"')
    assert "€48 million" in newest and "prison staff" not in newest
    assert "more than 100" in earlier and FIRST in earlier
    identifiers = re.findall(r' id="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))


def test_conversation_can_be_begun_anew(app: AppTest) -> None:
    app.text_input(key="q").set_value(FIRST).run()
    page = markup(app.button(key="fq-anew").click().run())
    assert 'class="fq-answer"' not in page and app.text_input(key="q").value == ""


def test_address_gives_the_conversation_back_and_another_tab_its_own(app: AppTest, corpus: Corpus) -> None:
    app.text_input(key="q").set_value(FIRST).run()
    before = dict(app.query_params)
    app.text_input(key="q").set_value(SECOND).run()
    other = AppTest.from_file(str(ROOT / "qa" / "ui" / "main.py"), default_timeout=60)
    other.query_params.update({name: value for name, value in app.query_params.items() if value})
    newest, earlier = markup(other.run()).split('class="fq-earlier"')
    assert "€48 million" in newest and FIRST in earlier and other.query_params == app.query_params
    # The other tab goes on; this one, gone back, has nothing of it but the way to it.
    other.text_input(key="q").set_value("Which claims rest on interviews?").run()
    app.query_params.clear()
    app.query_params.update({name: value for name, value in before.items() if value})
    page = markup(app.run())
    assert "more than 100" in page and 'class="fq-earlier"' not in page and app.text_input(key="q").value == FIRST
    assert "Asked next" in page and "interviews" not in page.split("Asked next")[1].split("</nav>")[0]


def test_who_asks_on_before_the_browser_has_the_new_address_loses_nothing(app: AppTest) -> None:
    before = {name: value for name, value in app.query_params.items() if value}
    app.text_input(key="q").set_value(FIRST).run()
    between = {name: value for name, value in app.query_params.items() if value}
    behind(app, before)
    newest, earlier = markup(app.text_input(key="q").set_value(SECOND).run()).split('class="fq-earlier"')
    assert "€48 million" in newest and FIRST in earlier
    # It may have heard of the one between since.
    for address, mode in ((before, "Mentions"), (between, "Answer")):
        behind(app, address)
        app.session_state["mode"] = mode
        page = markup(app.run())
    assert "€48 million" in page
    # Who goes back changes nothing else.
    behind(app, before)
    page = markup(app.run())
    assert 'class="fq-answer"' not in page and app.text_input(key="q").value == ""


def behind(app: AppTest, address: Mapping[str, Any]) -> None:
    app.query_params.clear()
    app.query_params.update(address)


def test_question_of_a_conversation_that_was_forgotten_is_answered_and_not_kept(app: AppTest, corpus: Corpus) -> None:
    app.query_params.update({"q": FIRST, "turn": "aaaaaaaaaaaaaaaa-7"})
    page = markup(app.run())
    assert "more than 100" in page and conversations_of(corpus).listed() == []
    assert app.query_params["turn"] in ("aaaaaaaaaaaaaaaa-7", ["aaaaaaaaaaaaaaaa-7"])


def test_name_of_a_conversation_is_text(app: AppTest, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_PATHS", "1")
    app.text_input(key="q").set_value(FIRST).run()
    (name,) = [field for field in app.text_input if field.label == "Name of this conversation"]
    page = markup(name.set_value(HOSTILE).run())
    assert "&lt;img src=x" in page and "<img" not in page.split("fq-talks")[1]
    app.button(key="fq-talk-delete").click().run()
    assert conversations_of(corpus).listed() == [] and app.text_input(key="q").value == ""


def test_conversation_can_be_saved(app: AppTest) -> None:
    app.text_input(key="q").set_value(FIRST).run()
    labels = [button.proto.label for button in app.get("download_button")]
    forms = ("Word", "web page", "Markdown", "JSON")
    assert labels == [f"{of} as {form}" for of in ("Save", "These") for form in forms]


def test_chosen_quotes_are_cited_in_a_style_to_be_copied(app: AppTest) -> None:
    app.text_input(key="q").set_value(FIRST).run()
    (plain,) = re.findall(r'class="fq-copy-text"[^>]*>([^<]*)', markup(app))
    assert plain.startswith("“In early January 2024") and "Footnote 1 there: Joe Daniels" in plain
    app.selectbox(key="fq-style").set_value("apa").run()
    (apa,) = re.findall(r'class="fq-copy-text"[^>]*>(.*?)</p>', markup(app), re.S)
    assert not app.exception and "(Global Initiative" in apa and apa.count("riskbulletins.globalinitiative.net") == 1
    assert "<em>Balkan criminal groups" in apa


def test_busy_is_said_and_the_question_kept(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desk, "ask", lambda self, question, document=None: None)
    page = markup(app.text_input(key="q").set_value(FIRST).run())
    assert 'class="fq-notice fq-busy"' in page and app.text_input(key="q").value == FIRST


def test_while_an_index_is_built_that_is_said_and_the_answer_is_then_made_anew(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.text_input(key="q").set_value(FIRST).run()
    back = AppTest.from_file(str(ROOT / "qa" / "ui" / "main.py"), default_timeout=60)
    back.query_params.update({name: value for name, value in app.query_params.items() if value})
    builder = builder_of(current_corpus())
    builder._state = State(running=True)
    assert "answered from the index as it was" in markup(back.run())
    monkeypatch.setattr(Desk, "state", lambda self: "another state")
    assert "the documents have changed since" in markup(back.run()), "one that was come back to is as it was"
    builder._state = State()
    page = markup(back.run())
    assert 'class="fq-answer"' in page and "the documents have changed" not in page and "index as it was" not in page


def test_earlier_question_without_an_answer_can_be_asked_again(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    app.text_input(key="q").set_value("?").run()
    app.text_input(key="q").set_value(SECOND).run()
    page = markup(app.text_input(key="q").set_value(FIRST).run())
    newest, earlier = page.split('class="fq-earlier"')
    assert 'class="fq-answer"' in newest and earlier.count('class="fq-answer"') == 1
    assert 'href="./?q=%3F"' in earlier and 'class="fq-error"' not in page
    monkeypatch.setattr(Desk, "state", lambda self: "another state")
    newest, earlier = markup(app.run()).split('class="fq-earlier"')
    assert 'class="fq-answer"' in newest and 'class="fq-answer"' in earlier and earlier.count("Ask it again") == 2
    assert "the documents have changed since" in earlier and "the documents have changed since" not in newest


def test_desk_recalls_what_it_answered_from_the_same_state_only() -> None:
    slow = Slow()
    slow.free.set()
    desk = Desk(slow, keep=2)  # type: ignore[arg-type]
    state = desk.state()
    assert desk.recall(state, Turn("a")) is None
    answer = desk.ask(Turn("a"))
    assert answer and desk.recall(state, Turn("a")) is answer and desk.recall(state, Turn("a", ("d",))) is None
    slow.index_state = lambda: "generation 2"  # type: ignore[method-assign]
    assert desk.recall(desk.state(), Turn("a")) is None
    for question in ("b", "c", "d"):
        desk.ask(Turn(question))
    assert desk.recall(state, Turn("a")) is None and desk.recall(desk.state(), Turn("d"))


def test_conversation_is_kept_whole_when_questions_are_many() -> None:
    assert KEPT >= 20 * MOST_TURNS
