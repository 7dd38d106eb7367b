"""Whether a question is in another language than the documents that it is asked of, and the reason that it then gets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.embed.weights import is_packaged
from qa.language.codes import language_name
from qa.language.of_words import language_of_question

if TYPE_CHECKING:
    from qa.index.engine import Scope, Snapshot

_NAMED = 3
"""Languages that a reason names."""


def language_reason(snapshot: Snapshot, question: str, document: Scope) -> str | None:
    """Why a question finds no answer: it is in another language than every document that it is asked of; else None.

    None as well where the encoder is not the packaged one, which reads English only: another may read them all.
    """
    asked = language_of_question(question)
    wanted = (document,) if isinstance(document, str) else document
    held = [info for info in snapshot.documents() if wanted is None or info.doc_id in wanted]
    languages = dict.fromkeys(info.language.partition("-")[0].lower() for info in held)
    if not held or asked in languages or not is_packaged(snapshot.current.encoder):
        return None
    what = "this report is" if len(held) == 1 else "the documents are"
    own = _listed([language_name(code) or code for code in languages])
    return (
        f"Your question is in {language_name(asked)}, {what} in {own}. "
        f"Ask in {own}, or set an encoder that reads both languages."
    )


def _listed(names: Sequence[str]) -> str:
    """`English`, `English and Spanish`, `English, Spanish or others`."""
    if len(names) > _NAMED:
        return f"{', '.join(names[:_NAMED])} or others"
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
