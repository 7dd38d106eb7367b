"""Ask a footnoted report; follow every answer down to its footnote and source."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.api import Corpus, open_corpus
    from qa.errors import QAError
    from qa.types.answer import Answer

__all__ = ["Answer", "Corpus", "QAError", "open_corpus"]

_HOMES = {"Answer": "qa.types.answer", "Corpus": "qa.api", "QAError": "qa.errors", "open_corpus": "qa.api"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Public names are imported when they are used, so that `qa --help` loads none of what answers questions."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'qa' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
