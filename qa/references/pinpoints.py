"""The pages that a note gives of a work: `p. 44`, `S. 12 f.`, `vol. 3, 17`."""

_PAGES = (
    r"(?!(?:1[5-9]|20)\d\d\W*\Z)\d{1,4}(?:\s?[-–—]\s?\d{1,4})?(?:,\s?\d{1,4}(?:\s?[-–—]\s?\d{1,4})?){0,4}(?:\s?ff?\b)?"
)
PIN = rf"(?:(?:pp?\.|S\.|s\.|pág?s?\.|col\.|f(?:ol)?\.|vol\.|Bd\.|t\.|ch(?:ap)?\.|n\.|§|[IVX]+,)\s?)?{_PAGES}"
