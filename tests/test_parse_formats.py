import os
from pathlib import Path

import pytest

from qa.errors import DocumentError
from qa.parse import parse_file

PAGE = b"\xef\xbb\xbf<!DOCTYPE html><html><body><p>Rice is dear.</p></body></html>"


@pytest.mark.parametrize(
    "name", ["page.txt", "page.md", "page.pdf", "page.docx", "page.odt", "page.epub", "page.doc", "page"]
)
def test_a_page_of_another_name_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(PAGE)
    with pytest.raises(DocumentError) as caught:
        parse_file(path, "x")
    assert name in str(caught.value) and "\n" not in str(caught.value)


def test_a_web_page_in_xml_is_read_with_or_without_its_namespace(tmp_path: Path) -> None:
    for namespace in ("", ' xmlns="http://www.w3.org/1999/xhtml"'):
        path = tmp_path / "page.xml"
        path.write_text(f"<html{namespace}><body><p>Rice is dear.</p></body></html>", encoding="utf-8")
        assert parse_file(path, "x").text == "Rice is dear."


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    with pytest.raises(DocumentError, match="a pipe or device"):
        parse_file(path, "x")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(DocumentError, match="directory"):
        parse_file(tmp_path / "folder.txt", "x")
