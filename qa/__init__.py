"""Ask a footnoted report; follow every answer down to its footnote and source."""

from qa.answer import Answer
from qa.errors import QAError
from qa.pipeline import Corpus, open_corpus

__all__ = ["Answer", "Corpus", "QAError", "open_corpus"]
