"""An error says what failed; the front end that shows it says what to do, in its own words."""

import inspect
import re
from pathlib import Path

import pytest

from qa import Corpus, errors
from qa.cli import main
from qa.cli.remedies import in_shell_words, shell_remedy
from qa.errors import CorpusError, DocumentError, IndexUnusableError, QAError, Remedy, UnknownDocumentError, UsageError
from qa.index.current import read_current
from qa.parse.encoding import decode
from qa.ui.remedies import in_browser_words
from tests.conftest import ROOT

CLASSES = [cls for cls in vars(errors).values() if inspect.isclass(cls) and issubclass(cls, QAError)]
COMMAND = re.compile(
    r"\b(?:run: )?qa (?:add|app|ask|check|doctor|eval|fetch|footnotes|index|replace|restore|rests|show|sources)\b|--[a-z]"
)


def test_docstring_draws_the_whole_tree() -> None:
    drawn = re.findall(r"^[│├└─ ]*(\w+Error)\b", errors.__doc__ or "", re.MULTILINE)
    assert sorted(drawn) == sorted(cls.__name__ for cls in CLASSES)


def test_every_remedy_has_words_for_the_shell() -> None:
    for remedy in Remedy:
        failed = {
            "document": "x",
            "encoding": "cp1252",
            "model": "owner/model",
            "file": "x.txt",
            "archive": "https://x",
        }
        assert "{" not in shell_remedy(remedy, **failed)


def test_messages_of_the_library_name_no_command() -> None:
    """What a Python caller or a visitor of the browser sees has no shell command or option in it."""
    named = {}
    for path in sorted((ROOT / "qa").rglob("*.py")):
        # Starting the app is a shell's business, though its code stands with the views.
        if "cli" in path.parts or path.name == "launch.py":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if re.search(r"""f?["'].*["']""", line) and '"""' not in line and COMMAND.search(line):
                named[f"{path.relative_to(ROOT)}:{number}"] = line.strip()
    assert not named


def test_name_that_is_not_there_is_carried() -> None:
    error = UnknownDocumentError("nothing")
    assert (str(error), error.failed, error.exit_code) == ("nothing: no such document", {"document": "nothing"}, 2)
    assert in_shell_words(error) == "nothing: no such document; qa doctor lists them"
    assert in_browser_words(error) == "nothing: no such document; the view Add lists them"


def test_error_without_remedy_is_shown_as_it_is() -> None:
    error = QAError("x: damaged; save it again", file="x")
    assert in_shell_words(error) == in_browser_words(error) == str(error)


def test_missing_index_is_told_in_each_front_end_s_terms(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusableError) as caught:
        read_current(tmp_path)
    assert str(caught.value) == f"{tmp_path}: there is no index yet" and caught.value.failed == {
        "folder": str(tmp_path)
    }
    assert in_shell_words(caught.value).endswith("no index yet; run: qa index")
    assert in_browser_words(caught.value).endswith("no index yet; in the view Add, press “Rebuild everything”")


def test_encoding_that_a_file_seems_to_have_is_offered_as_an_option() -> None:
    with pytest.raises(DocumentError) as caught:
        decode("Café zu, naïve Straße".encode("cp1252"), "x.txt")
    assert "--encoding" not in str(caught.value)
    assert in_shell_words(caught.value).endswith("for example: --encoding cp1252 (in corpus.toml: `encoding`)")


def test_misspelt_key_is_answered_with_a_question(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Some text.", encoding="utf-8")
    (tmp_path / "corpus.toml").write_text('[[document]]\nfile = "x.txt"\ntitel = "X"\n', encoding="utf-8")
    with pytest.raises(CorpusError, match=r"unknown key `titel`; did you mean `title`\?"):
        Corpus(tmp_path, tmp_path / "index").entries()


def test_file_of_a_taken_name_is_told_the_command_that_replaces(
    scratch: Corpus, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / next(entry.path.name for entry in scratch.entries())
    file.write_text("Another text altogether.", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        scratch.add(file)
    assert caught.value.remedy is Remedy.REPLACE_DOCUMENT
    options = ["--corpus", str(scratch.folder), "--index", str(scratch.index_folder)]
    assert main(["add", *options, str(file)]) == 2
    assert f"; for that, run: qa replace {caught.value.failed['document']} FILE" in capsys.readouterr().err
