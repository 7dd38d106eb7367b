"""What people say of an audit's verdicts: JSON Lines in the corpus folder, to which lines are added and none is changed.

Of several lines about one statement the last counts; one that says nothing takes the others back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qa.corpus.said_lines import LONGEST_REMARK, append_said, check_remark, read_said
from qa.types.audit import AuditedStatement, AuditVerdict, Judgement, Opinion

JUDGEMENTS = "_judgements.jsonl"


def read_judgements(folder: Path) -> dict[str, Judgement]:
    """What counts now, by the statement's key; a line that does not fit is left out, with a warning.

    Raises:
        CorpusError: the file is too large, or a link that leads elsewhere.
    """
    found: dict[str, Judgement] = {}
    for key, judgement in read_said(folder / JUDGEMENTS, _from_row, "a judgement"):
        found.pop(key, None)
        if judgement.opinion or judgement.remark:
            found[key] = judgement
    return found


def write_judgement(folder: Path, statement: AuditedStatement, opinion: Opinion | None, remark: str) -> Judgement:
    """Add a line; no opinion and no remark take back what was said before.

    Raises:
        UsageError: the remark is too long.
        CorpusError: it cannot be written.
    """
    check_remark("remark", remark)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    row = {
        "statement": statement.key, "document": statement.citation.document, "quote": statement.citation.quote,
        "verdict": statement.verdict.value,
        "opinion": opinion and opinion.value, "remark": remark, "at": now,
    }  # fmt: skip
    append_said(folder / JUDGEMENTS, row)
    return Judgement(opinion, remark, now, statement.verdict)


def _from_row(row: Mapping[str, Any]) -> tuple[str, Judgement]:
    key, remark, at = row["statement"], row.get("remark") or "", row["at"]
    if not (isinstance(key, str) and isinstance(remark, str) and isinstance(at, str)):
        raise ValueError
    opinion = Opinion(row["opinion"]) if row.get("opinion") else None
    return key, Judgement(opinion, remark[:LONGEST_REMARK], at, AuditVerdict(row["verdict"]))
