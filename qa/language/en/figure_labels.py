"""The labels under which English texts set figures, tables and boxes."""

from __future__ import annotations

import re

FIGURE_LABEL = re.compile(r"(?:Figure|Fig\.|Table|Box|Chart|Map|Exhibit)\s*\d", re.IGNORECASE)
"""“Figure 1 Seizures by port”."""
