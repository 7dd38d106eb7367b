"""The months in English, for what reads and writes English only; `qa.language.months` reads those of every language."""

from __future__ import annotations

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
