"""What people say of an audit's verdicts: JSON Lines in the corpus folder, to which lines are added and none is changed.

Of several lines about one statement the last counts; one that says nothing takes the others back.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qa.corpus.log import current_role, current_user
from qa.errors import CorpusError, UsageError
from qa.files import append_line
from qa.json_lines import read_json_lines
from qa.types.audit import AuditedStatement, AuditVerdict, Judgement, Opinion

JUDGEMENTS = "_judgements.jsonl"
LONGEST_REMARK = 4000
"""Characters."""
_LARGEST = 20_000_000
"""Bytes; nobody judges so much by hand."""

_log = logging.getLogger(__name__)


def read_judgements(folder: Path) -> dict[str, Judgement]:
    """What counts now, by the statement's key; a line that does not fit is left out, with a warning.

    Raises:
        CorpusError: the file is too large, or a link that leads elsewhere.
    """
    path = folder / JUDGEMENTS
    if not path.exists():
        return {}
    check_own_file(path)
    found: dict[str, Judgement] = {}
    rows = read_json_lines(path, _from_row, "a judgement", on_bad_line=lambda error: _log.warning("%s", error))
    for key, judgement in rows:
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
    if len(remark) > LONGEST_REMARK:
        raise UsageError(f"the remark has {len(remark)} characters; at most {LONGEST_REMARK} are kept")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    row = {
        "statement": statement.key, "document": statement.citation.document, "quote": statement.citation.quote,
        "verdict": statement.verdict.value,
        "opinion": opinion and opinion.value, "remark": remark, "at": now, "user": current_user(), "role": current_role(),
    }  # fmt: skip
    path = folder / JUDGEMENTS
    try:
        append_line(path, json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    except OSError as error:
        raise CorpusError(f"{path}: cannot be written ({error.strerror}); nothing was judged") from error
    return Judgement(opinion, remark, now, statement.verdict)


def check_own_file(path: Path) -> None:
    """Refuse a file of the corpus folder that is a link, or far larger than what people write.

    Raises:
        CorpusError: it is.
    """
    if path.is_symlink() or not path.is_file():
        raise CorpusError(f"{path}: not a plain file; move it away")
    if path.stat().st_size > _LARGEST:
        raise CorpusError(f"{path}: larger than {_LARGEST // 1_000_000} MB; move it away, and judge into a new one")


def _from_row(row: Mapping[str, Any]) -> tuple[str, Judgement]:
    key, remark, at = row["statement"], row.get("remark") or "", row["at"]
    if not (isinstance(key, str) and isinstance(remark, str) and isinstance(at, str)):
        raise ValueError
    opinion = Opinion(row["opinion"]) if row.get("opinion") else None
    return key, Judgement(opinion, remark[:LONGEST_REMARK], at, AuditVerdict(row["verdict"]))
