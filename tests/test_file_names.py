"""What a file may be called in the corpus."""

import pytest

from qa.corpus.file_names import file_name_for, safe_file_name
from qa.errors import UsageError


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../../etc/x.exe", "end in"),
        (".hidden.txt", "full stop"),
        ("x" * 300 + ".txt", "200 bytes"),
        ("", "end in"),
        ("a\x00.exe", "end in"),
        ("release.txt.", "end in"),
        ("CON.txt", "Windows"),
        ("com1.tar.txt", "Windows"),
        ("lpt¹ .txt", "Windows"),
        ("nul\x00.txt", "Windows"),
        ("\u202ecod.exe", "end in"),
    ],
)
def test_hostile_file_names_are_refused_in_one_line(name: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        safe_file_name(name)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/release.txt", "release.txt"),
        ("C:\\temp\\release.txt", "release.txt"),
        ("a\x00b\u202ec\n.txt", "abc.txt"),
        ('<img src="x">.html', "img src=x.html"),
        ("contract.txt", "contract.txt"),
        ("Отчёт 2023.pdf", "Отчёт 2023.pdf"),
    ],
)
def test_file_names_lose_folders_controls_and_marks_of_direction(name: str, safe: str) -> None:
    assert safe_file_name(name) == safe


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A trail of blood", "a-trail-of-blood.txt"),
        ("../../etc", "etc.txt"),
        ("???", "pasted-text.txt"),
        ("CON", "text-con.txt"),
        ("ж" * 500, "ж" * 40 + ".txt"),
    ],
)
def test_pasted_text_gets_a_name_from_its_title(title: str, name: str) -> None:
    assert file_name_for(title) == name == safe_file_name(name)
