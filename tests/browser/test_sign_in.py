"""People in a real browser: with a shared secret one may only read, one edits under her name; others sign in by a provider."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from qa import Corpus
from tests.browser.chromium import MARKS, WAIT, expect, is_open_to_all, says
from tests.identity_provider import identity_provider
from tests.people import people_file
from tests.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = MARKS


def _signed_in(page: "Page", address: str, name: str, secret: str) -> None:
    page.goto(f"http://{address}/add")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Secret").fill(secret)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text(f"Signed in as {name}.").wait_for(timeout=WAIT)


def test_readers_and_editors_sign_in_with_their_secrets_and_out_again(
    corpus: Corpus, tmp_path: Path, chromium: "Browser"
) -> None:
    people = people_file(tmp_path, '[secrets]\nread = "made up, to read"\nedit = "made up, to edit"\n')
    folders = {"QA_CORPUS": str(corpus.folder), "QA_INDEX": str(corpus.index_folder)}
    with served(None, folders, None, ("--people", people)) as (address, _):
        with chromium.new_context() as context:
            reader = context.new_page()
            _signed_in(reader, address, "Rosa", "made up, to read")
            reader.get_by_text("open for reading only").first.wait_for(timeout=WAIT)
            expect(reader).to_have_url(re.compile("/add$"))
            assert reader.locator("[data-testid=stFileUploader]").count() == 0
        with chromium.new_context() as context:
            editor = context.new_page()
            _signed_in(editor, address, "Edda", "made up, to edit")
            editor.locator("[data-testid=stFileUploader]").first.wait_for(timeout=WAIT)
            assert editor.get_by_text("open for reading only").count() == 0
            editor.get_by_role("link", name="Sign out").click()
            editor.get_by_label("Secret").wait_for(timeout=WAIT)
            editor.goto(f"http://{address}/read")
            says(editor.locator("h1"), "Footnote QA")
            expect(editor.get_by_label("Secret")).to_have_count(1)


def test_a_provider_signs_in_who_has_a_role_and_leads_back_to_the_page(
    corpus: Corpus, tmp_path: Path, chromium: "Browser"
) -> None:
    people = people_file(tmp_path, '[addresses]\nedit = ["edda@office.example"]\n')
    secrets = tmp_path / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    with identity_provider() as provider:
        secrets.write_text(provider.secrets_text("http://localhost:{port}"), encoding="utf-8")
        secrets.chmod(0o600)
        folders = {"QA_CORPUS": str(corpus.folder), "QA_INDEX": str(corpus.index_folder), "HOME": str(tmp_path)}
        with (
            served(None, {**folders, "QA_TEST_PROVIDER": "1"}, None, ("--people", people)) as (address, _),
            chromium.new_context() as context,
        ):
            page = context.new_page()
            provider.person = {"sub": "1", "email": "rosa@office.example", "email_verified": True}
            page.goto(f"http://{address}/add")
            page.get_by_role("link", name="Sign in with").click()
            page.get_by_text("rosa@office.example may not read here").wait_for(timeout=WAIT)
            is_open_to_all(page)
            assert page.get_by_text("Drop").count() == 0
            provider.person = {"sub": "2", "email": "edda@office.example", "email_verified": True}
            page.get_by_role("link", name="Sign in with").click()
            page.get_by_text("Signed in as edda@office.example.").wait_for(timeout=WAIT)
            expect(page).to_have_url(re.compile("/add$"))
            page.get_by_role("link", name="Sign out").click()
            page.get_by_role("link", name="Sign in with").wait_for(timeout=WAIT)
