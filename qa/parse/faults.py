"""A fault that one file's content brings about is that file's failure, whatever it is: the others go on."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from qa.errors import DocumentError, QAError

_log = logging.getLogger(__name__)


class TooManyError(Exception):
    """More notes or citations than any document of its length has: it was made to take long."""

    def __init__(self, what: str) -> None:
        super().__init__(f"it has far more {what} than a document of its length; divide it")


@contextmanager
def faults_of(name: str) -> Iterator[None]:
    """Around what is done with the text of the file `name`.

    Raises:
        DocumentError: in place of any exception that is neither said in words already, nor the disk's or the database's.
    """
    try:
        yield
    except (QAError, OSError, sqlite3.Error):
        raise
    except Exception as error:
        _log.debug("%s", name, exc_info=True)
        raise DocumentError(
            f"{name}: its text breaks the program ({type(error).__name__}); save it in another format, or report the fault",
            file=name,
        ) from error
