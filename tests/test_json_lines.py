"""The one reader of JSON Lines."""

import io
from pathlib import Path
from typing import Any

import pytest

from qa.errors import UsageError
from qa.json_lines import read_json_lines


def number(row: Any) -> int:
    return int(row["n"])


def read(path: Path, text: str | bytes, *, strict: bool = False) -> list[int]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_json_lines(path, number, "a number", strict=strict)


def test_each_line_that_is_not_blank_makes_a_value(tmp_path: Path) -> None:
    assert read(tmp_path / "x", '\ufeff{"n": 1}\n\n  \n{"n": 2, "s": "a\u2028b", "x": NaN}\r\n') == [1, 2]
    assert read(tmp_path / "x", "") == []


def test_one_value_may_stand_over_several_lines(tmp_path: Path) -> None:
    assert read(tmp_path / "x", '{\n "n": 7\n}\n') == [7]


def test_standard_input_is_a_hyphen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"n": 3}\n')))
    assert read_json_lines("-", number, "a number") == [3]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b'{"n": 1}\n\xff', "x, line 2: not a number: not UTF-8"),
        ('{"n": 1}\n\nhello', "x, line 3: not a number: not JSON (Expecting value"),
        ('{"n": 1}\n{"m": 1}', "x, line 2: not a number; mend the line"),
        ("[1]", "x, line 1: not a number; mend the line"),
        ('{"n": "one"}', "x, line 1: not a number; mend the line"),
        ("[" * 100_000, "x, line 1: not a number: nested too deeply"),
        ('{"n": ' + "9" * 5000 + "}", "x, line 1: not a number: not JSON (Exceeds the limit"),
    ],
)
def test_what_does_not_fit_is_named_by_its_line(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(tmp_path / "x", text)
    assert str(caught.value).startswith(str(tmp_path / said)) and "\n" not in str(caught.value)


@pytest.mark.parametrize(("text", "said"), [('{"n": 1, "n": 2}', "stands twice"), ('{"n": 1, "m": NaN}', "no NaN")])
def test_strict_reading_refuses_what_programs_read_differently(tmp_path: Path, text: str, said: str) -> None:
    assert read(tmp_path / "x", text)
    with pytest.raises(UsageError, match=said):
        read(tmp_path / "x", text, strict=True)


def test_a_bad_line_does_not_lose_the_others(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b'{"n": 1}\nhello\n{"n": "\xff"}\n' + b"[" * 100_000 + b'\n{"n": 2}\n')
    told: list[UsageError] = []
    assert read_json_lines(file, number, "a number", on_bad_line=told.append) == [1, 2]
    assert [str(error).split(":")[0].rpartition(", ")[2] for error in told] == ["line 2", "line 3", "line 4"]


def test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="gone: cannot be read"):
        read_json_lines(tmp_path / "gone", number, "a number")
