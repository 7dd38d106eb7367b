"""The days of the week in English."""

from __future__ import annotations

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("Monday Mon", "Tuesday Tue Tues", "Wednesday Wed", "Thursday Thu Thurs", "Friday Fri", "Saturday Sat", "Sunday Sun"), 1
    )
    for name in names.split()
}  # fmt: skip
"""Capitalised names and abbreviations → 1 for Monday to 7 for Sunday."""
