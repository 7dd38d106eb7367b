"""One real index of the real corpus for the whole run, and folders that a test may spoil."""

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from qa import Corpus, open_corpus
from qa.embed.weights import PACKAGED, locate
from tests.gold.setting import make_gold, open_gold
from tests.trials.editions import Bench, copied, prepare

ROOT = Path(__file__).parent.parent
BROWSER = "tests/browser/"
REPORT = "balkan-groups-in-ecuador"

# Processes that share the cores must not spin while they wait for one another's threads; torch is not imported yet.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
# The imports leave half a million objects: a process that looks through the young ones at every 700 spends a tenth of its time so.
gc.set_threshold(50_000)
# The larger network is asked where answers are judged (tests/gold, tests/headlines); elsewhere it would only take its time.
os.environ["QA_READER"] = "packaged-small"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: those that drive a browser, or wait for a child, leave theirs to others."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """File by file, and all that is seen in a browser by one process: each would start a browser and an app of its own."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Rooms(LoadFileScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return BROWSER if nodeid.startswith(BROWSER) else str(super()._split_scope(nodeid))

    return Rooms(config, log)


# Files go to the processes in this order: what takes long begins early, so that none is waited for at the end. The first two make
# an index of their own, or need none: the third makes the one that all others use, and would keep them waiting.
ORDER = """
test_gold test_child browser/ test_machine test_concurrency reader/ test_index_damage test_ui_add test_pumps test_durability
test_note_questions test_langchain test_ui test_purge test_cli test_index test_hostile_text test_index_forged test_index_genuine
test_ui_conversation test_refusals test_uploads test_mcp test_serve writer/ test_ui_prose test_langchain_chains
""".split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the files so, and leave the others, and the tests of each, as they are."""

    def place(item: pytest.Item) -> int:
        file = item.nodeid.partition(".py")[0].removeprefix("tests/")
        folder = file.partition("/")[0] + "/"
        return next((at for at, name in enumerate(ORDER) if name in (file, folder)), len(ORDER))

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """What the imports and the collection left stays to the end: no later collection of garbage has to look through it."""
    gc.collect()
    gc.freeze()


# The first example of a process compiles what it needs: on a busy machine that took longer than Hypothesis's 200 ms.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
settings.register_profile("nightly", max_examples=200, stateful_step_count=50, deadline=None)
settings.register_profile("parsers", max_examples=5000, deadline=None)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first process of the run to need it fills, and that all of them use."""
    # Each worker of a run has a folder of its own below that of the run.
    run = factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else factory.getbasetemp()
    folder, done = run / name, run / f"{name}.made"
    with FileLock(run / f"{name}.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


_MAIN = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def _main_module_is_that_of_the_run() -> None:
    """Streamlit's AppTest leaves the app as `__main__`, and a child process would begin by running it."""
    sys.modules["__main__"] = _MAIN


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_a_person(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the person at this computer allowed for a corpus is no part of a test."""
    os.environ["QA_CONFIG"] = str(tmp_path_factory.mktemp("config"))


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The corpus of the repository, indexed with the real encoder; not to be changed."""

    def make(folder: Path) -> None:
        open_corpus(ROOT / "corpus", index=folder).build()

    return open_corpus(ROOT / "corpus", index=made_once(tmp_path_factory, "index", make))


@pytest.fixture(scope="session")
def gold_corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The sample report, the federal policy and its source, indexed with the real encoder; not to be changed."""
    return open_gold(made_once(tmp_path_factory, "gold", make_gold))


@pytest.fixture
def scratch(corpus: Corpus, tmp_path: Path) -> Corpus:
    """A copy of corpus and index that a test may change."""
    return copy_corpus(corpus, tmp_path)


@pytest.fixture
def scratch_exported(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Corpus:
    """Likewise, of an index whose encoder is a folder, and so was exported into it."""

    def make(folder: Path) -> None:
        shutil.copytree(ROOT / "corpus", folder / "corpus")
        shutil.copytree(locate(PACKAGED).location, folder / "encoder")
        (folder / "encoder" / "README.md").write_text("Not the packaged one: this file differs.\n")
        with (folder / "corpus" / "corpus.toml").open("a") as manifest:
            manifest.write(f'\n[index]\nencoder = "{folder / "encoder"}"\n')
        open_corpus(folder / "corpus", index=folder / "index").build()

    folder = made_once(tmp_path_factory, "exported", make)
    return copy_corpus(open_corpus(folder / "corpus", index=folder / "index"), tmp_path)


def copy_index(source: Path, target: Path) -> None:
    """Copy an index into a folder that may be there."""
    shutil.copytree(source, target, dirs_exist_ok=True)


def copy_corpus(corpus: Corpus, to: Path) -> Corpus:
    """Corpus and index in a folder of their own."""
    shutil.copytree(corpus.folder, to / "corpus")
    copy_index(corpus.index_folder, to / "index")
    return open_corpus(to / "corpus", index=to / "index")


def make_wider(corpus: Corpus, folder: Path) -> None:
    """What `wider` says, in an empty folder."""
    shutil.copytree(corpus.folder, folder / "corpus")
    copy_index(corpus.index_folder, folder / "index")
    wider = open_corpus(folder / "corpus", index=folder / "index")
    release = folder / "release.txt"
    release.write_text(
        "Europol: company assets worth EUR 48 million were frozen in Ecuador and Spain.", encoding="utf-8"
    )
    wider.add(release, footnote="6")
    night = " ".join(f"Lantern {number} of Lumo burned through the long night." for number in range(20))
    texts = {
        "ice.txt": "Company assets worth 3 million were frozen in Lumo.\n\nLumo has ice.\n",
        "lanterns.txt": "\n\n".join(f"Lantern {number} of Lumo burns." for number in range(70)),
        "mayor.md": f"# Lumo\n\nThe mayor counted the boats. {night} Then all went out.[^1]\n\n[^1]: Lumo Gazette, 3 May 2021.\n",
    }
    for name, text in texts.items():
        (wider.folder / name).write_text(text, encoding="utf-8")
    wider.build()


@pytest.fixture(scope="session")
def wider(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The report with the text of its source 6, and with made-up documents about lanterns and ice; not to be changed."""
    folder = made_once(tmp_path_factory, "wider", lambda folder: make_wider(corpus, folder))
    return open_corpus(folder / "corpus", index=folder / "index")


@pytest.fixture(scope="session")
def editions(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A made-up corpus whose documents say their edition, all of them embedded; not to be changed."""

    def make(folder: Path) -> None:
        shutil.copytree(corpus.index_folder, folder / "index")
        prepare(folder)

    # What has been embedded is found again: noting the answers takes moments.
    made = made_once(tmp_path_factory, "editions-made", make)
    folder = tmp_path_factory.mktemp("editions")
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return prepare(folder)


@pytest.fixture
def bench(editions: Bench) -> Iterator[Bench]:
    """A copy of it that a test may spoil."""
    with copied(editions) as copy:
        yield copy
