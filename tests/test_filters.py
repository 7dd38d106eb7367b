"""Filters choose sources by what is known of them, and refuse what no source can be."""

import pytest

from qa import Filter, UsageError
from qa.references.filters import select
from qa.types.source import Holding, SourceKind


@pytest.mark.parametrize("wanted", [{"kinds": ("interviews",)}, {"holdings": ("hold",)}])
def test_filter_refuses_what_no_source_can_be(wanted: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(UsageError, match="use one of"):
        Filter(**wanted)  # type: ignore[arg-type]


def test_filter_takes_members_and_their_values() -> None:
    wanted = Filter(kinds=(SourceKind.INTERVIEW, "report"), holdings=(Holding.HELD, "reference only"))
    assert select((), wanted) == ()
