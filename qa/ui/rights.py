"""Somebody who has signed in, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """What somebody may do."""

    READ = "read"
    EDIT = "edit"
    """Also add, remove, correct, index and judge."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who has signed in."""

    name: str
    """Kept with their changes. Who knows a secret gives one, which is no proof; that of an identity provider is."""
    role: Right
