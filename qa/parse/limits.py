"""What one file may take of time and memory."""

from __future__ import annotations

MAX_BYTES = 25 * 1024 * 1024
"""Of a file; larger ones are refused unread."""
MAX_MEMORY = 1000 * 1024 * 1024
"""Bytes of address space that the child may have, where the system can limit them."""
STALL_SECONDS = 15.0
"""Of processor time for one page of a PDF, which takes a twentieth of a second, or for another file of a megabyte."""
MEGABYTE_SECONDS = 5.0
"""More for each megabyte."""
NOTES_SECONDS = 60.0
"""Of processor time for the works that a megabyte of notes names, which take a third of it."""
START_SECONDS, PAGE_SECONDS = 20.0, 0.5
"""Of processor time for a whole PDF: this much, and this much more for each page."""
SCAN_SECONDS = 60.0
"""Of processor time for a page that is read by OCR, which takes three to six."""
MOST_SCANS = 1000
"""Pages of one file that are read by OCR."""
SCAN_MEMORY = 3000 * 1024 * 1024
"""Bytes of address space that the child may have once it reads by OCR, which takes half of it."""
SLOWNESS = 4.0
"""How much longer than its processor time a file may take on a machine that is busy with other things."""
MAX_WALL = 600.0
MOST_SENT = 64 * 1024 * 1024
MOST_RETURNED = 1024 * 1024 * 1024
"""Bytes between parent and child."""
IDLE_SECONDS = 60.0
"""After which a child that has nothing to do ends."""
STALLED, OUT_OF_MEMORY = 75, 76
"""Exit statuses."""
PICTURE_WIDTH, PICTURE_HEIGHT = 1200, 2400
"""Pixels that a picture of a page has at most."""
PICTURE_SECONDS, PICTURE_WALL = 8.0, 20.0
"""Of processor time, and of waiting, for a page that is drawn, which takes a third of a second."""
SCAN_WALL = 60.0
"""Of waiting, for a picture file: what reads it has to be loaded, since it is shown as it was read, upright."""
MOST_PICTURE = 8 * 1024 * 1024
"""Bytes of such a picture."""
FEW_NOTES, NOTE_APART, CITATION_APART = 20_000, 40, 20
"""Notes, and signs of citations, that any file may have, and a longer one for so many characters: real ones have one in 200."""
