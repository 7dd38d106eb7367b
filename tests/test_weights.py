"""What single constants of ranking and selection are for, shown where the gold set's figures hardly depend on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np

from qa.index.engine import Snapshot
from qa.retrieval.hybrid_search import retrieve
from qa.retrieval.prepared_question import PreparedQuestion
from qa.types.document import BlockKind, Span
from qa.types.passage import Passage
from tests.corpora import indexed


@dataclass(frozen=True)
class Rankings:
    """A snapshot of which only its two rankings are known, by row, best first."""

    words: Sequence[int]
    meaning: Sequence[int]

    def search_words(self, question: str, k: int, document: str | None) -> list[tuple[int, float]]:
        return [(row, 0.0) for row in self.words[:k]]

    def search_meaning(self, vector: object, k: int, document: str | None) -> list[tuple[int, float]]:
        return [(row, 0.0) for row in self.meaning[:k]]

    def passages(self, rows: Sequence[int]) -> dict[int, Passage]:
        return {
            row: Passage(str(row), "harbour", Span(row, row + 1), BlockKind.PARAGRAPH, (), (), (), "") for row in rows
        }


def test_passage_found_by_words_and_meaning_comes_before_those_that_lead_only_one() -> None:
    only_words, only_meaning, both = list(range(100, 110)), list(range(200, 210)), 7
    rankings = Rankings([*only_words, both], [*only_meaning, both])
    question = PreparedQuestion("How deep is the harbour?", np.zeros(3, dtype=np.float32), {})
    first, second, third, *_ = retrieve(cast(Snapshot, rankings), question)
    assert first.passage.passage_id == str(both)
    assert {second.passage.passage_id, third.passage.passage_id} == {"100", "200"}


def test_answer_has_at_most_eight_claims_however_many_reasons_are_counted_up(tmp_path: Path) -> None:
    reasons = (
        "the quay is too short", "the crane is broken", "the bell cannot be heard", "the lamp is too weak",
        "the ferry runs aground", "the ice stays until May", "the sheds leak", "the pilots are too few",
        "the road is washed out", "the customs house burnt down", "the water is too shallow", "the guild wants a market",
    )  # fmt: skip
    others = [f"Another reason for moving the harbour of Lumo is that {reason}." for reason in reasons[1:]]
    text = "\n\n".join(
        ("The harbour of Lumo", f"One reason for moving the harbour of Lumo is that {reasons[0]}.", *others)
    )
    claims = indexed({"harbour": text}, tmp_path).ask("What reasons for moving the harbour of Lumo are there?").claims
    assert len(claims) == 8
    assert all("reason for moving" in claim.text for claim in claims)
