"""`qa.regex`: compiled at the first use, and then the same as `re.compile` gives."""

import re

import pytest

from qa.regex import is_of, regex
from tests.conftest import ROOT


def test_pattern_is_compiled_when_it_is_first_used(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    whole = re.compile

    def compile_and_note(pattern: str, flags: int) -> re.Pattern[str]:
        made.append(pattern)
        return whole(pattern, flags)

    monkeypatch.setattr("qa.regex.re.compile", compile_and_note)
    found = regex(r"b+", re.IGNORECASE)
    assert found.pattern == "b+" and not made
    match = found.search("aBBa")
    assert match and match.group() == "BB" and found.sub("-", "abc") == "a-c" and found.flags & re.IGNORECASE
    assert made == ["b+"] and not hasattr(found, "scanner")


def test_match_knows_its_expression() -> None:
    one, other = regex(r"a"), regex(r"b")
    match = one.search("ba")
    assert match and is_of(match, one) and not is_of(match, other)
    # A comparison of objects would never hold.
    assert not [
        p.name for p in (ROOT / "qa").rglob("*.py") if re.search(r"\.re (?:is|==|in)\b", p.read_text(encoding="utf-8"))
    ]
