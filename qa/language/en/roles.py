"""English words for what a person is: “President Noboa” is named where the text says “Noboa”."""

from __future__ import annotations

ROLE_WORDS = frozenset(
    """president presidential vice prime minister ministers mr mrs ms miss dr sir madam lord lady king queen prince princess emperor
    pope bishop general colonel captain admiral officer sergeant lieutenant major chief head leader director chairman chair chairwoman
    secretary attorney prosecutor judge justice mayor governor senator congressman congresswoman representative ambassador professor
    investigator inspector commissioner candidate spokesman spokeswoman spokesperson journalist businessman businesswoman
    company corporation inc ltd republic kingdom city port province state government department ministry office agency
    report policy memo memorandum document""".split()
)
"""Roles, forms of address, and the kinds of thing that stand before or behind a name."""
