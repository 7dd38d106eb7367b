"""Models that `corpus.toml` names: none is fetched, and no folder elsewhere opened, before the person allowed it."""

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from qa import Corpus, open_corpus
from qa.cli import main
from qa.corpus.permissions import allowed_models
from qa.embed.hub import settle_fetching
from qa.embed.passages import PassageEncoder
from qa.embed.weights import PACKAGED, locate
from qa.errors import CorpusError, EncoderError, QAError, ReaderError, Remedy, UsageError
from qa.reader import ReaderSettings, open_reader

NAME = "made-up/no-such-model"
QUESTION = "How many prison staff were held hostage?"


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The names of computers that somebody wanted to reach; none is."""
    wanted: list[object] = []

    def refuse(host: object, *_: object, **__: object) -> None:
        wanted.append(host)
        raise OSError("no network in this test")

    monkeypatch.setattr("socket.getaddrinfo", refuse)
    return wanted


@pytest.fixture
def sent(scratch: Corpus) -> Corpus:
    """A corpus whose `corpus.toml` names a model on the hub."""
    manifest = scratch.folder / "corpus.toml"
    manifest.write_text(manifest.read_text() + f'\n[answers]\nreader = "{NAME}"\n')
    return scratch


@pytest.fixture
def settings_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "settings" / "of mine"
    monkeypatch.setenv("QA_CONFIG", str(folder))
    return folder


def test_model_that_a_manifest_names_is_not_fetched_unasked(sent: Corpus, looked_up: list[object]) -> None:
    with pytest.raises(ReaderError, match="nobody has allowed to fetch it") as caught:
        sent.ask(QUESTION)
    assert (caught.value.remedy, looked_up) == (Remedy.ALLOW_MODEL, [])


@pytest.mark.parametrize("key", ["reader", "reranker"])
@pytest.mark.parametrize(
    ("name", "said"),
    [(NAME, "nobody has allowed to fetch it"), (r"\\evil.example\share", "a folder on another computer")],
)
def test_no_reader_or_reranker_of_a_manifest_asks_another_computer(
    scratch: Corpus, looked_up: list[object], capsys: pytest.CaptureFixture[str], key: str, name: str, said: str
) -> None:
    manifest = scratch.folder / "corpus.toml"
    manifest.write_text(manifest.read_text() + f"\n[answers]\n{key} = '{name}'\n")
    assert main(["ask", QUESTION, "--corpus", str(scratch.folder), "--index", str(scratch.index_folder)]) == 1
    told = capsys.readouterr()
    assert (
        name[:60] in told.err
        and len(told.err) < 300
        and said in told.err
        and told.err.count("\n") == 1
        and not (told.out or looked_up)
    )


@pytest.mark.parametrize("offline", [False, True], ids=["allowed", "allowed, but offline"])
def test_model_is_looked_for_once_it_is_allowed_for_this_corpus(
    sent: Corpus, looked_up: list[object], settings_folder: Path, monkeypatch: pytest.MonkeyPatch, offline: bool
) -> None:
    monkeypatch.setenv("QA_OFFLINE", "1" if offline else "0")
    sent.allow_model(NAME)
    other = open_corpus(sent.folder.parent, index=sent.index_folder)
    assert sent.allowed_models() == {NAME} and not other.allowed_models()
    with pytest.raises(ReaderError, match="QA_OFFLINE forbids" if offline else "cannot be reached to fetch it"):
        sent.ask(QUESTION)
    assert bool(looked_up) is not offline
    sent.allow_model(NAME, allow=False)
    assert sent.allowed_models() == frozenset()


def test_model_that_is_named_in_the_call_is_asked_for(corpus: Corpus) -> None:
    named = open_corpus(corpus.folder, index=corpus.index_folder, reader=NAME)
    assert named.reader_settings().allowed == {NAME}


def test_encoder_that_a_manifest_names_is_not_fetched_unasked(tmp_path: Path, looked_up: list[object]) -> None:
    (tmp_path / "a.txt").write_text("Made up\n\nThe harbour has ninety lanterns.\n")
    (tmp_path / "corpus.toml").write_text(f'[index]\nencoder = "{NAME}"\n')
    with pytest.raises(EncoderError, match="nobody has allowed"):
        open_corpus(tmp_path, index=tmp_path / "index").build()
    assert looked_up == []


def test_permissions_are_kept_apart_and_only_for_their_owner(settings_folder: Path, tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "corpus", tmp_path / "index")
    corpus.allow_model(NAME)
    file = settings_folder / "allowed.json"
    assert json.loads(file.read_text()) == {"models": {str(tmp_path / "corpus"): [NAME]}}
    assert not (tmp_path / "corpus").exists()
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(UsageError, match="is empty"):
        corpus.allow_model(" ")


@pytest.mark.parametrize("text", ["[]", "{", '{"models": {"x": "y"}}', "[" * 100_000])
def test_damaged_permissions_allow_nothing(settings_folder: Path, tmp_path: Path, text: str) -> None:
    settings_folder.mkdir(parents=True)
    (settings_folder / "allowed.json").write_text(text)
    with pytest.raises(CorpusError, match="not a list of permissions"):
        allowed_models(tmp_path)


def test_shell_allows_lists_and_withdraws(
    settings_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = ["--corpus", str(tmp_path / "c"), "--index", str(tmp_path / "i")]
    said = []
    for arguments in ([NAME], [], ["--withdraw", NAME], []):
        assert main(["allow", *folders, *arguments]) == 0
        said.append(capsys.readouterr().out.strip())
    assert "may now" in said[0] and said[1] == NAME and "no longer" in said[2] and said[3].startswith("Nothing")
    assert main(["allow", *folders, "--withdraw"]) == 2


@pytest.mark.parametrize("name", [r"\\evil.example\share", "//evil.example/share", r"\\?\UNC\evil.example\share"])
def test_folders_of_other_computers_are_not_touched(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def touched(path: Path, *_: object, **__: object) -> bool:
        raise AssertionError(f"{path} was touched")

    monkeypatch.setattr(Path, "is_dir", touched)
    for refused in (
        lambda: locate(name),
        lambda: open_reader(ReaderSettings(name)),
        lambda: open_reader(ReaderSettings("none", name)),
        lambda: settle_fetching(name, True, ReaderError),
    ):
        with pytest.raises(QAError, match="another computer"):
            refused()


def copy_of_the_encoder(folder: Path) -> Path:
    shutil.copytree(locate(PACKAGED).location, folder)
    return folder


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: shutil.move(folder / "model.safetensors", folder / "pytorch_model.bin"), "pytorch_model.bin"),
        (lambda folder: (folder / "adapter_config.json").write_text("{}"), "an adapter, no model"),
        (lambda folder: (folder / "model.safetensors").unlink(), "only weights in safetensors"),
        (lambda folder: [(folder / f"{n}.txt").touch() for n in range(600)], "more than 500 files"),
        (lambda folder: [(folder / name).unlink() for name in ("modules.json", "config.json")], "no modules"),
    ],
    ids=["pickle", "adapter", "no weights", "many files", "no model"],
)
def test_encoder_folder_that_holds_something_else_is_refused(tmp_path: Path, spoil: object, said: str) -> None:
    folder = copy_of_the_encoder(tmp_path / "encoder")
    assert callable(spoil)
    spoil(folder)
    with pytest.raises(EncoderError, match=said):
        locate(str(folder))


@pytest.mark.parametrize(
    ("name", "content"),
    [("modules.json", b"[" * 100_000), ("model.safetensors", b"\xff" * 200), ("1_Pooling/config.json", b"[1]")],
)
def test_encoder_folder_that_breaks_its_library_is_refused_in_one_line(
    tmp_path: Path, name: str, content: bytes
) -> None:
    folder = copy_of_the_encoder(tmp_path / "encoder")
    (folder / name).write_bytes(content)
    with pytest.raises(EncoderError, match="cannot be loaded") as caught:
        PassageEncoder(locate(str(folder)))
    assert "\n" not in str(caught.value)


def test_name_that_no_folder_can_have_is_none() -> None:
    assert locate("n" * 999).location == "n" * 999
    with pytest.raises(EncoderError, match="not on this computer") as caught:
        PassageEncoder(locate("n" * 999))
    assert "\n" not in str(caught.value)


def test_encoder_folder_with_safetensors_is_read(tmp_path: Path) -> None:
    folder = copy_of_the_encoder(tmp_path / "encoder")
    assert PassageEncoder(locate(str(folder))).encode_query("a question").shape == (384,)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc here")
def test_folder_without_end_is_no_encoder() -> None:
    with pytest.raises(EncoderError, match="no modules"):
        locate("/proc")
