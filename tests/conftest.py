"""One real index of the real corpus for the whole run, and folders that a test may spoil."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from qa import Corpus, open_corpus
from tests.trials.editions import Bench, copied, prepare

ROOT = Path(__file__).parent.parent
REPORT = "balkan-groups-in-ecuador"

settings.register_profile("nightly", max_examples=200, stateful_step_count=50, deadline=None)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The corpus of the repository, indexed with the real encoder; not to be changed."""
    index = tmp_path_factory.mktemp("index")
    opened = open_corpus(ROOT / "corpus", index=index)
    opened.build()
    return opened


@pytest.fixture
def scratch(corpus: Corpus, tmp_path: Path) -> Corpus:
    """A copy of corpus and index that a test may change."""
    shutil.copytree(corpus.folder, tmp_path / "corpus")
    shutil.copytree(corpus.index_folder, tmp_path / "index")
    return open_corpus(tmp_path / "corpus", index=tmp_path / "index")


@pytest.fixture(scope="session")
def editions(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A made-up corpus whose documents say their edition, all of them embedded; not to be changed."""
    folder = tmp_path_factory.mktemp("editions")
    shutil.copytree(corpus.index_folder, folder / "index")
    return prepare(folder)


@pytest.fixture
def bench(editions: Bench) -> Iterator[Bench]:
    """A copy of it that a test may spoil."""
    with copied(editions) as copy:
        yield copy
