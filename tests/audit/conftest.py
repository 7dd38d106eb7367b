"""The sample report with made-up texts of seven of its sources, compared by the large reader that ships."""

import shutil
from pathlib import Path

import pytest

from qa import Corpus, open_corpus
from qa.types.audit import Audit
from tests.conftest import copy_index, made_once

SOURCES = Path(__file__).parent / "sources"


@pytest.fixture(scope="session")
def held(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Not to be changed."""

    def make(folder: Path) -> None:
        shutil.copytree(corpus.folder, folder / "corpus")
        copy_index(corpus.index_folder, folder / "index")
        made = opened(folder)
        for file in sorted(SOURCES.glob("*.txt")):
            made.add(file, footnote=file.stem)
        made.build()

    return opened(made_once(tmp_path_factory, "audited", make))


def opened(folder: Path) -> Corpus:
    return open_corpus(folder / "corpus", index=folder / "index", reader="packaged")


@pytest.fixture(scope="session")
def audit(held: Corpus) -> Audit:
    (made,) = held.audit()
    return made


@pytest.fixture
def judged(held: Corpus, tmp_path: Path) -> Corpus:
    """A copy that a test may change."""
    shutil.copytree(held.folder, tmp_path / "corpus")
    copy_index(held.index_folder, tmp_path / "index")
    return opened(tmp_path)
