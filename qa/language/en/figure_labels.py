"""The labels under which English texts set figures, tables and boxes."""

from __future__ import annotations

import re

from qa.regex import regex

FIGURE_LABEL = regex(r"(?:Figure|Fig\.|Table|Box|Chart|Map|Exhibit)\s*\d", re.IGNORECASE)
"""“Figure 1 Seizures by port”."""
PICTURE_CREDIT = regex(
    r"(?:(?:Photo|Image|Picture|Illustration|Graphic|Map|Cartoon|Data|Source|Credit|Cover)s?(?: (?:by|credit|source|courtesy of))?\s*[:©]|"
    r"©|Photograph(?:ed)? by)",
    re.IGNORECASE,
)
"""“Photo: N. N.”, “Source: Eurostat”."""
