"""Conversations as they are kept: branches, files, hostile files, and what is forgotten. The questions are made up."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qa import Corpus, open_corpus
from qa.corpus.conversation_places import InFolder, InMemory
from qa.corpus.conversations import Asked, Conversations
from qa.corpus.keeping import KEEP, Keeping, conversation_folder, keeping_of, set_keeping
from qa.errors import CorpusError, UsageError
from qa.types.answer import Verdict
from qa.types.conversation import TurnReference, parse_turn
from qa.types.document import Span
from tests.conftest import REPORT

FIRST = "How many prison staff were held hostage?"


def path(kept: Conversations, reference: TurnReference) -> list[str]:
    conversation = kept.read(reference.conversation_id)
    assert conversation
    return [turn.question for turn in conversation.path_to(reference.number)]


@pytest.fixture(params=["memory", "folder"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Conversations:
    return Conversations(InMemory() if request.param == "memory" else InFolder(tmp_path / "_work" / "conversations"))


def test_two_ways_on_from_one_question_do_not_mix(kept: Conversations) -> None:
    first = kept.put(Asked("a"), None, "")
    here, there = kept.put(Asked("b"), first, ""), kept.put(Asked("c", ("d",)), first, "")
    assert path(kept, kept.put(Asked("e"), here, "")) == ["a", "b", "e"] and path(kept, there) == ["a", "c"]
    assert kept.put(Asked("b"), first, "state") == here, "one that was asked there is that one"
    kept.keep_answer(here, {"short_answer": "x"}, "before")
    assert kept.put(Asked("b"), first, "state") != here, "asked again of other documents it is another"
    assert parse_turn(str(there)) == there


def test_they_are_found_by_words_named_and_forgotten(kept: Conversations) -> None:
    one, other = kept.put(Asked("Where is Quito?"), None, ""), kept.put(Asked("\ud800 Who?"), None, "")
    kept.rename(one.conversation_id, " My\n talk ")
    assert [c.title for c in kept.listed("QUITO my")] == ["My talk"] and kept.listed()[0].title == "My talk"
    kept.delete(one.conversation_id)
    assert kept.read(one.conversation_id) is None and [c.title for c in kept.listed()] == ["? Who?"]
    kept.keep_answer(one, {}, "")
    assert kept.put(Asked("b"), one, "").conversation_id not in (one.conversation_id, other.conversation_id)
    kept.delete_all()
    assert kept.listed() == []


def test_what_was_said_of_a_document_is_forgotten_and_the_rest_stays_joined(kept: Conversations) -> None:
    first = kept.put(Asked("a"), None, "")
    second = kept.put(Asked("b", ("memo",)), first, "")
    third = kept.put(Asked("c"), second, "")
    kept.keep_answer(first, {"claims": [{"citations": [{"footnotes": [{"source": "memos#1"}]}]}]}, "")
    kept.forget_document("memo")
    assert path(kept, third) == ["a", "c"]
    kept.forget_document("memos")
    kept.keep_answer(third, {"scope": ["memo"]}, "")
    kept.forget_document("memo")
    assert kept.read(first.conversation_id) is None


def test_files_are_their_owners_alone_and_another_process_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "_work" / "conversations"
    at = Conversations(InFolder(folder)).put(Asked("a"), None, "")
    file = folder / f"{at.conversation_id}.json"
    if os.name == "posix":
        assert {stat.S_IMODE(p.stat().st_mode) for p in (folder, folder.parent)} == {0o700}
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert path(Conversations(InFolder(folder)), Conversations(InFolder(folder)).put(Asked("b"), at, "")) == ["a", "b"]
    assert [p.name for p in folder.iterdir() if p.name.endswith(".tmp")] == []


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "a circle": lambda row: row["turns"][0].update(after=1),
    "a number twice": lambda row: row["turns"].append(row["turns"][0]),
    "another's name": lambda row: row.update(conversation="a" * 16),
    "no text": lambda row: row["turns"][0].update(question=["x"]),
    "no time": lambda row: row["turns"][0].update(at="<b>"),
    "too long": lambda row: row["turns"][0].update(question="x" * 3000),
    "half a character": lambda row: row["turns"][0].update(question="\ud800"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_file_that_is_no_conversation_is_refused_and_not_listed(tmp_path: Path, change: str) -> None:
    kept = Conversations(InFolder(tmp_path / "c"))
    at = kept.put(Asked("a"), None, "")
    file = tmp_path / "c" / f"{at.conversation_id}.json"
    row = json.loads(file.read_text("utf-8"))
    CHANGES[change](row)
    file.write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(CorpusError, match="not a conversation"):
        kept.read(at.conversation_id)
    assert kept.listed() == []


@pytest.mark.skipif(os.name != "posix", reason="has no pipes with names")
def test_pipe_in_the_place_of_a_conversation_is_not_waited_for(tmp_path: Path) -> None:
    kept = Conversations(InFolder(tmp_path))
    os.mkfifo(tmp_path / f"{'a' * 16}.json")
    with pytest.raises(CorpusError, match="no file"):
        kept.read("a" * 16)
    assert kept.listed() == []


def test_links_and_names_that_lead_elsewhere_are_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "_work").symlink_to(tmp_path / "elsewhere")
    kept = Conversations(InFolder(tmp_path / "_work" / "conversations"))
    with pytest.raises(CorpusError, match="a link"):
        kept.put(Asked("a"), None, "")
    with pytest.raises(UsageError):
        Conversations(InFolder(tmp_path)).read("../../../etc/pass")
    assert parse_turn("../../../../etcpw-1") is None and list((tmp_path / "elsewhere").iterdir()) == []


def test_person_says_where_they_are_kept_and_the_environment_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_CONFIG", str(tmp_path / "config"))
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    assert keeping_of(corpus) is Keeping.MEMORY and conversation_folder(Keeping.MEMORY, corpus, index) is None
    set_keeping(corpus, Keeping.INDEX)
    assert keeping_of(corpus) is Keeping.INDEX and keeping_of(tmp_path) is Keeping.MEMORY
    assert conversation_folder(Keeping.INDEX, corpus, index) == tmp_path / "index.work" / "conversations"
    monkeypatch.setenv(KEEP, "corpus")
    assert keeping_of(corpus) is Keeping.CORPUS
    monkeypatch.setenv(KEEP, "everywhere")
    with pytest.raises(UsageError, match="QA_CONVERSATIONS=everywhere"):
        keeping_of(corpus)


def test_kept_answer_has_the_verdicts_of_today(corpus: Corpus) -> None:
    answer = corpus.ask(FIRST)
    assert corpus.verified(answer.to_dict()).claims == answer.claims
    saved = json.loads(json.dumps(answer.to_dict()).replace("more than 100", "more than 900"))
    forged = corpus.verified(saved)
    assert forged.claims[0].citations[0].verdict is Verdict.QUOTE_ALTERED and forged.short_answer is None
    with pytest.raises(UsageError):
        corpus.verified({"question": "<b>"})


def test_purge_takes_questions_and_judgements_of_the_document_along(scratch: Corpus) -> None:
    kept = Conversations(InFolder(scratch.folder / "_work" / "conversations"))
    kept.keep_answer(kept.put(Asked("a"), None, ""), scratch.ask(FIRST).to_dict(), "")
    scratch.judge_answer(scratch.ask(FIRST), "right", "a note")
    scratch.highlight(REPORT, Span(0, 40), "a note")
    lines = [json.dumps({"statement": "x", "document": name, "quote": "q"}) for name in (REPORT, "other")]
    (scratch.folder / "_judgements.jsonl").write_text("\n".join(["{", *lines]) + "\n", encoding="utf-8")
    scratch.add("other.txt", data=b"A made-up text of one sentence.\n")
    scratch.remove(REPORT, purge=True)
    assert open_corpus(scratch.folder, index=scratch.index_folder).documents()[0].doc_id == "other"
    assert [p.name for p in (scratch.folder / "_work" / "conversations").glob("*.json")] == []
    assert [(scratch.folder / f"_{name}.jsonl").read_bytes() for name in ("opinions", "highlights")] == [b"", b""]
    assert REPORT not in (scratch.folder / "_judgements.jsonl").read_text("utf-8")
    assert (scratch.folder / "_judgements.jsonl").read_text("utf-8").count("\n") == 2
