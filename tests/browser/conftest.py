"""One Chromium and few served apps for all tests in a browser, gone when these are done: its event loop is in the way of others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from qa import Corpus
from tests.conftest import copy_corpus

if TYPE_CHECKING:
    from playwright import sync_api

# What needs playwright is imported in the fixtures: where it is missing, the tests are skipped, and this file is read all the same.


@pytest.fixture(scope="package")
def chromium() -> Iterator[sync_api.Browser]:
    from playwright.sync_api import sync_playwright

    from tests.browser.chromium import ARGUMENTS, CHROMIUM

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS.split())
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def app(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    from tests.browser.chromium import serving

    with serving(corpus, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


@pytest.fixture(scope="package")
def own(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A copy that tests may change, if they leave what others look at."""
    return copy_corpus(corpus, tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="package")
def own_app(own: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app over that copy, which takes files of 1 MB together."""
    from tests.browser.chromium import serving

    with serving(own, tmp_path_factory.mktemp("server") / "log.txt", QA_UPLOAD_PAGE_MB="1") as address:
        yield address


@pytest.fixture(scope="package")
def hostile_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app over documents whose names, texts and notes are markup and scripts."""
    from tests.browser.chromium import serving
    from tests.browser.hostile import make_hostile

    folder = tmp_path_factory.mktemp("hostile")
    with serving(make_hostile(folder), folder / "log.txt") as address:
        yield address


@pytest.fixture
def page(chromium: sync_api.Browser) -> Iterator[sync_api.Page]:
    """A page that fails the test when a dialog opens or anything but the app is asked for."""
    with chromium.new_context(viewport={"width": 1440, "height": 900}) as context:
        opened = context.new_page()
        outside: list[str] = []
        dialogs: list[str] = []

        def note(request: sync_api.Request) -> None:
            if not request.url.startswith(("http://localhost:", "ws://localhost:", "data:", "blob:")):
                outside.append(request.url)

        def close(dialog: sync_api.Dialog) -> None:
            dialogs.append(dialog.message)
            dialog.dismiss()

        opened.on("request", note)
        opened.on("dialog", close)
        yield opened
        assert (outside, dialogs) == ([], [])
