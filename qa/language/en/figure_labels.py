"""Lines of English texts that state nothing: labels of figures and tables, credits, pointers to elsewhere, headings that ask."""

from __future__ import annotations

import re

from qa.regex import regex

FIGURE_LABEL = regex(r"(?:Figure|Fig\.|Table|Box|Chart|Map|Exhibit)\s*\d", re.IGNORECASE)
"""“Figure 1 Seizures by port”."""
PART_LABEL = regex(
    r"\b(?:Figures?|Figs?\.|Tables?|Box(?:es)?|Charts?|Maps?|Exhibits?|Annex|Appendix|Chapters?|Sections?|Parts?|Notes?|Pages?|pp?\.)\s*"
    r"\d+(?:\.\d+)*(?:(?:\s*[–-]| and| to)\s*\d+(?:\.\d+)*\b(?![\s.,]*[%€$£\d]))*",
    re.IGNORECASE,
)
"""What a part of a report goes by: its number is no figure that the report gives."""
PICTURE_CREDIT = regex(
    r"(?:(?:Photo|Image|Picture|Illustration|Graphic|Map|Cartoon|Data|Source|Credit|Cover)s?(?: (?:by|credit|source|courtesy of))?\s*[:©]|"
    r"©|Photograph(?:ed)? by)",
    re.IGNORECASE,
)
"""“Photo: N. N.”, “Source: Eurostat”."""
POINTER = regex(r"(?:Main articles?|See also|Further information|Further reading|Read more|Related)\s*:", re.IGNORECASE)
"""“Main article: Lumo (ship)”."""
ASKING_HEADING = regex(r"(?:[IVXL]+\.|[A-Z]\.|\d++(?:\.\d++)*+\.?)?\s*+Whether\b.*(?<![.?!])\Z")
"""“III. Whether the harbour was closed”."""
