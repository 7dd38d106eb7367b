"""An answer says which of the documents that it quotes have changed since they were indexed."""

import os
from pathlib import Path

import pytest

from qa import Corpus
from qa.corpus.manifest import Manifest, read_corpus
from qa.export.answers import answer_to_text
from qa.index import changed_files
from qa.ui.reply import reply_html
from qa.ui.session import make_shelf
from tests.conftest import REPORT

QUESTION = "How much in company assets was frozen?"


def test_answer_says_that_a_file_has_changed_and_not_that_it_was_touched(
    scratch: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = next(entry.path for entry in scratch.entries() if entry.doc_id == REPORT)
    assert scratch.ask(QUESTION).changed == ()
    os.utime(file, ns=(1, 1))
    assert scratch.ask(QUESTION).changed == ()
    content = file.read_bytes()
    file.write_bytes(content.replace(b"48 million", b"84 million"))
    os.utime(file, ns=(2, 2))
    answer = scratch.ask(QUESTION)
    assert answer.changed == (REPORT,) and answer.to_dict()["changed"] == [REPORT]
    words = f"{REPORT}: the file has changed since it was indexed"
    assert words in " ".join(answer_to_text(answer).split()) and words in reply_html(answer, make_shelf(scratch))
    assert "has changed since it was indexed" in answer.to_markdown()
    file.write_bytes(content)
    os.utime(file, ns=(3, 3))
    assert scratch.ask(QUESTION).changed == ()
    listed: list[Path] = []

    def listing(folder: Path) -> Manifest:
        listed.append(folder)
        return read_corpus(folder)

    monkeypatch.setattr(changed_files, "read_corpus", listing)
    os.utime(file, ns=(4, 4))
    # Of thousands of files, the list is made again only where it has changed.
    assert scratch.ask(QUESTION).changed == () and not listed
    file.unlink()
    assert scratch.ask(QUESTION).changed == (REPORT,)
