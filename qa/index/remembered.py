"""What was worked out from one generation, kept for the next question; what was not asked for longest goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Remembered:
    """Values by kind and key, for all threads; a generation never changes, so none grows old."""

    def __init__(self, most: int) -> None:
        """Keep up to `most` values."""
        self._most, self._lock = most, threading.Lock()
        self._values: OrderedDict[tuple[str, Hashable], Any] = OrderedDict()

    def of_all(self, kind: str, keys: Sequence[_Key], make: Callable[[list[_Key]], Iterable[_Value]]) -> list[_Value]:
        """The value of each key; `make` gives those of the keys that are not kept, in their order."""
        found: dict[_Key, _Value] = {}
        with self._lock:
            for key in keys:
                if (kind, key) in self._values:
                    self._values.move_to_end((kind, key))
                    found[key] = self._values[kind, key]
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        made = dict(zip(missing, make(missing), strict=True)) if missing else {}
        with self._lock:
            self._values.update({(kind, key): value for key, value in made.items()})
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        found |= made
        return [found[key] for key in keys]
