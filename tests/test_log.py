"""The log of changes, and who can read the files of a corpus. The texts are made up."""

import json
import logging
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from qa import Corpus, open_corpus
from qa.corpus import log
from qa.corpus.log import LOG, acting_as, write_log
from qa.errors import CorpusError, DocumentError
from qa.files import sha256_file
from qa.index.cache import CACHE_FILE
from qa.index.current import read_current
from tests.conftest import REPORT

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for path in log.log_files(folder) for line in path.read_text("ascii").splitlines()]


def test_every_change_leaves_a_line_and_a_refused_one_none(scratch: Corpus, tmp_path: Path) -> None:
    file = tmp_path / "memo.txt"
    file.write_text("The mayor of Lumo counted the boats.", encoding="utf-8")
    first = sha256_file(file)
    scratch.add(file, title="Boats")
    file.write_text("The mayor of Lumo counted nine boats.", encoding="utf-8")
    second = sha256_file(file)
    with acting_as("browser"):
        scratch.replace("memo", "other.txt", data=file.read_bytes())
    scratch.correct_source("6", title="Another")
    scratch.uncorrect_source("6")
    scratch.remove("memo")
    scratch.restore("memo")
    scratch.allow_model("owner/model")
    scratch.allow_model("owner/model", allow=False)
    with pytest.raises(DocumentError):
        scratch.add("bad.txt", data=b"\x00\x01")
    scratch.remove("memo", purge=True)
    told = lines(scratch.folder)
    assert [line["action"] for line in told] == (
        "added replaced corrected uncorrected removed restored allowed withdrawn purged".split()
    )
    added, replaced, corrected, _, removed, restored, allowed, _, purged = told
    assert (added["from"], added["document"], added["sha256_after"]) == (str(file), "memo", first)
    assert (replaced["from"], replaced["role"], added["role"]) == ("other.txt", "browser", None)
    assert (replaced["sha256_before"], replaced["sha256_after"], removed["sha256_before"]) == (first, second, second)
    assert (restored["sha256_before"], restored["sha256_after"]) == (None, second)
    assert corrected["document"] == REPORT and corrected["about"] == "footnote 6: title"
    assert allowed["about"] == "owner/model" and added["at"].endswith("+00:00") and added["user"]
    assert purged["sha256_before"] == second and purged["document"] is purged["file"] is None
    assert "Boats" not in json.dumps(told) and "mayor" not in json.dumps(told)


def test_questions_are_logged_only_where_that_is_switched_on(scratch: Corpus) -> None:
    scratch.ask("Who is Noboa?")
    assert lines(scratch.folder) == []
    manifest = scratch.folder / "corpus.toml"
    text = manifest.read_text("utf-8")
    manifest.write_text(f"{text}\n[log]\nquestions = true\n", encoding="utf-8")
    scratch.ask("Who is Noboa?")
    assert [(line["action"], line["about"]) for line in lines(scratch.folder)] == [("asked", "Who is Noboa?")]
    manifest.write_text(f'{text}\n[log]\nquestions = "yes"\n', encoding="utf-8")
    with pytest.raises(CorpusError, match="questions = true"):
        scratch.ask("Who is Noboa?")


def test_log_that_cannot_be_written_loses_no_change_and_is_told(
    scratch: Corpus, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    target = tmp_path / "elsewhere"
    (scratch.folder / LOG).symlink_to(target)
    with caplog.at_level(logging.WARNING, "qa"):
        scratch.add("memo.txt", data=b"The mayor of Lumo counted the boats.")
    assert (scratch.folder / "memo.txt").is_file() and not target.exists()
    assert LOG in caplog.text and "what was done (added) is done" in caplog.text


def test_log_is_put_aside_when_it_is_large_and_a_torn_line_spoils_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "LARGEST", 300)
    for number in range(5):
        write_log(tmp_path, log.Action.ASKED, about=str(number))
    files = log.log_files(tmp_path)
    assert len(files) > 1 and [line["about"] for line in lines(tmp_path)] == list("01234")
    assert not open_corpus(tmp_path).entries()
    monkeypatch.setattr(log, "LARGEST", 10_000)
    (tmp_path / LOG).write_text('{"torn', encoding="ascii")
    write_log(tmp_path, log.Action.ASKED)
    torn, whole = (tmp_path / LOG).read_text("ascii").splitlines()
    assert torn == '{"torn' and json.loads(whole)["action"] == "asked"


def modes(folder: Path) -> set[tuple[bool, int]]:
    return {(path.is_dir(), stat.S_IMODE(path.stat().st_mode) & 0o777) for path in folder.rglob("*")}


@posix
def test_new_corpus_is_its_owners_alone_and_a_shared_one_stays_shared(tmp_path: Path) -> None:
    before = os.umask(0o002)
    try:
        own, shared = tmp_path / "own", tmp_path / "shared"
        shared.mkdir()
        shared.chmod(0o770)
        for folder in (own, shared):
            corpus = open_corpus(folder)
            (tmp_path / "works.bib").write_text("@book{g, title={Barrels}}", encoding="utf-8")
            (tmp_path / "memo.md").write_text("---\nbibliography: works.bib\n---\n\nBoats [@g].\n", encoding="utf-8")
            corpus.add(tmp_path / "memo.md")
            corpus.replace("memo", "memo.md", data=b"Nine boats.\n")
        assert stat.S_IMODE(own.stat().st_mode) == 0o700 and modes(own) == {(True, 0o700), (False, 0o600)}
        assert modes(shared) == {(True, 0o770), (False, 0o660)}
    finally:
        os.umask(before)


@posix
def test_index_follows_its_folder_and_a_file_keeps_its_own_mode(scratch: Corpus) -> None:
    manifest = scratch.folder / "corpus.toml"
    manifest.chmod(0o640)
    scratch.index_folder.chmod(0o700)
    for path in scratch.index_folder.glob("c*.sqlite*"):
        path.unlink()
    scratch.add("memo.txt", data=b"The mayor of Lumo counted the boats.")
    assert stat.S_IMODE(manifest.stat().st_mode) == 0o640
    scratch.build(rebuild=False)
    current = read_current(scratch.index_folder)
    made = [scratch.index_folder / name for name in (current.content, current.vectors, CACHE_FILE)]
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}
