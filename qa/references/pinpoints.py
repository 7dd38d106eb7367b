"""The pages that a note gives of a work: `p. 44`, `S. 12 f.`, `vol. 3, 17`."""

_PAGES = (
    r"(?!(?:1[5-9]|20)\d\d\W*\Z)\d{1,4}(?:\s?[-–—]\s?\d{1,4})?(?:,\s?\d{1,4}(?:\s?[-–—]\s?\d{1,4})?){0,4}(?:\s?ff?\b)?"
)
PIN = rf"(?:(?:pp?\.|S\.|s\.|pág?s?\.|col\.|f(?:ol)?\.|vol\.|Bd\.|t\.|ch(?:ap)?\.|n\.|§|[IVX]+,)\s?)?{_PAGES}"
LEGAL_PIN = (
    r"(?:at\s)?(?:(?:§+|¶+|ss?\.?|secs?\.|sections?|arts?\.?|articles?|paras?\.?|paragraphs?|cls?\.?|clauses?|regs?\.?|rr?\.?|sch(?:ed)?\.?|recitals?|Rn\.?|Ziff\.|Abs\."
    r"|ch(?:ap)?\.?|pts?\.?|parts?|annex|app(?:endix)?\.?|tbl\.?|tables?|ex(?:h|hibit)?\.?)\s?|\[)\w[\w().:-]{0,20}(?:\s?[-–,]\s?\w[\w().]{0,12}){0,4}\]?"
)
"""The parts that it gives of a law or of a numbered text: `s 4(1)`, `§ 12`, `¶¶ 3–5`, `[22]`."""
