"""Class Corpus, imported when it is first used: what only changes a corpus needs no more than `qa.api.fetching`."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.api.changing import Said
    from qa.api.composition import Corpus, open_corpus, verify_text

__all__ = ["Corpus", "Said", "open_corpus", "verify_text"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Import a public name when it is first used."""
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module 'qa.api' has no attribute {name!r}")
    return getattr(import_module("qa.api.changing" if name == "Said" else "qa.api.composition"), name)
