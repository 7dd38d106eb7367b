"""Where conversations lie: in the memory of this process, or in a folder, a file for each."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Protocol

from qa.corpus.conversation_file import read_conversation, write_conversation
from qa.errors import BusyError, CorpusError, UsageError
from qa.files import make_folder, remove_path, sync
from qa.types.conversation import Conversation, is_conversation_id

_WAIT = 10.0
"""Seconds that a process waits for another to have written."""
_READ = 64
"""Files that are remembered as they were read."""


class KeepingPlace(Protocol):
    """Where conversations lie."""

    def read(self, conversation_id: str) -> Conversation | None:
        """One of them, if it is there."""

    def write(self, conversation: Conversation) -> None:
        """Keep one, in place of what was kept of it."""

    def delete(self, conversation_id: str) -> None:
        """Keep it no longer."""

    def names(self) -> list[str]:
        """All of them, the one that was changed last first."""

    def lock(self) -> AbstractContextManager[None]:
        """Held while one is read and written."""


class InMemory:
    """Until this process ends; the longest untouched go first."""

    def __init__(self, most: int = 500) -> None:
        """None yet."""
        self._kept: OrderedDict[str, Conversation] = OrderedDict()
        self._most = most

    def read(self, conversation_id: str) -> Conversation | None:
        """One of them, if it is still kept."""
        return self._kept.get(conversation_id)

    def write(self, conversation: Conversation) -> None:
        """Keep one."""
        self._kept[conversation.conversation_id] = conversation
        self._kept.move_to_end(conversation.conversation_id)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def delete(self, conversation_id: str) -> None:
        """Keep it no longer."""
        self._kept.pop(conversation_id, None)

    def names(self) -> list[str]:
        """The newest first."""
        return list(reversed(self._kept))

    def lock(self) -> AbstractContextManager[None]:
        """Nobody else has it."""
        return nullcontext()


class InFolder:
    """A JSON file for each, in a folder that only its owner can look into."""

    def __init__(self, folder: Path) -> None:
        """Nothing is made before there is something to keep."""
        self._folder = folder
        self._read: OrderedDict[str, tuple[tuple[int, int], Conversation]] = OrderedDict()

    def read(self, conversation_id: str) -> Conversation | None:
        """One of them, if there is such a file."""
        self._check_own()
        path = self._path(conversation_id)
        try:
            state = path.lstat()
        except FileNotFoundError:
            return None
        now = (state.st_mtime_ns, state.st_size)
        before, kept = self._read.get(conversation_id, (None, None))
        if before == now:
            return kept
        found = read_conversation(path)
        if found is not None:
            self._read[conversation_id] = now, found
            while len(self._read) > _READ:
                self._read.pop(next(iter(self._read)), None)
        return found

    def write(self, conversation: Conversation) -> None:
        """Write its file whole."""
        write_conversation(self._path(conversation.conversation_id), conversation)
        self._read.pop(conversation.conversation_id, None)

    def delete(self, conversation_id: str) -> None:
        """Delete its file; deleted, not overwritten."""
        self._check_own()
        self._read.pop(conversation_id, None)
        try:
            remove_path(self._path(conversation_id))
            sync(self._folder)
        except OSError as error:
            raise CorpusError(f"{self._path(conversation_id)}: cannot be deleted ({error.strerror})") from error

    def names(self) -> list[str]:
        """Those that were written last first."""
        self._check_own()
        found = []
        for path in self._folder.glob("*.json") if self._folder.is_dir() else ():
            if is_conversation_id(path.stem) and not path.is_symlink():
                found.append((path.stat().st_mtime_ns, path.stem))
        return [name for _, name in sorted(found, reverse=True)]

    @contextmanager
    def lock(self) -> Iterator[None]:
        """No other process writes meanwhile."""
        from filelock import FileLock, Timeout

        self._check_own()
        try:
            make_folder(self._folder.parent)
            make_folder(self._folder)
            with FileLock(self._folder / ".lock", timeout=_WAIT, mode=0o600):
                yield
        except Timeout as error:
            raise BusyError(f"{self._folder}: something else is writing there; try again") from error
        except OSError as error:
            raise CorpusError(
                f"{self._folder}: cannot be written ({error.strerror}); keep none, or elsewhere"
            ) from error

    def _check_own(self) -> None:
        """A link that came with the folder would have files elsewhere read, written and deleted."""
        for path in (self._folder.parent, self._folder):
            if path.is_symlink():
                raise CorpusError(f"{path}: a link, not a folder; put a folder in its place")

    def _path(self, conversation_id: str) -> Path:
        if not is_conversation_id(conversation_id):
            raise UsageError(f"{conversation_id[:40]}: no conversation is called so")
        return self._folder / f"{conversation_id}.json"
