"""A damaged index, mended where it is found: built again from the corpus and whatever of it is sound."""

from __future__ import annotations

import logging
from pathlib import Path

from qa.errors import IndexDamagedError, IndexUnusableError, QAError
from qa.files import remove_path
from qa.index.build import build_index

_log = logging.getLogger(__name__)


def mend(corpus: Path, folder: Path, error: IndexDamagedError) -> None:
    """Build the index in `folder` again; what was damaged, and from what it was made, is logged.

    Raises:
        IndexUnusableError: it cannot be built: the folder cannot be written, another process builds it, the corpus is gone.
    """
    try:
        if error.discard is not None:
            remove_path(error.discard)
        build_index(corpus, folder)
    except QAError as reason:
        raise IndexUnusableError(
            f"{error}, and it could not be mended by itself: {reason}", remedy=reason.remedy, **reason.failed
        ) from reason
    _log.warning("%s; mended: the index is whole again", error)
